"""Renders a composition with WeasyPrint in a sandbox.

The page can load the assets that its composition declares and nothing else: no network, no file,
no system font. Every refusal and every warning is recorded, because WeasyPrint continues after
both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial

from leaflet.core.diagnostics import MachineError, UsageError
from leaflet.formats.format import HEIGHT_CLASSES
from leaflet.page.composition import Composition, Fit, Fitted
from leaflet.page.facts import Lost, PageFacts
from leaflet.page.rendering import RendererWarning, Rendering
from leaflet.render import kept_layouts, weasyprint_setup
from leaflet.render.copyfitting import fit_panels
from leaflet.render.html_page import make_page
from leaflet.render.joined_pages import JoinedPages, is_joined
from leaflet.render.measure.lost import generated
from leaflet.render.page_fitting import fit_pages
from leaflet.render.page_layouts import PageLayouts
from leaflet.render.plain_text import make_text
from leaflet.render.seen import seen
from leaflet.render.slot_choice import Choice, choose
from leaflet.render.state_band import StateBands
from leaflet.render.template_crash import refuse_page_sizes, template_crashes


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
        kept_layouts.forget_all()
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
        layouts = _layouts(composition, blobs, complaints)
        layouts.choose_classes()
        fitted = _fit(layouts)
        document = layouts.lay_out(fitted.fit)
        if not layouts.has_typeface:
            # Without any font, Pango crashes the process while drawing.
            hint = "keep the @font-face rule of the shipped stylesheet"
            raise UsageError("the page loads no declared typeface", hint)
        refuse_page_sizes(document)
        facts = layouts.facts(fitted)
        lacking = layouts.lost(fitted.fit)
        choice = _choice(layouts, facts, lacking)
        if choice.composition != layouts.composition:
            layouts.take(choice.composition)
            fitted = _fit(layouts)
            document = layouts.lay_out(fitted.fit)
            facts = layouts.facts(fitted)
            lacking = layouts.lost(fitted.fit)
        facts = replace(
            facts,
            slot_classes=_other_classes(composition, choice.composition),
            left_out=choice.left_out,
            lost=lacking,
            generated=generated(document) if composition.own_templates else (),
        )
        bands = StateBands(composition, _band_type_pt(composition, fitted.fit))
        written = layouts.write(fitted.fit, bands)
        if composition.own_templates:
            facts = seen(layouts.composition, facts, written.pdf, document)
        band = bands.words.text if any(written.bands[:1]) else ""
        read = layouts.validate(fitted.fit, written, band)
    facts = replace(
        facts, state_bands=written.bands, faults=read.faults, read_aloud=read.read_aloud
    )
    heard = tuple(dict.fromkeys(complaints))
    return Rendering(written.pdf, facts, written.fonts, heard, layouts.refused)


def _layouts(
    composition: Composition, blobs: Mapping[str, bytes], complaints: list[RendererWarning]
) -> PageLayouts:
    joined = is_joined(composition, blobs)
    return (JoinedPages if joined else PageLayouts)(composition, blobs, complaints)


def _choice(layouts: PageLayouts, facts: PageFacts, lacking: Iterable[Lost]) -> Choice:
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
        natural = partial(layouts.natural, type_pt=facts.fit.fit.type_pt)
        return choose(composition, natural, layouts.measure_other)


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


#: Fits by `Composition.fit_key`; the same text has the same fit for every clinic.
_FITS: dict[str, Fitted] = {}


def know_fit(composition: Composition, fitted: Fitted) -> None:
    """Register a known fit, so that a composition with the same body needs one layout only."""
    _FITS.setdefault(composition.fit_key, fitted)


def warm_up() -> None:
    """Load WeasyPrint if the machine has its native libraries."""
    with suppress(MachineError):
        weasyprint_setup.load()


def _fit(layouts: PageLayouts) -> Fitted:
    composition = layouts.composition
    key = composition.fit_key
    if key not in _FITS:
        budget = composition.budget
        _FITS[key] = (
            fit_panels(budget, layouts.measure)
            if budget.panels
            else fit_pages(budget, layouts.sides)
        )
    return _FITS[key]
