"""What names an edition, and the one place where the paths of its files are made."""

from __future__ import annotations

from typing import NamedTuple


class EditionId(NamedTuple):
    """A leaflet of a clinic in a language and a format; `type_size` is that of large print in
    points, None where the format's own is used.
    """

    clinic: str
    language: str
    leaflet: str
    format: str
    type_size: float | None = None

    @property
    def name(self) -> str:
        """As reports name it: `riverside/en-GB/mesotherapy-acne-scars.a4`."""
        return f"{self.folder}/{self.leaflet}.{self.format}"

    @property
    def folder(self) -> str:
        """The folder of its files, relative to the output folder."""
        return f"{self.clinic}/{self.language}"

    def file(self, suffix: str) -> str:
        """The path of one of its files, relative to the output folder; `suffix` is `.pdf` for the
        reading PDF, `.print.pdf` for the print form, and so on.
        """
        return f"{self.name}{suffix}"

    @property
    def layout_group(self) -> tuple[str, str, str]:
        """What editions have in common that share a layout: leaflet, language and format."""
        return (self.leaflet, self.language, self.format)
