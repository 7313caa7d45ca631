"""The shipped editions, printed once for all tests, and what a test reads off a printed page."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from leaflet.checks.subjects import RenderedEdition
from leaflet.compose.composer import compose
from leaflet.content.fingerprint import joined, name_hash, words_hash
from leaflet.content.project import Project
from leaflet.core import colour, fonts
from leaflet.core.diagnostics import Finding
from leaflet.core.digests import Asset
from leaflet.model.blocks import Block
from leaflet.model.leaflet import Leaflet, State
from leaflet.page.composition import Budget, Composition
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import PlannedEdition
from leaflet.planning.planner import make_plan
from tests.support.page_checks import found_on_pages
from tests.support.projects import ROOT
from tests.support.renderings import render_once

TODAY = datetime.date(2026, 11, 23)
CLINICS = tuple(sorted(path.name for path in (ROOT / "content" / "clinics").iterdir()))
#: Finished pages are looked at for the first clinic, and in the lane `all` for the others too.
EACH_CLINIC = (
    CLINICS[0],
    *(pytest.param(clinic, marks=pytest.mark.slow) for clinic in CLINICS[1:]),
)
MM_PER_POINT = 25.4 / 72
FONT = (Asset(fonts.TEXT.uri, fonts.TEXT.sha256),)
FONT_FACE = f'@font-face {{ font-family: "{fonts.TEXT.family}"; src: url("{fonts.TEXT.uri}") }}'


#: A budget that any text fits as it is.
ONE_LAYOUT = Budget(
    paper_width_mm=210,
    panels=(),
    sides=99,
    signature=1,
    last_side_fill=0.0,
    spacing=(1.0, 1.0, 1.0),
    figures=(1.0, 1.0),
    type_pt=(12.0, 12.0),
)


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition, what it was composed to, what came out, and what the checks say."""

    planned_edition: PlannedEdition
    edition: Edition
    composition: Composition
    rendering: Rendering
    findings: tuple[Finding, ...]

    @property
    def pdf(self) -> bytes:
        return self.rendering.file


def print_edition(project: Project, planned_edition: PlannedEdition) -> Printed:
    """What `build` does with an edition, except that nothing is written."""
    edition = planned_edition.edition
    assert edition is not None, planned_edition.findings
    composition = compose_edition(project, edition)
    printed = Printed(
        planned_edition, edition, composition, render_once(composition, project.blobs), ()
    )
    found = (
        *planned_edition.findings,
        *found_on_pages(rendered_edition(printed, printed.rendering)),
    )
    return replace(printed, findings=found)


def rendered_edition(printed: Printed, rendering: Rendering) -> RenderedEdition:
    """What rendered checks read of an edition, with a rendering of the test's choice."""
    return RenderedEdition(printed.edition, printed.planned_edition.files, rendering)


def compose_edition(project: Project, edition: Edition) -> Composition:
    return compose(edition, State.DRAFT, project.templates)


def print_clinic(root: Path, clinic: str) -> Printed:
    """The first edition of a clinic of a project."""
    project = Project(root)
    return print_edition(project, first_edition(project, clinic))


#: What the shipped editions may still be advised of their layout.
LAYOUT_ADVICE = frozenset({"heading-rhythm", "breaks", "sides"})


def apart_from_layout(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without advice on the layout: white, splits and empty pages stop nothing."""
    return [f for f in findings if f.is_error or f.code not in LAYOUT_ADVICE]


def first_edition(project: Project, clinic: str) -> PlannedEdition:
    """The first edition of the leaflet on mesotherapy at a clinic of a project, as planned."""
    selection = Selection(leaflets=("mesotherapy-acne-scars",), clinics=(clinic,))
    return make_plan(project, selection, today=TODAY).editions[0]


@cache
def shipped_project() -> Project:
    return Project(ROOT)


@cache
def planned_edition(clinic: str) -> PlannedEdition:
    return first_edition(shipped_project(), clinic)


def shipped_edition(clinic: str) -> Edition:
    edition = planned_edition(clinic).edition
    assert edition is not None, planned_edition(clinic).findings
    return edition


@cache
def shipped(clinic: str) -> Printed:
    """The clinic's edition as the repository stands, printed once for all tests."""
    return print_edition(shipped_project(), planned_edition(clinic))


def in_default_lane(names: Iterable[object], chosen: Collection[object]) -> list[Any]:
    """Parameters of a test: those that are not chosen run in the lane `all` alone."""
    return [
        name if name in chosen else pytest.param(name, marks=pytest.mark.slow) for name in names
    ]


def small_page(body: str, css: str = "", assets: Sequence[Asset] = ()) -> Composition:
    """A composition of a few words that the renderer lays out in milliseconds."""
    return Composition(
        language="en-GB",
        direction="ltr",
        title="A page",
        description="A page of a test",
        created="2026-11-23",
        modified="2026-11-23",
        css=f'{FONT_FACE} body {{ font-family: "{fonts.TEXT.family}" }} {css}',
        body=body,
        slots=(),
        tokens=colour.tokens("#0f6e78", "dark"),
        assets=(*FONT, *assets),
        fonts=(fonts.TEXT.family,),
        budget=ONE_LAYOUT,
    )


# --- words -------------------------------------------------------------------------------------

_NOT_PRINTED = frozenset(
    "sources urgency kind phase evidence call go frequency size lines against own".split()
)
_QUOTES = str.maketrans("‘’“”‐‑–—\ufffe\x02", "''\"\"------", "\u2060\u200b\u00ad\ufeff")


def edition_words_hash(edition: Edition) -> str:
    """The words hash of an edition, from its own values."""
    leaflet = words_hash(edition.leaflet, edition.figures)
    label = edition.kind.label if edition.leaflet.kind else {}
    kind = name_hash(label, edition.leaflet.language)
    return joined(leaflet, words_hash(edition.locale, {}), words_hash(edition.pack, {}), kind)


#: The numbers of sources, as pages print them: "[4, 5]".
_SOURCE_NUMBERS = re.compile(r"\s*\[\d+(?:,\s*\d+)*\]")


def without_source_numbers(text: str) -> str:
    """The text of a page without the numbers that lead to its list of sources."""
    return _SOURCE_NUMBERS.sub("", text)


def plain(text: str) -> str:
    """Words without marks and without typography, so that source and page can be compared."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("**", "")
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return " ".join(re.sub(r"(?<=\d)\s*-\s*(?=\d)", "-", text).split())


def paragraphs(markdown: str) -> list[str]:
    """Paragraphs, items and sub-headings of prose, as plain words."""
    parts = re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", markdown)
    return [plain(re.sub(r"^\s*(?:[-*]|\d+\.|#+)\s+", "", part)) for part in parts if part.strip()]


def section_texts(leaflet: Leaflet) -> Iterator[str]:
    """Every paragraph, item and cell of the body, headings left out, as plain words."""
    for section in leaflet.sections:
        for block in section.blocks:
            yield from block_texts(block)


def block_texts(block: Block) -> Iterator[str]:
    """Every paragraph, item and cell of a block, as plain words."""
    if block.is_markdown:
        yield from paragraphs(block.content)
    elif block.kind != "figures":
        yield from (plain(text) for text in _block_texts(block.content))


def _block_texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, tuple | list):
        for item in content:
            yield from _block_texts(item)
    else:
        for name in type(content).model_fields:
            value = getattr(content, name)
            if name not in _NOT_PRINTED and value is not None:
                yield from _block_texts(value)


def printed_texts(leaflet: Leaflet) -> list[str]:
    """Every text of a leaflet that the complete format prints, as plain words."""
    front = [leaflet.title, leaflet.subtitle, leaflet.audience, leaflet.decision]
    front += [leaflet.main_message, leaflet.funding, leaflet.conflicts]
    front += [section.heading for section in leaflet.sections]
    front += [text for term in leaflet.glossary for text in (term.term, term.say, term.means)]
    front += [text for figure in leaflet.figures.values() for text in figure.legend]
    return [*(plain(text) for text in front if text), *section_texts(leaflet)]


def sentences(text: str) -> list[str]:
    """A text cut after each full stop, question or exclamation mark that ends a sentence."""
    return [part for part in re.split(r"(?<=[.?!])['\")]*\s+(?=[A-Z\"'])", text) if part]


# --- pages -------------------------------------------------------------------------------------


def page_texts(pdf: bytes) -> list[str]:
    """The words of each page, as plain words."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [plain(page.get_textpage().get_text_range()) for page in document]


def missing(texts: Sequence[str], pages: Sequence[str]) -> list[str]:
    """The sentences that stand on no page; one may run on from a page to the next, and the numbers
    of its sources stand before its end.
    """
    squeezed = [without_source_numbers(page).replace(" ", "") for page in pages]
    return [
        sentence
        for text in texts
        for sentence in sentences(text)
        if not any(sentence.replace(" ", "") in page for page in squeezed)
    ]


def rasters(pdf: bytes, dpi: float) -> Iterator[Image.Image]:
    """The pages as pictures, one at a time."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=dpi / 72).to_pil().convert("RGB")


@dataclass(frozen=True, slots=True)
class Run:
    """Words set in one go: size in points, colour 0 to 255, box in points from the page's top."""

    page: int
    mcid: int
    text: str
    size: float
    rgb: tuple[int, int, int]
    box: tuple[float, float, float, float]


@cache
def runs(pdf: bytes) -> tuple[Run, ...]:
    """All words of a PDF in the order in which they are painted."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(run for number, page in enumerate(document, 1) for run in _runs(number, page))


def _runs(number: int, page: Any) -> Iterator[Run]:
    words, height = page.get_textpage(), page.get_height()
    for piece in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,)):
        run = _run(number, height, words, piece)
        if run.text.strip():
            yield run


def _run(number: int, height: float, words: Any, piece: Any) -> Run:
    import ctypes

    length = raw.FPDFTextObj_GetText(piece, words, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(
        piece, words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length
    )
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(piece, size)
    rgba = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(piece, *rgba)
    left, bottom, right, top = piece.get_bounds()
    red, green, blue, _ = (part.value for part in rgba)
    return Run(
        page=number,
        mcid=raw.FPDFPageObj_GetMarkedContentID(piece),
        text=buffer.raw.decode("utf-16-le").rstrip("\0"),
        size=size.value * abs(piece.get_matrix().d),
        rgb=(red, green, blue),
        box=(left, height - top, right, height - bottom),
    )


def x_height_mm(points: float) -> float:
    """How high the lower-case x of our typeface is at a size."""
    return points * fonts.TEXT.x_height * MM_PER_POINT


# --- bytes -------------------------------------------------------------------------------------


def holds(pdf: bytes, marker: bytes) -> bool:
    """Whether a marker stands anywhere in a file, inside compressed streams as well."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [o for o in document.objects if isinstance(o, pikepdf.Stream)]
        return marker in pdf or any(marker in _decoded(stream) for stream in streams)


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def pictures(pdf: bytes) -> int:
    """How many raster images a file holds."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(
            isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
            for o in document.objects
        )


def embedded_fonts(pdf: bytes) -> set[str]:
    """The names of the fonts in a file, without the tag of the subset."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(o["/FontName"])[1:].split("+")[-1]
            for o in document.objects
            if isinstance(o, pikepdf.Dictionary) and "/FontName" in o
        }
