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
    ranks = [_LEVELS.index(item.urgency) for item in block.content]
    ways = [(item.urgency, item.call, item.go) for item in block.content]
    if ranks != sorted(ranks) or len(set(ways)) < len(ways):
        yield loaded.place(field_path), "levels of help are out of order or repeated", _HINT
    for k, item in enumerate(block.content):
        for field, given in (("call", item.call), ("go", item.go)):
            if given in _UNFIT[item.urgency] or _is_slow(item, given):
                message = f'"{item.urgency}" signs say {field}: {given}'
                place = loaded.place((*field_path, k, field))
                yield place, message, f"write {_FIT[item.urgency]}"


def _is_slow(item: Help, given: str | None) -> bool:
    """Whether signs of an emergency lead to a department of the clinic."""
    is_department = item.call not in (None, *LINES)
    return item.urgency == "emergency" and is_department and given == item.call


_LEVELS = ("emergency", "same-day", "routine")
_HINT = f"give them in order: {', '.join(_LEVELS)}; join levels that lead to the same place"
#: Whom not to call and where not to go for signs of a level.
_UNFIT = {
    "emergency": ("urgent-advice", "clinic", "gp", "pharmacist"),
    "same-day": ("emergency",),
    "routine": ("emergency", "emergency-department"),
}
_FIT = {
    "emergency": "call: emergency, or go: emergency-department",
    "same-day": "call: urgent-advice, clinic or a department; or go: gp",
    "routine": "call: clinic, urgent-advice or a department; or go: gp or pharmacist",
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
    "that leads anywhere but to the emergency number or an emergency department",
    mend="give emergency, same-day and routine, with their signs",
    why="PEMAT-P, items 20 to 22: at least one action, in explicit steps; EQIP: warning signs "
    "and what to do.",
)
