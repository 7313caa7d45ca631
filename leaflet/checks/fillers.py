"""Phrases that only announce what follows."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for match in leaflet_text.find("fillers"):
        place = leaflet_text.place(match.sentence.unit, match.offset)
        yield place, f'"{match.text}" says nothing', match.meaning


CHECK = Check(
    id="fillers",
    stage="content",
    reads=LeafletText,
    severity=Severity.NOTE,
    summary="There are no filler phrases.",
    run=_run,
    finds='a phrase of the lexicon\'s `fillers`, such as "it is important to note"',
    mend="delete it and begin with what follows",
    why="PEMAT-P asks for nothing that distracts from the purpose (item 2).",
    lexicon=("fillers",),
)
