"""Risks are ordered by the urgency of acting on them."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.leaflet import blocks
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet, kind = leaflet_text.loaded, leaflet_text.leaflet, leaflet_text.kind
    found = list(blocks(leaflet, "risks"))
    if "risks" in kind.must and not found:
        hint = "add a block of risks: each with how often, or not known, and what to do"
        yield loaded.place(("id",)), "no table of risks", hint
    for field_path, block in found:
        reached = 0
        for k, risk in enumerate(block.content):
            rank = _ORDER.index(risk.urgency)
            if rank < reached:
                message = f'"{risk.urgency}" comes after "{_ORDER[reached]}"'
                hint = f"order them: {', '.join(_ORDER)}"
                yield loaded.place((*field_path, k, "class")), message, hint
            reached = max(reached, rank)
        if not reached:
            hint = "say which signs need a call and which an ambulance"
            yield loaded.place(field_path), "no risk asks for a call", hint


_ORDER = ("expected", "call-us", "emergency")


CHECK = Check(
    id="risk-order",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Risks are ordered from expected ones to emergencies.",
    run=_run,
    finds="a leaflet whose kind asks for risks, without a block of `risks`;"
    " a risk whose `class` comes after a more urgent one; a table without a risk that asks for a "
    "call",
    mend="sort them: expected, call-us, emergency; each says what to do",
    why="MHRA guidance orders side effects by how serious they are and what to do, not by body "
    "system.",
)
