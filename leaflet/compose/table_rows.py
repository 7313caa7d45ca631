"""The rows of tables as names with labelled values, for formats too narrow for their columns."""

from __future__ import annotations

from typing import Any, NamedTuple

from leaflet.model.locale import LocaleWords

#: The most columns of a table that a narrow format prints as a table.
MOST_NARROW = 3


class LabelledRow(NamedTuple):
    """A row: its first cell after the heading of its column, and each other cell with that of its
    own.
    """

    name: str
    values: tuple[tuple[str, str], ...]


def is_wide(block: Any) -> bool:
    """Whether a block is a table with more columns than a narrow format has room for; the three of
    results hold sentences.
    """
    if block.kind == "table":
        return len(block.content.header) > MOST_NARROW
    return block.kind == "results" or (
        block.kind == "doses" and any(row.at_most for row in block.content.rows)
    )


def labelled_rows(block: Any, words: LocaleWords) -> tuple[LabelledRow, ...]:
    """The rows of a block `table`, `doses` or `results`; empty cells are left out."""
    if block.kind == "results":
        return tuple(
            LabelledRow(
                item.result, ((words.result_means, item.means), (words.result_then, item.then))
            )
            for item in block.content
        )
    if block.kind == "doses":
        return tuple(
            LabelledRow(row.who, tuple((label, text) for label, text in _dose(row, words) if text))
            for row in block.content.rows
        )
    first, *others = block.content.header
    named = "" if first.isspace() else f"{first}: "
    return tuple(
        LabelledRow(named + row[0], tuple(zip(others, row[1:], strict=True)))
        for row in block.content.rows
    )


def _dose(row: Any, words: LocaleWords) -> tuple[tuple[str, str | None], ...]:
    return (
        (words.dose_how_much, row.how_much),
        (words.dose_how_often, row.how_often),
        (words.dose_at_most, row.at_most),
    )
