"""Addresses are copied out of a PDF as they are, and numbers of sources never begin a line."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest

from leaflet.compose.line_breaks import breakable
from leaflet.compose.source_numbers import source_numbers
from leaflet.compose.typography import inline_html
from leaflet.core import extensions
from leaflet.model.leaflet import Leaflet
from tests.support.example import example_project
from tests.support.printed import small_page
from tests.support.renderings import render_once

pytestmark = pytest.mark.pdf

CSS = "@page { size: 140mm 900mm; margin: 5mm } p { margin: 0 0 3mm; font-size: 11pt }"


def copied(body: str, css: str = "") -> str:
    """The text of a page as a reader copies it."""
    pdf = render_once(small_page(body, f"{CSS} {css}"), {}).file
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


ADDRESSES = (
    "complaints@riverside-skin.example",
    "www.harbour-skin.co.uk/leaflets/acne-scars",
    "https://riverside-skin.example/leaflets",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_copied_as_it_is_however_narrow_its_column(address: str) -> None:
    widths = range(30, 90, 4)
    text = copied(
        "".join(f"<p style='width: {mm}mm'>Write to {breakable(address)} now</p>" for mm in widths)
    )
    assert "\u200b" not in text
    assert "\u2060" not in text
    assert re.sub(r"\s", "", text) == f"Writeto{address}now" * len(widths)
    begun = [line for line in re.split(r"\s*[\r\n]+", text) if line.endswith("-")]
    assert begun == []  # no line ends with a hyphen that a reader would leave out


def test_the_numbers_of_sources_never_begin_a_line() -> None:
    leaflet = example_project().leaflets["mesotherapy-acne-scars", "en-GB"].value
    locale = example_project().locales["en-GB"].value
    assert isinstance(leaflet, Leaflet)
    assert locale is not None
    cite = source_numbers(leaflet, extensions.load("formats", "a4"))
    words = "Some people see a [small change](fact:c10). More words follow here."
    html = inline_html(words, locale, lambda _: None, cite)
    assert "[" in html
    text = copied("".join(f"<p style='width: {mm}mm'>{html}</p>" for mm in range(24, 120)))
    assert [line for line in text.splitlines() if line.startswith(("[", "."))] == []


def test_the_outline_has_no_invisible_signs() -> None:
    body = "<h1>Title</h1><h2>A follow-\u2060up of 3\u2060–\u20606 weeks</h2><p>Words</p>"
    file = io.BytesIO(render_once(small_page(body), {}).file)
    with pikepdf.open(file) as document, document.open_outline() as outline:
        (title,) = outline.root
        assert [one.title for one in title.children] == ["A follow-up of 3–6 weeks"]
