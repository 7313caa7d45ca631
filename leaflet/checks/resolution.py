"""Raster images are sharp on paper."""

from collections.abc import Iterator
from math import ceil

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.digests import BASE

#: Pixels per inch: under the first a picture looks soft, under the second its pixels are visible.
_SHARP, _LEAST = 200, 100


def _run(subject: RenderedEdition) -> Iterator[Found]:
    for photo in subject.rendering.facts.photos:
        if photo.dpi >= _SHARP:
            continue
        path = photo.name.removeprefix(BASE)
        severity = Severity.ERROR if photo.dpi < _LEAST else Severity.WARNING
        message = f"{subject.edition.format.id}: page {photo.page}: printed at {photo.dpi} dpi"
        wanted = f"{ceil(10 * _SHARP / max(photo.dpi, 1)) / 10:g} times as many pixels"
        yield Span(path), message, f"use an SVG, or {wanted} in width and height", severity


CHECK = Check(
    id="resolution",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="Raster images have at least 200 pixels per inch.",
    run=_run,
    finds="a PNG that is printed with fewer than 200 pixels per inch; fewer than 100 are an error",
    mend="use a drawing (SVG), or a larger picture",
    why="200 dpi and more at the printed size is the usual floor for pictures in print; office"
    " printers draw 600.",
)
