"""Reads the rows of a table of a web page; a cell that spans others stands in each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leaflet.importing.document import Words
from leaflet.importing.html.elements import number
from leaflet.importing.spans import Spans, without_title


def is_line(table: Any) -> bool:
    """Whether a table has one row or one column: it sets text in columns, or in a box."""
    rows = [_cells(row) for row in table.iter("tr")]
    return len(rows) == 1 or all(len(cells) < 2 for cells in rows)


def table_rows(
    table: Any, read: Callable[[Any], Words]
) -> tuple[tuple[tuple[Words, ...], ...], int, Words]:
    """The rows of a table, how many of them are heads, and the caption that the first row is, where
    it is one cell over all columns. `read` gives the words of a cell.
    """
    spans, heads = Spans(), 0
    rows = [_cells(row) for row in table.iter("tr")]
    for at, cells in enumerate(rows):
        heads += bool(cells) and heads == at and all(one.tag == "th" for one in cells)
        for cell in cells:
            wide, high = number(cell.get("colspan")), number(cell.get("rowspan"))
            spans.add(read(cell), wide, high, is_alone=len(cells) == 1)
        spans.end_row()
    is_title = bool(rows) and len(rows[0]) == 1 and number(rows[0][0].get("colspan")) > 1
    return without_title(spans.rows, heads, is_title=is_title)


def _cells(row: Any) -> list[Any]:
    return [one for one in row if one.tag in ("td", "th")]
