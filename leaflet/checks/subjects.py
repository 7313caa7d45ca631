"""The types that checks read: a leaflet at a clinic, an edition, an edition with its rendering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leaflet.core.diagnostics import Span
from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic, Pack
from leaflet.model.leaflet import Leaflet
from leaflet.page.edition import Edition
from leaflet.page.facts import Photo
from leaflet.page.printed_text import PrintedText
from leaflet.page.rendering import Rendering
from leaflet.text.called_numbers import CalledNumber


@dataclass(frozen=True, slots=True)
class LeafletAtClinic:
    """A leaflet and a clinic that hands it out; `targets` are the clinic marks in its texts.

    `pack` is the clinic's jurisdiction, None where it cannot be read. `called` are the short
    numbers that leaflet, clinic, locale and pack tell a reader to call.
    """

    leaflet: Loaded[Leaflet]
    clinic: Loaded[Clinic]
    targets: tuple[str, ...]
    pack: Pack | None = None
    called: tuple[CalledNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedEdition:
    """An edition and its files, in the order leaflet, clinic, locale, jurisdiction."""

    edition: Edition
    files: tuple[Loaded[Any], ...]

    @property
    def leaflet(self) -> Loaded[Leaflet]:
        """The leaflet's file."""
        return self.files[0]

    @property
    def clinic(self) -> Loaded[Clinic]:
        """The clinic's file."""
        return self.files[1]


@dataclass(frozen=True, slots=True)
class RenderedEdition(CheckedEdition):
    """An edition, its files, and its rendering; `own_pages` is None where all templates are shipped
    ones.
    """

    rendering: Rendering
    own_pages: OwnPages | None = None

    @property
    def own_template(self) -> str:
        """The path of the own template or style that is nearest to the edition's format; empty
        where all are shipped ones.
        """
        own, page = self.rendering.facts.own_templates, self.edition.format.template
        near = [name for name in (page.replace(".html", ".css"), page) if name in own]
        return f"templates/{(near or own)[0]}" if own else ""

    @property
    def poster_place(self) -> Span:
        """Where the messages of a poster are chosen: its field, else the section of the key points,
        else the leaflet.
        """
        leaflet = self.edition.leaflet
        if leaflet.poster:
            return self.leaflet.place(("poster",))
        for number, section in enumerate(leaflet.sections):
            if section.find("key-points"):
                return self.leaflet.place(("sections", number))
        return Span(self.leaflet.path)

    def is_clinic_photo(self, photo: Photo) -> bool:
        """Whether a printed picture is the clinic's own, on a cover."""
        return self.edition.photo is not None and photo.name == self.edition.photo.uri


@dataclass(frozen=True, slots=True)
class OwnPages:
    """What a project's own templates print in an edition: `templates` are their texts by name,
    `reference` is what the shipped templates print of the same files, `fields` the texts of these.
    """

    templates: Mapping[str, str]
    printed: PrintedText
    reference: tuple[PrintedText, ...]
    fields: tuple[str, ...] = ()
