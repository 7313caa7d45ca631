"""No template and no style can leave out, hide or cover that a leaflet is a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from leaflet.checks.run import check_rendering
from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.page.composition import Composition
from leaflet.page.state_band import band_places
from leaflet.render.html_page import make_page
from leaflet.render.renderer import render
from tests.support.printed import CLINICS, plain, rendered_edition, shipped, small_page
from tests.support.structure import marked_content_faults, tree

pytestmark = pytest.mark.pdf

WORDS = "Draft: not approved."
LONG = "Out of date: the review was due on Wednesday, 30 November 2027. Do not use it any more."
_TWO = "<p class=band>Words</p><p style='break-before: page'>Words</p>"
_PAGE = "@page { size: 210mm 297mm; margin: 13mm 16mm }"
_COVER = "content: ''; top: -20mm; left: -20mm; width: 300mm; height: 40mm; background: #fff"


def _format(name: str = "a4") -> Format:
    found: Format = extensions.load("formats", name)
    return found


def page(
    css: str = "", body: str = _TWO, words: str = WORDS, direction: str = "ltr"
) -> Composition:
    made = small_page(body, _PAGE + css)
    places = band_places(_format(), words, direction)
    return replace(made, state_band=words, band_places=places, direction=direction)


def strips(pdf: bytes) -> list[bytes]:
    """The pixels of the strip of each page of A4, without its edges, at 60 dpi."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_strip(one.render(scale=60 / 72, grayscale=True)) for one in document]


def _strip(picture: Any) -> bytes:
    rows, width = bytes(picture.buffer), picture.stride
    return b"".join(rows[row * width + 39 : row * width + 457] for row in range(16, 27))


ATTACKS = {
    "hidden": ".band { display: none }",
    "invisible": "* { visibility: hidden !important }",
    "transparent": "html { opacity: 0 }",
    "transparent words": "* { color: transparent !important }",
    "white words": "* { color: #fff !important; background: #fff !important }",
    "background picture": "* { background: #000 linear-gradient(#fff, #fff) !important }",
    "cover": f"body::after {{ position: absolute; {_COVER} }}",
    "cover on every page": f"body::after {{ position: fixed; z-index: 99999; {_COVER} }}",
    "cover in a margin": f"@page {{ @top-center {{ {_COVER} }} }}",
    "cover in a corner": f"@page {{ @top-left-corner {{ {_COVER}; z-index: 99 }} }}",
    "shadow": "p { box-shadow: 0 0 0 90mm #fff }",
    "outline": "p { outline: 90mm solid #1a1a1a }",
    "struck through": "* { text-decoration: line-through 8mm #000 !important }",
    "letters on letters": "* { letter-spacing: -.5em !important; word-spacing: -2em !important }",
    "no size": "* { font-size: 0 !important; line-height: 0 !important }",
    "no size of the root": ":root { font-size: 0 }",
    "moved": "* { transform: translate(-5000mm, 0) !important }",
    "turned": "html, body, p { transform: rotate(90deg) scale(9) }",
    "clipped": "* { clip: rect(0 0 0 0); clip-path: inset(100%); overflow: hidden !important }",
    "masked": "* { mask: none; mask-border: none; filter: brightness(0) }",
    "blended": "* { mix-blend-mode: difference; isolation: isolate }",
    "upright": "* { writing-mode: vertical-rl; direction: rtl; text-indent: -999mm !important }",
    "no margins": "@page { margin: 0 !important } @page :first { margin: 0 }",
    "negative margins": "body { margin: -90mm } p { margin-top: -40mm; background: #fff }",
    "border of the page": "@page { border: 13mm solid #fff; padding: 9mm; background: #ccc }",
    "named pages": "p { page: other } @page other { margin: 0; background: #888 }",
    "another typeface": "* { font-family: none !important; font-weight: 200 !important }",
    "features of the face": "@font-face { font-family: 'Source Sans 3'; font-weight: 900;"
    " src: url('asset:///fonts/SourceSans3[wght].ttf'); font-feature-settings: 'smcp' }",
}


@pytest.fixture(scope="module")
def undisturbed() -> list[bytes]:
    found = strips(render(page(), {}).file)
    assert len(found) == 2
    return found


@pytest.mark.parametrize("how", ATTACKS)
def test_no_style_changes_a_pixel_of_it(undisturbed: list[bytes], how: str) -> None:
    made = render(page(ATTACKS[how]), {})
    shown = strips(made.file)
    assert set(made.facts.state_bands) == {1}
    assert [one == undisturbed[0] for one in shown] == [True] * len(shown)


def test_the_pixels_of_other_words_differ(undisturbed: list[bytes]) -> None:
    other = render(page(words="Draft: not approves."), {}).file
    assert strips(other)[0] != undisturbed[0]
    none = render(replace(page(), state_band="", band_places=None), {})
    assert strips(none.file)[0] != undisturbed[0]
    assert none.facts.state_bands == ()


@pytest.mark.parametrize(
    "css",
    [
        "@page { size: 10mm 10mm; margin: 1mm }",
        "@page { size: 2000mm 2000mm }",
        "@page { bleed: 90mm; marks: crop }",
        "@page { size: A4 landscape }",
    ],
)
def test_a_page_of_another_size_has_no_place_for_it(css: str) -> None:
    assert set(render(page(css), {}).facts.state_bands) == {0}


def test_it_is_read_once_before_all_else_and_the_file_stays_tagged() -> None:
    made = render(page(), {}).file
    assert marked_content_faults(made) == []
    first, *others = tree(made).children
    assert (first.tag, plain(first.text)) == ("P", WORDS)
    assert WORDS not in " ".join(plain(one.text) for one in others)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_long_text_has_room_in_two_lines(direction: str) -> None:
    made = render(page(words=f"{LONG} {LONG}", direction=direction), {})
    assert made.facts.state_bands == (1, 1)


def test_a_text_without_room_is_reported() -> None:
    made = render(page(words=" ".join([LONG] * 9)), {})
    assert made.facts.state_bands == (0, 0)


def test_every_panel_of_a_folded_sheet_says_it() -> None:
    printed = shipped(CLINICS[0])
    edition = replace(printed.edition, format=_format("trifold"))

    def reported(*state_bands: int) -> list[str]:
        facts = replace(printed.rendering.facts, state_bands=state_bands)
        rendering = replace(printed.rendering, facts=facts)
        subject = replace(rendered_edition(printed, rendering), edition=edition)
        return [f.message for f in check_rendering(subject) if f.code == "band"]

    assert reported(3, 3) == []
    assert reported(3, 2) == ["trifold: page 2 says it 2 times, on 3 panels"]
    assert reported(0, 3) == ["trifold: page 1 has no place for the leaflet's state"]


# --- on a screen ---------------------------------------------------------------------------------


def screen(body: str = "<p>Words</p>", css: str = "", words: str = WORDS) -> Composition:
    return replace(small_page(body, css), state_band=words, medium="screen")


def test_a_screen_page_begins_with_it() -> None:
    html = make_page(screen(words="Draft & more"), {}).html.decode()
    body = html.partition("<body")[2].partition(">")[2]
    assert body.startswith('<p id="state-band"')
    assert "Draft &amp; more</p><div id=" in body


def test_an_approved_screen_page_has_none() -> None:
    assert b"state-band" not in make_page(screen(words=""), {}).html


@pytest.mark.parametrize(
    "css",
    [
        "@layer a { p { color: red } }",
        "@scope (html) { p { color: red } }",
        ".a { :root:has(&) { display: none } }",
        ":root { display: none }",
        "html { filter: invert(1) }",
        "@media screen { :root { position: fixed } }",
        "@supports (color: red) { html, p { margin-top: -90px } }",
        "@font-face { font-family: a; size-adjust: 0% }",
        "p { color: red } }",
        'p::after { content: "\\3c /style>" }',
    ],
)
def test_what_reaches_beyond_the_frame_is_refused(css: str) -> None:
    assert make_page(screen(css=css), {}).refused


@pytest.mark.parametrize(
    "body",
    [
        "</div></div><p>Over it</p>",
        "<body class=a>",
        "<html class=a>",
        "</div>Over it",
        "</div><p>",
    ],
)
def test_markup_that_leaves_the_frame_is_refused(body: str) -> None:
    assert make_page(screen(body), {}).refused


def test_selectors_match_in_the_frame_alone() -> None:
    css = "body > p::after, #state-band, * { display: none } @media print { html p { color: red } }"
    made = make_page(screen(css=css + " :root { font-size: 110% }"), {})
    style = made.html.decode()
    assert made.refused == ()
    inside = ":where(#leaflet-page) "
    assert f"{inside}body > p::after,{inside}#state-band,{inside}*{{ display" in style
    assert f"{inside}html p{{" in style
    assert ":root{ font-size: 110% }" in style
