"""A leaflet says what is not known."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet, blocks


def _run(loaded: Loaded[Leaflet]) -> Iterator[Found]:
    leaflet = loaded.value
    assert leaflet is not None
    if not any(True for _ in blocks(leaflet, "unknowns")):
        place = loaded.place(("id",))
        yield place, "nothing is said to be unknown", "add a block of unknowns, beside the benefits"


CHECK = Check(
    id="unknowns",
    stage="content",
    reads=Leaflet,
    severity=Severity.ERROR,
    summary="The leaflet says what is not known.",
    run=_run,
    nouns=("thing missing", "things missing"),
    finds="a leaflet without a block of `unknowns`",
    mend="add one: what experts do not know yet",
    why="CDC Clear Communication Index, question 11; DISCERN, question 8; IPDAS: levels of "
    "uncertainty.",
)
