"""A file has the glyphs that it uses and no others, in the weights that it uses."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from fontTools import subset as fonttools_subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from leaflet.core import fonts
from leaflet.render.font_subsets import subset
from leaflet.render.renderer import render
from tests.support.printed import small_page

pytestmark = pytest.mark.pdf

PAGE = small_page("<h1>Title</h1><p>Words that are <b>bold</b></p>")


def glyphs(words: str) -> list[int]:
    """The numbers of the glyphs of some letters."""
    font = TTFont(io.BytesIO(fonts.read(fonts.TEXT)))
    return [font.getGlyphID(font.getBestCmap()[ord(letter)]) for letter in words]


def made(words: str, weight: float = 600, *, hinting: bool = False) -> TTFont:
    file = subset(fonts.read(fonts.TEXT), 0, glyphs(words), {"wght": weight}, hinting=hinting)
    return TTFont(io.BytesIO(file))


def by_fonttools(words: str, weight: float) -> TTFont:
    font = TTFont(io.BytesIO(fonts.read(fonts.TEXT)), recalcTimestamp=False)
    subsetter = fonttools_subset.Subsetter(fonttools_subset.Options(retain_gids=True))
    subsetter.populate(gids=glyphs(words))
    subsetter.subset(font)
    file = io.BytesIO()
    instantiateVariableFont(font, {"wght": weight}, static=True).save(file)
    return TTFont(file)  # read back, as points are rounded when they are written


def outline(font: TTFont, glyph: int) -> tuple[list[Any], Any, int]:
    """The points of a glyph, its width and side bearing, and the flags of its first point."""
    name = font.getGlyphOrder()[glyph]
    points, _, flags = font["glyf"][name].getCoordinates(font["glyf"])
    return list(points), font["hmtx"][name], flags[0] & 0x40


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_glyphs_have_the_shapes_that_fonttools_gives_them(weight: float) -> None:
    words = "Aag8é–→"
    ours, theirs = made(words, weight), by_fonttools(words, weight)
    for glyph in glyphs(words):
        assert outline(ours, glyph) == outline(theirs, glyph)


def test_a_subset_has_one_weight_and_only_the_glyphs_asked_for() -> None:
    font = made("abc")
    assert not {"fvar", "gvar", "HVAR", "GSUB", "GPOS"} & set(font.keys())
    shown = [name for name in font.getGlyphOrder() if font["glyf"][name].numberOfContours > 0]
    assert len(shown) == len(".notdef a b c".split())
    assert outline(font, glyphs("a")[0]) != outline(made("abc", 400), glyphs("a")[0])


def test_all_glyphs_are_kept_where_any_may_be_asked_for() -> None:
    file = subset(fonts.read(fonts.TEXT), 0, (), {"wght": 400}, hinting=False)
    shown = TTFont(io.BytesIO(file))
    assert shown["glyf"][shown.getGlyphOrder()[glyphs("Ж")[0]]].numberOfContours > 0


def test_a_file_embeds_each_weight_once_without_complaint() -> None:
    rendering = render(PAGE, {})
    assert not rendering.warnings
    with pikepdf.open(io.BytesIO(rendering.file)) as pdf:
        embedded = [thing for thing in pdf.objects if "/Length1" in getattr(thing, "keys", list)()]
        weights = [TTFont(io.BytesIO(one.read_bytes()))["OS/2"].usWeightClass for one in embedded]
        kept = sum(len(one.read_bytes()) for one in embedded)
    assert sorted(weights) == [400, 700]
    assert kept < 0.2 * len(fonts.read(fonts.TEXT))


def test_a_subset_depends_on_nothing_else() -> None:
    assert render(PAGE, {}).file == render(PAGE, {}).file
    again = subset(fonts.read(fonts.TEXT), 0, glyphs("cba"), {"wght": 400}, hinting=False)
    assert again == subset(fonts.read(fonts.TEXT), 0, glyphs("abc"), {"wght": 400}, hinting=False)
