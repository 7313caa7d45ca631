"""The id of an edition, and the paths of its files, which are made nowhere else."""

from __future__ import annotations

from typing import NamedTuple


class EditionId(NamedTuple):
    """A leaflet of a clinic in a language and a format; `type_size` is the type size of large
    print in points, None for the format's own size.
    """

    clinic: str
    language: str
    leaflet: str
    format: str
    type_size: float | None = None

    @property
    def name(self) -> str:
        """The name in reports: `riverside/en-GB/mesotherapy-acne-scars.a4`."""
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

    def file_name(self, suffix: str) -> str:
        """The name of that file in its folder."""
        return f"{self.leaflet}.{self.format}{suffix}"

    @property
    def layout_group(self) -> tuple[str, str, str]:
        """The leaflet, language and format, which are the same for editions with one layout."""
        return (self.leaflet, self.language, self.format)
