"""The page with its cards: escaped, found again, small, the same for the same editions."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from leaflet.model.settings import Printing
from leaflet.site.cards import cards_of
from leaflet.site.index_page import IndexPage, to_html
from leaflet.site.marker import is_made_from, is_ours
from leaflet.site.reprint_list import reprint_list
from tests.support.sites import TITLES, entry_of

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}'


class Elements(HTMLParser):
    """The names of all elements, and all addresses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def page_of(*entries, **pictures: str) -> str:  # type: ignore[no-untyped-def]
    cards = cards_of(entries, Printing(), lambda _: False)
    addresses = dict.fromkeys((entry.path for entry in entries), "") | pictures
    return to_html(IndexPage(cards, {}, None), addresses, "x").decode()


def test_names_of_other_people_are_text_and_nothing_else() -> None:
    hostile = {"title": HOSTILE, "clinic_name": HOSTILE, "language_name": HOSTILE}
    plain = Elements(page_of(entry_of("riverside", "peels", "a4")))
    made = Elements(page_of(entry_of("riverside", "peels", "a4", **hostile)))
    assert (made.names, made.addresses) == (plain.names, plain.addresses)
    assert ">{{ 7 * 7 }}</h3>" in page_of(entry_of("riverside", "peels", "a4", title="{{ 7 * 7 }}"))


def test_names_in_the_list_of_what_to_reprint_are_text_too() -> None:
    new = entry_of("riverside", "peels", "a4", title=HOSTILE, clinic_name=HOSTILE)
    listed = reprint_list([], [new])
    html = to_html(IndexPage((), {}, listed), {}, "x").decode()
    assert "alert(1)&lt;" in html
    assert Elements(html).names.count("script") == 1


def test_nothing_is_loaded_from_elsewhere() -> None:
    html = page_of(*(entry_of("riverside", "sun", name) for name in ("a4", "phone", "trifold")))
    for address in Elements(html).addresses:
        assert re.fullmatch(r"#[\w-]+|riverside/en-GB/sun\.[\w.-]+", address), address
    assert "default-src &#39;none&#39;" in html


def test_the_page_says_what_it_was_made_from_and_that_it_is_ours() -> None:
    page = to_html(IndexPage((), {}, None), {}, "abc")
    assert is_ours(page)
    assert is_made_from(page, "abc")
    assert not is_made_from(page, "ab")
    assert not is_ours(b"<!doctype html><title>Our web page</title>")


def test_the_heading_names_the_clinic_where_there_is_one() -> None:
    one, other = entry_of("riverside", "peels", "a4"), entry_of("st-oswin", "peels", "a4")
    assert "<h1>Leaflets of Riverside Skin Clinic</h1>" in page_of(one)
    assert "<h1>Leaflets</h1>" in page_of(one, other)


def test_a_thousand_editions_are_below_two_megabytes_and_the_same_each_time() -> None:
    formats = ("a4", "trifold", "poster-a3", "phone", "large-print")
    entries = [
        entry_of(f"clinic-{clinic:03}", leaflet, format_, clinic_name=f"Department {clinic} of it")
        for clinic in range(100)
        for leaflet in TITLES
        for format_ in formats
    ]
    picture = f"pictures/{'0' * 20}.png"
    pages = [page_of(*some, **{e.path: picture for e in some}) for some in (entries, entries[::-1])]
    assert len(entries) == 1000
    assert len(pages[0].encode()) < 2_000_000
    assert pages[0] == pages[1]
