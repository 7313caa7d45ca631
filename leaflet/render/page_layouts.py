"""Lays out the pages of a composition, and writes them, in one piece."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from leaflet.core.characters import without_break_signs
from leaflet.core.digests import BASE
from leaflet.page.composition import Composition, Fit, Fitted
from leaflet.page.facts import Heights, Lost, PageFacts, PageSide
from leaflet.page.read_aloud import Fault, ReadAloud
from leaflet.page.rendering import RendererWarning
from leaflet.render import weasyprint_setup
from leaflet.render.font_subsets import FontSubsets
from leaflet.render.measure.lost import lost
from leaflet.render.measure.map_reader import Known
from leaflet.render.measure.page_facts import heights, measure, sides
from leaflet.render.pdf_postprocess import write_clearly
from leaflet.render.sandbox import Sandbox, substitute
from leaflet.render.slot_choice import needed_mm
from leaflet.render.state_band import StateBands
from leaflet.render.svg_cache import Pictures, keep_drawings
from leaflet.render.tagging.word_blanks import separate_words
from leaflet.render.validation.laid_out import laid_out
from leaflet.render.validation.page_content import Contrast
from leaflet.render.validation.validator import validate


@dataclass(frozen=True, slots=True)
class Written:
    """A written PDF, the families of its typefaces, and how many state bands each page has."""

    pdf: bytes
    fonts: tuple[str, ...]
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What was found in a written PDF: its faults, what is announced of it, and the grounds and
    colours of its texts.
    """

    faults: tuple[Fault, ...]
    read_aloud: ReadAloud
    contrasts: frozenset[Contrast] = frozenset()


class PageLayouts:
    """Lays a composition out with one fit after another and keeps the last layout, and the `html`
    element that it was made from.
    """

    def __init__(
        self,
        composition: Composition,
        blobs: Mapping[str, bytes],
        complaints: list[RendererWarning],
    ) -> None:
        self.composition = composition
        self.complaints = complaints
        self.weasyprint = weasyprint_setup.load()
        self.tokens = self.colours()
        self.sandbox = Sandbox(composition, blobs, self.tokens)
        self.fetcher = weasyprint_setup.fetcher(self.sandbox)
        declared = sorted(self.sandbox.fonts.keys() & self.sandbox.declared.keys())
        self.faces = weasyprint_setup.faces(composition.css, (*composition.fonts, *declared))
        self.pictures = Pictures()
        self.last: tuple[Fit | None, Any, Any] = (None, None, None)
        self.root: Any = None

    def colours(self) -> dict[str, str]:
        """The colour of each token while the pages are laid out."""
        return dict(self.composition.tokens)

    @property
    def has_typeface(self) -> bool:
        """Whether this page, or an earlier one with the same font rules, loaded a typeface."""
        self.faces.are_loaded |= bool(self.sandbox.opened & self.sandbox.fonts.keys())
        return self.faces.are_loaded

    @property
    def refused(self) -> tuple[str, ...]:
        """The addresses that were refused, each once."""
        return tuple(dict.fromkeys(self.sandbox.refused))

    def lay_out(self, fit: Fit) -> Any:
        """The document as it is printed with a fit."""
        if self.last[0] != fit:
            document = self.document(self.composition.document(fit))
            self.last = (fit, document, self.root)
        _, document, self.root = self.last
        return document

    def known(self, fit: Fit) -> Known:
        """What stands in parts of the document that was read before; here nothing."""
        del fit
        return {}

    def sides(self, fit: Fit) -> tuple[PageSide, ...]:
        """The sides of the document with a fit."""
        return sides(self.lay_out(fit), self.known(fit))

    def facts(self, fitted: Fitted) -> PageFacts:
        """The facts of the document with a fit, without its state bands."""
        return measure(self.lay_out(fitted.fit), fitted, self.known(fitted.fit))

    def lost(self, fit: Fit) -> tuple[Lost, ...]:
        """The parts of the composition that are on no page with a fit."""
        return lost(self.root, self.lay_out(fit), fit)

    def write(self, fit: Fit, bands: StateBands) -> Written:
        """The PDF of the document with a fit and its state bands."""
        document = self.lay_out(fit)
        bands.cover(document)
        prepare_to_paint(document)
        pdf = write_clearly(
            lambda finisher: document.write_pdf(
                pdf_variant="pdf/a-3a", pdf_tags=True, finisher=finisher
            ),
            self.composition.identity,
            bands=bands,
        )
        return Written(pdf, families(document), bands.counts)

    def validate(self, fit: Fit, written: Written, band: str) -> Read:
        """What is wrong with the PDF of the document with a fit, and what is announced of it.
        `band` are the words of the state band that it begins with.
        """
        said = laid_out(self.lay_out(fit), band, self.composition.identity)
        found = validate(written.pdf, said)
        return Read(found.faults, said.read_aloud, found.contrasts)

    def measure(self, fit: Fit) -> Heights:
        """Natural heights, on an endless page."""
        return self.measure_other(self.composition, fit)

    def measure_other(self, composition: Composition, fit: Fit) -> Heights:
        """Natural heights of the composition with other slots."""
        return heights(self.document(composition.document(fit, measuring=True)))

    def natural(
        self, composition: Composition, type_pt: float | None = None
    ) -> Mapping[tuple[str, int], float]:
        """The heights that the forms of slots need, in mm, by slot and form; here always in the
        type size with which fitting starts.
        """
        del type_pt
        return needed_mm(self.document(composition.slots_document))

    def choose_classes(self) -> None:
        """Choose the height classes of slots before the text is fitted; here they stay as they were
        composed.
        """

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Drop the warnings about documents that are laid out to be measured."""
        heard, root = len(self.complaints), self.root
        try:
            yield
        finally:
            self.root = root
            del self.complaints[heard:]

    def take(self, composition: Composition) -> None:
        """Lay out a composition with other slots from now on."""
        self.composition, self.last = composition, (None, None, None)

    def document(self, html: str) -> Any:
        """A document laid out as it is."""
        gc.collect(1)  # the layout before this one
        page = self.weasyprint.HTML(
            string=substitute(html, self.tokens), base_url=BASE, url_fetcher=self.fetcher
        )
        self.root = page.etree_element
        return page.render(font_config=self.faces.configuration, cache=self.pictures)


def prepare_to_paint(document: Any) -> None:
    """Prepares a laid-out `Document` for its PDF: drawings that are painted once, headings without
    invisible signs in the outline, blanks between words, subsets of fonts.
    """
    keep_drawings(document)
    for page in document.pages:
        page.bookmarks = [
            (level, without_break_signs(label), *rest) for level, label, *rest in page.bookmarks
        ]
    separate_words(document)
    document.fonts = FontSubsets()


def families(*documents: Any) -> tuple[str, ...]:
    """The families of the typefaces that painted documents use."""
    return tuple(sorted({font.family for made in documents for font in made.fonts.values()}))
