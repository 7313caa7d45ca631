"""The text repeats no seven words of a source."""

from collections.abc import Iterator
from itertools import groupby

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import RUN, runs


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    known = {name: runs(text) for name, text in leaflet_text.foreign.items()}
    if not known:
        return
    for unit, sentences in groupby(leaflet_text.sentences, key=lambda sentence: sentence.unit):
        words: list[str] = []
        offsets: list[int] = []
        for sentence in sentences:
            words += sentence.words
            offsets += sentence.offsets
        free = 0
        for at in range(len(words) - RUN + 1):
            shared = tuple(words[at : at + RUN])
            name = next((name for name, there in known.items() if shared in there), "")
            if name and at >= free:
                free = at + RUN
                message = f'"{" ".join(shared)}" is also in {name}'
                yield leaflet_text.place(unit, offsets[at]), message, "say it in your own words"


CHECK = Check(
    id="own-words",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="No seven words in a row are copied from a source text.",
    run=_run,
    nouns=("copied passage", "copied passages"),
    finds="seven words in a row that are also in a file of `content/sources/`",
    mend="say it in your own words; a quotation is short, marked, and waived",
    why="Copied text brings in promises and the rights of others; seven equal words in a row are"
    " hardly a coincidence.",
)
