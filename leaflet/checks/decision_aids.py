"""A leaflet has questions to ask, writing lines and a checklist."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet, blocks


def _run(loaded: Loaded[Leaflet]) -> Iterator[Found]:
    leaflet = loaded.value
    assert leaflet is not None
    for kind, what in (("questions", "questions to ask"), ("checklist", "checklist")):
        if not any(True for _ in blocks(leaflet, kind)):
            yield loaded.place(("id",)), f"no {what}", f"add a block of {kind}"
    for field_path, block in blocks(leaflet, "questions"):
        if not block.lines:
            yield loaded.place(field_path), "no room to write questions", "add lines=3 to the fence"


CHECK = Check(
    id="decision-aids",
    stage="content",
    reads=Leaflet,
    severity=Severity.ERROR,
    summary="There are questions to ask, room to write, and a checklist.",
    run=_run,
    nouns=("thing missing", "things missing"),
    finds="a leaflet without a block of `questions` or `checklist`; questions without writing "
    "lines",
    mend="add them; `questions lines=3` leaves room to write",
    why="PEMAT-P, item 23: a tool that helps to act; DISCERN, question 15; the questions of "
    "BRAN (AoMRC, Choosing Wisely UK).",
)
