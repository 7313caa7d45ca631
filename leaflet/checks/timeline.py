"""A treatment is described in steps before, on and after the day."""

from collections.abc import Iterator
from itertools import pairwise

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.leaflet import blocks
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet, kind = leaflet_text.loaded, leaflet_text.leaflet, leaflet_text.kind
    if "what-happens" not in kind.must:
        return
    found = list(blocks(leaflet, "steps"))
    if not found:
        yield (
            loaded.place(("id",)),
            "nothing describes what happens step by step",
            "add a block of steps",
        )
    phases = {step.phase for _, block in found for step in block.content}
    for phase in _PHASES if found else ():
        if phase not in phases:
            message = f'no step is "{phase}"'
            yield loaded.place(found[0][0]), message, f"describe each: {', '.join(_PHASES)}"
    for field_path, block in found:
        given = [(k, step.phase) for k, step in enumerate(block.content) if step.phase]
        for (_, before), (k, phase) in pairwise(given):
            if _PHASES.index(phase) < _PHASES.index(before):
                place = loaded.place((*field_path, k, "phase"))
                yield place, f'"{phase}" comes after "{before}"', "order steps by time"


_PHASES = ("before", "day", "after")


CHECK = Check(
    id="timeline",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A treatment is described step by step: before, on the day, after.",
    run=_run,
    finds="a leaflet whose kind asks what happens, without `steps`, without one of the three"
    " phases, or out of order",
    mend="describe each phase, in order of time",
    why="EQIP: the steps of the procedure, and what to do before, during and after.",
)
