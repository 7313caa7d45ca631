"""What became of a composition: the file, the facts of its pages, complaints."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.page.facts import PageFacts


@dataclass(frozen=True, slots=True)
class Rendering:
    """A reading file, what is on its pages, and everything that WeasyPrint complained about.

    `embedded` are the font families in the file, `refused` the undeclared addresses asked for.
    """

    file: bytes
    facts: PageFacts
    embedded: tuple[str, ...]
    warnings: tuple[str, ...]
    refused: tuple[str, ...]
