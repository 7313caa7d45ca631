"""How wide words of our typeface are, without laying them out: its own advance widths, summed."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import Any

from leaflet.core import fonts
from leaflet.core.paper import points_to_mm

#: The boldest weight of a page; letters of every other one are narrower.
_WEIGHT = 700


def widest_mm(text: str, type_pt: float) -> float:
    """How wide a text is at most: in bold, every pair of letters unkerned.

    Raises `MachineError` when the typeface is not the pinned one.
    """
    return points_to_mm(type_pt) * sum(map(_advance_em, text))


def cut(text: str, width_mm: float, type_pt: float) -> str:
    """A text that is not wider than that; an ellipsis tells that there was more."""
    if widest_mm(text, type_pt) <= width_mm:
        return text
    space_em = (width_mm - widest_mm("…", type_pt)) / points_to_mm(type_pt)
    ends_em = list(accumulate(map(_advance_em, text)))
    return f"{text[: bisect_right(ends_em, space_em)]}…"


@cache
def _advance_em(letter: str) -> float:
    """The advance width of a letter; of the glyph for missing ones where there is none."""
    glyphs, names, units_per_em = _typeface()
    width: float = glyphs[names.get(ord(letter), ".notdef")].width
    return width / units_per_em


@cache
def _typeface() -> tuple[Any, dict[int, str], int]:
    """Glyphs in our weight by name, names by code point (OpenType `cmap`), and the units of an em.

    The widths of a variable font are those of `hmtx`, moved by `HVAR` to where `wght` is.
    """
    import io

    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(fonts.read(fonts.TEXT)), lazy=True)
    glyphs = font.getGlyphSet(location={"wght": _WEIGHT})
    return glyphs, font.getBestCmap(), font["head"].unitsPerEm
