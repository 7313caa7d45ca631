"""Between two words that are not one stands a blank, in the text that a reader takes from a PDF."""

from __future__ import annotations

import pytest

from leaflet.render.renderer import render
from tests.support.printed import rasters, small_page
from tests.support.structure import tree

pytestmark = pytest.mark.pdf

NARROW = "@page { size: 40mm 120mm; margin: 4mm } * { margin: 0 }"


def read(body: str, css: str = "") -> list[str]:
    """The words of a page as they stand in its tree."""
    return tree(render(small_page(body, f"{NARROW} {css}"), {}).file).text.split()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>Methotrexate tablets are taken once each week</p>", None),
        ("<p><em>one</em> <b>two</b> <i>three</i></p>", "one two three"),
        ("<p><b>un</b>believable, <b>really</b>.</p>", "unbelievable, really."),
        ('<p>see riverside-\u2060skin\u200b.example/\u200bleaflets/\u200bSHAQ872</p>',
         "see riverside-skin.example/leaflets/SHAQ872"),
        ("<p>a well-known-and-much-loved thing</p>", None),
        ("<p>proof<sup>12</sup>, and more</p>", "proof 12, and more"),
        ("<ul><li>First</li><li>Second</li></ul>", "• First • Second"),
        ("<p>First<br>Second</p>", "First Second"),
        ('<p>Page<span class="n"></span></p>', "Page, one"),
    ],
)  # fmt: skip
def test_words_are_those_of_the_source(body: str, words: str | None) -> None:
    plain = words or body.replace("<p>", "").replace("</p>", "")
    assert read(body, '.n::after { content: ", one" }') == plain.split()


def test_words_of_blocks_beside_each_other_are_apart() -> None:
    css = ".row { display: grid; grid-template-columns: auto auto } .row > * { display: block }"
    body = '<div class="row"><span>First visit</span><b>Talk</b><span>Tell us</span></div>'
    assert read(body, css) == "First visit Talk Tell us".split()


def test_a_blank_moves_no_letter() -> None:
    from leaflet.render.tagging import word_blanks

    body = "<p>One two three four five six seven <b>eight</b> nine ten eleven</p>"
    page = small_page(body, f"{NARROW} p {{ text-align: right }}")
    (with_blanks,) = rasters(render(page, {}).file, 100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_blanks, "_add_blank", lambda _: None)
        (without,) = rasters(render(page, {}).file, 100)
    assert with_blanks.tobytes() == without.tobytes()


def test_letters_from_right_to_left_do_not_move() -> None:
    from leaflet.render.tagging import word_blanks

    body = '<p dir="rtl">Words of a page that is set from right to left</p>'
    page = small_page(body, f"{NARROW} p {{ direction: rtl }}")
    (with_blanks,) = rasters(render(page, {}).file, 100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_blanks, "_add_blank", lambda _: None)
        (without,) = rasters(render(page, {}).file, 100)
    assert with_blanks.tobytes() == without.tobytes()
