"""Joins the pages of a composition: laid out once for a leaflet, with slots laid out once for a
clinic.

What is kept here between compositions changes no byte: it follows from its key alone.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from leaflet.core.digests import BASE
from leaflet.core.kept import Made
from leaflet.page.composition import Composition, Fit
from leaflet.page.facts import Lost
from leaflet.page.rendering import RendererWarning
from leaflet.render import pdf_postprocess, placeholder_colours, weasyprint_setup
from leaflet.render.joining import clinic_layout, documents, palette, shared_layout
from leaflet.render.joining.filled_pages import filled_pages, holders, line_width
from leaflet.render.joining.join import join
from leaflet.render.joining.numbering import MOST_SLOTS
from leaflet.render.joining.painting import painted
from leaflet.render.joining.pairs import (
    TITLE,
    code_of,
    identity_of_pages,
    metadata_template,
    pair_of,
    places_of,
    write_pair,
    write_places,
)
from leaflet.render.joining.rooms import Room, rooms
from leaflet.render.kept_layouts import (
    CLINICS,
    HEIGHTS,
    ROOMS,
    SHARED,
    STYLESHEETS,
    ClinicPages,
    Heard,
    SharedPages,
    clinic_key,
    rooms_key,
    shared_key,
)
from leaflet.render.measure.boxes import elements, inside, kind
from leaflet.render.measure.lost import lost
from leaflet.render.measure.map_reader import Known, known_contents
from leaflet.render.page_layouts import PageLayouts, Read, Written, families, prepare_to_paint
from leaflet.render.sandbox import Sandbox, substitute
from leaflet.render.slot_choice import in_least_classes, needed_mm
from leaflet.render.state_band import StateBands
from leaflet.render.svg_cache import Pictures
from leaflet.render.validation.announcements import (
    Announcement,
    announcements,
    joined,
    read_aloud,
)
from leaflet.render.validation.known_parts import is_doubtful


def is_joined(composition: Composition, blobs: Mapping[str, bytes]) -> bool:
    """Whether the pages of a composition are joined, which follows from format, templates and
    leaflet alone: there are slots, each of which has its height, no style asks what stands in a
    slot, no colour is derived from another, and the templates are the shipped ones.
    """
    drawn = {asset.sha256 for asset in composition.assets if asset.uri in composition.body}
    drawings = (blobs[sha256].decode("utf-8", "replace") for sha256 in drawn & blobs.keys())
    return (
        bool(composition.tokens)
        and 0 < len(composition.slots) <= MOST_SLOTS
        and not composition.own_templates
        and composition.has_fixed_slots
        and not any(map(_derives, (composition.css, composition.body, *drawings)))
        and not any(map(looks_inside, (composition.css, composition.body)))
    )


_derives = lru_cache(maxsize=64)(placeholder_colours.derives)

#: Selectors that ask what stands in an element: a page looks different with filled slots.
_LOOKS_INSIDE = re.compile(r":(?:has\(|empty\b)")


@lru_cache(maxsize=64)
def looks_inside(text: str) -> bool:
    """Whether a stylesheet may set the surroundings of a slot differently once it is filled."""
    return _LOOKS_INSIDE.search(text) is not None


class JoinedPages(PageLayouts):
    """Lays out the pages of a leaflet and the slots of a clinic, and joins them."""

    def __init__(
        self,
        composition: Composition,
        blobs: Mapping[str, bytes],
        complaints: list[RendererWarning],
    ) -> None:
        super().__init__(composition, blobs, complaints)
        own = Sandbox(composition, blobs)  # a clinic's drawings have its colours
        own.opened, own.refused = self.sandbox.opened, self.sandbox.refused
        self.own_fetcher = weasyprint_setup.fetcher(own)
        self.parts: tuple[Fit, SharedPages, ClinicPages] | None = None

    def colours(self) -> dict[str, str]:
        """A placeholder for each colour, since clinics have others."""
        return placeholder_colours.placeholders(self.composition.tokens)

    def lay_out(self, fit: Fit) -> Any:
        """The pages as they are printed with a fit."""
        if self.last[0] != fit:
            shared, clinic = self._parts(fit)
            document = filled_pages(
                shared.document,
                shared.holders,
                shared.rooms,
                clinic.slots,
                self.composition.title,
                code_of(self.composition),
            )
            write_pair(self.composition, clinic.root)
            self.last = (fit, document, None)
        return self.last[1]

    def known(self, fit: Fit) -> Known:
        """What stands in parts of the leaflet's pages, which is read once."""
        return self._parts(fit)[0].contents

    def lost(self, fit: Fit) -> tuple[Lost, ...]:
        """The parts of the composition that are on no page with a fit."""
        shared, clinic = self._parts(fit)
        return shared.lost + clinic.lost

    def write(self, fit: Fit, bands: StateBands) -> Written:
        """The PDF of the pages with a fit and its state bands."""
        shared, clinic = self._parts(fit)
        if shared.joined is None:
            shared.joined = self._heard(shared.heard, lambda: self._painted_pages(shared, bands))
        if clinic.joined is None:
            names = shared.joined.names
            clinic.joined = self._heard(clinic.heard, lambda: self._painted_slots(clinic, names))
        bands.counts = shared.bands
        for part in (shared, clinic):
            self._hear(part.heard)
        pdf = join(shared.joined, clinic.joined, pair_of(self.composition, clinic.joined.letters))
        return Written(pdf, tuple(sorted({*shared.fonts, *clinic.fonts})), shared.bands)

    def validate(self, fit: Fit, written: Written, band: str) -> Read:
        """As for pages in one piece; a file whose parts were valid in other files is read where
        they meet, and whole only if that leaves a doubt.
        """
        shared, clinic = self._parts(fit)
        announced = tuple(joined(shared.announced, clinic.announced, places_of(self.composition)))
        is_known = bool(shared.contrasts) and clinic.is_valid
        if is_known and not self._is_doubtful(written.pdf, shared, announced):
            return Read((), read_aloud(announced))
        read = super().validate(fit, written, band)
        if not read.faults:
            shared.contrasts |= read.contrasts
            clinic.is_valid = True
        return read

    def _is_doubtful(
        self, pdf: bytes, shared: SharedPages, announced: Sequence[Announcement]
    ) -> bool:
        assert shared.joined is not None, "pages of a file are painted"
        return is_doubtful(pdf, self.composition, shared.joined, shared.contrasts, announced)

    def take(self, composition: Composition) -> None:
        """Lay out a composition with other slots from now on."""
        super().take(composition)
        self.parts = None

    def _parts(self, fit: Fit) -> tuple[SharedPages, ClinicPages]:
        """The pages of the leaflet with a fit, and the slots of the clinic for them."""
        if self.parts is None or self.parts[0] != fit:
            self.parts = (fit, *self._made_parts(fit))
        return self.parts[1:]

    def _made_parts(self, fit: Fit) -> tuple[SharedPages, ClinicPages]:
        shared = self._shared_pages(fit)
        html, names = documents.clinic_document(self.composition, shared.rooms)
        css = documents.slots_css(self.composition, fit.type_pt)
        key = clinic_key(self.composition, html, css)
        clinic = CLINICS.of(key, lambda: self._clinic(html, css, names, shared.rooms))
        self._hear(clinic.heard)
        return shared, clinic

    def _shared_pages(self, fit: Fit) -> SharedPages:
        shared = SHARED.of((shared_key(self.composition), fit), lambda: self._shared(fit))
        self._hear(shared.heard)
        return shared

    def _heard(self, heard: Heard, make: Callable[[], Made]) -> Made:
        """Makes something, and adds to `heard` what is complained of or refused meanwhile."""
        complaints, refused = len(self.complaints), len(self.sandbox.refused)
        made = make()
        heard.complaints += self.complaints[complaints:]
        heard.refused += self.sandbox.refused[refused:]
        return made

    def _hear(self, heard: Heard) -> None:
        self.complaints += heard.complaints
        self.sandbox.refused += heard.refused

    def _shared(self, fit: Fit) -> SharedPages:
        heard = Heard()
        html = documents.shared_document(self.composition, fit)
        document = self._heard(heard, lambda: self.document(html))
        document.metadata.title = TITLE
        missing = lost(self.root, document, fit)
        holding = holders(document)
        contents = known_contents(document, holding)
        return SharedPages(document, rooms(document, self.root), holding, contents, missing, heard)

    def _clinic(self, html: str, css: str, names: Sequence[str], at: Sequence[Room]) -> ClinicPages:
        heard = Heard()
        document, root = self._heard(heard, lambda: self._own_document(html, css))
        lines = {room.name for room in at if room.width is None}
        assert len(document.pages) - len(names) in (0, 1), "a slot takes more than a page"
        found = dict(zip(names, document.pages, strict=False))
        slots = {name: _slot_box(page, is_line=name in lines) for name, page in found.items()}
        pages = tuple(
            clinic_layout.SlotPage(
                name, page.height, line_width(slots[name]) if name in lines else None
            )
            for name, page in found.items()
        )
        fit = self.composition.budget.start
        return ClinicPages(document, root, slots, pages, lost(root, document, fit), heard)

    def _own_document(self, html: str, css: str) -> tuple[Any, Any]:
        """A document of a clinic alone, and its `html` element."""
        gc.collect(1)
        page = self.weasyprint.HTML(
            string=substitute(html, self.tokens), base_url=BASE, url_fetcher=self.own_fetcher
        )
        faces = self.faces.configuration
        key = css, faces, tuple(self.tokens)
        sheet = STYLESHEETS.of(key, lambda: self._stylesheet(css, faces))
        document = page.render(stylesheets=[sheet], font_config=faces, cache=Pictures())
        return document, page.etree_element

    def choose_classes(self) -> None:
        """Choose the height classes of slots by their natural heights, before the text is fitted.

        An empty slot keeps the class that it was composed in.
        """
        with self.unheard():
            self.take(in_least_classes(self.composition, self.natural))

    def natural(
        self, composition: Composition, type_pt: float | None = None
    ) -> dict[tuple[str, int], float]:
        """The heights that the forms of slots need, in mm, by slot and form, in a type size or else
        in that with which fitting starts.
        """
        fit = composition.budget.start
        key = rooms_key(composition)
        found = ROOMS.of(key, lambda: self._shared_pages(fit).rooms)
        html = documents.natural_document(composition, found)
        css = documents.slots_css(composition, type_pt or fit.type_pt)
        key = clinic_key(composition, html, css)
        return HEIGHTS.of(key, lambda: needed_mm(self._own_document(html, css)[0]))

    def _stylesheet(self, css: str, faces: Any) -> Any:
        """A stylesheet for all clinics, parsed once."""
        text = substitute(css, self.tokens)
        return self.weasyprint.CSS(
            string=text, base_url=BASE, url_fetcher=self.own_fetcher, font_config=faces
        )

    def _painted_pages(self, shared: SharedPages, bands: StateBands) -> shared_layout.SharedLayout:
        bands.cover(shared.document)
        prepare_to_paint(shared.document)
        metadata: list[bytes] = []

        def finish(pdf: Any) -> None:
            bands.tag(pdf)
            palette.name_by_number(pdf, self.composition.tokens)
            metadata.append(pdf_postprocess.describe(pdf, identity_of_pages(self.composition)))

        pdf = painted(shared.document, finish)
        placed = {room.name for room in shared.rooms}
        names = [slot.name for slot in self.composition.slots if slot.name in placed]
        shared.bands, shared.fonts = bands.counts, families(shared.document)
        shared.announced = announcements(shared.document)[""]
        return shared_layout.prepare(pdf, shared.rooms, names, metadata_template(metadata[0]))

    def _painted_slots(
        self, clinic: ClinicPages, names: Sequence[str]
    ) -> clinic_layout.ClinicLayout:
        prepare_to_paint(clinic.document)
        tokens = self.composition.tokens
        write_places(clinic.root)  # what a leaflet has there is no part of what is kept
        pdf = painted(clinic.document, lambda pdf: palette.name_by_number(pdf, tokens))
        clinic.announced = announcements(clinic.document)
        write_pair(self.composition, clinic.root)
        clinic.fonts = families(clinic.document)
        return clinic_layout.prepare(pdf, clinic.pages, names, tokens)


def _slot_box(page: Any, *, is_line: bool) -> Any:
    """The box of the slot on a page of its own, or the line of one that stands in a line; the box
    itself where it has no words.
    """
    slot = next(elements(page._page_box, "data-slot"))
    if not is_line:
        return slot
    return next((box for box in inside(slot) if kind(box) == "LineBox"), slot)
