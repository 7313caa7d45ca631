"""Signs that need help are given in levels, the most urgent first."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.blocks import Block
from leaflet.model.leaflet import Leaflet, blocks
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet, kind = leaflet_text.loaded, leaflet_text.leaflet, leaflet_text.kind
    found = list(blocks(leaflet, "help"))
    if "get-help" in kind.must and not found:
        yield loaded.place(("id",)), "no block says when to get help", "add one to get-help"
    for field_path, block in found:
        yield from _levels(loaded, field_path, block)
    given = {item.urgency for _, block in found for item in block.content}
    for level in _LEVELS if found else ():
        if level in kind.signs and level not in given:
            severity = Severity.WARNING if level == "same-day" else Severity.ERROR
            yield loaded.place(found[0][0]), f'no signs are "{level}"', _HINT, severity


def _levels(loaded: Loaded[Leaflet], field_path: FieldPath, block: Block) -> Iterator[Found]:
    given = [item.urgency for item in block.content]
    order = sorted(dict.fromkeys(given), key=_LEVELS.index)
    if given != order:
        yield loaded.place(field_path), "levels of help are out of order or repeated", _HINT
    for k, item in enumerate(block.content):
        if item.call not in _CALLS[item.urgency]:
            message = f'"{item.urgency}" signs say to call "{item.call}"'
            hint = f"call: {' or '.join(_CALLS[item.urgency])}"
            yield loaded.place((*field_path, k, "call")), message, hint


_LEVELS = ("emergency", "same-day", "routine")
_HINT = f"give each level once, in order: {', '.join(_LEVELS)}"
_CALLS = {
    "emergency": ("emergency",),
    "same-day": ("urgent-advice", "clinic"),
    "routine": ("clinic", "urgent-advice"),
}


CHECK = Check(
    id="help-levels",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Signs that need help are given in levels, each with whom to call.",
    run=_run,
    finds="a leaflet whose kind asks when to get help, without a `help` block; levels that the "
    "kind asks for and that are missing; levels that are repeated or out of order; an emergency "
    "that does not call the emergency number",
    mend="give emergency, same-day and routine, with their signs",
    why="PEMAT-P, items 20 to 22: at least one action, in explicit steps; EQIP: warning signs "
    "and what to do.",
)
