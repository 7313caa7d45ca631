"""The reading PDF: valid, tagged, complete, and each clinic's own."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pydyf
import pytest
import zxingcpp
from PIL import Image

from leaflet.compose.icon_arrays import benefit_groups
from leaflet.compose.qr_code import qr_svg
from leaflet.core import extensions
from leaflet.governance.verification import Copy, named_copy
from leaflet.model.leaflet import blocks
from leaflet.model.leaflet_code import NAMESPACE
from leaflet.render import pdf_postprocess
from leaflet.render.renderer import render
from tests.support.conformance import PROFILES, failures
from tests.support.in_formats import ON_PAPER
from tests.support.printed import (
    CLINICS,
    EACH_CLINIC,
    MM_PER_POINT,
    Printed,
    compose_edition,
    edition_words_hash,
    missing,
    page_texts,
    plain,
    printed_texts,
    rasters,
    runs,
    shipped,
    shipped_edition,
    shipped_project,
    small_page,
)
from tests.support.renderings import render_once
from tests.support.structure import Element, marked_content_faults, tree

pytestmark = pytest.mark.pdf


@pytest.fixture(params=EACH_CLINIC)
def printed(request: pytest.FixtureRequest) -> Printed:
    return shipped(str(request.param))


@cache
def document(clinic: str) -> Element:
    return tree(shipped(clinic).pdf)


@pytest.fixture(params=EACH_CLINIC)
def root(request: pytest.FixtureRequest) -> Element:
    return document(str(request.param))


# --- valid ---------------------------------------------------------------------------------------


Pdf = pikepdf.Pdf


def _objects(pdf: Pdf, key: str, value: str) -> Iterator[Any]:
    return (
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get(key) == pikepdf.Name(value)
    )


def _drop(pdf: Pdf, key: str, kind: str, field: str) -> None:
    found = [thing for thing in _objects(pdf, key, kind) if field in thing]
    assert found, f"no {kind} with {field}"
    del found[0][field]


def _edit_metadata(pdf: Pdf, pattern: bytes) -> None:
    stream = pdf.Root.Metadata
    data, count = re.subn(pattern, b"", stream.read_bytes(), flags=re.DOTALL)
    assert count
    pdf.Root.Metadata = pdf.make_stream(data, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


def _drop_root(pdf: Pdf, field: str) -> None:
    del pdf.Root[field]


def _hide_title(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _unmark(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def _skip_a_level(pdf: Pdf) -> None:
    next(_objects(pdf, "/S", "/H1")).S = pikepdf.Name.H3


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _untagged_words(pdf: Pdf) -> None:
    first = pdf.pages[0]
    words = b" BT /F0 12 Tf 100 100 Td (x) Tj ET"
    data = b"".join(part.read_bytes() for part in _contents(first))
    font = next(iter(first.obj.Resources.Font.keys())).encode()
    first.obj.Contents = pdf.make_stream(data + words.replace(b"/F0", font))


def _contents(leaf: Any) -> list[Any]:
    contents = leaf.obj.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


#: What is spoilt, and which of the two profiles must say no.
SPOILT: dict[str, tuple[Callable[[Pdf], None], str]] = {
    "no title": (lambda pdf: _edit_metadata(pdf, rb"<dc:title>.*?</dc:title>"), "ua1"),
    "no universal claim": (lambda pdf: _edit_metadata(pdf, rb'pdfuaid:part="1"'), "ua1"),
    "no archive claim": (lambda pdf: _edit_metadata(pdf, rb'pdfaid:part="3"'), "3a"),
    "no claim schema": (
        lambda pdf: _edit_metadata(pdf, rb"<pdfaExtension:schemas>.*</pdfaExtension:schemas>"),
        "3a",
    ),
    "no metadata": (lambda pdf: _drop_root(pdf, "/Metadata"), "3a"),
    "no language": (lambda pdf: _drop_root(pdf, "/Lang"), "ua1"),
    "no tree": (lambda pdf: _drop_root(pdf, "/StructTreeRoot"), "ua1"),
    "no output intent": (lambda pdf: _drop_root(pdf, "/OutputIntents"), "3a"),
    "title not shown": (_hide_title, "ua1"),
    "not marked": (_unmark, "ua1"),
    "figure without words": (lambda pdf: _drop(pdf, "/S", "/Figure", "/Alt"), "ua1"),
    "heading level skipped": (_skip_a_level, "ua1"),
    "untagged words": (_untagged_words, "ua1"),
    "font not embedded": (lambda pdf: _drop(pdf, "/Type", "/FontDescriptor", "/FontFile2"), "3a"),
    "a script": (_script, "3a"),
}


@cache
def spoilt(what: str) -> bytes:
    with pikepdf.open(io.BytesIO(shipped(CLINICS[0]).pdf)) as pdf:
        SPOILT[what][0](pdf)
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True, fix_metadata_version=False)
    return stream.getvalue()


@pytest.mark.parametrize("what", SPOILT)
def test_the_validator_says_no(what: str) -> None:
    assert failures(spoilt(what), SPOILT[what][1]) != []


@pytest.mark.parametrize("profile", PROFILES)
def test_saving_alone_spoils_nothing(profile: str) -> None:
    with pikepdf.open(io.BytesIO(shipped(CLINICS[0]).pdf)) as pdf:
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True, fix_metadata_version=False)
    assert failures(stream.getvalue(), profile) == []


def test_both_claims_stand_in_plain_sight(printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        assert "/Filter" not in pdf.Root.Metadata
        metadata = pdf.Root.Metadata.read_bytes()
    assert metadata in printed.pdf
    assert metadata.count(b"<rdf:RDF") == 1
    assert b'pdfuaid:part="1"' in metadata
    assert re.search(rb'pdfaid:part(="|>)3', metadata)
    assert re.search(rb'pdfaid:conformance(="|>)A', metadata)


# --- tagged --------------------------------------------------------------------------------------


def test_everything_painted_is_in_the_tree_or_an_artifact(printed: Printed) -> None:
    assert marked_content_faults(printed.pdf) == []


HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


def heading_faults(root: Element) -> list[str]:
    """Levels that are skipped, any count of first headings but one, and headings inside others."""
    found = root.find(*HEADINGS)
    levels = [int(heading.tag[1]) for heading in found]
    faults = [] if levels.count(1) == 1 else [f"{levels.count(1)} H1"]
    faults += [] if levels[:1] == [1] else ["the first heading is no H1"]
    pairs = zip(levels, levels[1:], found[1:], strict=False)
    faults += [f"H{one} to H{two}: {h.text}" for one, two, h in pairs if two > one + 1]
    faults += [f"{h.tag} in a heading: {h.text}" for h in found if len(h.find(*HEADINGS)) > 1]
    return faults + [f"{heading.tag} without words" for heading in found if not heading.text]


def shape_faults(root: Element) -> list[str]:
    """Figures without words for them, lists, tables and links of a wrong shape."""
    faults = ["Figure without Alt" for f in root.find("Figure") if not (f.alt or "").strip()]
    faults += ["Link without words" for link in root.find("Link") if not link.text]
    for parent, allowed in SHAPES.items():
        for element in root.find(parent):
            wrong = sorted({child.tag for child in element.children} - allowed)
            faults += [f"{parent} > {tag}" for tag in wrong]
            faults += [f"{parent} is empty"] if not element.children and parent != "LBody" else []
    for table in root.find("Table"):
        rows = table.find("TR")
        if [cell.tag for cell in rows[0].children] != ["TH"] * len(rows[0].children):
            faults.append("Table without a row of TH")
        over = [len(row.children) == len(row.find("TH")) == 1 for row in rows]  # a head over a row
        faults += [
            "row without TH"
            for row, is_below in zip(rows, [False, *over], strict=False)
            if not (row.find("TH") or is_below)
        ]
        if (
            len({len(row.children) for row, is_over in zip(rows, over, strict=True) if not is_over})
            > 1
        ):
            faults.append("rows of different lengths")
    return faults


SHAPES = {
    "L": {"LI", "L"},
    "LI": {"Lbl", "LBody"},
    "Table": {"THead", "TBody"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}


def test_headings_are_in_order(root: Element) -> None:
    assert heading_faults(root) == []


def test_figures_lists_tables_and_links_have_their_shape(root: Element) -> None:
    assert shape_faults(root) == []
    found = {tag: len(root.find(tag)) for tag in ("Figure", "L", "Table", "Link")}
    assert min(found.values()) >= 2


def leaf(tag: str, *content: str | Element, alt: str | None = None) -> Element:
    return Element(tag, alt, (), content)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ([leaf("H1", "a"), leaf("H3", "b")], "H1 to H3: b"),
        ([leaf("H2", "a"), leaf("H1", "b")], "the first heading is no H1"),
        ([leaf("H1", "a"), leaf("H1", "b")], "2 H1"),
        ([leaf("H1", "a"), leaf("H2")], "H2 without words"),
        ([leaf("H1", "a"), leaf("H2", leaf("H2", "b"))], "H2 in a heading: b"),
        ([leaf("Figure")], "Figure without Alt"),
        ([leaf("Figure", alt=" ")], "Figure without Alt"),
        ([leaf("Link")], "Link without words"),
        ([leaf("L", leaf("LI", leaf("P", "a")))], "LI > P"),
        ([leaf("L")], "L is empty"),
        ([leaf("Table", leaf("TR", leaf("TH", "a")))], "Table > TR"),
        ([leaf("Table", leaf("THead", leaf("TR", leaf("TD", "a"))))], "Table without a row of TH"),
        (
            [
                leaf(
                    "Table",
                    leaf("TR", leaf("TH"), leaf("TH")),
                    leaf("TR", leaf("TH"), leaf("TD"), leaf("TD")),
                )
            ],
            "rows of different lengths",
        ),
        (
            [leaf("Table", leaf("TR", leaf("TH")), leaf("TR", leaf("TD")), leaf("TR", leaf("TD")))],
            "row without TH",
        ),
    ],
)
def test_a_wrong_tree_is_noticed(content: list[Element], fault: str) -> None:
    root = leaf("Document", *content)
    assert fault in [*heading_faults(root), *shape_faults(root)]


@pytest.mark.parametrize("clinic", EACH_CLINIC)
def test_the_reading_order_is_that_of_the_leaflet(clinic: str) -> None:
    edition = shipped(clinic).edition
    leaflet, imprint = edition.leaflet, edition.locale.words.imprint  # which is printed once
    wanted = [plain(s.heading) for s in leaflet.sections if s.heading != imprint]
    read = [plain(heading.text) for heading in document(clinic).find("H1", "H2")]
    assert read[0] == plain(leaflet.title)
    assert [heading for heading in read if heading in wanted][: len(wanted)] == wanted


@pytest.mark.parametrize("clinic", EACH_CLINIC)
def test_figures_say_what_the_leaflet_says_they_show(clinic: str) -> None:
    printed = shipped(clinic)
    edition = printed.edition
    shown = {plain(figure.alt or "") for figure in document(clinic).find("Figure")}
    wanted = {plain(figure.alt) for figure in edition.leaflet.figures.values()}
    wanted |= {plain(edition.clinic.logo.alt)} if edition.clinic.logo else set()
    wanted |= {
        f"{edition.locale.words.how_many}. {label}: {share.n} of {share.of}"
        for _, block in blocks(edition.leaflet, "benefits")
        for group in benefit_groups(block.content)
        for label, share in zip(
            (edition.locale.words.with_it, edition.locale.words.without_it), group, strict=False
        )
    }
    assert wanted <= shown
    assert len(shown - wanted) == 1, "the QR code"
    assert edition.address in (shown - wanted).pop()


# --- which leaflet it is -------------------------------------------------------------------------


@pytest.mark.parametrize("clinic", EACH_CLINIC)
def test_the_file_says_which_leaflet_it_is(clinic: str) -> None:
    printed = shipped(clinic)
    edition = printed.edition
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf, pdf.open_metadata() as metadata:
        said = {
            name: metadata[f"{{{NAMESPACE}}}{name}"] for name, _ in printed.composition.identity
        }
    assert said == {
        "code": "SHAQ872",
        "leaflet": edition.leaflet.id,
        "language": "en-GB",
        "clinic": clinic,
        "format": "a4",
        "version": edition.leaflet.version,
        "words": edition_words_hash(edition),
        "state": "draft",
        "published": "2026-11-23",
        "reviewDue": "2027-11-23",
    }
    named = named_copy(printed.pdf)
    assert named == Copy("SHAQ872", edition.leaflet.version, edition_words_hash(edition))


@pytest.mark.parametrize("name", ON_PAPER)
def test_every_format_prints_code_version_and_words(name: str) -> None:
    edition = replace(shipped_edition(CLINICS[0]), format=extensions.load("formats", name))
    composition = compose_edition(shipped_project(), edition)
    shown = " ".join(page_texts(render_once(composition, shipped_project().blobs).file))
    mark = ":" if name == "large-print" else ""
    for line in (f"Code{mark} SHAQ872", f"Version{mark} 0.1.0+{edition.words[:8]}"):
        assert line.replace(" ", "") in shown.replace(" ", "")


def test_what_a_file_says_of_itself_cannot_break_out_of_its_place() -> None:
    page = small_page("<p>words</p>")
    odd = replace(page, identity=(("code", '"/><evil a="'), ("words", "a & b < c")))
    made = render(odd, {}).file
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_metadata() as metadata:
        assert metadata[f"{{{NAMESPACE}}}code"] == '"/><evil a="'
        assert metadata[f"{{{NAMESPACE}}}words"] == "a & b < c"


# --- what a viewer shows -------------------------------------------------------------------------


def outline_titles(pdf: Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
        titles = []
        while waiting:
            item = waiting.pop(0)
            titles.append(plain(item.title))
            waiting = [*item.children, *waiting]
        return titles


def test_title_language_and_bookmarks(printed: Printed) -> None:
    edition = printed.edition
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        title = str(pdf.docinfo["/Title"])
        assert plain(title) == plain(f"{edition.leaflet.title} – {edition.clinic.name}")
        assert str(pdf.Root.Lang) == edition.leaflet.language
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert all(leaf.obj.Tabs == pikepdf.Name.S for leaf in pdf.pages)
        titles = outline_titles(pdf)
    imprint = edition.locale.words.imprint  # which is printed once
    wanted = [plain(s.heading) for s in edition.leaflet.sections if s.heading != imprint]
    assert titles[0] == plain(edition.leaflet.title)
    assert [title for title in titles if title in wanted][: len(wanted)] == wanted


def links(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        notes = [note for leaf in opened.pages for note in leaf.obj.get("/Annots", [])]
        return [
            str(note.A.URI)
            for note in notes
            if note.get("/Subtype") == "/Link" and "/A" in note  # no links within the file
        ]


def test_links_dial_write_and_open(printed: Printed) -> None:
    found = links(printed.pdf)
    assert {address.partition(":")[0] for address in found} == {"tel", "mailto", "https"}
    clinic = printed.edition.clinic
    wanted = {f"tel:{clinic.phones['main'].number}", f"mailto:{clinic.email}", clinic.web}
    wanted |= {source.address or "" for source in printed.edition.leaflet.sources.values()}
    assert {address.rstrip("/") for address in wanted} <= {a.rstrip("/") for a in found}


def test_a_link_elsewhere_is_noticed() -> None:
    with pikepdf.open(io.BytesIO(shipped(CLINICS[0]).pdf)) as pdf:
        next(
            one for one in _objects(pdf, "/Subtype", "/Link") if "/A" in one
        ).A.URI = pikepdf.String("http://example.com")
        stream = io.BytesIO()
        pdf.save(stream)
    assert "http" in {address.partition(":")[0] for address in links(stream.getvalue())}


# --- complete ------------------------------------------------------------------------------------


def test_every_sentence_of_the_leaflet_is_printed(printed: Printed) -> None:
    wanted = printed_texts(printed.edition.leaflet)
    assert len(wanted) > 100
    whole = plain(tree(printed.pdf).text)  # some sentences go on on the next page
    assert missing(wanted, [*page_texts(printed.pdf), whole]) == []


def test_a_sentence_that_is_not_printed_is_noticed() -> None:
    pages = page_texts(shipped(CLINICS[0]).pdf)
    invented = "You have many small injections in or just under the skin. It removes every scar."
    assert missing([invented], pages) == ["It removes every scar."]
    gone = [text.replace("What are the risks?", "") for text in pages]
    assert "What are the risks?" in missing(
        printed_texts(shipped(CLINICS[0]).edition.leaflet), gone
    )


def test_the_tree_says_every_sentence_too(printed: Printed) -> None:
    shown = plain(tree(printed.pdf).text)
    wanted = [text for text in printed_texts(printed.edition.leaflet) if text]
    assert missing(wanted, [shown]) == []


def test_every_page_says_that_it_is_a_draft(printed: Printed) -> None:
    band = plain(printed.edition.locale.words.band_draft)
    assert [text.count(band) for text in page_texts(printed.pdf)] == [1] * len(
        page_texts(printed.pdf)
    )
    assert plain(tree(printed.pdf).text).count(band) == 1
    tops = [run.box[3] * MM_PER_POINT for run in runs(printed.pdf) if plain(run.text) == band]
    assert len(tops) == len(page_texts(printed.pdf))
    assert max(tops) < 16


def test_every_page_is_numbered_and_says_whose_it_is(printed: Printed) -> None:
    pages, edition = page_texts(printed.pdf), printed.edition
    for number, text in enumerate(pages, 1):
        shown = edition.locale.words.page_of.format(page=number, pages=len(pages))
        wanted = [shown, edition.leaflet.title, edition.clinic.name]
        wanted.append(edition.clinic.phones["main"].display)
        assert [words for words in wanted if plain(words) not in text] == []


def test_the_clinics_details_are_printed(printed: Printed) -> None:
    clinic = printed.edition.clinic
    text = " ".join(page_texts(printed.pdf)).replace(" ", "")
    wanted = [clinic.name, clinic.legal_name, *clinic.address, clinic.email, clinic.feedback]
    wanted += [phone.display for phone in clinic.phones.values()]
    wanted += [hours.days for hours in clinic.hours]
    wanted += [clinic.other_formats, clinic.complaints.contact, clinic.directions or ""]
    assert [words for words in wanted if plain(str(words)).replace(" ", "") not in text] == []


def test_no_clinic_is_in_anothers_leaflet(printed: Printed) -> None:
    text = " ".join(page_texts(printed.pdf)).replace(" ", "")
    for other in (shipped(c).edition.clinic for c in CLINICS):
        own = [other.name, str(other.email), other.web.removeprefix("https://"), other.address[0]]
        own += [phone.display for phone in other.phones.values()]
        found = [words for words in own if plain(words).replace(" ", "") in text]
        assert found == (own if other.id == printed.edition.clinic.id else [])


# --- QR ------------------------------------------------------------------------------------------


def scan(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def black_and_white(picture: Image.Image) -> Image.Image:
    """As a bad copier gives it: black or white, nothing between."""
    return picture.convert("L").point(lambda value: 255 if value > 127 else 0).convert("1")


@pytest.mark.parametrize(
    ("dpi", "copier"), [(100, False), (200, False), (200, True)], ids=["100", "200", "1-bit"]
)
def test_the_code_opens_the_clinics_page(printed: Printed, dpi: int, *, copier: bool) -> None:
    pictures = rasters(printed.pdf, dpi)
    shown = [black_and_white(p).convert("L") if copier else p.convert("L") for p in pictures]
    assert [text for picture in shown for text in scan(picture)] == [printed.edition.address]


def test_a_page_without_a_code_scans_to_nothing() -> None:
    assert scan(Image.new("L", (400, 400), 255)) == []


def test_the_code_is_large_and_has_its_quiet_zone(printed: Printed) -> None:
    """ISO/IEC 18004, 5.3.8: four modules of white on each side."""
    dpi = 300
    picture, box = next(
        (picture.convert("L"), _bounds(codes[0].position))
        for picture in rasters(printed.pdf, dpi)
        if (codes := zxingcpp.read_barcodes(picture.convert("L")))
    )
    view_box = re.search(r'viewBox="0 0 (\d+)', qr_svg(printed.edition.address, ""))
    assert view_box
    left, top, right, bottom = box
    module = (right - left) / int(view_box[1])
    assert module / dpi * 25.4 >= 0.5
    assert (right - left) / dpi * 25.4 >= 18
    assert bottom - top == pytest.approx(right - left, abs=2)
    quiet = int(4 * module) - 1
    zone = picture.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
    zone.paste(255, (quiet - 2, quiet - 2, zone.width - quiet + 2, zone.height - quiet + 2))
    darkest, _ = zone.getextrema()
    assert darkest == 255


def _bounds(corners: Any) -> tuple[int, int, int, int]:
    points = [corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right]
    across, down = [point.x for point in points], [point.y for point in points]
    return min(across), min(down), max(across) + 1, max(down) + 1


# --- streams -------------------------------------------------------------------------------------


def streams_of(extra: dict[str, object]) -> Any:
    """A PDF of many small compressed streams; about one in a hundred ends in a line end."""
    pdf = pydyf.PDF()
    for number in range(600):
        item = b"q Q " * number + f"{number} 0 m".encode()
        pdf.add_object(pydyf.Stream([item], extra=dict(extra), compress=True))
    return pdf


def ends(pdf: Any) -> set[bytes]:
    streams = [thing for thing in pdf.objects if isinstance(thing, pydyf.Stream)]
    return {stream.data.removesuffix(b"\nendstream")[-1:] for stream in streams}


@pytest.mark.parametrize("extra", [{}, {"Length1": 3}, {"Subtype": "/Image"}])
def test_no_stream_ends_in_what_could_be_a_line_end(extra: dict[str, object]) -> None:
    pdf = streams_of(extra)
    assert ends(pdf) & {b"\r", b"\n"}, "it does happen"
    pdf_postprocess._deflate_clearly(pdf)
    assert not ends(pdf) & {b"\r", b"\n"}
    deflated = [s for s in pdf.objects if "Filter" in getattr(s, "extra", ())]
    assert 580 < len(deflated) < 600 if extra else len(deflated) == 600


def test_a_file_is_written_again_until_every_stream_ends_clearly() -> None:
    """A pretended writer: its object stream ends in a line end until two objects are added."""
    ends = [b"\r", b"\n", b"x"]
    written: list[int] = []

    def write(finisher: Callable[..., None]) -> bytes:
        spare: int = finisher.keywords["spare"]  # type: ignore[attr-defined]
        written.append(spare)
        return b"stream\nwords" + ends[spare] + b"\nendstream"

    assert pdf_postprocess.write_clearly(write, ()).endswith(b"wordsx\nendstream")
    assert written == [0, 1, 2]


def test_what_never_ends_clearly_is_written_all_the_same() -> None:
    assert pdf_postprocess.write_clearly(lambda _: b"\r\nendstream", ()) == b"\r\nendstream"


def test_spare_objects_leave_a_file_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    page_of_words = small_page("<h1>Title</h1><p>Words</p>")
    plain_ = render(page_of_words, {}).file
    monkeypatch.setattr(pdf_postprocess, "_UNCLEAR", re.compile(b"%PDF"))  # so that it tries all
    spared = render(page_of_words, {}).file
    with pikepdf.open(io.BytesIO(plain_)) as one, pikepdf.open(io.BytesIO(spared)) as other:
        assert len(other.objects) == len(one.objects) + pdf_postprocess._MOST_TRIES - 1
    for profile in PROFILES:
        assert failures(spared, profile) == failures(plain_, profile)
