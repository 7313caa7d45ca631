"""Every word of every page stands out and is large enough, measured in pixels and by PDFium."""

from __future__ import annotations

from functools import cache

import pytest

from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.render.renderer import render
from tests.render.test_seen import BODY, HIDING, LEGIBLE, PAGE
from tests.support.in_formats import ON_PAPER, printed_in
from tests.support.legibility import contrast, faint_texts
from tests.support.printed import EACH_CLINIC, in_default_lane, runs, small_page, x_height_mm

pytestmark = pytest.mark.pdf

each_clinic = pytest.mark.parametrize("clinic", EACH_CLINIC)
#: No type is smaller, whatever a format promises.
LEAST_PT = 6.0


def format_of(name: str) -> Format:
    found: Format = extensions.load("formats", name)
    return found


@pytest.mark.parametrize("is_grey", [False, True], ids=["in colour", "in grey"])
@each_clinic
@pytest.mark.parametrize("name", in_default_lane(ON_PAPER, ["a4-sheet", "poster-a3", "trifold"]))
def test_words_stand_out(name: str, clinic: str, is_grey: bool) -> None:
    pdf = printed_in(name, clinic).file
    assert len(runs(pdf)) > 20
    if format_of(name).is_large_print:
        needed = format_of(name).text_contrast
        assert faint_texts(pdf, is_grey=is_grey, needed=needed, needed_large=needed) == []
    else:
        assert faint_texts(pdf, is_grey=is_grey) == []


@each_clinic
@pytest.mark.parametrize("name", ON_PAPER)
def test_no_word_is_smaller_than_its_format_promises(name: str, clinic: str) -> None:
    """As the height of the letter x: 1.6 mm or more, in large print 3 mm."""
    promised = format_of(name).small_x_height_mm
    words = runs(printed_in(name, clinic).file)
    assert promised >= (3.0 if format_of(name).is_large_print else 1.6)
    assert {w.text: w.size for w in words if x_height_mm(w.size) < promised - 0.005} == {}
    assert min(word.size for word in words) >= LEAST_PT


# --- what must be noticed -----------------------------------------------------------------------


@cache
def small(css: str) -> bytes:
    return render(small_page(BODY.replace("999", "<b>999</b>"), PAGE + css), {}).file


FAINT = {
    name: HIDING[name]
    for name in (
        "white on white", "pale grey", "black on black", "nearly transparent", "opacity of the box",
        "the half of a cover", "z-index", "moved away", "cut off", "one word",
    )
} | {
    "grey on grey": ".words { color: #777; background: #bbb }",
    "red on green": ".words { color: #c00; background: #0a0 }",
    "black on a half that is black": ".words { background: linear-gradient(90deg, #fff 30%, #111"
    " 30%) }",
    "grey on white, a little": ".words { color: #7d7d7d }",
}  # fmt: skip


@pytest.mark.parametrize("is_grey", [False, True], ids=["in colour", "in grey"])
@pytest.mark.parametrize("css", FAINT.values(), ids=FAINT)
def test_faint_words_are_noticed(css: str, is_grey: bool) -> None:
    assert faint_texts(small(css), is_grey=is_grey) != []


@pytest.mark.parametrize("name", in_default_lane(LEGIBLE, ["as it is", "white on black", "grey"]))
def test_words_that_stand_out_pass(name: str) -> None:
    assert faint_texts(small(LEGIBLE[name]), is_grey=False) == []


def test_large_words_need_less() -> None:
    grey = ".words { color: #8a8a8a; font-size: 18pt }"
    assert faint_texts(small(grey), is_grey=False) == []
    assert faint_texts(small(grey), is_grey=False, needed_large=4.5) != []
    assert faint_texts(small(grey.replace("18pt", "17pt")), is_grey=False) != []


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((255, 255, 255), (118, 118, 118)) == pytest.approx(4.54, abs=0.01)
    assert contrast((255, 0, 0), (255, 255, 255)) == pytest.approx(4.0, abs=0.01)


@pytest.mark.parametrize("css", ["p { font-size: 5pt }", ".words { transform: scale(.5) }"])
def test_small_words_are_noticed(css: str) -> None:
    assert min(run.size for run in runs(small(css))) < LEAST_PT
