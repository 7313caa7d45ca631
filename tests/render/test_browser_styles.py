"""What browsers show and a layout on paper does not is refused in own styles of a screen page."""

from __future__ import annotations

import pytest
import tinyhtml5

from leaflet.render import weasyprint_setup
from leaflet.render.seen.browser_styles import shipped_style, unchecked_styles
from leaflet.render.seen.hidden_markup import hidden_markup

pytestmark = pytest.mark.pdf

FACES = ("Source Sans 3",)

#: Styles that can hide a text in a browser and not on paper, or at some widths alone.
UNCHECKED = {
    "narrow": "@media (max-width: 30em) { p { display: none } }",
    "wide": "@media (min-width: 1px) { p { display: none } }",
    "not print": "@media not print { p { display: none } }",
    "print": "@media print { p { display: none } }",
    "dark": "@media (prefers-color-scheme: dark) { p { color: #fff } }",
    "pointer": "@media (hover) { p { opacity: 0 } }",
    "in another": "@media screen { @media (hover) { p { opacity: 0 } } }",
    "supports": "@supports (display: grid) { p { color: #fff } }",
    "container": "@container (width > 1px) { p { color: #fff } }",
    "layer": "@layer a { p { color: #fff } }",
    "starting style": "@starting-style { p { opacity: 0 } }",
    "keyframes": "@keyframes a { to { opacity: 0 } }",
    "position try": "@position-try --a { top: -99px }",
    "counter style": "@counter-style a { symbols: a }",
    "animation": "p { animation: a 1s forwards }",
    "transition": "p { transition: opacity 1s }",
    "content visibility": "p { content-visibility: hidden }",
    "clip path": "p { clip-path: inset(50%) }",
    "mask": "p { mask-image: linear-gradient(transparent, transparent) }",
    "filter": "p { filter: opacity(0) }",
    "backdrop": "p { backdrop-filter: blur(9px) }",
    "blend": "p { mix-blend-mode: difference }",
    "shadow": "p { text-shadow: 0 0 9px #000 }",
    "prefixed": "p { -webkit-text-fill-color: #fff }",
    "security": "p { -webkit-text-security: disc }",
    "perspective": "p { perspective: 1px }",
    "view transition": "p { view-transition-name: a }",
    "zoom": "p { zoom: .01 }",
    "single transforms": "p { translate: -999px }",
    "vertical": "p { writing-mode: vertical-rl }",
    "reversed": "p { unicode-bidi: bidi-override }",
    "scheme": "p { color-scheme: dark }",
    "own property": ":root { --a: 100vw }",
    "property of another": "p { width: var(--a) }",
    "environment": "p { width: env(a, 0) }",
    "system colour": "p { color: Canvas }",
    "scheme colour": "p { color: light-dark(#000, #fff) }",
    "mixed colour": "p { color: color-mix(in srgb, #fff, #fff) }",
    "at some widths": "p { margin-left: calc((100% - 320px) * 99) }",
    "clamped": "p { font-size: clamp(0px, 100vw - 400px, 16px) }",
    "height of the window": "p { height: 9vh; overflow: hidden }",
    "size of a container": "p { width: 9cqw }",
    "sticky": "p { position: sticky; top: 0 }",
    "clipped": "p { overflow: clip }",
    "three dimensions": "p { transform: rotateX(90deg) }",
    "hover": "p:hover { color: #fff }",
    "not hover": "p:not(:hover) { color: #fff }",
    "focus": "main:focus { color: #fff }",
    "target": "p:target { color: #fff }",
    "visited": "a:visited { color: #fff }",
    "opened": "details[open] ~ p { color: #fff }",
    "direction of the reader": "p:dir(ltr) { color: #fff }",
    "part of a browser": "p::details-content { color: #fff }",
    "first line": "p::first-line { color: #fff }",
    "typeface of the machine": "p { font-family: Webdings }",
    "typeface in short": "p { font: 400 1rem/1.5 'Adobe Blank', serif }",
    "unreadable": "p { *color: #fff }",
}
CHECKED = {
    "colour": "p { color: #123; background: hsl(180 50% 95%) }",
    "size": "p { font: 600 1.1rem/1.4 'Source Sans 3', sans-serif; margin: 2em 5% }",
    "screen": "@media screen { p { color: #123 } }",
    "selectors": "main > p:not(.a):nth-child(2n + 1)::before, li:first-child { content: '!' }",
    "grid": "ul { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)) }",
    "interaction": "a { cursor: pointer; scroll-margin-top: 2rem; text-wrap: balance }",
    "hidden all the same": "p { display: none; opacity: 0; font-size: 0 }",
}


def found(css: str) -> list[str]:
    return unchecked_styles(css, shipped_style(), FACES, weasyprint_setup.knows)


@pytest.mark.parametrize("css", UNCHECKED.values(), ids=UNCHECKED)
def test_what_no_layout_shows_is_refused(css: str) -> None:
    assert found(css)


@pytest.mark.slow
@pytest.mark.parametrize("css", CHECKED.values(), ids=CHECKED)
def test_what_a_layout_shows_is_left_to_the_pixels(css: str) -> None:
    assert found(css) == []


def test_the_shipped_style_may_be_repeated_and_not_extended() -> None:
    css = shipped_style()
    assert found(css) == []
    assert found(css.replace("max-width: 23em", "max-width: 24em"))
    assert found(css + "@media print { .card { display: none } }") == [
        "@media print .card { display:none }"
    ]


def hidden(body: str) -> list[tuple[str, str]]:
    root = tinyhtml5.parse(f"<!doctype html><body>{body}", namespace_html_elements=False)
    return list(hidden_markup(root))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<details><summary>More</summary>Call 999</details>", "is hidden until it is opened"),
        (
            "<details><summary>x</summary><p><a href='tel:999'>Call 999</a></p></details>",
            "is hidden until it is opened",
        ),
        ("<div class='a contents'>Call 999</div>", "is not printed"),
        ("<div><p id='state-band' role='none'>Call 999</p></div>", "changes what is read aloud"),
        ("<nav aria-label='Call 998'><p>Call 999</p></nav>", "is read aloud and not shown"),
        ("<p aria-label='Call 998'>Call 999</p>", "changes what is read aloud"),
        ("<p aria-hidden='true'>Call 999</p>", "changes what is read aloud"),
        ("<p role='presentation'>Call 999</p>", "changes what is read aloud"),
    ],
)
def test_markup_that_hides_words_is_named(body: str, reason: str) -> None:
    assert [why for _, why in hidden(body)] == [reason]


def test_a_list_of_contents_repeats_what_is_shown() -> None:
    listed = "<details><summary>Pages</summary><a href='#a'>Risks <b>now</b></a></details>"
    assert hidden(f"<nav class='contents' aria-label='Pages'>{listed}</nav><h2>Risks</h2>now") == []
    assert hidden("<div class='call-bar'><a href='tel:1'>Call us</a></div>") == []
