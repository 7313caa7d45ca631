"""Cells of tables that span others: their words stand in each place that they span."""

from __future__ import annotations

from dataclasses import dataclass, field

from leaflet.importing.document import Words
from leaflet.importing.reading import RefusedError

#: A cell over more columns or rows has a wrong number.
_MOST = 200
#: A leaflet of 300 kB has no room for more.
_MOST_CELLS = 20_000


@dataclass(slots=True)
class Spans:
    """Fills the rows of a table cell by cell. A row of one cell alone is a heading within the
    table: its words stand in the first place. Raises `RefusedError` for too many cells.
    """

    rows: list[tuple[Words, ...]] = field(default_factory=list)
    _row: list[Words] = field(default_factory=list)
    _count: int = 0
    _open: dict[int, tuple[int, Words]] = field(default_factory=dict)

    def add(self, words: Words, columns: int, rows: int, *, is_alone: bool = False) -> None:
        """Add a cell that spans some columns and rows."""
        self._repeat()
        columns = min(columns, _MOST)
        self._count += columns
        if self._count > _MOST_CELLS:
            message = f"a table of more than {_MOST_CELLS:,} cells"
            raise RefusedError(message, "keep the rows that patients need")
        for at in range(columns):
            said = words if not (is_alone and at) else ()
            if rows > 1:
                self._open[len(self._row)] = (min(rows, _MOST) - 1, said)
            self._row.append(said)

    def end_row(self) -> None:
        """End a row."""
        self._repeat()
        self.rows.append(tuple(self._row))
        self._row = []

    def _repeat(self) -> None:
        """Put the words of cells that span this row into their places."""
        while len(self._row) in self._open:
            left, words = self._open.pop(len(self._row))
            self._count += 1
            if left > 1:
                self._open[len(self._row)] = (left - 1, words)
            self._row.append(words)


def without_title(
    rows: list[tuple[Words, ...]], heads: int, *, is_title: bool
) -> tuple[tuple[tuple[Words, ...], ...], int, Words]:
    """The rows of a table, how many of them are headings, and its caption: with `is_title` the
    first row is one cell over all columns, and names the table.
    """
    if not is_title or len(rows) < 3:
        return tuple(rows), heads, ()
    return tuple(rows[1:]), max(heads - 1, 0), rows[0][0]
