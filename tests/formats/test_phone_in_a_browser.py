"""The phone page as a browser shows it and hands it to screen readers, keyboards and printers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.formats.test_phone import find_all, page, parse, phone_edition, tree
from tests.support.browser_tree import (
    Spoken,
    accessibility_tree,
    source_texts,
    spoken_texts,
)
from tests.support.browsers import Opened, chromium, opened, with_large_letters
from tests.support.overlaps import overlaps
from tests.support.printed import (
    CLINICS,
    EACH_CLINIC,
    in_default_lane,
    missing,
    page_texts,
    plain,
    printed_texts,
)

pytestmark = pytest.mark.process

FIRST = CLINICS[0]
each = pytest.mark.parametrize("clinic", EACH_CLINIC)
each_scheme = pytest.mark.parametrize("colours", ["light", "dark"])
#: The width to which a page must be usable (WCAG 2.2, 1.4.10).
NARROW = 320


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def enlarging(browser: Browser) -> Iterator[Browser]:
    with with_large_letters(browser) as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("phone")


def address(folder: Path, clinic: str) -> str:
    """The address of a clinic's page, which is written when it is first asked for."""
    file = folder / f"{clinic}.html"
    if not file.exists():
        file.write_bytes(page(clinic).html)
    return file.as_uri()


def unfold(shown: Opened) -> None:
    shown.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


@pytest.fixture
def shown(browser: Browser, folder: Path) -> Iterator[Opened]:
    with opened(browser, address(folder, FIRST), NARROW) as page:
        unfold(page)
        yield page


# --- rules --------------------------------------------------------------------------------------


@each_scheme
@each
def test_everybody_can_use_it(browser: Browser, folder: Path, clinic: str, colours: str) -> None:
    with opened(browser, address(folder, clinic), NARROW, color_scheme=colours) as shown:
        unfold(shown)
        assert shown.violations(unsure=False) == []
        assert not shown.is_too_wide()
        assert shown.complaints == []


@pytest.mark.parametrize("colours", in_default_lane(["light", "dark"], ["light"]))
@each
def test_everybody_can_use_it_in_large_letters(
    enlarging: Browser, folder: Path, clinic: str, colours: str
) -> None:
    with opened(enlarging, address(folder, clinic), NARROW, color_scheme=colours) as shown:
        unfold(shown)
        size = shown.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        assert size >= 32
        assert shown.violations(unsure=False) == []
        assert not shown.is_too_wide()


def test_what_is_in_no_landmark_is_noticed(shown: Opened) -> None:
    shown.page.evaluate("document.getElementById('state-band').removeAttribute('role')")
    assert [one.partition(":")[0] for one in shown.violations(unsure=False)] == ["region"]


# --- what is spoken -----------------------------------------------------------------------------


@each
def test_all_words_are_spoken_in_the_order_of_the_source(
    browser: Browser, folder: Path, clinic: str
) -> None:
    with opened(browser, address(folder, clinic), NARROW) as shown:
        unfold(shown)
        nodes = accessibility_tree(shown.page)
    (body,) = find_all(tree(clinic), "body")
    texts = spoken_texts(nodes)
    assert len(texts) > 400
    assert texts == source_texts(body)
    assert missing(printed_texts(phone_edition(clinic).leaflet), [plain(" ".join(texts))]) == []


@pytest.mark.parametrize(
    "hide",
    ["e.ariaHidden = 'true'", "e.style.display = 'none'", "e.style.visibility = 'hidden'"],
)
def test_words_that_are_not_spoken_are_noticed(shown: Opened, hide: str) -> None:
    before = spoken_texts(accessibility_tree(shown.page))
    shown.page.evaluate(f"(e => {{ {hide} }})(document.querySelectorAll('main p')[4])")
    assert len(spoken_texts(accessibility_tree(shown.page))) < len(before)


def test_the_first_stops_are_state_title_and_help(shown: Opened) -> None:
    edition = phone_edition(FIRST)
    help_ = next(section for section in edition.leaflet.sections if section.id == "get-help")
    nodes = [node for node in accessibility_tree(shown.page) if node.role != "InlineTextBox"]
    stops = ("RootWebArea", "complementary", "banner", "main", "navigation", "heading", "link")
    first = [(node.role, plain(node.name)) for node in nodes if node.role in stops][:8]
    said = edition.locale.words
    assert first[0][1].startswith(plain(edition.leaflet.title))
    assert first[1:] == [
        ("complementary", ""),
        ("link", plain(said.skip)),
        ("banner", ""),
        ("main", ""),
        ("heading", plain(edition.leaflet.title)),
        ("navigation", plain(said.contents)),
        ("link", plain(help_.heading)),
    ]
    assert nodes[2] == Spoken("StaticText", said.band_draft, is_source=True)


# --- the keyboard -------------------------------------------------------------------------------

#: What has the focus: its address, whether a ring of two pixels or more is around it, and whether
#: it can be seen: nothing lies over its middle.
_AT_FOCUS = """(() => {
    const e = document.activeElement, style = getComputedStyle(e);
    const [box] = e.getClientRects();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return [
        e.getAttribute('href') || e.localName,
        style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        e.contains(top),
    ];
})()"""


def links() -> list[str]:
    """What the keyboard must reach: the addresses of all links, and the summary of the contents."""
    (body,) = find_all(tree(FIRST), "body")
    return [e.get("href", "summary") for e in body.iter() if e.tag in ("a", "summary")]


def reached(shown: Opened, stops: int) -> list[tuple[str, bool, bool]]:
    """What has the focus after each press of the tab key."""
    found = []
    for _ in range(stops):
        shown.page.keyboard.press("Tab")
        found.append(tuple(shown.page.evaluate(_AT_FOCUS)))
    return found


def test_the_keyboard_reaches_every_link_in_order_and_shows_where_it_is(shown: Opened) -> None:
    assert len(links()) > 60
    assert reached(shown, len(links())) == [(href, True, True) for href in links()]


def test_in_large_letters_what_has_the_focus_can_be_seen(enlarging: Browser, folder: Path) -> None:
    with opened(enlarging, address(folder, FIRST), NARROW) as shown:
        unfold(shown)
        assert reached(shown, len(links())) == [(href, True, True) for href in links()]


def test_a_focus_that_cannot_be_seen_is_noticed(shown: Opened) -> None:
    shown.page.add_style_tag(content="a { outline: 0 !important }")
    shown.page.add_style_tag(content="body::after { content: ''; position: fixed; inset: 0 }")
    assert reached(shown, 1) == [("#text", False, False)]


# --- without styles, and on paper ---------------------------------------------------------------

_WITHOUT_STYLES = """(() => {
    document.querySelectorAll('style, link').forEach(e => e.remove());
    document.querySelectorAll('[style]').forEach(e => e.removeAttribute('style'));
})()"""


@each
def test_without_styles_it_is_read_whole_in_the_same_order(
    browser: Browser, folder: Path, clinic: str
) -> None:
    (body,) = find_all(tree(clinic), "body")
    with opened(browser, address(folder, clinic), NARROW) as shown:
        unfold(shown)
        with_styles = shown.page.inner_text("body")
        shown.page.evaluate(_WITHOUT_STYLES)
        words = plain(shown.page.inner_text("body")).split()
    assert "".join(words) == "".join(plain(" ".join(source_texts(body))).split())
    assert words == plain(with_styles).split()


@each
def test_printed_it_is_whole_and_nothing_lies_over_words(
    browser: Browser, folder: Path, clinic: str
) -> None:
    with opened(browser, address(folder, clinic), NARROW) as shown:
        shown.page.emulate_media(media="print")
        bar = find_all(tree(clinic), "div", "call-bar")
        assert len(bar) == 1
        assert not shown.page.locator(".call-bar").is_visible()
        pdf = shown.page.pdf()
    assert missing(printed_texts(phone_edition(clinic).leaflet), page_texts(pdf)) == []
    assert overlaps(pdf) == []


def test_words_on_words_are_noticed(browser: Browser, tmp_path: Path) -> None:
    text = '<p style="position:fixed;top:20px">Over all pages</p><p>One</p><p>Two words</p>'
    (tmp_path / "x.html").write_text(f"<!doctype html><style>p{{margin:0}}</style>{text}", "utf-8")
    with opened(browser, (tmp_path / "x.html").as_uri()) as shown:
        (found, *_) = overlaps(shown.page.pdf())
    assert "Over all pages" in found


def test_a_source_is_read_without_styles_and_pictures() -> None:
    html = b"<p>One <b>two</b>.<svg><title>three</title></svg><style>four</style> five</p>"
    (body,) = find_all(parse(html), "body")
    assert source_texts(body) == ["One", "two", ".", "five"]
