"""Joined pages: a file is what it is laid out in one piece, whatever was joined before it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops

from leaflet.core.diagnostics import UsageError
from leaflet.core.digests import BASE, Asset, digest
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.page.slot import Slot
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from leaflet.render import kept_layouts, renderer
from leaflet.render.joined_pages import JoinedPages, is_joined, looks_inside
from leaflet.render.joining.numbering import MOST_SLOTS
from leaflet.render.renderer import render
from tests.support.joined_files import joining_faults
from tests.support.printed import (
    TODAY,
    compose_edition,
    in_default_lane,
    page_texts,
    rasters,
    shipped_project,
    small_page,
)
from tests.support.structure import outline, tree

#: The most that a pixel may differ at 60 dpi, of 255: an edge that is rounded to the next quarter
#: of a pixel. A letter or line that is elsewhere differs by twice as much.
ROUNDED = 96


def coded(code: str, modules: str = "M0 0h1v1h-1zM1 1h1v1h-1z") -> str:
    """An address with the code of a leaflet, and a matrix code of few modules."""
    address = f"a.example/l/{code}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" class="qr-code">'
        f'<title>Opens https://{address}</title><path fill="#000000" d="{modules}"/></svg>'
        f'<p>1 Mill Lane, <a href="https://{address}" data-says="Newest version">a.example/l/'
        f'<span class="code" data-continues="">{code}</span></a></p>'
    )


CODED = coded("ABC2345")
ADDRESS = '<p>1 Mill Lane, <a href="https://a.example">a.example</a></p>'
CSS = (
    "p { margin: 0 } .house { height: 30mm } .S { height: 20mm } .M { height: 30mm }"
    ".qr-code { display: block; width: 9mm; height: 9mm } p { line-height: 1 }"
    ".code { display: inline-block; width: 5em } .running-foot { position: running(foot) }"
    "@page { size: A5; margin: 15mm; @bottom-left { content: element(foot) } }"
)


@cache
def shipped_compositions() -> Mapping[str, Composition]:
    """All shipped editions on paper with fixed slots, by leaflet, clinic and format."""
    project = shipped_project()
    planned = make_plan(project, Selection(), today=TODAY).editions
    editions = [one.edition for one in planned if one.edition is not None]
    made = {
        f"{e.leaflet.id} {e.clinic.id} {e.format.id}": compose_edition(project, e)
        for e in editions
        if e.format.medium == "paper"
    }
    return {name: one for name, one in made.items() if one.has_fixed_slots}


def names() -> list[str]:
    return list(shipped_compositions())


#: Those that the default lane lays out.
FEW = (
    "mesotherapy-acne-scars riverside a4-sheet",
    "mesotherapy-acne-scars riverside poster-a4",
    "mesotherapy-acne-scars st-oswin trifold",
    "sun-protection st-oswin a5-booklet",
)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    kept_layouts.forget_all()
    yield
    kept_layouts.forget_all()


def blobs() -> Mapping[str, bytes]:
    return shipped_project().blobs


def in_one_piece(
    composition: Composition, joined: Rendering, pictures: Mapping[str, bytes]
) -> Rendering:
    """The composition laid out as a whole, with the height classes of its joined rendering."""
    by_name = {slot.name: slot for slot in composition.slots}
    slots = {n: replace(by_name[n], height_class=c) for n, c in joined.facts.slot_classes}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(renderer, "is_joined", lambda *_: False)
        return render(composition.with_slots(slots), pictures)


def assert_alike(joined: Rendering, whole: Rendering) -> None:
    """Two renderings look alike, read alike, and are judged alike."""
    assert replace(joined.facts, slot_classes=()) == replace(whole.facts, slot_classes=())
    assert words(joined.file) == words(whole.file)
    assert outline(tree(joined.file)) == outline(tree(whole.file))
    assert links(joined.file) == links(whole.file)
    assert metadata(joined.file) == metadata(whole.file)
    assert joined.embedded == whole.embedded
    assert (joined.warnings, joined.refused) == (whole.warnings, whole.refused)
    for one, other in zip(rasters(joined.file, 60), rasters(whole.file, 60), strict=True):
        assert most_different(one, other) <= ROUNDED


def words(pdf: bytes) -> list[list[str]]:
    """The words of each page; what stands in a slot is painted before what follows it."""
    return [sorted(text.split()) for text in page_texts(pdf)]


def most_different(one: Image.Image, other: Image.Image) -> int:
    extremes = ImageChops.difference(one.convert("L"), other.convert("L")).getextrema()
    return int(extremes[1])  # type: ignore[arg-type]


def links(pdf: bytes) -> list[tuple[str, str, list[int]]]:
    """The links of a file; readers visit them in the order of the text (Tabs), whatever theirs."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found: list[Any] = [link for page in opened.pages for link in page.obj.get("/Annots", ())]
        return sorted(
            (
                str(link.A.URI if "/A" in link else link.Dest),
                str(link.Contents),
                [round(float(corner)) for corner in link.Rect],
            )
            for link in found
        )


def metadata(pdf: bytes) -> tuple[bytes, dict[str, str]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        info = {str(name): str(value) for name, value in opened.docinfo.items()}
        return opened.Root.Metadata.read_bytes(), info


def page(
    words: str, css: str = "", body: str = "", foot: str = "", title: str = "A page"
) -> Composition:
    """A page with a slot that holds some words, and a foot that begins with its title."""
    place = (
        f'<slot name="running-foot"></slot><h1>Title</h1>{body}'
        '<slot name="house"></slot><p>Words after it</p>'
    )
    slots = (
        Slot("house", words, "S", heights_mm=(20, 30)),
        Slot("running-foot", f'<span class="title">{title}</span>{foot}', "S"),
    )
    made = small_page(place, CSS + css)
    tokens = (("brand", "#aa0000"), ("ink", "#000000"))
    return replace(made, slots=slots, tokens=tokens, title=title)


@pytest.mark.parametrize("name", names())
def test_all_shipped_editions_with_slots_of_fixed_height_are_joined(name: str) -> None:
    assert is_joined(shipped_compositions()[name], blobs())


def test_what_is_joined_follows_from_format_templates_and_leaflet() -> None:
    one = page(ADDRESS)
    assert is_joined(one, {})
    assert is_joined(replace(page("other"), title="Other"), {})
    for other in (
        replace(one, own_templates=("patient/a4.html.j2",)),
        replace(one, css=one.css + "p { color: color-mix(in srgb, var(--brand), white) }"),
        replace(one, css=one.css + ".house:empty + p { color: red }"),
        replace(one, slots=(replace(one.slots[0], grows=True),)),
    ):
        assert not is_joined(other, {})


@pytest.mark.parametrize("name", names())
def test_no_shipped_style_asks_what_stands_in_a_slot(name: str) -> None:
    composition = shipped_compositions()[name]
    assert not looks_inside(composition.css), "give the element a class in its template"
    assert not looks_inside(composition.body)


@pytest.mark.pdf
@pytest.mark.parametrize("name", in_default_lane(names(), FEW))
def test_a_joined_edition_is_the_edition_laid_out_in_one_piece(name: str) -> None:
    composition = shipped_compositions()[name]
    joined = render(composition, blobs())
    assert joining_faults(joined.file) == []
    assert_alike(joined, in_one_piece(composition, joined, blobs()))


SHADED = (
    '<svg width="40" height="20"><title>Shades</title><linearGradient id="g">'
    '<stop stop-color="#a00"/><stop offset="1" stop-color="#00a"/></linearGradient>'
    '<rect width="40" height="20" fill="url(#g)"/></svg>'
)
GLASS = (
    '<svg width="40" height="20"><title>Glass</title>'
    '<rect width="40" height="20" fill="#a00" fill-opacity=".4"/></svg>'
)
#: Words of a slot and rules beside those of `CSS`.
KINDS = {
    "an address with a code": (CODED, "a { text-decoration: none }"),
    "words like what stands in the place of a code": (
        f"{CODED}<p>0000000 and aaaaaaa</p><p>1111111; a number</p>",
        "a { text-decoration: none }",
    ),
    "plain words": ("plain words", ""),
    "nothing": ("", ""),
    "objects of a PDF": ("<p>12 0 R endobj stream &lt;&lt;/Type&gt;&gt; )( \\</p>", ""),
    "other scripts": ("<p>\u017b\u00f3\u0142\u0107 \u0421\u043a\u0438\u043d \u00e9e\u0301</p>", ""),
    "words from right to left": ('<p dir="rtl">12 Mill Lane</p>', ""),
    "a language": ('<p lang="de">Wort</p>', ""),
    "a list": ("<ul><li>one</li><li>two</li></ul>", "ul { margin: 0 }"),
    "a table": ('<table><tr><th scope="row">Mon</th><td>9 to 5</td></tr></table>', ""),
    "a heading": ("<h2>Contact us</h2><p>Words</p>", "h2 { margin: 0 }"),
    "links": ('<p><a href="tel:1">One</a> <a href="mailto:a@b.example">Two</a></p>', ""),
    "a link over two lines": (f'<p style="width: 30mm">{ADDRESS}</p>', ""),
    "a drawing": (
        '<svg width="20" height="20"><title>A mark</title><path d="M0 0h9v9z"/></svg>',
        "",
    ),
    "a drawing with shades": (SHADED, ""),
    "a drawing that shines through": (GLASS, ""),
    "a ground and an edge": (
        ADDRESS,
        ".house { background: var(--brand); border: 1mm solid var(--ink); border-radius: 2mm }",
    ),
    "a row": (ADDRESS + "<p>x</p>", ".house { display: flex; align-items: center }"),
    "a grid": (ADDRESS + "<p>x</p>", ".house { display: grid; grid-template-columns: 30mm 1fr }"),
    "floats": ("<p>x</p><p>y</p>", ".house p { float: left; width: 20mm; height: 9mm }"),
    "stands elsewhere in it": (ADDRESS, ".house { position: relative } a { position: absolute }"),
    "quotes": ("<p><q>a <q>b</q></q></p>", ""),
    "first letters": (ADDRESS, ".house p::first-letter { font-weight: 700 }"),
    "a size of the root": (ADDRESS, "html { font-size: 9pt } .house p { font-size: 1.5rem }"),
    "inherited": (ADDRESS, "body { color: var(--brand); font-weight: 700; line-height: 1.7 }"),
    "in columns": (ADDRESS, "body { columns: 2 }"),
    "margins": (ADDRESS, ".house { margin: 5mm 3mm; padding: 2mm }"),
    "taller than its class": (ADDRESS * 12, ""),
}
FEET = {
    "beside the title": (" \u00b7 The clinic", ""),
    "below the title": ("<br>The clinic", ""),
    "at the right edge": (" \u00b7 The clinic", "@page { @bottom-left { text-align: right } }"),
    "below at the right": ("<br>The clinic", "@page { @bottom-left { text-align: right } }"),
    "the title alone": ("", ""),
}


@pytest.mark.pdf
@pytest.mark.parametrize("kind", KINDS)
def test_a_slot_of_any_kind_is_joined_as_it_is_laid_out(kind: str) -> None:
    words, css = KINDS[kind]
    composition = page(words, css, body=f'<h2 id="t">Body</h2><p>{"Words before it. " * 12}</p>')
    joined = render(composition, {})
    assert joining_faults(joined.file) == []
    assert_alike(joined, in_one_piece(composition, joined, {}))


@pytest.mark.pdf
@pytest.mark.parametrize("kind", FEET)
def test_a_foot_is_joined_as_it_is_laid_out(kind: str) -> None:
    foot, css = FEET[kind]
    composition = page(ADDRESS, css, foot=foot)
    joined = render(composition, {})
    assert joining_faults(joined.file) == []
    assert_alike(joined, in_one_piece(composition, joined, {}))


@pytest.mark.pdf
def test_a_department_has_its_slot_where_it_is_laid_out() -> None:
    words = (
        '<h2>Call "Eyes &lt;/style&gt; \\ Ears"</h2><p>' + "As many words as wrap. " * 6 + "</p>"
    )
    eyes = Slot("department:eyes", words, "S", heights_mm=(20, 30))
    body = '<h2>Body</h2><div style="width: 60mm"><slot name="department:eyes"></slot></div>'
    made = page(ADDRESS, ".department :is(p, h2) { margin: 0; font-size: 10pt }", body=body)
    made = replace(made, slots=(*made.slots, eyes))
    joined = render(made, {})
    assert joining_faults(joined.file) == []
    assert_alike(joined, in_one_piece(made, joined, {}))
    assert headings(joined.file) == ["Title", "Body", 'Call "Eyes </style> \\ Ears"']


def headings(pdf: bytes) -> list[str]:
    """The entries of the outline."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline_:
        waiting, found = list(outline_.root), []
        while waiting:
            entry = waiting.pop(0)
            found.append(str(entry.title))
            waiting = [*entry.children, *waiting]
        return found


@pytest.mark.pdf
@pytest.mark.parametrize("count", [MOST_SLOTS - 2, MOST_SLOTS - 1])
def test_pages_of_very_many_slots_are_in_one_piece(count: int) -> None:
    made = page(ADDRESS, ".department p { margin: 0 }")
    many = [
        Slot(f"department:d{n}", f"<p>Number {n}</p>", "S", heights_mm=(8,)) for n in range(count)
    ]
    body = made.body + "".join(f'<slot name="{slot.name}"></slot>' for slot in many)
    made = replace(
        made, body=body, css=made.css + ".department.S { height: 8mm }", slots=(*made.slots, *many)
    )
    assert is_joined(made, {}) == (count + 2 <= MOST_SLOTS)
    rendering = render(made, {})
    assert rendering.facts.faults == ()
    assert f"Number {count - 1}" in " ".join(page_texts(rendering.file))
    if count + 2 <= MOST_SLOTS:
        assert joining_faults(rendering.file) == []


@pytest.mark.pdf
def test_pages_of_nothing_but_slots_are_joined() -> None:
    made = page(f'<h1 style="margin: 0">Title</h1>{ADDRESS}')
    made = replace(made, body='<slot name="running-foot"></slot><slot name="house"></slot>')
    joined = render(made, {})
    assert joining_faults(joined.file) == []
    assert joined.facts.faults == ()
    assert b"/N 0/" not in joined.file, "no stream of no objects"


@pytest.mark.pdf
def test_two_pages_that_differ_are_not_alike() -> None:
    one, other = (render(page(words), {}) for words in ("<p>x</p>", "<p>y</p>"))
    with pytest.raises(AssertionError):
        assert_alike(one, other)


@pytest.mark.pdf
def test_a_file_has_the_same_bytes_whatever_was_joined_before() -> None:
    pages = [
        page(
            words.replace("Mill", lane), body=f"<p>{title}</p>", foot=f" \u00b7 {lane}", title=title
        )
        for lane in ("Mill", "High")
        for title, words in (("One", CODED), ("Two", coded("XYZ6789", "M1 0h1v1h-1z")))
    ]
    alone = []
    for one in pages:
        kept_layouts.forget_all()
        alone.append(render(one, {}).file)
    kept_layouts.forget_all()
    assert [render(one, {}).file for one in (*pages, *reversed(pages))] == [*alone, *alone[::-1]]
    assert len(set(alone)) == len(alone)
    for one, made in zip(pages, alone, strict=True):
        assert not render(one, {}).facts.faults
        assert joining_faults(made) == []


@pytest.mark.pdf
def test_clinics_share_the_pages_and_leaflets_the_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[str] = []
    for name in ("_shared", "_clinic"):
        count_calls(monkeypatch, name, laid_out)
    for lane in ("Mill", "High"):
        for body, words in (("One", CODED), ("Two", coded("XYZ6789"))):
            render(page(words.replace("Mill", lane), body=f"<p>{body}</p>"), {})
    assert sorted(laid_out) == ["_clinic"] * 2 + ["_shared"] * 2


def count_calls(monkeypatch: pytest.MonkeyPatch, name: str, calls: list[str]) -> None:
    original = getattr(JoinedPages, name)

    def counted(*given: object) -> object:
        calls.append(name)
        return original(*given)

    monkeypatch.setattr(JoinedPages, name, counted)


@pytest.mark.pdf
def test_each_clinic_has_its_colours_and_pictures() -> None:
    def file(colour: str) -> bytes:
        mark = f'<rect width="9" height="9" fill="{colour}"/>'
        logo = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{mark}</svg>'.encode()
        asset = Asset(f"{BASE}logo.svg", digest(logo))
        made = page(f'<img src="{asset.uri}" alt="x">', "h1 { color: var(--brand) }")
        made = replace(made, assets=(*made.assets, asset), tokens=(("brand", colour),))
        rendered = render(made, {asset.sha256: logo}).file
        (raster,) = rasters(rendered, 40)
        assert Image.new("RGB", (1, 1), colour).getpixel((0, 0)) in {
            pixel for _, pixel in raster.convert("RGB").getcolors(100_000) or ()
        }
        return rendered

    red, blue, again = (file(colour) for colour in ("#ff0000", "#0000ff", "#ff0000"))
    assert red == again != blue


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("made", "refused"),
    [
        (page(ADDRESS, "h1 { background: url(asset:///missing.png) }"), "asset:///missing.png"),
        (page(ADDRESS, ".house { background: url(asset:///gone.png) }"), "asset:///gone.png"),
        (
            page(ADDRESS, body='<svg width="9" height="9"><image href="file:///etc/x"/></svg>'),
            "file:///etc/x",
        ),
    ],
    ids=["pages", "slots", "while it is painted"],
)
def test_each_file_hears_what_is_amiss_with_what_it_shares(made: Composition, refused: str) -> None:
    for _ in range(2):
        assert render(made, {}).refused == (refused,)


@pytest.mark.pdf
def test_a_slot_takes_the_least_class_that_holds_it() -> None:
    rendering = render(page("<p>x</p>" * 7), {})
    assert rendering.facts.slot_classes == (("house", "M"),)
    assert not render(page("<p>x</p>"), {}).facts.slot_classes


@pytest.mark.pdf
def test_a_slot_taller_than_many_pages_is_told_and_moves_no_other() -> None:
    rendering = render(page("<p>x</p>" * 400, foot=" \u00b7 The clinic"), {})
    (slot,) = rendering.facts.slots
    assert slot.overflow_mm > 1000
    assert joining_faults(rendering.file) == []
    assert page_texts(rendering.file)[0].split()[-5:] == ["A", "page", "\u00b7", "The", "clinic"]


@pytest.mark.pdf
def test_a_clinic_with_more_objects_than_numbers_is_told() -> None:
    links = "".join(f'<a href="https://a.example/{n}">{n}</a> ' for n in range(1600))
    with pytest.raises(UsageError, match=r"become 3,\d+ objects"):
        render(page(f"<p>{links}</p>"), {})
