"""Arranges reading pages on the sides of sheets, with fold, cut and glue marks.

Arithmetic only. Lengths are millimetres. The origin of a side is its lower-left corner, as in PDF.
Sheets are turned about their vertical axis, like the leaf of a book: the point at x on the front is
at `width_mm - x` on the back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from leaflet.core.paper import Paper

Direction = Literal["ltr", "rtl"]
Duplex = Literal["long-edge", "short-edge"]
MarkKind = Literal["fold", "cut", "glue"]

#: The length of a mark from the edge inward; office printers leave 4 to 5 mm at the edge white.
TICK_MM = 6.0
#: Fold marks are short, and begin where office printers begin to print.
FOLD_TICK_MM, FOLD_FROM_EDGE_MM = 2.5, 5.0
#: Fold lines of front and back that differ by at most this much are one fold.
FOLD_TOLERANCE_MM = 0.1


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a side: its lower-left corner and its size."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float

    @property
    def right_mm(self) -> float:
        """The x coordinate of the right edge."""
        return self.x_mm + self.width_mm

    @property
    def top_mm(self) -> float:
        """The y coordinate of the top edge."""
        return self.y_mm + self.height_mm


@dataclass(frozen=True, slots=True)
class Placement:
    """A reading page, counted from 1, the place of its trim box, and the area that it may paint.

    `trim` may reach over the edge of the side; content outside of `clip` is not painted.
    """

    page: int
    trim: Area
    clip: Area


@dataclass(frozen=True, slots=True)
class SheetMark:
    """A thin line: fold here, cut here, or glue the edge of the next sheet here."""

    kind: MarkKind
    x1_mm: float
    y1_mm: float
    x2_mm: float
    y2_mm: float


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell for a sheet in the map of a poster's sheets; `is_here` on the sheet itself."""

    area: Area
    is_here: bool


@dataclass(frozen=True, slots=True)
class SheetSide:
    """The content of one side of a sheet; a blank side has none."""

    placements: tuple[Placement, ...] = ()
    marks: tuple[SheetMark, ...] = ()
    cells: tuple[SheetCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper; without a back it is printed on one side."""

    front: SheetSide
    back: SheetSide | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Sheets of one size in printing order, all with a back or all without."""

    width_mm: float
    height_mm: float
    sheets: tuple[Sheet, ...]

    @property
    def duplex(self) -> Duplex | None:
        """The edge on which the printer flips sheets; None for a job without backs."""
        if all(sheet.back is None for sheet in self.sheets):
            return None
        return "short-edge" if self.width_mm > self.height_mm else "long-edge"


# --- sheets to fold and staple, to read, to hand out ---------------------------------------------


def saddle_stitch(
    pages: int, page: Paper, sheet: Paper, *, direction: Direction = "ltr", creep_mm: float = 0.0
) -> Job:
    """One signature, folded and stapled in the middle; blank pages fill the last sheet.

    Of N pages, sheet s (0 is the outermost) has pages N - 2s and 1 + 2s on the front, 2 + 2s and
    N - 1 - 2s on the back; right-to-left swaps left and right. Folding pushes inner sheets out at
    the fore-edge by the thickness of the paper (0.1 mm a sheet at 80 gsm), so their pages move
    toward the spine by s times `creep_mm`; up to 16 pages the effect is too small to see.

    Raises `ValueError` when there are no pages, when a page is larger than half a sheet, or when
    the creep is negative or moves a page out of its half.
    """
    padded = _fours(pages) * 4
    halves = _Halves(pages, page, sheet, direction)
    inmost = padded // 4 - 1
    if not (creep_mm >= 0 and inmost * creep_mm <= page.width_mm / 2):
        raise ValueError(f"a creep of {creep_mm} mm does not suit {padded} pages")
    return whole_job(
        sheet,
        (
            Sheet(
                halves.side(padded - 2 * s, 1 + 2 * s, s * creep_mm),
                halves.side(2 + 2 * s, padded - 1 - 2 * s, s * creep_mm),
            )
            for s in range(inmost + 1)
        ),
    )


def two_up(pages: int, page: Paper, sheet: Paper, *, direction: Direction = "ltr") -> Job:
    """Consecutive pages side by side: 1 and 2 on the first front, 3 and 4 on its back.

    The sheets are for reading and proofing. A sheet cut in half gives the leaves 1 | 4 and 2 | 3;
    for consecutive leaves fold and cut a `saddle_stitch` of four pages.

    Raises `ValueError` when there are no pages or a page is larger than half a sheet.
    """
    halves = _Halves(pages, page, sheet, direction)
    return whole_job(
        sheet,
        (
            Sheet(halves.side(n, n + 1), halves.side(n + 2, n + 3))
            for n in range(1, 4 * _fours(pages), 4)
        ),
    )


def plain(pages: int, page: Paper) -> Job:
    """One page a side in reading order on two-sided sheets; a single page has no back."""
    job = folded(pages, page)
    return job if pages > 1 else replace(job, sheets=(Sheet(job.sheets[0].front),))


def folded(
    pages: int, page: Paper, front_mm: Sequence[float] = (), back_mm: Sequence[float] = ()
) -> Job:
    """One page a side, with short ticks near both ends of every fold.

    `front_mm` and `back_mm` are the distances of folds from the left edge of odd and even pages.
    The panel that a C-fold folds in is narrower, so they differ: 97 and 197, 100 and 200 on A4.

    Raises `ValueError` when there are no pages, or when a fold is off the page or not at the same
    place on both sides.
    """
    _require(pages)
    _require_matching_folds(page.width_mm, front_mm, back_mm)

    def side(number: int, folds_mm: Sequence[float]) -> SheetSide:
        whole = _whole(page)
        if number > pages:
            return SheetSide()
        ticks = (tick for x in folds_mm for tick in _fold_ticks(x, whole))
        return SheetSide((Placement(number, whole, whole),), tuple(ticks))

    return whole_job(
        page, (Sheet(side(n, front_mm), side(n + 1, back_mm)) for n in range(1, pages + 1, 2))
    )


@dataclass(frozen=True, slots=True)
class _Halves:
    """Sides with a page in the middle of each half."""

    pages: int
    page: Paper
    sheet: Paper
    direction: Direction

    def __post_init__(self) -> None:
        page, sheet = self.page, self.sheet
        if page.width_mm > sheet.width_mm / 2 or page.height_mm > sheet.height_mm:
            raise ValueError(f"{in_mm(page)} do not fit on half a sheet of {in_mm(sheet)}")

    def side(self, left: int, right: int, toward_spine_mm: float = 0.0) -> SheetSide:
        """A side with a left and a right page; numbers beyond the last page are blank."""
        if self.direction == "rtl":
            left, right = right, left
        places = ((left, 0.0, toward_spine_mm), (right, 1.0, -toward_spine_mm))
        return SheetSide(tuple(self._place(*place) for place in places if place[0] <= self.pages))

    def _place(self, number: int, half: float, shift_mm: float) -> Placement:
        page, width = self.page, self.sheet.width_mm / 2
        x = half * width + (width - page.width_mm) / 2 + shift_mm
        y = (self.sheet.height_mm - page.height_mm) / 2
        clip = Area(half * width, 0, width, self.sheet.height_mm)
        return Placement(number, Area(x, y, page.width_mm, page.height_mm), clip)


# --- shared parts --------------------------------------------------------------------------------


def _require(pages: int) -> None:
    if pages < 1:
        raise ValueError("there are no pages to impose")


def _require_matching_folds(
    width_mm: float, front_mm: Sequence[float], back_mm: Sequence[float]
) -> None:
    folds, behind = sorted(front_mm), sorted(width_mm - x for x in back_mm)
    if not all(0 < x < width_mm for x in (*folds, *behind)):
        raise ValueError(f"a fold lies off the page, which is {width_mm:g} mm wide")
    if len(folds) != len(behind) or any(
        abs(x - y) > FOLD_TOLERANCE_MM for x, y in zip(folds, behind, strict=True)
    ):
        raise ValueError(f"folds at {folds} and {sorted(back_mm)} mm do not meet")


def _fours(pages: int) -> int:
    """The number of sheets with four pages on each. Raises `ValueError` when there are no pages."""
    _require(pages)
    return -(-pages // 4)


def _whole(paper: Paper) -> Area:
    return Area(0, 0, paper.width_mm, paper.height_mm)


def in_mm(paper: Paper) -> str:
    """The size of a paper as text."""
    return f"{paper.width_mm:g} x {paper.height_mm:g} mm"


def whole_job(sheet: Paper, sheets: Iterator[Sheet]) -> Job:
    """A job of sheets of a paper."""
    return Job(sheet.width_mm, sheet.height_mm, tuple(sheets))


def _fold_ticks(x_mm: float, area: Area) -> Iterator[SheetMark]:
    """The ticks of a fold near the lower and the upper edge of an area."""
    for y in (area.y_mm + FOLD_FROM_EDGE_MM, area.top_mm - FOLD_FROM_EDGE_MM - FOLD_TICK_MM):
        yield SheetMark("fold", x_mm, y, x_mm, y + FOLD_TICK_MM)


def upright_ticks(kind: MarkKind, x_mm: float, area: Area) -> Iterator[SheetMark]:
    """The ticks of a vertical line at the lower and the upper edge of an area."""
    yield SheetMark(kind, x_mm, area.y_mm, x_mm, area.y_mm + TICK_MM)
    yield SheetMark(kind, x_mm, area.top_mm - TICK_MM, x_mm, area.top_mm)
