"""Renders a composition with WeasyPrint in a sandbox.

The page can load the assets that its composition declares and nothing else: no network, no file,
no system font. Every refusal and every warning is recorded, because WeasyPrint continues after
both.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

from leaflet.core.characters import without_break_signs
from leaflet.core.diagnostics import MachineError, UsageError
from leaflet.core.digests import BASE
from leaflet.formats.format import HEIGHT_CLASSES
from leaflet.page.composition import Composition, Fit, Fitted
from leaflet.page.facts import Heights, Lost, PageFacts
from leaflet.page.rendering import RendererWarning, Rendering
from leaflet.render import placeholder_colours, shared_layout, weasyprint_setup
from leaflet.render.copyfitting import fit_panels
from leaflet.render.font_subsets import FontSubsets
from leaflet.render.html_page import make_page
from leaflet.render.measure.lost import generated, lost
from leaflet.render.measure.page_facts import heights, measure, sides
from leaflet.render.page_fitting import fit_pages
from leaflet.render.pdf_postprocess import write_clearly
from leaflet.render.plain_text import make_text
from leaflet.render.sandbox import Sandbox, substitute
from leaflet.render.seen import seen
from leaflet.render.shared_layout import SharedLayout
from leaflet.render.slot_boxes import UnfitError, looks_inside
from leaflet.render.slot_choice import Choice, choose
from leaflet.render.state_band import StateBands
from leaflet.render.svg_cache import Pictures, keep_drawings
from leaflet.render.tagging.word_blanks import separate_words
from leaflet.render.template_crash import refuse_page_sizes, template_crashes
from leaflet.render.validation.laid_out import laid_out
from leaflet.render.validation.validator import validate


def render(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """Fit the composition to its space, lay it out and write it as PDF/A-3a and PDF/UA-1.

    A composition for a screen becomes one HTML page without layout, one for a text its lines.

    `blobs` holds the bytes of the declared assets by sha256; fonts come from their packages.
    Raises `MachineError` when WeasyPrint's native libraries or the pinned fonts are missing, and
    `UsageError` when the page loads no declared typeface, or WeasyPrint crashes on a page of a
    project's own templates.
    """
    with template_crashes(composition.own_templates), _started_afresh_after_a_crash():
        if composition.medium == "text":
            return _text(composition)
        if composition.medium == "screen":
            return _page(composition, blobs)
        return _print(composition, blobs)


@contextmanager
def _started_afresh_after_a_crash() -> Iterator[None]:
    """Drop what pages share when one crashes: nobody knows whether its typeface was loaded."""
    try:
        yield
    except Exception:
        shared_layout.forget_all()
        weasyprint_setup.forget_faces()
        raise


def render_to_look_at(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """As `render`, but a composition for a screen becomes a PDF as wide as a phone."""
    rendering = render(composition, blobs)
    if composition.medium == "screen":
        from leaflet.render.seen.phone_layout import phone_pdf

        rendering = replace(rendering, file=phone_pdf(composition, blobs))
    return rendering


def _print(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    with weasyprint_setup.at_work() as complaints:
        layouts = _PageLayouts(composition, blobs, complaints)
        fitted = _fit(layouts)
        document = layouts.lay_out(fitted.fit)
        if not layouts.has_typeface:
            # Without any font, Pango crashes the process while drawing.
            hint = "keep the @font-face rule of the shipped stylesheet"
            raise UsageError("the page loads no declared typeface", hint)
        refuse_page_sizes(document)
        facts = measure(document, fitted)
        lacking = lost(layouts.root, document, fitted.fit)
        choice = _choice(layouts, facts, lacking)
        if choice.composition != composition:
            layouts.take(choice.composition)
            fitted = _fit(layouts)
            document = layouts.lay_out(fitted.fit)
            facts = measure(document, fitted)
            lacking = lost(layouts.root, document, fitted.fit)
        facts = replace(
            facts,
            slot_classes=_other_classes(composition, choice.composition),
            left_out=choice.left_out,
            lost=lacking,
            generated=generated(document) if composition.own_templates else (),
        )
        bands = StateBands(composition, _band_type_pt(composition, fitted.fit))
        bands.cover(document)
        keep_drawings(document)
        _name_headings(document)
        separate_words(document)
        document.fonts = FontSubsets()
        pdf = write_clearly(
            lambda finisher: document.write_pdf(
                pdf_variant="pdf/a-3a", pdf_tags=True, finisher=finisher
            ),
            composition.identity,
            layouts.placeholder_tokens,
            bands,
        )
        embedded = tuple(sorted({font.family for font in document.fonts.values()}))
        if composition.own_templates:
            facts = seen(layouts.composition, facts, pdf, document)
        read = bands.words.text if any(bands.counts[:1]) else ""
        said = laid_out(document, read, composition.identity)
        faults = validate(pdf, said)
    refused = tuple(dict.fromkeys(layouts.sandbox.refused))
    if complaints or refused:
        layouts.forget()
    facts = replace(facts, state_bands=bands.counts, faults=faults, read_aloud=said.read_aloud)
    return Rendering(pdf, facts, embedded, tuple(dict.fromkeys(complaints)), refused)


def _name_headings(document: Any) -> None:
    """Takes invisible signs out of the outline, which viewers may show as boxes."""
    for page in document.pages:
        page.bookmarks = [
            (level, without_break_signs(label), *rest) for level, label, *rest in page.bookmarks
        ]


def _choice(layouts: _PageLayouts, facts: PageFacts, lacking: Iterable[Lost]) -> Choice:
    """The slots of a composition as they are printed: as composed, where they and the text fit. At
    the end of a page or column a slot that is too tall does not reach out: its end is `lacking`.
    """
    composition = layouts.composition
    classes = {slot.height_class for slot in composition.slots if slot.heights_mm}
    is_too_full = bool(facts.fit.excess) and classes > {HEIGHT_CLASSES[0]}
    is_cut = any(slot.overflow_mm for slot in facts.slots) or any(one.slot for one in lacking)
    if not is_too_full and not is_cut:
        return Choice(composition)
    with layouts.unheard():
        return choose(composition, layouts.document, layouts.measure_other)


def _other_classes(composed: Composition, chosen: Composition) -> tuple[tuple[str, str], ...]:
    pairs = zip(composed.slots, chosen.slots, strict=True)
    return tuple((b.name, b.height_class) for a, b in pairs if a.height_class != b.height_class)


def _band_type_pt(composition: Composition, fit: Fit) -> float:
    """The type size that state bands follow: that of panels as fitted, else the smallest, since
    the strip of a short text in larger type is no taller.
    """
    budget = composition.budget
    return fit.type_pt if budget.panels else min(fit.type_pt, budget.type_pt[0])


def _text(composition: Composition) -> Rendering:
    facts = _without_layout(composition, composition.body)
    return Rendering(make_text(composition), facts, (), (), ())


def _page(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    page = make_page(composition, blobs)
    facts = _without_layout(composition, page.html.decode())
    if composition.own_templates and page.html:
        from leaflet.render.seen.phone_layout import phone_seen

        facts = phone_seen(composition, facts, blobs)
    return Rendering(page.html, facts, composition.fonts, (), page.refused)


def _without_layout(composition: Composition, html: str) -> PageFacts:
    """The facts of what has no pages: its anchors."""
    return PageFacts(
        sides=(),
        slots=(),
        panels=(),
        fit=Fitted(composition.budget.start, layouts=0),
        boxes=(),
        breaks=(),
        anchors=frozenset(re.findall(r' id="([^"]+)"', html)),
        own_templates=composition.own_templates,
    )


class _PageLayouts:
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
        self.placeholder_tokens = () if _derives_colours(composition, blobs) else composition.tokens
        self.tokens = placeholder_colours.placeholders(self.placeholder_tokens) or dict(
            composition.tokens
        )
        self.sandbox = Sandbox(composition, blobs, self.tokens)
        self.fetcher = weasyprint_setup.fetcher(self.sandbox)
        declared = sorted(self.sandbox.fonts.keys() & self.sandbox.declared.keys())
        self.faces = weasyprint_setup.faces(composition.css, (*composition.fonts, *declared))
        self.pictures = Pictures()
        self.last: tuple[Fit | None, Any, Any] = (None, None, None)
        self.root: Any = None

    @property
    def has_typeface(self) -> bool:
        """Whether this page, or an earlier one with the same font rules, loaded a typeface."""
        self.faces.are_loaded |= bool(self.sandbox.opened & self.sandbox.fonts.keys())
        return self.faces.are_loaded

    def lay_out(self, fit: Fit) -> Any:
        """The document as it is printed with a fit."""
        if self.last[0] != fit:
            document = self._filled(fit) or self.document(self.composition.document(fit))
            self.last = (fit, document, self.root)
        _, document, self.root = self.last
        return document

    def measure(self, fit: Fit) -> Heights:
        """Natural heights, on an endless page."""
        return self.measure_other(self.composition, fit)

    def measure_other(self, composition: Composition, fit: Fit) -> Heights:
        """Natural heights of the composition with other slots."""
        return heights(self.document(composition.document(fit, measuring=True)))

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

    def _filled(self, fit: Fit) -> Any | None:
        """The document from the layout that all clinics share; None when the composition has no
        shared layout or a slot does not fit into it.

        After a warning the result is None, too, and the warning is dropped: the page is then laid
        out as a whole, which repeats the warnings that concern it.
        """
        composition, heard = self.composition, len(self.complaints)
        shared = (composition.css, composition.body)
        if not (self.placeholder_tokens and composition.has_fixed_slots) or any(
            map(_looks_inside, shared)
        ):
            return None
        layout = shared_layout.layout_for(
            (composition.shared_layout_key, fit), lambda: self._new_layout(fit)
        )
        # Addresses that it opens while it is painted count as this page's.
        layout.fetcher.sandbox = self.sandbox
        with suppress(UnfitError):
            if all(map(self.sandbox.holds, layout.pictures)):
                document = layout.filled(self._page(composition.own))
                if len(self.complaints) == heard:
                    self.root = layout.html.etree_element
                    return document
        if len(self.complaints) > heard:
            self.forget()
            del self.complaints[heard:]
        return None

    def _new_layout(self, fit: Fit) -> SharedLayout:
        html = self._page(self.composition.document(fit, empty=True))
        return SharedLayout(html, self.faces.configuration)

    def forget(self) -> None:
        """Rebuild the shared layout for the next page, so that each page gets the warnings and
        refusals.
        """
        shared_layout.forget(self.composition.shared_layout_key)

    def document(self, html: str) -> Any:
        """A document laid out as it is."""
        page = self._page(html)
        self.root = page.etree_element
        return page.render(font_config=self.faces.configuration, cache=self.pictures)

    def _page(self, html: str) -> Any:
        gc.collect(1)  # the layout before this one
        return self.weasyprint.HTML(
            string=substitute(html, self.tokens), base_url=BASE, url_fetcher=self.fetcher
        )


def _derives_colours(composition: Composition, blobs: Mapping[str, bytes]) -> bool:
    """Whether the page or a drawing on it derives colours from others."""
    drawn = {asset.sha256 for asset in composition.assets if ".svg" in asset.uri}
    drawings = (blobs[sha256].decode("utf-8", "replace") for sha256 in drawn & blobs.keys())
    slots = (html for slot in composition.slots for html in slot.htmls)
    shared = (composition.css, composition.body)
    return any(map(_derives, shared)) or any(map(placeholder_colours.derives, (*slots, *drawings)))


#: Cached for the stylesheet and body, which clinics share.
_derives = lru_cache(maxsize=16)(placeholder_colours.derives)
_looks_inside = lru_cache(maxsize=16)(looks_inside)


#: Fits by `Composition.fit_key`; the same text has the same fit for every clinic.
_FITS: dict[str, Fitted] = {}


def know_fit(composition: Composition, fitted: Fitted) -> None:
    """Register a known fit, so that a composition with the same body needs one layout only."""
    _FITS.setdefault(composition.fit_key, fitted)


def warm_up() -> None:
    """Load WeasyPrint if the machine has its native libraries."""
    with suppress(MachineError):
        weasyprint_setup.load()


def _fit(layouts: _PageLayouts) -> Fitted:
    composition = layouts.composition
    key = composition.fit_key
    if key not in _FITS:
        budget = composition.budget
        _FITS[key] = (
            fit_panels(budget, layouts.measure)
            if budget.panels
            else fit_pages(budget, lambda fit: sides(layouts.lay_out(fit)))
        )
    return _FITS[key]
