"""A leaflet speaks to its reader."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import Reading

#: One sentence of so many speaks to the reader.
_EVERY = 10


def _run(reading: Reading) -> Iterator[Found]:
    forms_of_be = frozenset(reading.lexicon.auxiliaries)
    for match in reading.find("third_person"):
        if not forms_of_be.isdisjoint(match.sentence.words[max(match.start - 1, 0) : match.start]):
            continue  # "be patient"
        place = reading.place(match.sentence.unit, match.offset)
        yield place, f'"{match.text}" speaks about the reader, not to them', match.meaning
    reader = reading.search("reader")
    if not reading.lexicon.reader or not reading.prose:
        return
    spoken = sum(any(True for _ in reader.matches(s.words)) for s in reading.prose)
    if spoken * _EVERY < len(reading.prose):
        message = f"{spoken} of {len(reading.prose)} sentences speak to the reader"
        hint = f'use "you" and "we" in 1 sentence of {_EVERY} at least'
        yield reading.loaded.place(("title",)), message, hint


CHECK = Check(
    id="third-person",
    stage="content",
    reads=Reading,
    severity=Severity.WARNING,
    summary="A leaflet speaks to its reader, not about patients.",
    run=_run,
    finds="a word of the lexicon's `third_person`, unless it follows a form of to be; fewer than"
    " 1 sentence of 10 with a word of `reader`, such as you and we",
    mend='write "you" and "we", and "people" for others',
    why="PEMAT-P asks to speak to the reader (item 21), EQIP for a personal tone (Moult 2004),"
    ' plain English and the NHS style for "you" and "we".',
    lexicon=("third_person", "reader"),
)
