"""The edition: leaflet × clinic × language × format, with the values that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leaflet.core.digests import Asset
from leaflet.core.edition_id import EditionId
from leaflet.formats.format import Format
from leaflet.model.clinic import Clinic, Pack
from leaflet.model.kind import NO_KIND, Kind
from leaflet.model.leaflet import Leaflet
from leaflet.model.leaflet_code import leaflet_code, printed_version
from leaflet.model.locale import Locale


@dataclass(frozen=True, slots=True)
class Edition:
    """A leaflet for a clinic in a language and a format: the unit of building.

    `figures` are the leaflet's pictures by id, `logo` and `photo` the clinic's logo and its
    photo for covers, `words` the words hash, `kind` what leaflets of its kind must tell, `to_mend`
    the number of things that are unfit for patients, `text_file` the name of the file beside a
    screen page that has the leaflet as plain text; empty without one.
    """

    leaflet: Leaflet
    clinic: Clinic
    locale: Locale
    pack: Pack
    format: Format
    figures: Mapping[str, Asset] = field(default_factory=dict)
    logo: Asset | None = None
    photo: Asset | None = None
    words: str = ""
    kind: Kind = NO_KIND
    to_mend: int = 0
    text_file: str = ""

    @property
    def id(self) -> EditionId:
        """The id of the edition."""
        leaflet = self.leaflet
        return EditionId(self.clinic.id, leaflet.language, leaflet.id, self.format.id)

    @property
    def code(self) -> str:
        """The code of the leaflet, which is the same for all versions."""
        return leaflet_code(self.leaflet.id, self.leaflet.language)

    @property
    def printed_version(self) -> str:
        """The printed form of the version, with the start of the words hash."""
        return printed_version(self.leaflet.version, self.words)

    @property
    def address(self) -> str:
        """The target of the QR code: a page that says which version is current."""
        return f"{self.clinic.qr.rstrip('/')}/{self.code}"

    @property
    def full_title(self) -> str:
        """The title with the name of the clinic, as readers of the file see it."""
        title, clinic = self.leaflet.title, self.clinic
        return title if clinic.plain else f"{title} – {clinic.name}"

    @property
    def path(self) -> str:
        """The path of the reading file, relative to the output folder."""
        return self.id.file(self.format.suffix)
