"""The rendering of a composition: the file, its page facts and the renderer's complaints."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.page.facts import PageFacts


@dataclass(frozen=True, slots=True)
class Rendering:
    """A reading file, its page facts, and all complaints of WeasyPrint.

    `embedded` are the font families in the file, `refused` the undeclared addresses that the page
    tried to load.
    """

    file: bytes
    facts: PageFacts
    embedded: tuple[str, ...]
    warnings: tuple[str, ...]
    refused: tuple[str, ...]
