"""A leaflet addresses its reader."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText

#: One sentence in this many must address the reader.
_EVERY = 10


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    forms_of_be = frozenset(leaflet_text.lexicon.auxiliaries)
    for match in leaflet_text.find("third_person"):
        if not forms_of_be.isdisjoint(match.sentence.words[max(match.start - 1, 0) : match.start]):
            continue  # "be patient"
        place = leaflet_text.place(match.sentence.unit, match.offset)
        yield place, f'"{match.text}" speaks about the reader, not to them', match.meaning
    reader = leaflet_text.search("reader")
    if not leaflet_text.lexicon.reader or not leaflet_text.prose:
        return
    spoken = sum(any(True for _ in reader.matches(s.words)) for s in leaflet_text.prose)
    if spoken * _EVERY < len(leaflet_text.prose):
        message = f"{spoken} of {len(leaflet_text.prose)} sentences speak to the reader"
        hint = f'use "you" and "we" in 1 sentence of {_EVERY} at least'
        yield leaflet_text.loaded.place(("title",)), message, hint


CHECK = Check(
    id="third-person",
    stage="content",
    reads=LeafletText,
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
