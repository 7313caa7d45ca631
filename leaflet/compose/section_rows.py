"""Rows of sections: over the whole width, or beside each other in columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leaflet.model.leaflet import Section

#: Blocks that fit a column of text; a section with any other block takes the whole width.
_NARROW = frozenset({"prose", "checklist", "unknowns"})


@dataclass(frozen=True, slots=True)
class Row:
    """Sections that are set together: kind `wide` is one section over the whole width, `columns`
    are several that flow through two columns.
    """

    kind: str
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """The row's name in findings."""
        return "+".join(section.id for section in self.sections)


def rows(sections: Iterable[Section], most: int | None = None) -> list[Row]:
    """The sections in order as rows; at most `most` adjacent narrow sections share two columns."""
    made: list[Row] = []
    waiting: list[Section] = []

    def close() -> None:
        step = most or max(len(waiting), 1)
        for start in range(0, len(waiting), step):
            some = tuple(waiting[start : start + step])
            made.append(Row("columns" if len(some) > 1 else "wide", some))
        waiting.clear()

    for section in sections:
        if all(block.kind in _NARROW for block in section.blocks):
            waiting.append(section)
        else:
            close()
            made.append(Row("wide", (section,)))
    close()
    return made
