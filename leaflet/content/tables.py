"""Reads a table of Markdown (GitHub form): a header, a line of hyphens, and a line for each row.

A colon before the hyphens of the first column (`|:---|`) makes its cells the headings of their
rows. A paragraph `Table: words` before a table is its caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflet.content.markdown import read_text
from leaflet.core.diagnostics import Finding, Span, error
from leaflet.core.located import Document, FieldPath
from leaflet.model.blocks import Table

#: Cells of a row, divided by `|` that no backslash precedes.
_DIVIDER = re.compile(r"(?<!\\)\|")
_CAPTION = re.compile(r"Table:[ \t]+(\S.*)", re.DOTALL)
#: What stands in cells that lean on others: ditto marks, and the signs that join cells elsewhere.
_SAYS_NOTHING = frozenset(
    ["", '"', "''", "″", "〃", "„", "“", "”", "^", "^^", "<", ">", ".", "…", "..."]
)
MOST_COLUMNS, MOST_ROWS = 8, 200


def caption_in(text: str) -> str | None:
    """The caption that a paragraph before a table is; None for any other paragraph."""
    found = _CAPTION.fullmatch(text.strip())
    return " ".join(found[1].split()) if found else None


def read_table(
    path: str, text: str, line: int, caption: str | None, field_path: FieldPath, document: Document
) -> tuple[Table, list[Finding]]:
    """The table of a text whose first line is a line of the file; the document gets the places of
    its cells.
    """
    header, rule, *rows = [_cells(row) for row in text.strip("\n").split("\n")]
    findings = list(_wrong_shape(path, line, header, rows))
    for number, row in enumerate([header, *rows]):
        at = line + (number + 1 if number else 0)
        where: FieldPath = ("rows", number - 1) if number else ("header",)
        for column, cell in enumerate(row):
            place = Span(path, at, 1)
            document.spans[(*field_path, *where, column)] = place
            if _is_empty(cell) and not (number == 0 and column == 0):
                hint = 'write what it holds, or "none"'
                findings.append(error("empty-cell", place, _empty(header, row, column), hint))
    cells = tuple(tuple(row[: len(header)]) for row in rows)
    heads = tuple(cell or " " for cell in header)
    is_headed = rule[0].startswith(":") and not rule[0].endswith(":")
    table = Table.model_construct(
        header=heads, rows=cells, row_heads=is_headed or not header[0], caption=caption
    )
    return table, findings


def _cells(row: str) -> list[str]:
    inner = row.strip()
    inner = inner.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in _DIVIDER.split(inner)]


def _is_empty(cell: str) -> bool:
    """Whether a cell tells nothing by itself: it is blank, or has a sign for the cell above it or
    beside it.
    """
    return read_text(cell).strip() in _SAYS_NOTHING


def _empty(header: list[str], row: list[str], column: int) -> str:
    if row is header:
        return f"an empty cell in the header, column {column + 1}"
    name = header[column] if column < len(header) else str(column + 1)
    sign = f' ("{row[column]}")' if row[column] else ""
    return f'an empty cell{sign} under "{name}" in the row "{row[0] or "…"}"'


def _wrong_shape(
    path: str, line: int, header: list[str], rows: list[list[str]]
) -> Iterator[Finding]:
    place = Span(path, line, 1)
    if len(header) > MOST_COLUMNS:
        message = f"a table of {len(header)} columns"
        yield error("table", place, message, f"use at most {MOST_COLUMNS}, or several tables")
    if not rows:
        yield error("table", place, "a table without rows", "add a row, or delete it")
    if len(rows) > MOST_ROWS:
        message = f"a table of {len(rows)} rows"
        yield error("table", place, message, f"use at most {MOST_ROWS}, or several tables")
    for number, row in enumerate(rows):
        if len(row) != len(header):
            cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            message = f"a row of {cells} in a table of {len(header)} columns"
            at = Span(path, line + 2 + number, 1)
            yield error("table", at, message, "give each row a cell for each column")
