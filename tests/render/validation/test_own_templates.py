"""What pages of own templates break is told in words: no file claims what it is not."""

from __future__ import annotations

import pytest

from leaflet.core.digests import Asset, digest
from leaflet.page.read_aloud import Fault
from leaflet.render.renderer import render
from tests.support.printed import small_page

pytestmark = pytest.mark.pdf

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
)
PICTURE = "asset:///figures/square.svg"


def faults(body: str, css: str = "") -> list[str]:
    page = small_page(body, css, [Asset(PICTURE, digest(DRAWING))])
    return [_told(fault) for fault in render(page, {digest(DRAWING): DRAWING}).facts.faults]


def _told(fault: Fault) -> str:
    return f"{fault.rule}: {fault.message}"


@pytest.mark.parametrize(
    ("body", "css", "told"),
    [
        ("<h1>One</h1><h3>Three</h3>", "", "7.4 headings: H3 follows H1"),
        ("<h2>Two</h2>", "", "7.4 headings: H2 follows no heading"),
        ("<h1>One</h1><h1>Two</h1>", "", "7.4 headings: there are two H1"),
        (f'<img src="{PICTURE}">', "img { width: 9mm }", "7.3 pictures: a picture has no words"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "", "7.5 tables: a table has no headers"),
        ('<p><a href="https://a.example/"></a>Words</p>', "", "7.18 links: 1 links in place of 0"),
        (
            '<p class="turned">Words</p>',
            ".turned { transform: rotate(5deg) }",
            '7.1 content: "Words" stands where it was not laid out',
        ),
        ('<p lang="no language">Words</p>', "", '7.3 words: "no language" is no language'),
        (
            '<p class="dim">Words</p>',
            ".dim { opacity: .5 }",
            "7.1 content: content that is read stands in a group of its own",
        ),
        (
            '<p class="small">Words</p>',
            ".small { font-size: 4pt }",
            '7.1 content: "Words" is 4.0 pt',
        ),
        ('<p class="pale">Words</p>', ".pale { color: #eee }", '7.1 content: "Words" is too pale'),
        (
            '<p>Words</p><div class="over"></div>',
            ".over { position: absolute; inset: 0; background: #fff }",
            '7.1 content: "Words" is covered',
        ),
        (
            '<p class="off">Words</p>',
            ".off { position: absolute; left: -90mm }",
            '7.1 content: "Words" stands outside the page',
        ),
        ("<ul>Words<li>One</li></ul>", "", "7.2 shape: words stand in L itself"),
    ],
)
def test_a_reader_would_meet(body: str, css: str, told: str) -> None:
    assert any(told in one for one in faults(body, css))


def test_a_page_that_keeps_the_rules_has_no_faults() -> None:
    body = (
        f'<h1>One</h1><p>Words</p><img src="{PICTURE}" alt="A square">'
        '<table><tr><th scope="col">A</th></tr><tr><td>1</td></tr></table>'
        '<ul><li>One</li></ul><p><a href="https://a.example/">Read</a></p>'
        f'<p><a href="https://a.example/"><img src="{PICTURE}" alt="A square"></a></p>'
    )
    assert faults(body, "img { width: 9mm }") == []
