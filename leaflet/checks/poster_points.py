"""What a poster shows is among the key points of the leaflet."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.blocks import Block
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    leaflet, loaded = leaflet_text.leaflet, leaflet_text.loaded
    section = leaflet.with_role("key-points")
    block: Block | None = section.find("key-points") if section else None
    points = tuple(block.content) if block else ()
    for index, text in enumerate(leaflet.poster):
        place = loaded.place(("poster", index))
        if text.isdecimal() and not 1 <= int(text) <= len(points):
            message = f"the leaflet has {len(points)} key points, and none is number {text}"
            yield place, message, "write the number of a key point, counted from 1", Severity.ERROR
        elif not text.isdecimal() and text not in points:
            message = f'the poster says "{text[:40]}", which is no key point'
            yield place, message, "write the number of a key point, or add it to them"


CHECK = Check(
    id="poster-points",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="What a poster shows is among the key points of the leaflet.",
    run=_run,
    finds="a number under `poster` that no key point has (unfit); a text there that is no key"
    " point",
    mend="write the numbers of one to three key points, as `poster: [1, 4]`",
    why="Who reads the poster and then the leaflet must find the same words.",
)
