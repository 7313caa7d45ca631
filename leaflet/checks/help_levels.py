"""Signs that need help are given in levels, the most urgent first."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.blocks import Block
from leaflet.model.leaflet import Leaflet, blocks


def _run(loaded: Loaded[Leaflet]) -> Iterator[Found]:
    leaflet = loaded.value
    assert leaflet is not None
    found = list(blocks(leaflet, "help"))
    if leaflet.kind in ("treatment", "aftercare") and not found:
        yield loaded.place(("id",)), "no block says when to get help", "add one to get-help"
    for field_path, block in found:
        yield from _levels(loaded, field_path, block)


def _levels(loaded: Loaded[Leaflet], field_path: FieldPath, block: Block) -> Iterator[Found]:
    given = [item.urgency for item in block.content]
    order = sorted(dict.fromkeys(given), key=_LEVELS.index)
    if given != order:
        yield loaded.place(field_path), "levels of help are out of order or repeated", _HINT
    for level in ("emergency", "routine"):
        if level not in given:
            yield loaded.place(field_path), f'no signs are "{level}"', _HINT
    if "same-day" not in given:
        yield loaded.place(field_path), 'no signs are "same-day"', _HINT, Severity.WARNING
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
    reads=Leaflet,
    severity=Severity.ERROR,
    summary="Signs that need help are given in three levels, each with whom to call.",
    run=_run,
    finds="a treatment or aftercare leaflet without a `help` block; levels that are missing, "
    "repeated or out of order; an emergency that does not call the emergency number",
    mend="give emergency, same-day and routine, with their signs",
    why="PEMAT-P, items 20 to 22: at least one action, in explicit steps; EQIP: warning signs "
    "and what to do.",
)
