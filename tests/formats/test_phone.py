"""The phone page: one file that holds all, asks for nothing, and can be read by everyone."""

from __future__ import annotations

import base64
import dataclasses
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5

from leaflet.compose.composer import compose
from leaflet.core import colour, extensions, fonts
from leaflet.core.digests import BASE, Asset, digest
from leaflet.model.blocks import Block, Frequency
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.render import sandbox
from leaflet.render.html_page import Page, framed_body, make_page
from tests.support.printed import (
    CLINICS,
    missing,
    plain,
    printed_texts,
    shipped_edition,
    shipped_project,
    small_page,
)
from tests.support.projects import ROOT

LARGEST_BYTES = 450_000
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="var(--ink)"/></svg>'
DOT_ASSET = Asset(f"{BASE}content/dot.svg", digest(DOT))


def phone_edition(clinic: str) -> Edition:
    return dataclasses.replace(shipped_edition(clinic), format=extensions.load("formats", "phone"))


def compose_phone(edition: Edition, state: State = State.DRAFT) -> Composition:
    project = shipped_project()
    return compose(edition, state, project.templates)


@cache
def page(clinic: str) -> Page:
    return make_page(compose_phone(phone_edition(clinic)), shipped_project().blobs)


def parse(html: bytes) -> Element:
    root: Element = tinyhtml5.parse(html.decode(), namespace_html_elements=False)
    return root


@cache
def tree(clinic: str) -> Element:
    return parse(page(clinic).html)


def find_all(root: Element, tag: str, class_: str = "") -> list[Element]:
    return [e for e in root.iter(tag) if not class_ or class_ in e.get("class", "").split()]


def words(element: Element) -> str:
    return plain("".join(element.itertext()))


def style(clinic: str) -> str:
    (element,) = find_all(tree(clinic), "style")
    return element.text or ""


each = pytest.mark.parametrize("clinic", CLINICS)
#: The start of the rules for dark screens.
DARK = "@media screen and (prefers-color-scheme: dark){"
FIRST = CLINICS[0]


# --- one file ------------------------------------------------------------------------------------


def requests(root: Element) -> list[str]:
    """Every address that a browser would open without being asked to."""
    found = []
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "style":
                found += re.findall(r"url\(\s*[\"']?([^\"')]*)", value)
            elif name in ("src", "srcset", "data", "poster", "action", "background") or (
                name == "href" and element.tag != "a"
            ):
                found.append(value)
    for element in root.iter("style"):
        found += re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')]*)", element.text or "")
    return found


@each
def test_nothing_is_asked_for(clinic: str) -> None:
    assert page(clinic).refused == ()
    assert {address.partition(":")[0] for address in requests(tree(clinic))} == {"data"}
    assert BASE not in page(clinic).html.decode()


def test_what_is_asked_for_is_noticed() -> None:
    html = '<p>x</p><img src="a"><link href="b"><style>@import "c"; p{background:url(d)}</style>'
    assert requests(parse(html.encode())) == ["a", "b", "c", "d"]


_KINDS = {".ttf": "data:font/woff2", ".svg": "data:image/svg+xml", ".png": "data:image/png"}


@each
def test_the_file_is_small_and_holds_each_thing_once(clinic: str) -> None:
    assert len(page(clinic).html) <= LARGEST_BYTES
    held = Counter(requests(tree(clinic)))
    assert [address[:60] for address, times in held.items() if times > 1] == []
    dark = requests(parse(f"<style>{style(clinic).split(DARK)[1]}</style>".encode()))
    kinds = Counter(address.partition(";")[0] for address in held if address not in dark)
    declared = [a.uri.partition("?")[0] for a in compose_phone(phone_edition(clinic)).assets]
    wanted = Counter(_KINDS[Path(uri).suffix] for uri in declared)
    assert kinds == {**wanted, "data:,": 1}


def test_the_typeface_is_whole() -> None:
    """Its licence reserves the name "Source": a part of it may not bear the name."""
    from fontTools.ttLib import TTFont

    (address,) = re.findall(r"data:font/woff2;base64,([^\"']+)", style(FIRST))
    held = TTFont(io.BytesIO(base64.b64decode(address)))
    pinned = TTFont(io.BytesIO(fonts.read(fonts.TEXT)))
    assert held.getGlyphOrder() == pinned.getGlyphOrder()
    assert held.getBestCmap() == pinned.getBestCmap()
    # A packed font says so in a flag of its head (WOFF2 5.1); else the head is the same.
    assert held["head"].flags & ~(1 << 11) == pinned["head"].flags
    assert held["head"].modified == pinned["head"].modified
    axes = [(a.axisTag, a.minValue, a.maxValue) for a in pinned["fvar"].axes]
    assert [(a.axisTag, a.minValue, a.maxValue) for a in held["fvar"].axes] == axes


@each
def test_nothing_runs_and_the_page_forbids_it(clinic: str) -> None:
    root = tree(clinic)
    assert [e.tag for e in root.iter() if e.tag in ("script", "iframe", "object", "form")] == []
    assert [k for e in root.iter() for k in e.attrib if k.startswith("on")] == []
    metas = {m.get("http-equiv") or m.get("name"): m.get("content") for m in root.iter("meta")}
    policy = dict(p.strip().split(" ", 1) for p in (metas[_CSP] or "").split(";"))
    assert policy.items() >= _POLICY.items()
    assert "script-src" not in policy
    assert metas["referrer"] == "no-referrer"
    assert metas["viewport"] == "width=device-width,initial-scale=1"


_CSP = "Content-Security-Policy"
_POLICY = {
    "default-src": "'none'",
    "img-src": "data:",
    "font-src": "data:",
    "style-src": "'unsafe-inline'",
}


# --- the sandbox ---------------------------------------------------------------------------------

#: Body, stylesheet, and what is refused of them.
FOREIGN: dict[str, tuple[str, str, str]] = {
    "picture": ('<img src="https://x.example/a.png" alt="x">', "", "https://x.example/a.png"),
    "picture of a file": ('<img src="file:///etc/passwd" alt="x">', "", "file:///etc/passwd"),
    "picture beside": ('<img src="../a.png" alt="x">', "", "../a.png"),
    "undeclared asset": (f'<img src="{BASE}a.svg" alt="x">', "", f"{BASE}a.svg"),
    "data": ('<img src="data:image/png;base64,AA" alt="x">', "", "data:image/png;base64,AA"),
    "srcset": ('<img srcset="https://x.example" alt="x">', "", 'srcset="https://x.example"'),
    "background": ("", "p{background:url(https://x.example/a)}", "https://x.example/a"),
    "escaped": ("", r'p{background:u\72l("//x.example/a")}', "//x.example/a"),
    "nested": ("", "@media all{p{--a:url(//x.example/a)}}", "//x.example/a"),
    "import": ("", '@import "//x.example/a.css";', "@import"),
    "image set": ("", 'p{background:image-set("//x.example/a" 1x)}', "image-set()"),
    "style attribute": ('<p style="background:url(//x.example)">', "", "//x.example"),
    "link": ('<link rel="preconnect" href="//x.example">', "", "<link>"),
    "base": ('<base href="//x.example">', "", "<base>"),
    "refresh": ('<meta http-equiv="refresh" content="0;url=//x.example">', "", "<meta>"),
    "frame": ('<iframe srcdoc="x"></iframe>', "", "<iframe>"),
    "object": ('<object data="//x.example"></object>', "", "<object>"),
    "form": ('<form action="//x.example"></form>', "", "<form>"),
    "script": ("<script>alert(1)</script>", "", "<script>"),
    "script after the body": ("</body></html><script>1</script>", "", "<script>"),
    "script in the style": ("", "</style><script>1</script>", "</"),
    "handler": ('<p onclick="alert(1)">x</p>', "", 'onclick="alert(1)"'),
    "handler of the body": ('<body onload="alert(1)">', "", 'onload="alert(1)"'),
    "script as address": ('<a href="javascript:alert(1)">x</a>', "", "javascript:alert(1)"),
    "script as hidden address": ('<a href=" java&#10;script:1">x</a>', "", " java\nscript:1"),
    "page without lock": ('<a href="http://x.example">x</a>', "", "http://x.example"),
    "page as address": ('<a href="data:text/html,x">x</a>', "", "data:text/html,x"),
    "ping": ('<a href="#x" ping="//x.example">x</a>', "", 'ping="//x.example"'),
    "drawing": (
        '<svg><image href="//x.example"/></svg>',
        "",
        "<{http://www.w3.org/2000/svg}image>",
    ),
    "paint": ('<svg><path fill="url(//x.example)"/></svg>', "", "//x.example"),
    "handler of a drawing": ('<svg onload="alert(1)"></svg>', "", 'onload="alert(1)"'),
}


@pytest.mark.parametrize("way", FOREIGN)
def test_what_is_not_declared_is_refused(way: str) -> None:
    body, css, refused = FOREIGN[way]
    made = make_page(small_page(f"<p>x</p>{body}", css), {})
    assert refused in made.refused
    assert made.html == b""


def test_a_declared_picture_is_put_in_with_its_colours() -> None:
    body = f'<img src="{DOT_ASSET.uri}" alt="x">'
    made = make_page(small_page(body, assets=(DOT_ASSET,)), {DOT_ASSET.sha256: DOT})
    assert made.refused == ()
    (picture,) = parse(made.html).iter("img")
    drawing = base64.b64decode(picture.attrib["src"].partition(",")[2]).decode()
    ink = dict(small_page("").tokens)["ink"]
    assert drawing == DOT.decode().replace("var(--ink)", ink)


def test_a_drawing_comes_without_its_numbers_where_no_legend_stands() -> None:
    numbers = DOT.replace(b"--ink", b"--badge")
    plain_asset = Asset(f"{DOT_ASSET.uri}?plain", digest(numbers))
    body = f'<img src="{plain_asset.uri}" alt="x">'
    made = make_page(small_page(body, assets=(plain_asset,)), {plain_asset.sha256: numbers})
    (picture,) = parse(made.html).iter("img")
    drawing = base64.b64decode(picture.attrib["src"].partition(",")[2]).decode()
    assert drawing == numbers.decode().replace("var(--badge)", "none")


@pytest.mark.parametrize("blobs", [{DOT_ASSET.sha256: DOT + b" "}, {}], ids=["changed", "none"])
def test_bytes_that_are_not_the_declared_ones_are_refused(blobs: dict[str, bytes]) -> None:
    body = f'<img src="{DOT_ASSET.uri}" alt="x">'
    made = make_page(small_page(body, assets=(DOT_ASSET,)), blobs)
    assert made == Page(b"", (DOT_ASSET.uri,))


def test_a_typeface_that_is_not_allowed_is_refused() -> None:
    made = make_page(dataclasses.replace(small_page("<p>x</p>"), fonts=()), {})
    assert made == Page(b"", (fonts.TEXT.uri,))


def test_bytes_at_hand_are_not_a_declaration() -> None:
    body = f'<img src="{BASE}content/other.svg" alt="x">'
    made = make_page(small_page(body, assets=(DOT_ASSET,)), {DOT_ASSET.sha256: DOT})
    assert made == Page(b"", (f"{BASE}content/other.svg",))


def test_a_declared_picture_under_a_disguise_is_refused() -> None:
    body = f'<img src="&#97;{DOT_ASSET.uri[1:]}" alt="x">'
    made = make_page(small_page(body, assets=(DOT_ASSET,)), {DOT_ASSET.sha256: DOT})
    assert made == Page(b"", (DOT_ASSET.uri,))


def test_words_stay_words() -> None:
    """What an author or a clinic writes never becomes markup, a script or an address."""
    edition = phone_edition(FIRST)
    bad = "</title></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
    prose = Block(kind="prose", content=bad)
    first, *others = edition.leaflet.sections
    section = first.model_copy(update={"heading": bad, "blocks": (prose,)})
    leaflet = edition.leaflet.model_copy(
        update={"title": bad, "subtitle": bad, "sections": (section, *others)}
    )
    house = edition.clinic.model_copy(update={"name": bad, "directions": bad, "logo": None})
    hostile = dataclasses.replace(edition, leaflet=leaflet, clinic=house, logo=None)
    made = make_page(compose_phone(hostile), shipped_project().blobs)
    assert made.refused == ()
    root = parse(made.html)
    assert find_all(root, "script") == []
    assert [a.get("href") for a in root.iter("a") if not _is_kind(a.get("href", ""))] == []
    assert "alert(1)" in words(find_all(root, "h1")[0])
    (head,) = find_all(root, "head")
    assert words(find_all(head, "title")[0]) == plain(f"{bad} – {bad}")
    assert bad in [meta.get("content") for meta in head.iter("meta")]
    assert {e.tag for e in head} == {"meta", "title", "link", "style"}


def _is_kind(href: str) -> bool:
    return href.startswith(("#", "https://", "mailto:", "tel:"))


def test_a_link_that_runs_is_refused_here_too() -> None:
    """Reading refuses it before, see test_bad_input.py; here it comes in behind reading's back."""
    edition = phone_edition(FIRST)
    first, *others = edition.leaflet.sections
    prose = Block(kind="prose", content="[click](javascript:alert(1))")
    section = first.model_copy(update={"blocks": (prose,)})
    hostile = (
        {"clinic": edition.clinic.model_copy(update={"web": "javascript:alert(1)"})},
        {"leaflet": edition.leaflet.model_copy(update={"sections": (section, *others)})},
    )
    for change in hostile:
        composition = compose_phone(dataclasses.replace(edition, **change))
        made = make_page(composition, shipped_project().blobs)
        assert made == Page(b"", ("javascript:alert(1)",))


@each
def test_no_link_begins_with_a_space(clinic: str) -> None:
    """It would be underlined; on paper it stands there for the sake of a line breaker."""
    texts = ["".join(a.itertext()) for a in tree(clinic).iter("a")]
    assert [text for text in texts if text != text.strip()] == []


@each
def test_an_address_has_no_invisible_signs_and_breaks_at_its_own(clinic: str) -> None:
    """Paper has some in it; here they would be copied with it."""
    house = phone_edition(clinic).clinic
    texts = {"".join(a.itertext()): a for a in tree(clinic).iter("a")}
    assert house.email
    link = texts[house.email]
    name, domain = re.split("(?<=@)", house.email)
    first, *rest = domain.split(".")
    assert [part.text for part in find_all(link, "span", "address-part")] == [
        *(name, first),
        *(f".{part}" for part in rest),
    ]
    assert "\u200b" not in page(clinic).html.decode()
    assert f"{house.complaints.contact}" in "".join(tree(clinic).itertext())


def test_short_addresses_have_no_invisible_signs_and_compounds_keep_theirs() -> None:
    addresses = "a-{0}b.example, c@d-{0}e.example (f-{0}g.example/h)"
    others = "wave-\u2060like, 3\u2060–\u20606.5"
    body = framed_body(small_page(f"<p>{addresses} {others}</p>".format("\u2060")))
    assert f">{addresses} {others}<".format("") in body


@each
def test_links_say_nothing_of_where_they_were(clinic: str) -> None:
    away = [a for a in tree(clinic).iter("a") if a.get("href", "").startswith("http")]
    assert len(away) > len(phone_edition(clinic).leaflet.sources)
    assert {a.get("rel") for a in away} == {"noreferrer"}


@pytest.mark.process
def test_the_module_leaves_the_press_alone() -> None:
    code = "import sys, leaflet.render.html_page; print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# --- all of the leaflet --------------------------------------------------------------------------


@each
def test_a_dark_screen_has_colours_of_its_own_and_paper_has_not(clinic: str) -> None:
    css = style(clinic)
    light, dark = css.split(DARK)
    composition = compose_phone(phone_edition(clinic))
    ink, dark_ink = dict(composition.tokens)["ink"], dict(composition.dark_tokens)["ink"]
    assert ink in light
    assert ink not in dark
    assert dark_ink in dark
    assert "@font-face" in light
    assert "@font-face" not in dark


@each
def test_every_sentence_is_there(clinic: str) -> None:
    edition = phone_edition(clinic)
    texts = [*printed_texts(edition.leaflet), plain(str(edition.pack.reporting))]
    texts += [plain(text) for s in edition.leaflet.sources.values() for text in (s.title, s.body)]
    assert len(texts) > 200
    there = words(find_all(tree(clinic), "body")[0])
    assert missing(texts, [there]) == []
    assert missing(["No page says this."], [there]) == ["No page says this."]


def test_a_number_says_of_whom_and_over_what_time() -> None:
    edition = phone_edition(FIRST)
    number = Frequency(n=3, of=100, who="Adults of a trial", period="Within a year")
    sections = list(edition.leaflet.sections)
    at = next(i for i, s in enumerate(sections) if s.find("risks"))
    risk = sections[at].find("risks")
    assert risk is not None
    risks = tuple(item.model_copy(update={"frequency": number}) for item in risk.content)
    block = risk.model_copy(update={"content": risks})
    sections[at] = sections[at].model_copy(update={"blocks": (block,)})
    leaflet = edition.leaflet.model_copy(update={"sections": tuple(sections)})
    composition = compose_phone(dataclasses.replace(edition, leaflet=leaflet))
    root = parse(make_page(composition, shipped_project().blobs).html)
    (cards,) = find_all(root, "ul", "risks")
    wanted = "3 of 100, Adults of a trial, Within a year"
    assert {words(next(card.iter("dd"))) for card in cards} == {wanted}


@each
def test_the_clinic_is_there(clinic: str) -> None:
    house = phone_edition(clinic).clinic
    there = words(find_all(tree(clinic), "body")[0])
    expected = [
        house.legal_name,
        *house.address,
        house.email,
        house.feedback,
        house.directions or "",
    ]
    expected += [phone.display for phone in house.phones.values()] + [h.days for h in house.hours]
    assert missing([plain(str(text)) for text in expected], [there]) == []


@each
def test_every_source_can_be_opened(clinic: str) -> None:
    links = [a.get("href") for a in tree(clinic).iter("a")]
    sources = phone_edition(clinic).leaflet.sources.values()
    assert [source.address for source in sources if source.address not in links] == []


@each
def test_what_is_for_paper_alone_is_not_there(clinic: str) -> None:
    root, said = tree(clinic), phone_edition(clinic).locale.words
    there = words(root)
    assert [text for text in (said.scan, said.own_questions) if plain(text) in there] == []
    classes = {name for e in root.iter() for name in e.get("class", "").split()}
    assert classes & {"qr", "writing", "writing-line", "sentinel"} == set()


def test_the_body_is_the_same_for_every_clinic() -> None:
    made = [compose_phone(phone_edition(name)) for name in CLINICS]
    assert len({(one.body, one.css) for one in made}) == 1
    assert len({make.slots for make in made}) == len(CLINICS)
    assert re.findall(r"#[0-9a-fA-F]{6}\b", made[0].body + made[0].css) == []


# --- for every reader ----------------------------------------------------------------------------


@each
def test_the_call_bar_calls_the_clinic(clinic: str) -> None:
    phone = phone_edition(clinic).clinic.phones["main"]
    (bar,) = find_all(tree(clinic), "div", "call-bar")
    (link,) = bar.iter("a")
    assert link.get("href") == f"tel:{phone.number}"
    assert plain(phone.display) in words(link)
    assert words(link).startswith(plain(phone_edition(clinic).locale.words.call_us))
    body = find_all(tree(clinic), "body")[0]
    assert list(body.iter("a"))[-1] is link  # sticks to the lower edge from the end of the page
    assert re.search(r"\.call-bar\{ position: sticky; bottom: 0;", style(clinic))


@each
def test_emergency_numbers_can_be_called(clinic: str) -> None:
    pack = phone_edition(clinic).pack
    (help_,) = find_all(tree(clinic), "section", "get-help")
    heads = [[a.get("href") for a in h3.iter("a")] for h3 in help_.iter("h3")]
    heads = [calls for calls in heads if calls]  # other levels name places to go to
    assert heads[:2] == [[f"tel:{pack.emergency.number}"], [f"tel:{pack.urgent_advice.number}"]]


@each
def test_every_link_within_the_page_has_its_target(clinic: str) -> None:
    root = tree(clinic)
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    inside = [a.get("href", "") for a in root.iter("a") if a.get("href", "").startswith("#")]
    assert [href for href in inside if href[1:] not in ids] == []
    (contents,) = find_all(root, "nav", "contents")
    listed = [a.get("href", "")[1:] for a in contents.iter("a")]
    sections = [s.id for s in phone_edition(clinic).leaflet.sections]
    assert set(sections) - set(listed) == {"key-points", "about"}  # they come next
    texts = [words(a) for ul in contents.iter("ul") for a in ul.iter("a")]
    assert len(texts) == len(set(texts))


@each
def test_the_page_has_its_landmarks_and_a_way_past_them(clinic: str) -> None:
    root = tree(clinic)
    band, frame = find_all(root, "body")[0]
    assert band.get("id") == "state-band"
    (body,) = frame
    assert [e.tag for e in body] == ["a", "header", "main", "footer"]
    assert body[0].get("href") == f"#{body[2].get('id')}"
    assert [nav.get("aria-label") for nav in root.iter("nav")] == [
        phone_edition(clinic).locale.words.contents
    ]


@each
def test_headings_do_not_jump(clinic: str) -> None:
    levels = [int(e.tag[1]) for e in tree(clinic).iter() if re.fullmatch("h[1-6]", str(e.tag))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - before <= 1 for before, later in pairwise(levels))
    texts = [words(e) for e in tree(clinic).iter() if re.fullmatch("h[1-6]", str(e.tag))]
    assert all(texts)


@each
def test_every_picture_is_described(clinic: str) -> None:
    edition = phone_edition(clinic)
    alts = [plain(img.get("alt", "")) for img in tree(clinic).iter("img")]
    assert edition.clinic.logo is not None
    expected = [edition.clinic.logo.alt, *(f.alt for f in edition.leaflet.figures.values())]
    assert alts == [plain(text) for text in expected]


@each
def test_language_and_direction_are_declared(clinic: str) -> None:
    root, edition = tree(clinic), phone_edition(clinic)
    assert (root.get("lang"), root.get("dir")) == (edition.leaflet.language, "ltr")
    assert words(find_all(root, "title")[0]).startswith(plain(edition.leaflet.title))
    numbers = [a for a in root.iter("a") if a.get("href", "").startswith("tel:")]
    inner = [a.get("dir") or a[0].get("dir") for a in numbers]
    assert set(inner) == {"ltr"}


@each
def test_every_value_has_its_label(clinic: str) -> None:
    """Tables are cards: a heading for the row, and a label before each value."""
    root, said = tree(clinic), phone_edition(clinic).locale.words
    assert [e.tag for e in root.iter() if e.tag in ("table", "td")] == []
    leaflet = phone_edition(clinic).leaflet
    labels = {
        "risks": (said.how_often, said.starts, said.lasts, said.what_to_do),
        "alternatives": (said.may_help, said.downsides, said.recovery, said.evidence),
        "benefits": (said.benefit, said.evidence, said.how_many, said.seen_in),
    }
    for kind, wanted in labels.items():
        items = next(b.content for s in leaflet.sections for b in s.blocks if b.kind == kind)
        (cards,) = find_all(root, "ul", kind)
        assert len(cards) == len(items)
        for card in cards:
            assert len(list(card.iter("h3"))) == 1
            pairs = [[child.tag for child in row] for row in card.iter("div")]
            assert pairs == [["dt", "dd"]] * len(wanted)
            assert [words(dt) for dt in card.iter("dt")] == [plain(text) for text in wanted]
            assert all(words(dd) for dd in card.iter("dd"))


@each
@pytest.mark.parametrize("state", State)
def test_the_state_is_stated_first(clinic: str, state: State) -> None:
    made = make_page(compose_phone(phone_edition(clinic), state), shipped_project().blobs)
    bands = [words(p) for p in parse(made.html).iter("p") if p.get("id") == "state-band"]
    said = phone_edition(clinic).locale.words
    wanted = {State.DRAFT: said.band_draft, State.WITHDRAWN: said.band_withdrawn}
    if state is State.APPROVED:
        assert bands == []
    else:
        assert len(bands) == 1
        assert bands[0].startswith(plain(wanted.get(state, said.band_overdue.partition("{")[0])))


# --- how it looks --------------------------------------------------------------------------------


def rules(css: str) -> list[tuple[str, dict[str, str]]]:
    found = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    return [
        (selector.strip(), dict(re.findall(r"([a-z-]+):\s*([^;]+);?", body)))
        for selector, body in found
    ]


#: The colour that stands behind a rule's words where the rule itself names none.
_BEHIND = {"contact": "deepfill"}
_BEHIND |= {".do ": "oktint", ".dont ": "donttint", "key-points": "tint"}


@each
def test_words_stand_out(clinic: str) -> None:
    composition = compose_phone(phone_edition(clinic))
    light, dark = style(clinic).split(DARK)
    assert_stands_out(light, dict(composition.tokens), 20)
    assert_stands_out(dark, dict(composition.dark_tokens), 20)


def assert_stands_out(css: str, tokens: Mapping[str, str], least: int) -> None:
    seen = 0
    for selector, body in rules(css):
        front = body.get("color", "")
        if not front.startswith("#"):
            continue
        own = re.match("#[0-9a-f]{6}", body.get("background", ""))
        behind = tokens[next((b for name, b in _BEHIND.items() if name in selector), "paper")]
        ratio = colour.contrast(front, own[0] if own else behind)
        assert ratio >= colour.TEXT_CONTRAST, f"{selector}: {ratio:.1f}"
        seen += 1
    assert seen > least


@each
def test_no_colour_token_is_left(clinic: str) -> None:
    html = page(clinic).html.decode()
    drawings = re.findall(r"data:image/svg\+xml;base64,([^\"')]+)", html)
    texts = [html, *(base64.b64decode(one).decode() for one in drawings)]
    assert {name for text in texts for name in re.findall(r"var\(--([\w-]+)", text)} <= {"pad"}


@each
def test_sizes_follow_the_reader(clinic: str) -> None:
    """Type and distances in rem or em, so that larger text enlarges all; only the logo is in mm."""
    css = re.sub(r"@media print.*|@font-face[^}]*}", "", style(clinic), flags=re.DOTALL)
    css = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", css, flags=re.DOTALL)
    assert re.findall(r"[\d.](?:px|pt|mm|cm)\b", css) == []
    root = next(body for selector, body in rules(css) if selector == ":root")
    assert 17 <= 16 * float(root["font-size"].removesuffix("%")) / 100 <= 18


# --- the same bytes everywhere -------------------------------------------------------------------

_PRESS = """
import json
from leaflet.core.digests import digest
from tests.formats.test_phone import CLINICS, page
print(json.dumps({c: digest(page(c).html) for c in reversed(CLINICS)}))
"""


@pytest.mark.process
def test_bytes_depend_on_nothing_but_the_content(tmp_path: Path) -> None:
    env: dict[str, Any] = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Auckland",
        "SOURCE_DATE_EPOCH": "86400",
        "LC_ALL": "C",
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", _PRESS],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == {name: digest(page(name).html) for name in CLINICS}


def test_tokens_become_colours_and_nothing_else_changes() -> None:
    made = sandbox.substitute(
        "var(--ink) var(--pad) var(--skin, #123456)", {"ink": "#1", "skin": "#2"}
    )
    assert made == "#1 var(--pad) #2"
