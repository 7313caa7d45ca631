"""The helper that shows a structure tree: what it must show and what it must say no to."""

from __future__ import annotations

import io

import pikepdf
import pytest

from leaflet.render.renderer import render
from tests.support.printed import small_page
from tests.support.structure import marked_content_faults, outline, tree

pytestmark = pytest.mark.pdf

PAGE = """<h1>A title</h1>
<p>Words with <b>weight</b> and <a href="https://example.org">a link</a>.</p>
<ul><li>One</li><li>Two</li></ul>
<svg width="20" height="20"><title>A dot</title><circle cx="9" cy="9" r="5"/></svg>
<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>"""

EXPECTED = """Document
  H1 'A title'
  P 'Words with weight and .'
    Link 'a link'
  L
    LI
      LBody 'One'
    LI
      LBody 'Two'
  Figure alt='A dot'
  Table
    THead
      TR
        TH 'Head'
    TBody
      TR
        TD 'Cell'"""
CSS = "li { list-style: none } p, svg { display: block }"


def printed_page(body: str = PAGE, css: str = CSS) -> bytes:
    return render(small_page(body, css), {}).file


def test_the_tree_as_text() -> None:
    assert outline(tree(printed_page())) == EXPECTED


def test_another_page_is_another_text() -> None:
    changed = PAGE.replace("<h1>A title</h1>", "<h2>A title</h2>")
    assert "  H2 'A title'" in outline(tree(printed_page(changed))).split("\n")


def test_the_words_of_an_element_keep_their_order() -> None:
    paragraph = tree(printed_page()).find("P")[0]
    assert paragraph.text.replace(" .", ".") == "Words with weight and a link."


def test_sound_content_has_no_fault() -> None:
    assert marked_content_faults(printed_page()) == []


def spoil(old: bytes, new: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(printed_page())) as pdf:
        contents = pdf.pages[0].obj.Contents
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        data = b"\n".join(part.read_bytes() for part in parts)
        assert old in data
        pdf.pages[0].obj.Contents = pdf.make_stream(data.replace(old, new, 1))
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def test_words_in_no_element_are_a_fault() -> None:
    faults = marked_content_faults(spoil(b"/MCID 0", b"/MCID 99"))
    assert 'page 1: "A title" is in no element (MCID 99)' in faults
    assert "page 1: the tree names MCID 0, which is not there" in faults


def test_words_outside_marked_content_are_a_fault() -> None:
    faults = marked_content_faults(spoil(b"/Span\n<</MCID 0>>\nBDC", b"/Span BMC"))
    assert "page 1: something is painted outside marked content" in faults


def test_the_words_of_a_margin_box_are_noticed_or_artifacts() -> None:
    css = f"{CSS} @page {{ @bottom-center {{ content: 'Foot' }} }}"
    faults = marked_content_faults(printed_page(css=css))
    assert [fault for fault in faults if '"Foot"' not in fault] == []
