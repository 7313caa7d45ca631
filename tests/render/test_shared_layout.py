"""One layout for all clinics: with a shared layout that was kept, a file is what it is without."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest

from leaflet.core.digests import BASE, Asset, digest
from leaflet.page.composition import Composition, Fit
from leaflet.page.rendering import Rendering
from leaflet.page.slot import Slot
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from leaflet.render import renderer as rendering
from leaflet.render import shared_layout
from leaflet.render.measure.boxes import texts
from leaflet.render.renderer import render
from leaflet.render.shared_layout import SharedLayout
from leaflet.render.slot_boxes import looks_inside
from tests.support.printed import (
    TODAY,
    compose_edition,
    in_default_lane,
    shipped_project,
    small_page,
)

ADDRESS = '<p>1 Mill Lane, <a href="https://a.example">a.example</a></p>'
CSS = "p { margin: 0 } .house { height: 20mm } @page { @bottom-center { content: element(foot) } }"
RUNNING = ".foot { position: running(foot) }"


@cache
def shipped_compositions() -> tuple[tuple[str, Composition], ...]:
    """All shipped editions on paper, by clinic and format."""
    project = shipped_project()
    planned_edition = make_plan(project, Selection(), today=TODAY).editions
    editions = [w.edition for w in planned_edition if w.edition is not None]
    return tuple(
        (f"{e.clinic.id} {e.format.id}", compose_edition(project, e))
        for e in editions
        if e.format.medium == "paper"
    )


SHARED = [(name, c) for name, c in shipped_compositions() if c.has_fixed_slots]
#: Those that the default lane lays out.
FEW = ("riverside a4-sheet", "riverside poster-a4", "riverside trifold")


@pytest.fixture(autouse=True)
def _no_shared_layouts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_layout, "_KEPT", {})


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[SharedLayout]:
    """The shared layouts that are made meanwhile."""
    counted: list[SharedLayout] = []

    class Counted(SharedLayout):
        def __init__(self, html: Any, fonts: Any) -> None:
            super().__init__(html, fonts)
            counted.append(self)

    monkeypatch.setattr(rendering, "SharedLayout", Counted)
    return counted


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The documents that are printed from shared layouts meanwhile."""
    documents: list[Any] = []
    fill = rendering._PageLayouts._filled

    def record(layouts: Any, fit: Fit) -> Any:
        document = fill(layouts, fit)
        documents.extend([document] if document else [])
        return document

    monkeypatch.setattr(rendering._PageLayouts, "_filled", record)
    return documents


def blobs() -> Mapping[str, bytes]:
    return shipped_project().blobs


def in_one_piece(composition: Composition, monkeypatch: pytest.MonkeyPatch) -> Rendering:
    """The composition laid out with its slots filled from the start."""
    with monkeypatch.context() as patched:
        patched.setattr(Composition, "has_fixed_slots", property(lambda _: False))
        return render(composition, blobs())


def page(words: str, css: str = CSS, name: str = "house", body: str = "") -> Composition:
    """A page with one slot that holds the words."""
    place = f'<h1>Title</h1>{body}<slot name="{name}"></slot><p>Words after it</p>'
    return replace(small_page(place, css), slots=(Slot(name, words, "S"),))


def test_most_formats_share_their_layout() -> None:
    formats = {name.split()[1] for name, _ in SHARED}
    assert formats >= {"a4", "a4-sheet", "a5-booklet", "mono", "poster-a3", "trifold"}
    assert "large-print" not in formats, "its slots grow"


@pytest.mark.parametrize("name", [name for name, _ in SHARED])
def test_no_shipped_style_asks_what_stands_in_a_slot(name: str) -> None:
    """Such a rule (`:has`, `:empty`) would have every clinic's pages laid out anew."""
    composition = dict(SHARED)[name]
    assert not looks_inside(composition.css), "give the element a class in its template"
    assert not looks_inside(composition.body)
    assert looks_inside(composition.css + "p:has(img) { margin: 0 }")


@pytest.mark.pdf
@pytest.mark.parametrize("name", in_default_lane([name for name, _ in SHARED], FEW))
def test_a_filled_shared_layout_is_the_page_laid_out_in_one_piece(
    name: str, filled: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    composition = dict(SHARED)[name]
    whole = in_one_piece(composition, monkeypatch)
    assert not filled
    alike = render(composition, blobs())
    assert filled, f"{name} has a shared layout"
    assert_alike(alike, whole)


@pytest.mark.pdf
def test_a_shared_layout_stays_as_it_is_whoever_fills_it(
    made: list[SharedLayout], filled: list[Any]
) -> None:
    short, long = page(ADDRESS), page("<p>2 High Street</p><p>Second line</p>")
    alone = []
    for one in (short, long):
        shared_layout._KEPT.clear()
        alone.append(render(one, {}).file)
    assert alone[0] != alone[1]
    shared_layout._KEPT.clear()
    made.clear()
    filled.clear()
    assert [render(one, {}).file for one in (short, long, short, long)] == [*alone, *alone]
    assert len(made) == 1
    assert len(filled) == 4


@pytest.mark.pdf
def test_two_clinics_share_a_shared_layout_and_keep_their_colours(made: list[SharedLayout]) -> None:
    css = CSS + "h1 { color: var(--brand) }"
    red, blue = (
        replace(page(ADDRESS, css), tokens=(("brand", hex_),)) for hex_ in ("#aa0000", "#0000aa")
    )
    files = [render(one, {}).file for one in (red, blue)]
    assert len(made) == 1
    assert files[0] != files[1]


@pytest.mark.pdf
def test_running_lines_are_each_clinics_own(made: list[SharedLayout]) -> None:
    css = CSS + RUNNING
    one, other = (page(f"<p>{name}</p>", css, name="foot") for name in ("North", "South"))
    files = [render(one, {}).file for one in (one, other)]
    assert len(made) == 1
    assert files[0] != files[1]


#: Pages whose slot keeps to its place: words in it, and rules besides those of `PLAIN`.
KEEPING = {
    "viewport units": (ADDRESS, ".house p { margin-left: 10vw; padding-top: 1vh }"),
    "neighbours": (ADDRESS, "h1 + p ~ .house p, .house:nth-child(4) a { color: red }"),
    "the last of its kind": (ADDRESS, "p:last-child, .house p:only-of-type { color: red }"),
    "quotes": ("<p><q>a <q>b</q></q></p>", "h1::before { content: open-quote }"),
    "a rule of its own": ('<p style="color: red !important">x</p>', ""),
    "layers": (
        ADDRESS,
        "@layer a, b; @layer b { p { color: red } } @layer a { p { margin: 1mm } }",
    ),
    "first letters": (ADDRESS, ".house p::first-letter, .house p::first-line { color: red }"),
    "variables": (ADDRESS, "body { --x: 7mm } .house { --y: var(--x) } a { margin: var(--y) }"),
    "root sizes": (ADDRESS, "html { font-size: 9pt } .house p { font-size: 2rem }"),
    "a link into the page": ('<p><a href="#t">x</a></p>', ""),
    "words of another place": (
        '<p><a href="#t">x</a></p>',
        "a::after { content: target-text('#t') }",
    ),
    "a name of its own": ('<p id="here">x</p>', ""),
    "letters in a drawing": ('<svg width="20" height="20"><text y="10">hi</text></svg>', ""),
    "an opaque drawing": ('<svg width="9" height="9"><rect width="9" height="9"/></svg>', ""),
    "a table": ("<table><tr><td>x</td></tr></table>", ""),
    "no element": ("plain words", ""),
    "nothing": ("", ""),
    "an open element": ("<p>x", ""),
    "a language": ('<p lang="de">Wort</p>', ":lang(de) { color: red }"),
    "right to left": (ADDRESS, "html { direction: rtl }"),
    "a page of its own": (ADDRESS, ".house { page: x } @page x { margin: 1mm }"),
    "footnotes elsewhere": (ADDRESS, "h1 { float: footnote }"),
    "a running line too": (ADDRESS, "h2 { position: running(foot) }"),
    "columns": (ADDRESS, "body { columns: 2 }"),
    "a stack": (ADDRESS, "body { display: flex; flex-direction: column }"),
    "a row in it": (ADDRESS, ".house { display: flex; align-items: center }"),
    "tracks of a width": (ADDRESS, "body { display: grid; grid-template-columns: 30mm 1fr }"),
    "a width given within": (ADDRESS, "html { position: absolute; left: 0 } body { width: 60mm }"),
    "an inline block of a width": (ADDRESS, "body { display: inline-block; width: 80mm }"),
    "too much in it": (ADDRESS * 4, ""),
    "floats that stay in it": ("<p>x</p><p>y</p>", ".house p { float: left; height: 9mm }"),
    "stands elsewhere in it": (ADDRESS, ".house { position: relative } a { position: absolute }"),
    "behind": (ADDRESS, ".house p { position: relative; z-index: -1; background: red }"),
    "turned": (ADDRESS, ".house { transform: rotate(5deg); opacity: .5 }"),
    "edges": (ADDRESS, ".house { border: 1mm solid red; padding: 2mm; margin: 3mm }"),
    "a page ends after it": (ADDRESS, ".house { break-after: page }"),
    "many pages": (ADDRESS, "@page { size: 80mm 60mm; margin: 5mm } h2 { break-before: page }"),
}

#: Pages whose slot does not, or on which more depends on it than its place.
CHANGING = {
    "as tall as its words": (ADDRESS, ".house { height: auto }"),
    "as tall as what it stands in": (ADDRESS, "body { height: 90mm } .house { height: 50% }"),
    "as tall as half of nothing": (ADDRESS, ".house { height: 50% }"),
    "in a line": (ADDRESS, ".house { display: inline-block }"),
    "words of a line": ("words", ".house { display: inline }"),
    "closed before words": ("</div>words", ""),
    "too much at the end of a page": (
        ADDRESS * 9,
        "@page { size: 60mm 120mm } .house { height: 60mm } h1 { margin-bottom: 30mm }",
    ),
    "floating": (ADDRESS, ".house { float: left }"),
    "beside what floats": (ADDRESS, "h2 { float: left; height: 60mm; width: 30mm }"),
    "floats out of it": ("<p>x</p><p>y</p>", ".house p { float: left; height: 40mm }"),
    "stands elsewhere": (ADDRESS, ".house p { position: absolute; top: 0 }"),
    "fixed": (ADDRESS, ".house p a { position: fixed; top: 0 }"),
    "on each page": (ADDRESS, ".house { position: fixed; top: 0; left: 0; right: 0 }"),
    "shrinks": (ADDRESS, "body { position: absolute; top: 0 }"),
    "a part of what shrinks": (ADDRESS, "body { float: left } .house { width: 50% }"),
    "in a cell": (ADDRESS, "body { display: table-cell }"),
    "in a row": (ADDRESS, "body { display: flex }"),
    "in a grid": (ADDRESS, "body { display: grid; grid-template-columns: auto auto }"),
    "columns in it": (ADDRESS, ".house { columns: 2 }"),
    "footnote": (ADDRESS, ".house p { float: footnote }"),
    "running": (ADDRESS, ".house p { position: running(foot) }"),
    "margins fall together": (ADDRESS, "p { margin: 4mm 0 }"),
    "counts on": ("<p>x</p>", "p { counter-increment: n } p::before { content: counter(n) }"),
    "counts pages": (ADDRESS, ".house p::after { content: counter(page) }"),
    "names what holds it": (ADDRESS, "body { bookmark-level: 1; bookmark-label: content() }"),
    "is in a running title": (ADDRESS, "body { string-set: title content() }"),
    "tells a page": (ADDRESS, "a::after { content: target-counter('#t', page) }"),
    "is repeated elsewhere": ('<p id="c">x</p>', "h2::after { content: target-text('#c') }"),
    "is a running title": (ADDRESS, ".house p { string-set: title content() }"),
    "begins a page": (ADDRESS, ".house p { break-before: page }"),
    "names a page": (ADDRESS, ".house p { page: x } @page x { margin: 1mm }"),
    "holds the next line": ("<p>x</p><h2>y</h2>", ""),
    "closed too early": ("</div><p>x", ""),
    "bold to the end": ("<p><b>x", ""),
    "asked whether empty": (ADDRESS, ".house:empty + p { color: red }"),
    "asked what is in it": (ADDRESS, "body:has(.house a) h1 { color: red }"),
    "at the end of a page": (ADDRESS * 6, "@page { size: 100mm 70mm } .house { height: 45mm }"),
    "cut in two": (ADDRESS * 6, "@page { size: 100mm 60mm } .house { height: auto }"),
}
PLAIN = "p { margin: 0 } .house { height: 20mm } @page { @top-right { content: string(title) } }"


def of_a_kind(words: str, css: str) -> Composition:
    return page(words, PLAIN + css, body='<h2 id="t">Body</h2><p>Words before it</p>')


def assert_alike(one: Rendering, other: Rendering) -> None:
    assert one.facts == other.facts
    assert one.file == other.file
    assert (one.warnings, one.refused) == (other.warnings, other.refused)


@pytest.mark.pdf
@pytest.mark.parametrize("kind", KEEPING)
def test_a_slot_that_keeps_to_its_box_is_as_in_one_piece(
    kind: str, filled: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    composition = of_a_kind(*KEEPING[kind])
    first = render(composition, {})
    to_fit = len(filled)
    assert to_fit >= first.facts.fit.layouts, "each of its layouts is a shared one"
    second = render(composition, {})
    assert len(filled) == to_fit + 1, "with a known fit it has one layout, a shared one"
    assert_alike(first, second)
    assert_alike(first, in_one_piece(composition, monkeypatch))


@pytest.mark.pdf
@pytest.mark.parametrize("kind", CHANGING)
def test_a_slot_that_does_not_is_laid_out_with_its_page(
    kind: str, filled: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    composition = of_a_kind(*CHANGING[kind])
    alone = render(composition, {})
    assert not filled, "it has no shared layout"
    assert_alike(alone, in_one_piece(composition, monkeypatch))


@pytest.mark.pdf
def test_a_slot_may_stand_in_two_places(filled: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    twice = '<div><slot name="house"></slot></div><section><slot name="house"></slot></section>'
    composition = page(
        ADDRESS, CSS + "div p { color: red } section p { font-size: 9pt }", body=twice
    )
    assert_alike(render(composition, {}), in_one_piece(composition, monkeypatch))
    assert filled


@pytest.mark.pdf
def test_what_only_says_that_it_is_a_slot_is_laid_out_with_its_page(
    filled: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    composition = page(ADDRESS, body='<div data-slot="none"><p>Words</p></div>')
    assert_alike(render(composition, {}), in_one_piece(composition, monkeypatch))
    assert not filled


@pytest.mark.pdf
def test_each_clinics_pictures_are_its_own(made: list[SharedLayout], filled: list[Any]) -> None:
    def file(colour: str) -> bytes:
        mark = f'<rect width="9" height="9" fill="{colour}"/>'
        logo = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{mark}</svg>'.encode()
        asset = Asset(f"{BASE}logo.svg", digest(logo))
        composition = page(f'<img src="{asset.uri}" alt="x">')
        composition = replace(composition, assets=(*composition.assets, asset))
        return render(composition, {asset.sha256: logo}).file

    red, blue, again = (file(colour) for colour in ("#f00", "#00f", "#f00"))
    assert red != blue
    assert red == again
    assert (len(made), len(filled)) == (1, 3)


@pytest.mark.pdf
def test_two_pages_that_differ_are_not_alike() -> None:
    one, other = (render(of_a_kind(words, ""), {}) for words in ("<p>x</p>", "<p>y</p>"))
    with pytest.raises(AssertionError):
        assert_alike(one, other)


@pytest.mark.pdf
def test_a_name_that_only_a_filled_slot_has_is_no_complaint() -> None:
    composition = of_a_kind('<p id="c">x</p>', "h2::after { content: target-text('#c') }")
    for _ in range(2):
        assert render(composition, {}).warnings == ()
    assert not shared_layout._KEPT


@pytest.mark.pdf
@pytest.mark.parametrize(
    "words",
    [
        '<meta name="author" content="A">',
        "<style>h1 { color: red }</style>",
        '<link rel="attachment" href="file:///etc/hostname">',
    ],
    ids=["metadata", "rules", "attachment"],
)
def test_a_slot_that_speaks_for_its_document_is_laid_out_with_its_page(
    words: str, filled: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    composition = of_a_kind(words, "")
    assert_alike(render(composition, {}), in_one_piece(composition, monkeypatch))
    assert not filled


@pytest.mark.pdf
def test_a_document_is_named_as_its_clinic_names_it(
    made: list[SharedLayout], filled: list[Any]
) -> None:
    said = '<meta name="author" content="Somebody">'
    for title, day in (("One", "01"), ("Other", "02")):
        composition = replace(page(ADDRESS, body=said), title=title, modified=f"2026-01-{day}")
        with pikepdf.open(io.BytesIO(render(composition, {}).file)) as pdf:
            docinfo = {name: str(value) for name, value in pdf.docinfo.items()}
        assert (docinfo["/Title"], docinfo["/Author"]) == (title, "Somebody")
        assert f"202601{day}" in docinfo["/ModDate"]
    assert (len(made), len(filled)) == (1, 2)


@pytest.mark.pdf
def test_each_document_hears_what_is_amiss_with_a_shared_layout(made: list[SharedLayout]) -> None:
    css = CSS + "h1 { background: url(asset:///missing.png) }"
    for _ in range(2):
        assert render(page(ADDRESS, css), {}).refused == ("asset:///missing.png",)
    assert len(made) == 2
    assert not shared_layout._KEPT


@pytest.mark.pdf
def test_each_document_hears_what_a_drawing_asks_for_while_it_is_painted(
    made: list[SharedLayout],
) -> None:
    drawing = '<svg width="9" height="9"><image href="file:///etc/hostname"/></svg>'
    for _ in range(2):
        refused = render(page(ADDRESS, body=drawing), {}).refused
        assert refused == ("file:///etc/hostname",)
    assert len(made) == 2


@pytest.mark.pdf
def test_documents_of_one_shared_layout_do_not_change_each_other(made: list[SharedLayout]) -> None:
    def lay_out(words: str) -> Any:
        composition = page(f"<p>{words}</p>")
        return rendering._PageLayouts(composition, {}, []).lay_out(composition.budget.start)

    def words(document: Any) -> str:
        return " ".join(box.text for page_ in document.pages for box in texts(page_._page_box))

    north, south = lay_out("North"), lay_out("South")
    assert len(made) == 1
    assert words(north) == "Title North Words after it"
    assert words(south) == "Title South Words after it"


@pytest.mark.pdf
def test_so_many_shared_layouts_are_kept(
    monkeypatch: pytest.MonkeyPatch, made: list[SharedLayout]
) -> None:
    monkeypatch.setattr(shared_layout, "_MOST_KEPT", 2)
    pages = [page(ADDRESS, body=f"<p>{number}</p>") for number in range(3)]
    for one in (pages[0], pages[1], pages[0], pages[2], pages[0]):
        render(one, {})
    assert len(made) == 3, "the one that is used again stays"
    render(pages[1], {})
    assert len(made) == 4


def test_a_shared_layout_follows_from_all_but_the_clinic() -> None:
    one = dict(SHARED)["riverside a4"]
    colours = tuple((name, "#000000") for name, _ in one.tokens)
    clinic = replace(one, title="Another", tokens=colours, identity=(), created="2000-01-01")
    slots = tuple(replace(slot, html="another") for slot in one.slots)
    assert replace(clinic, slots=slots).shared_layout_key == one.shared_layout_key
    taller = (replace(one.slots[0], height_class="another"), *one.slots[1:])
    icon = next(a for a in one.assets if a.uri in one.css and "icons" in a.uri)
    icons = tuple(replace(a, sha256="0" * 64) if a == icon else a for a in one.assets)
    others = [
        replace(one, body=one.body + "x"),
        replace(one, css=one.css + "x"),
        replace(one, slots=taller),
        replace(one, assets=icons),
        replace(one, direction="rtl"),
        replace(one, tokens=one.tokens[1:]),
    ]
    assert one.shared_layout_key not in {other.shared_layout_key for other in others}
