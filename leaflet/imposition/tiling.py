"""Tiles a poster over smaller sheets, to be cut and glued. Arithmetic only, in millimetres."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from leaflet.core.paper import Paper
from leaflet.imposition.arrangement import (
    TICK_MM,
    Area,
    Job,
    MarkKind,
    Placement,
    Sheet,
    SheetCell,
    SheetMark,
    SheetSide,
    in_mm,
    upright_ticks,
    whole_job,
)

_MAP_STRIP_MM = 10.0
_MAP_CLEAR_MM = 1.0
_MAP_CELL_MM = (0.8, 3.0)
_ROUNDING = 1e-9


def tiled(poster: Paper, sheet: Paper, *, overlap_mm: float = 10.0, margin_mm: float = 6.0) -> Job:
    """A poster, page 1, on the fewest one-sided sheets, portrait or landscape, row by row from the
    top.

    Each sheet prints inside its margins, adjacent sheets overlap by `overlap_mm`, and the poster is
    centred on them. To assemble it, cut every sheet at the left and upper ticks and glue it onto
    the strips of the sheets to the left and above, up to their ticks. Strips that will be covered,
    or the white below the poster, have a map of the sheets in which the sheet's own cell is filled.

    Raises `ValueError` when margins leave no printable area, or when the overlap is negative or
    more than half of the printable width or height.
    """
    grids = [_grid(poster, paper, overlap_mm, margin_mm) for paper in (sheet, sheet.landscape)]
    grid = min(grids, key=lambda grid: grid.columns * grid.rows)
    places = ((column, row) for row in range(grid.rows) for column in range(grid.columns))
    return whole_job(grid.paper, (Sheet(grid.side(column, row)) for column, row in places))


def _grid(poster: Paper, paper: Paper, overlap_mm: float, margin_mm: float) -> _Grid:
    width, height = (side - 2 * margin_mm for side in (paper.width_mm, paper.height_mm))
    if margin_mm < 0 or min(width, height) <= 0:
        raise ValueError(f"margins of {margin_mm} mm do not suit a sheet of {in_mm(paper)}")
    if not 0 <= overlap_mm <= min(width, height) / 2:
        raise ValueError(f"an overlap of {overlap_mm} mm does not suit a sheet of {in_mm(paper)}")
    columns = _count(poster.width_mm, width, overlap_mm)
    rows = _count(poster.height_mm, height, overlap_mm)
    if columns * rows > 1:
        strip = min(overlap_mm, _MAP_STRIP_MM)
        rows = _count(poster.height_mm + 2 * strip, height, overlap_mm)
    printable = Area(margin_mm, margin_mm, width, height)
    return _Grid(poster, paper, printable, overlap_mm, columns, rows)


def _count(length: float, printable: float, overlap: float) -> int:
    """The fewest sheets that cover a length."""
    if length <= printable + _ROUNDING:
        return 1
    return math.ceil((length - overlap) / (printable - overlap) - _ROUNDING)


@dataclass(frozen=True, slots=True)
class _Grid:
    poster: Paper
    paper: Paper
    printable: Area
    overlap_mm: float
    columns: int
    rows: int

    def side(self, column: int, row: int) -> SheetSide:
        """The side at a column from the left and a row from the top, both counted from 0."""
        trim = self._trim(column, row)
        return SheetSide(
            (Placement(1, trim, self.printable),),
            tuple(self._marks(column, row, trim)),
            tuple(self._map(column, row)),
        )

    def _trim(self, column: int, row: int) -> Area:
        area, poster = self.printable, self.poster
        step_x, step_y = area.width_mm - self.overlap_mm, area.height_mm - self.overlap_mm
        spare_x = area.width_mm + (self.columns - 1) * step_x - poster.width_mm
        spare_y = area.height_mm + (self.rows - 1) * step_y - poster.height_mm
        x = area.x_mm + spare_x / 2 - column * step_x
        y = area.y_mm + spare_y / 2 - (self.rows - 1 - row) * step_y
        return Area(x, y, poster.width_mm, poster.height_mm)

    def _marks(self, column: int, row: int, trim: Area) -> Iterator[SheetMark]:
        area, overlap = self.printable, self.overlap_mm
        yield from upright_ticks("cut", area.x_mm if column else trim.x_mm, area)
        if column < self.columns - 1:
            yield from upright_ticks("glue", area.right_mm - overlap, area)
        else:
            yield from upright_ticks("cut", trim.right_mm, area)
        yield from _level("cut", area.top_mm if row else trim.top_mm, area)
        if row < self.rows - 1:
            yield from _level("glue", area.y_mm + overlap, area)
        else:
            yield from _level("cut", trim.y_mm, area)

    def _map(self, column: int, row: int) -> Iterator[SheetCell]:
        area, paper = self.printable, self.paper
        strip = min(self.overlap_mm, _MAP_STRIP_MM) - 2 * _MAP_CLEAR_MM
        least, most = _MAP_CELL_MM
        height = min(most, strip / self.rows, area.width_mm / self.columns / 2)
        if self.columns * self.rows == 1 or height < least:
            return
        width = height * paper.width_mm / paper.height_mm
        left = (paper.width_mm - self.columns * width) / 2
        top = area.y_mm + _MAP_CLEAR_MM + self.rows * height
        for r in range(self.rows):
            for c in range(self.columns):
                place = Area(left + c * width, top - (r + 1) * height, width, height)
                yield SheetCell(place, is_here=(c, r) == (column, row))


def _level(kind: MarkKind, y_mm: float, area: Area) -> Iterator[SheetMark]:
    """The ticks of a horizontal line at the left and the right edge of an area."""
    yield SheetMark(kind, area.x_mm, y_mm, area.x_mm + TICK_MM, y_mm)
    yield SheetMark(kind, area.right_mm - TICK_MM, y_mm, area.right_mm, y_mm)
