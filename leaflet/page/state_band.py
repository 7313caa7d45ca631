"""Where the state band stands on the pages of a format, in mm from the top left of the paper."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from leaflet.core import fonts
from leaflet.core.paper import PRINTABLE_MM, points_for_x_height, points_to_mm
from leaflet.formats.format import Band, Format

#: The white above the text, the side margins over a panel, and the top over a panel.
_GAP_MM, _PANEL_SIDE_MM, _PANEL_TOP_MM = 1.5, 8, 6.2

#: In large print: the estimated width of a character in em, and the line height.
_CHARACTER_EM, _LINE_EM = 0.48, 1.2

#: In large print: the top of the strip, and the white below it.
_LARGE_TOP_MM, _LARGE_GAP_MM = 6.5, 3.5


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip that is reserved for the state band. A longer text may take up to `room_mm`, from a
    top and to a bottom on the paper. `type_rem` is its type size in sizes of the text, `least_pt`
    the least size in points.
    """

    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float
    room_mm: tuple[float, float]
    type_rem: float
    least_pt: float


@dataclass(frozen=True, slots=True)
class BandPlaces:
    """The strips of the first page, of the other left-hand and of the other right-hand pages, and
    the width and height of the paper. The first strip of a page comes first in reading order.
    """

    paper_mm: tuple[float, float]
    first: tuple[Strip, ...]
    left: tuple[Strip, ...]
    right: tuple[Strip, ...]

    def on(self, page: int) -> tuple[Strip, ...]:
        """The strips of a page, counted from 1."""
        return self.first if page == 1 else self.right if page % 2 else self.left


def band_places(format_: Format, text: str, direction: str) -> BandPlaces | None:
    """Where a format has the state band `text`; None for a format without a place for it."""
    if format_.band is None:
        return None
    if format_.panel_order:
        inside = _over_panels(format_, 1, direction)
        return _places(format_, _over_panels(format_, 0, direction), inside, inside)
    margins, width = format_.margins, format_.paper.width_mm
    outer, inner = margins.right, margins.left
    right = _strip(format_, format_.band, text, inner, width - inner - outer)
    left = _strip(format_, format_.band, text, outer, width - inner - outer)
    side = format_.band.cover_side_mm
    front = right if side is None else _strip(format_, format_.band, text, side, width - 2 * side)
    return _places(format_, (front,), (left if format_.signature > 1 else right,), (right,))


def reserved_mm(format_: Format, text: str) -> float:
    """The height of the top margin that large print reserves for a state band `text`."""
    return _large_height_mm(format_, text) + _LARGE_TOP_MM + _LARGE_GAP_MM


def _places(
    format_: Format, first: tuple[Strip, ...], left: tuple[Strip, ...], right: tuple[Strip, ...]
) -> BandPlaces:
    return BandPlaces((format_.paper.width_mm, format_.paper.height_mm), first, left, right)


def _least_points(format_: Format) -> float:
    return points_for_x_height(format_.small_x_height_mm, fonts.TEXT.x_height)


def _strip(format_: Format, band: Band, text: str, left_mm: float, width_mm: float) -> Strip:
    if format_.is_large_print:
        height_mm = _large_height_mm(format_, text)
        room_mm = (PRINTABLE_MM, _LARGE_TOP_MM + height_mm + _LARGE_GAP_MM)
        least = 0.7 * _least_points(format_)
        return Strip(left_mm, _LARGE_TOP_MM, width_mm, height_mm, room_mm, 1.0, least)
    bottom_mm = format_.margins.top
    top_mm = band.top_mm
    if top_mm is None:
        top_mm = max(bottom_mm - band.height_mm - _GAP_MM, PRINTABLE_MM)
    room_mm = (min(PRINTABLE_MM, top_mm), max(bottom_mm, top_mm + band.height_mm))
    least = min(_least_points(format_), 0.9 * _body_points(format_))
    return Strip(left_mm, top_mm, width_mm, band.height_mm, room_mm, band.type_rem, least)


def _over_panels(format_: Format, side: int, direction: str) -> tuple[Strip, ...]:
    """A strip over each panel of a side, in reading order."""
    width_mm = format_.paper.width_mm
    measure_mm = format_.folds_mm[0][0] - 2 * _PANEL_SIDE_MM
    least, rem = _least_points(format_), _least_points(format_) / _body_points(format_)
    strips = []
    bounds = pairwise((0, *format_.folds_mm[side], width_mm))
    for _, (start, end) in sorted(zip(format_.panel_order[side], bounds, strict=True)):
        left_mm = (start + end - measure_mm) / 2
        if direction == "rtl":
            left_mm = width_mm - left_mm - measure_mm
        room_mm = (_PANEL_TOP_MM, format_.margins.top)
        strips.append(Strip(left_mm, _PANEL_TOP_MM, measure_mm, 5, room_mm, rem, least * 0.98))
    return tuple(strips)


def _body_points(format_: Format) -> float:
    return points_for_x_height(format_.body_x_height_mm, fonts.TEXT.x_height)


def _large_height_mm(format_: Format, text: str) -> float:
    """The height of all lines of a text in large print, estimated at its least type size."""
    em = points_to_mm(round(_body_points(format_) + 0.05, 1))
    width_mm = format_.paper.width_mm - format_.margins.left - format_.margins.right
    return _LINE_EM * em * ceil(len(text) * _CHARACTER_EM * em / width_mm)
