"""Widths of words before they are laid out: what the page takes, and hardly more."""

from __future__ import annotations

import pytest

from leaflet.core.paper import points_to_mm
from leaflet.render import render
from leaflet.staff_documents.text_width import cut, widest_mm
from tests.support.printed import MM_PER_POINT, runs, small_page

TEXTS = (
    "mesotherapy-acne-scars",
    "a4, a4-sheet, a5-booklet, large-print",
    "KING'S CROSS & PARK ROAD, 100 % @ WORK",
    "minimum minimum mmmmmmmmmmmm…",
    "illicit jilly till lilt",
    "Łódź, Ελλάδα, София, señal",
)


@pytest.mark.pdf
@pytest.mark.parametrize("weight", [400, 600, 700])
def test_no_text_is_wider_on_the_page(weight: int) -> None:
    body = "".join(f"<p>{text.replace('&', '&amp;')}</p>" for text in TEXTS)
    css = f"p {{ font-size: 11pt; font-weight: {weight}; white-space: nowrap }}"
    printed = {run.text.rstrip(): run.box for run in runs(render(small_page(body, css), {}).file)}
    for text in TEXTS:
        left, _, right, _ = printed[text]
        share = (right - left) * MM_PER_POINT / widest_mm(text, 11)
        assert 0.88 < share <= 1, text


def test_a_width_grows_with_the_type() -> None:
    assert widest_mm("", 11) == 0
    assert widest_mm("words", 22) == pytest.approx(2 * widest_mm("words", 11))


def test_a_character_that_the_typeface_lacks_takes_room() -> None:
    assert widest_mm("\N{SLIGHTLY SMILING FACE}", 11) > points_to_mm(11) / 2


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("width_mm", [5, 20, 40])
def test_as_much_is_left_as_has_room(text: str, width_mm: float) -> None:
    shown = cut(text, width_mm, 11)
    assert widest_mm(shown, 11) <= width_mm
    if shown != text:
        kept = shown.removesuffix("…")
        assert text.startswith(kept)
        assert widest_mm(f"{text[: len(kept) + 1]}…", 11) > width_mm


def test_a_text_that_fits_is_whole() -> None:
    assert cut("words", widest_mm("words", 11), 11) == "words"


def test_where_there_is_no_room_the_ellipsis_is_left() -> None:
    assert cut("words", 0.1, 11) == "…"
