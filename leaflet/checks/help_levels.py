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
    given = [(item.urgency, item.go) for item in block.content]
    order = sorted(dict.fromkeys(given), key=lambda level: _LEVELS.index(level[0]))
    if given != order:
        yield loaded.place(field_path), "levels of help are out of order or repeated", _HINT
    for k, item in enumerate(block.content):
        for name, verb, fitting in (("call", "call", _CALLS), ("go", "go to", _PLACES)):
            told, fit = getattr(item, name), fitting[item.urgency]
            if told is not None and told not in fit:
                message = f'"{item.urgency}" signs say to {verb} "{told}"'
                yield loaded.place((*field_path, k, name)), message, f"{name}: {' or '.join(fit)}"


_LEVELS = ("emergency", "same-day", "routine")
_HINT = f"give each level once, in order: {', '.join(_LEVELS)}; twice only for another place to go"
_CALLS = {
    "emergency": ("emergency",),
    "same-day": ("urgent-advice", "clinic"),
    "routine": ("clinic", "urgent-advice"),
}
_PLACES = {
    "emergency": ("emergency-department",),
    "same-day": ("emergency-department", "gp", "pharmacist"),
    "routine": ("gp", "pharmacist"),
}


CHECK = Check(
    id="help-levels",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Signs that need help are given in levels, each with whom to call.",
    run=_run,
    finds="a leaflet whose kind asks when to get help, without a `help` block; levels that the "
    "kind asks for and that are missing; levels out of order, or repeated with the same place to "
    "go to; an emergency that says to call another number than the emergency one; a place that "
    "does not fit the level, such as an emergency at the GP",
    mend="give emergency, same-day and routine, with their signs",
    why="PEMAT-P, items 20 to 22: at least one action, in explicit steps; EQIP: warning signs "
    "and what to do.",
)
