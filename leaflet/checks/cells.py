"""Table texts that are too long for a cell."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.phrases import WORD
from leaflet.text.leaflet_text import LeafletText

_TABLES = frozenset({"benefits", "risks", "alternatives", "steps"})


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    limit = leaflet_text.norms.cell_words
    for unit in leaflet_text.body:
        if unit.kind in _TABLES:
            words = sum(1 for _ in WORD.finditer(unit.text))
            if words > limit:
                hint = f"cut it to {limit}, or say the rest below the table"
                yield leaflet_text.place(unit), f'"{unit.name}" has {words} words', hint


CHECK = Check(
    id="cells",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Cells of tables hold a few words.",
    run=_run,
    finds="a text of a benefit, risk, alternative or step above 25 words",
    mend="keep what readers compare, and write the rest as running text",
    why="PEMAT-P asks for simple tables with short headings (item 19); the bound of 25 words is"
    " this project's own, the same as for a sentence.",
)
