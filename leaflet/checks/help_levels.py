"""Signs that need help are given in levels, the most urgent first."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.blocks import LINES, Block, Help
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
    ways = [(item.urgency, item.call, item.go) for item in block.content]
    if given != sorted(given, key=_LEVELS.index) or len(set(ways)) < len(ways):
        yield loaded.place(field_path), "levels of help are out of order or repeated", _HINT
    for k, item in enumerate(block.content):
        if not _is_right(item):
            said = f'to call "{item.call}"' if item.call else f'to go to "{item.go}"'
            hint = f"call: {' or '.join(_CALLS[item.urgency])}"
            field = "call" if item.call else "go"
            message = f'"{item.urgency}" signs say {said}'
            yield loaded.place((*field_path, k, field)), message, hint


def _is_right(item: Help) -> bool:
    """Whether help is near enough: an emergency needs the emergency number or department; other
    signs may lead to a department of the clinic, or to go somewhere.
    """
    if item.urgency == "emergency":
        return item.call == "emergency" or (not item.call and item.go == "emergency-department")
    if not item.call:
        return item.go is not None
    return item.call in _CALLS[item.urgency] or item.call not in LINES


_LEVELS = ("emergency", "same-day", "routine")
_HINT = f"give the levels in order, each with another call: {', '.join(_LEVELS)}"
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
    "kind asks for and that are missing; levels that are out of order, or repeated with the same"
    " call; an emergency that leads neither to the emergency number nor to its department",
    mend="give emergency, same-day and routine, with their signs",
    why="PEMAT-P, items 20 to 22: at least one action, in explicit steps; EQIP: warning signs "
    "and what to do.",
)
