"""Lists that are too long to remember."""

from collections.abc import Iterator
from itertools import groupby

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import FieldPath
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.units import Unit

_KINDS = frozenset({"prose", "checklist", "do-dont", "help", "questions", "unknowns"})


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    limit = leaflet_text.norms.list_items
    listed = (unit for unit in leaflet_text.body if unit.kind in _KINDS)
    for (_, is_list), group in groupby(listed, key=_list_of):
        items = list(group)
        if is_list and len(items) > limit:
            hint = f"cut it to {limit}, or make two lists of it"
            yield leaflet_text.place(items[0]), f"a list of {len(items)} items", hint


def _list_of(unit: Unit) -> tuple[FieldPath, bool]:
    """A key that the items of one list have in common."""
    return (unit.field_path if unit.kind == "prose" else unit.field_path[:-1]), unit.is_item


CHECK = Check(
    id="list-length",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Lists have a few items only.",
    run=_run,
    finds="a list of more than 7 items: in running text, a checklist, what to do and not to do,"
    " signs, questions, unknowns",
    mend="leave out the least important, or make two lists with a heading each",
    why="The CDC Clear Communication Index asks for lists (item 8), the EU readability guideline"
    " (2009) for few points in each; seven is this project's bound.",
)
