"""The unit of building: leaflet × clinic × language × format, with the values it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leaflet.core.digests import Asset
from leaflet.core.edition_id import EditionId
from leaflet.formats.format import Format
from leaflet.model.clinic import Clinic, Pack
from leaflet.model.leaflet import Leaflet
from leaflet.model.leaflet_code import leaflet_code, printed_version
from leaflet.model.locale import Locale


@dataclass(frozen=True, slots=True)
class Edition:
    """One leaflet as one clinic hands it out in one language and one format.

    `figures` are the leaflet's pictures by id, `logo` the clinic's, `words` the words hash.
    """

    leaflet: Leaflet
    clinic: Clinic
    locale: Locale
    pack: Pack
    format: Format
    figures: Mapping[str, Asset] = field(default_factory=dict)
    logo: Asset | None = None
    words: str = ""

    @property
    def id(self) -> EditionId:
        """What names it."""
        leaflet = self.leaflet
        return EditionId(self.clinic.id, leaflet.language, leaflet.id, self.format.id)

    @property
    def code(self) -> str:
        """What names the leaflet on paper, whatever its version."""
        return leaflet_code(self.leaflet.id, self.leaflet.language)

    @property
    def printed_version(self) -> str:
        """The version as it is printed, with what names its words."""
        return printed_version(self.leaflet.version, self.words)

    @property
    def address(self) -> str:
        """Where its QR code leads: a page that says which version is current."""
        return f"{self.clinic.qr.rstrip('/')}/{self.code}"

    @property
    def path(self) -> str:
        """Where the reading file goes, relative to the output folder."""
        return self.id.file(self.format.suffix)
