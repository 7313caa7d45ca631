"""The structure tree of small pages, as a screen reader walks it."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pytest

from leaflet.core.digests import Asset, digest
from leaflet.core.paper import MM_PER_INCH
from leaflet.render.renderer import render
from tests.support.printed import page_texts, small_page
from tests.support.structure import Element, marked_content_faults, outline, tree

pytestmark = pytest.mark.pdf

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<rect width="10" height="10" fill="#ff0000"/></svg>'
)
PICTURE = "asset:///figures/square.svg"
SMALL = "@page { size: 100mm 60mm; margin: 5mm } body { margin: 0 } * { margin: 0 }"
WORDS = "The quick brown fox jumps over the lazy dog and runs far away. "


def made(body: str, css: str = "") -> bytes:
    data = DRAWING.encode()
    page = small_page(body, f"{SMALL} {css}", [Asset(PICTURE, digest(data))])
    rendering = render(page, {digest(data): data})
    assert rendering.facts.faults == ()
    return rendering.file


def shown(body: str, css: str = "") -> str:
    return outline(tree(made(body, css)))


def links_of(pdf: bytes) -> list[tuple[str, int]]:
    """What each link of a file is announced as, and its quads."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        found = [a for page in file.pages for a in page.obj.get("/Annots", ())]
        return [(str(a.Contents), len(a.get("/QuadPoints", ())) // 8) for a in found]


# --- whole elements ------------------------------------------------------------------------------


def test_a_paragraph_over_columns_and_pages_is_one() -> None:
    body = f'<div class="two"><p>{WORDS * 20}</p></div>'
    pdf = made(body, ".two { columns: 2 }")
    assert len(page_texts(pdf)) > 1
    (paragraph,) = tree(pdf).find("P")
    assert paragraph.text == (WORDS * 20).strip()


def test_a_list_over_columns_and_pages_is_one_with_labels() -> None:
    items = "".join(f"<li>Item {n}. {WORDS}</li>" for n in range(20))
    css = "ol { columns: 2; list-style: none; counter-reset: n } li { counter-increment: n }"
    pdf = made(f"<ol>{items}</ol>", f"{css} li::before {{ content: counter(n) '.' }}")
    assert len(page_texts(pdf)) > 1
    (list_,) = tree(pdf).find("L")
    assert [item.tag for item in list_.children] == ["LI"] * 20
    parts = [(kid.tag, kid.text) for item in list_.children[:2] for kid in item.children]
    assert parts == [
        ("Lbl", "1."),
        ("LBody", f"Item 0. {WORDS}".strip()),
        ("Lbl", "2."),
        ("LBody", f"Item 1. {WORDS}".strip()),
    ]


def test_a_list_in_a_list_is_in_the_body_of_its_item() -> None:
    assert shown("<ul><li>One<ul><li>Two</li></ul></li></ul>").splitlines() == [
        "Document",
        "  L",
        "    LI",
        "      Lbl '•'",
        "      LBody 'One'",
        "        L",
        "          LI",
        "            Lbl '◦'",
        "            LBody 'Two'",
    ]


def test_terms_and_what_they_mean_are_labels_and_bodies() -> None:
    body = "<dl><dt>Scar</dt><dd>A mark.</dd><dt>Gel</dt><dd>A soft mass.</dd></dl>"
    parts = [(one.tag, one.text) for one in tree(made(body)).find("Lbl", "LBody")]
    assert parts == [
        ("Lbl", "Scar"),
        ("LBody", "A mark."),
        ("Lbl", "Gel"),
        ("LBody", "A soft mass."),
    ]


def test_a_table_over_pages_is_one_whose_heads_are_read_once() -> None:
    rows = "".join(f'<tr><th scope="row">Row {n}</th><td>Cell {n}</td></tr>' for n in range(30))
    head = '<thead><tr><th scope="col">First</th><th scope="col">Second</th></tr></thead>'
    pdf = made(f"<table>{head}<tbody>{rows}</tbody></table>")
    assert sum("First" in text for text in page_texts(pdf)) > 1
    (table,) = tree(pdf).find("Table")
    assert [cell.text for cell in table.find("TH")].count("First") == 1
    assert len(table.find("TR")) == 31
    with pikepdf.open(io.BytesIO(pdf)) as file:
        scopes = [str(o.A.Scope) for o in file.objects if _type(o) == "/TH"]
    assert scopes.count("/Column") == 2
    assert scopes.count("/Row") == 30


def _type(thing: Any) -> str:
    return str(thing.get("/S", "")) if isinstance(thing, pikepdf.Dictionary) else ""


def test_words_of_a_block_are_a_paragraph_and_those_of_its_parts_are_in_it() -> None:
    assert shown("<section><div>Call <b>999</b> <i>now</i>.</div><div>Rest.</div></section>") == (
        "Document\n  Sect\n    P 'Call 999 now.'\n    P 'Rest.'"
    )


def test_blocks_beside_each_other_on_a_line_are_in_no_paragraph() -> None:
    css = ".panel { display: inline-block; width: 40mm }"
    body = '<div class="panel"><h1>One</h1><p>a</p></div><div class="panel"><p>b</p></div>'
    assert shown(body, css) == "Document\n  H1 'One'\n  P 'a'\n  P 'b'"


def test_words_in_another_language_say_so() -> None:
    pdf = made('<p>The <span lang="fr">Haute Autorité</span> of France</p>')
    with pikepdf.open(io.BytesIO(pdf)) as file:
        spans = [str(o.Lang) for o in file.objects if _type(o) == "/Span"]
    assert spans == ["fr"]
    assert tree(pdf).find("Span")[0].text == "Haute Autorité"


def test_what_is_painted_on_each_page_is_read_on_none() -> None:
    css = '@page { @bottom-center { content: "Page " counter(page) } } .all { position: fixed }'
    pdf = made(f'<p class="all">Always</p><p>{WORDS * 20}</p>', css)
    assert "Page 2" in page_texts(pdf)[1]
    assert [one.text for one in tree(pdf).find("P")].count("Always") == 1
    assert "Page" not in tree(pdf).text
    assert marked_content_faults(pdf) == []


def test_an_element_without_words_is_left_out() -> None:
    css = ".bar { height: 2mm; background: black } .off { visibility: hidden }"
    body = '<div class="bar"></div><section><p> </p></section><p class="off">Hidden</p><p>Here</p>'
    assert shown(body, css) == "Document\n  P 'Here'"


# --- pictures ------------------------------------------------------------------------------------


def test_a_picture_stands_where_its_element_says_beside_its_caption() -> None:
    body = f'<figure><img src="{PICTURE}" alt="A square"><figcaption>Red</figcaption></figure>'
    pdf = made(body, "img { display: block; width: 20mm; margin-left: 10mm }")
    assert outline(tree(pdf)) == ("Document\n  Div\n    Figure alt='A square'\n    Caption 'Red'")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        (box,) = (list(map(float, o.A.BBox)) for o in file.objects if _type(o) == "/Figure")
    point = MM_PER_INCH / 72
    assert [round(edge * point, 1) for edge in box] == [15, 35, 35, 55]


def test_an_ornament_is_read_by_nobody() -> None:
    body = f'<p>Words</p><img src="{PICTURE}" alt="">'
    assert shown(body, "img { width: 5mm }") == "Document\n  P 'Words'"


# --- links ---------------------------------------------------------------------------------------


def test_a_link_over_lines_is_announced_once_in_words() -> None:
    body = f'<p>See <a href="https://a.example/x" data-says="Our pages">{WORDS * 2}</a></p>'
    pdf = made(body)
    assert links_of(pdf) == [("Our pages", 3)]
    assert len(tree(pdf).find("Link")) == 1


def test_a_link_with_elements_in_it_is_one_link_with_its_own_words() -> None:
    body = '<p><a href="#end">Where to <b>get</b> help</a></p><p id="end">End</p>'
    pdf = made(body, "a::after { content: ', page ' target-counter(attr(href), page) }")
    assert [contents for contents, _ in links_of(pdf)] == ["Where to get help"]
    (link,) = tree(pdf).find("Link")
    assert link.text == "Where to get help, page 1"
    assert link.find("Link") == [link]


def test_a_link_over_two_pages_has_an_annotation_on_each() -> None:
    body = f'<p>{WORDS * 3}<a href="https://a.example/">{WORDS * 7}</a></p>'
    pdf = made(body, "p { orphans: 1; widows: 1 }")
    assert len(page_texts(pdf)) == len(links_of(pdf)) == 2
    assert len(tree(pdf).find("Link")) == 1


# --- what stands in place of WeasyPrint's --------------------------------------------------------


def test_weasyprint_asks_for_the_tree_as_it_did() -> None:
    """Drop or mend `render/tagging` when this fails: WeasyPrint makes its tree in another way."""
    from inspect import getsource

    import weasyprint.pdf

    call = "add_tags(pdf, document, options['pdf_version'], page_streams)"
    assert call in getsource(weasyprint.pdf.generate_pdf)
    assert weasyprint.pdf.add_tags.__module__ == "leaflet.render.tagging.tree_writer"


def test_a_wrong_tree_would_be_noticed() -> None:
    root = Element(
        "Document", None, (), (Element("P", None, (), ("a",)), Element("P", None, (), ("b",)))
    )
    assert outline(root) != "Document\n  P 'ab'"
    assert re.search("P 'a'", outline(root))
