"""The types that checks read: a leaflet at a clinic, an edition, an edition with its rendering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic, Pack
from leaflet.model.leaflet import Leaflet
from leaflet.page.edition import Edition
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
    """An edition, its files, and its rendering."""

    rendering: Rendering
