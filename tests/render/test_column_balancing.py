"""Columns are as WeasyPrint balances them, with a few layouts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from leaflet.render import column_balancing, page_layouts, weasyprint_setup
from leaflet.render.measure.boxes import texts
from tests.support.printed import small_page

pytestmark = pytest.mark.pdf

LINE = "<p>Needles hurt a little and the skin is red for a day or two after each visit.</p>"
BOX = '<div style="break-inside: avoid; height: {}px; border: 1px solid">Box</div>'

CASES = {
    "lines": LINE * 9,
    "few lines": LINE,
    "tall boxes": BOX.format(90) + LINE * 2 + BOX.format(140) + LINE,
    "a heading that stays": LINE * 2 + '<h3 style="break-after: avoid">Care</h3>' + LINE * 4,
    "long paragraphs": f"<p>{LINE[3:-4] * 20}</p>" * 2,
    "a list": "<ul>" + "<li>Wash your hands before you touch the skin.</li>" * 13 + "</ul>",
    "more than a page": LINE * 90,
    "nothing": "",
    "a float": f'<p style="float: right">Beside</p>{LINE * 6}',
    "what stands elsewhere": f'<p style="position: absolute">Over</p>{LINE * 6}',
    "columns in columns": f'<div class="of-2">{LINE * 4}</div>{LINE * 6}',
    "a heading over all": f'{LINE * 3}<h2 style="column-span: all">Over all</h2>{LINE * 5}',
}
STYLES = (
    *("columns: 2", "columns: 3; column-gap: 4mm", "columns: 45mm", "columns: 2; height: 60mm"),
    "columns: 20mm 4; column-gap: 8%",
)


def columns(body: str, style: str) -> list[list[tuple[str, float, float]]]:
    """The texts of each page with their places, as they are laid out."""
    css = (
        "@page { size: A5; margin: 15mm } body { margin: 0; font-size: 10pt }"
        f".of-2 {{ columns: 2 }} .columns {{ {style} }} p {{ margin: 0 0 6px }}"
        ".after { break-inside: avoid }"
    )
    html = f'<h1>Title</h1><div class="columns">{body}</div><p class="after">After it</p>'
    page = small_page(html, css)
    with weasyprint_setup.at_work() as complaints:
        layouts = page_layouts.PageLayouts(page, {}, complaints)
        document = layouts.document(page.html)
        assert layouts.has_typeface
    return [
        [(text.text, text.position_x, text.position_y) for text in texts(page._page_box)]
        for page in document.pages
    ]


@contextmanager
def as_weasyprint_does() -> Iterator[None]:
    import weasyprint.layout.block as block

    ours = block.columns_layout
    block.columns_layout = ours.lay_out
    try:
        yield
    finally:
        block.columns_layout = ours


@contextmanager
def counted() -> Iterator[list[Any]]:
    """The columns that are laid out meanwhile."""
    import weasyprint.layout.block as block

    made: list[Any] = []
    lay_out = block.block_box_layout

    def count(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        made.extend([box] if box.is_column else [])
        return lay_out(context, box, *rest, **named)

    block.block_box_layout = count
    try:
        yield made
    finally:
        block.block_box_layout = lay_out


def words(pages: list[list[tuple[str, float, float]]]) -> str:
    """All words of some pages, in order."""
    return " ".join(" ".join(text for page in pages for text, _, _ in page).split())


def end(pages: list[list[tuple[str, float, float]]]) -> tuple[int, float]:
    """The page and height at which the text behind the columns stands."""
    return len(pages), pages[-1][-1][2]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", CASES)
def test_columns_are_as_tall_as_weasyprint_balances_them_or_shorter(case: str, style: str) -> None:
    ours = columns(CASES[case], style)
    with as_weasyprint_does():
        theirs = columns(CASES[case], style)
    assert words(ours) == words(theirs)
    assert end(ours) <= (end(theirs)[0], end(theirs)[1] + column_balancing._STEP_PX)
    if end(ours) == end(theirs):
        assert ours == theirs


def test_what_differs_is_told() -> None:
    assert columns(LINE, "columns: 2") != columns(LINE * 2, "columns: 2")


@pytest.mark.parametrize("case", ["tall boxes", "long paragraphs", "lines"])
def test_few_layouts_are_needed(case: str) -> None:
    with counted() as ours:
        columns(CASES[case], "columns: 2")
    assert len(ours) <= 30


def test_weasyprint_needs_many_where_a_tall_box_follows() -> None:
    """The reason for all of this; where it fails, WeasyPrint may balance by itself."""
    body = LINE + '<h3 style="break-after: avoid">Care</h3>' + BOX.format(260) + LINE * 3
    with counted() as theirs, as_weasyprint_does():
        columns(body, "columns: 2")
    with counted() as ours:
        columns(body, "columns: 2")
    assert len(theirs) > 3 * len(ours)


def test_it_is_installed_once() -> None:
    import weasyprint.layout.block as block

    weasyprint_setup.load()
    installed = block.columns_layout
    column_balancing.install(block)
    assert block.columns_layout is installed
