"""Having no treatment is one of the alternatives."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet, blocks


def _run(loaded: Loaded[Leaflet]) -> Iterator[Found]:
    leaflet = loaded.value
    assert leaflet is not None
    for field_path, block in blocks(leaflet, "alternatives"):
        if all(item.kind != "none" for item in block.content):
            hint = "add an alternative of kind: none, with what happens then"
            yield loaded.place(field_path), "no treatment is not among the alternatives", hint


CHECK = Check(
    id="no-treatment",
    stage="content",
    reads=Leaflet,
    severity=Severity.ERROR,
    summary="Having no treatment is one of the alternatives.",
    run=_run,
    nouns=("thing missing", "things missing"),
    finds="a table of alternatives without one of `kind: none`",
    mend="add it, with what may get better or worse if nothing is done",
    why="DISCERN asks what happens with no treatment (Charnock 1999, question 12), IPDAS for the"
    " natural course among the options.",
)
