"""The types that checks read: a leaflet at a clinic, an edition, an edition with its rendering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic
from leaflet.model.leaflet import Leaflet
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering


@dataclass(frozen=True, slots=True)
class LeafletAtClinic:
    """A leaflet and a clinic that hands it out; `targets` are the clinic marks in its texts."""

    leaflet: Loaded[Leaflet]
    clinic: Loaded[Clinic]
    targets: tuple[str, ...]


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
