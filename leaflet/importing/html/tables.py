"""Reads the rows of a table of a web page; a cell that spans rows stands in each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leaflet.importing.document import Words
from leaflet.importing.html.elements import number

_Spans = dict[int, tuple[int, Words]]


def table_rows(
    table: Any, read: Callable[[Any], Words]
) -> tuple[tuple[tuple[Words, ...], ...], int]:
    """The rows of a table, and how many of them are heads. `read` gives the words of a cell."""
    rows: list[tuple[Words, ...]] = []
    heads = 0
    spans: _Spans = {}
    for row in table.iter("tr"):
        cells = [one for one in row if one.tag in ("td", "th")]
        heads += bool(cells) and heads == len(rows) and all(one.tag == "th" for one in cells)
        rows.append(_row(cells, spans, read))
    return tuple(rows), heads


def _row(cells: list[Any], spans: _Spans, read: Callable[[Any], Words]) -> tuple[Words, ...]:
    made: list[Words] = []
    for cell in cells:
        _repeat(made, spans)
        words = read(cell)
        if (rows := number(cell.get("rowspan"))) > 1:
            spans[len(made)] = (rows - 1, words)
        made += [words, *([()] * (number(cell.get("colspan")) - 1))]
    _repeat(made, spans)
    return tuple(made)


def _repeat(cells: list[Words], spans: _Spans) -> None:
    """Put the words of a cell that spans several rows into each of them."""
    while len(cells) in spans:
        left, words = spans.pop(len(cells))
        if left > 1:
            spans[len(cells)] = (left - 1, words)
        cells.append(words)
