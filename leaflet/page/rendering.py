"""The rendering of a composition: the file, its page facts and the renderer's complaints."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.page.facts import PageFacts


@dataclass(frozen=True, slots=True)
class RendererWarning:
    """A warning of the renderer; `missing_glyph` is the character that no declared font has, empty
    for any other warning.
    """

    text: str
    missing_glyph: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Rendering:
    """A reading file, the facts of its pages, and the renderer's warnings.

    `embedded` are the font families in the file, `refused` the undeclared addresses that the page
    tried to load.
    """

    file: bytes
    facts: PageFacts
    embedded: tuple[str, ...]
    warnings: tuple[RendererWarning, ...]
    refused: tuple[str, ...]
