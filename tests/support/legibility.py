"""How well words can be seen: their contrast in the pixels of a page, and their size.

Words, places and sizes come from PDFium, which paints the pages too; nothing is asked of the layout
and nothing of the style sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from PIL import Image

from tests.support.printed import Run, rasters, runs

#: Fine enough for the stems of letters of six points to have pixels of their full colour.
_DPI = 288
_PIXELS_PER_POINT = _DPI / 72
#: Letters of so many points need less contrast (WCAG 2.2, 1.4.3).
LARGE_PT, TEXT_CONTRAST, LARGE_CONTRAST = 18.0, 4.5, 3.0
#: The least share of the pixels of a text that have the colour of its letters.
_LEAST_INK = 0.004
#: The largest share of the pixels of a piece of a text that its letters have.
_MOST_INK = 0.6
#: Colours are rounded to whole numbers.
_ROUNDING = 0.1
#: What contrasts less is one colour.
_ALIKE = 1.15

#: A colour as red, green and blue from 0 to 255.
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Faint:
    """A text with too little contrast somewhere, and how much it has there."""

    page: int
    text: str
    size: float
    contrast: float


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def faint_texts(
    pdf: bytes,
    *,
    is_grey: bool,
    needed: float = TEXT_CONTRAST,
    needed_large: float = LARGE_CONTRAST,
) -> list[Faint]:
    """The texts whose letters stand out too little from what is around them, in colour, or as a
    printer without colours prints them.
    """
    found: list[Faint] = []
    for number, picture in enumerate(rasters(pdf, _DPI), 1):
        shown = picture.convert("L").convert("RGB") if is_grey else picture
        words = [run for run in runs(pdf) if run.page == number]
        for run in words:
            least = min(_contrasts(run, shown))
            if least < (needed_large if run.size >= LARGE_PT else needed) - _ROUNDING:
                found.append(Faint(number, run.text, round(run.size, 1), round(least, 2)))
    return found


def _contrasts(run: Run, picture: Image.Image) -> Iterator[float]:
    """The contrast of the letters of a text with its ground, piece by piece of about a letter."""
    left, top, right, bottom = (round(edge * _PIXELS_PER_POINT) for edge in run.box)
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    whole = _colours(picture.crop((left, top, right, bottom)))
    ground = max(whole, key=whole.__getitem__)
    least = _LEAST_INK * sum(whole.values())
    often = [colour for colour, count in whole.items() if count >= least]
    ink = max(often, key=lambda colour: contrast(colour, ground))
    yield contrast(ink, ground)
    pieces = max(round((right - left) / (run.size * _PIXELS_PER_POINT)), 1)
    edges = [left + (right - left) * number // pieces for number in range(pieces + 1)]
    for start, end in pairwise(edges):
        piece = _colours(picture.crop((start, top, max(end, start + 1), bottom)))
        common = max(piece, key=piece.__getitem__)
        is_ground = piece[common] > _MOST_INK * sum(piece.values())
        if is_ground or contrast(common, ink) >= _ALIKE:
            yield contrast(common, ink)


def _colours(picture: Image.Image) -> dict[Colour, int]:
    counted = picture.getcolors(picture.width * picture.height) or []
    return {colour: count for count, colour in counted}  # type: ignore[misc]
