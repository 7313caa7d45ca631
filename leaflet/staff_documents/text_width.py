"""Widths of text in our typeface without a layout: the sum of the advance widths."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import Any

from leaflet.core import fonts
from leaflet.core.paper import points_to_mm

#: The boldest weight of a page; all other weights are narrower.
_WEIGHT = 700


def widest_mm(text: str, type_pt: float) -> float:
    """The greatest width of a text in mm: in bold, without kerning.

    Raises `MachineError` when the typeface is not the pinned one.
    """
    return points_to_mm(type_pt) * sum(map(_advance_em, text))


def cut(text: str, width_mm: float, type_pt: float) -> str:
    """The text, cut to a width in mm; a text that was cut ends in an ellipsis."""
    if widest_mm(text, type_pt) <= width_mm:
        return text
    space_em = (width_mm - widest_mm("…", type_pt)) / points_to_mm(type_pt)
    ends_em = list(accumulate(map(_advance_em, text)))
    return f"{text[: bisect_right(ends_em, space_em)]}…"


@cache
def _advance_em(letter: str) -> float:
    """The advance width of a letter in em; that of `.notdef` for a letter without a glyph."""
    glyphs, names, units_per_em = _typeface()
    width: float = glyphs[names.get(ord(letter), ".notdef")].width
    return width / units_per_em


@cache
def _typeface() -> tuple[Any, dict[int, str], int]:
    """Glyphs in the boldest weight, names by code point (OpenType `cmap`), and units per em.

    The widths of a variable font are those of `hmtx`, adjusted by `HVAR` for `wght`.
    """
    import io

    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(fonts.read(fonts.TEXT)), lazy=True)
    glyphs = font.getGlyphSet(location={"wght": _WEIGHT})
    return glyphs, font.getBestCmap(), font["head"].unitsPerEm
