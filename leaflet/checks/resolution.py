"""Raster images are sharp on paper."""

from collections.abc import Iterator
from math import ceil

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.digests import BASE

#: Pixels per inch: under the first a picture looks soft, under the second its pixels are visible.
_SHARP, _LEAST = 200, 100
#: The first for a clinic's photo, which fills a cover and has no fine lines.
_SHARP_COVER = 150


def _run(subject: RenderedEdition) -> Iterator[Found]:
    for photo in subject.rendering.facts.photos:
        is_cover = subject.is_clinic_photo(photo)
        sharp = _SHARP_COVER if is_cover else _SHARP
        if photo.dpi >= sharp:
            continue
        severity = Severity.ERROR if photo.dpi < _LEAST else Severity.WARNING
        message = f"{subject.edition.format.id}: page {photo.page}: printed at {photo.dpi} dpi"
        wanted = f"{ceil(10 * sharp / max(photo.dpi, 1)) / 10:g} times as many pixels"
        wanted = f"{wanted} in width and height"
        place, use = Span(photo.name.removeprefix(BASE)), "an SVG, or"
        if is_cover:
            message = f"{message}, {sharp} wanted"
            place, use = subject.clinic.place(("photo", "file")), "a photo with"
        yield place, message, f"use {use} {wanted}", severity


CHECK = Check(
    id="resolution",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="Raster images have at least 200 pixels per inch, a clinic's photo 150.",
    run=_run,
    finds="a PNG or JPEG that is printed with fewer than 200 pixels per inch, a clinic's photo on a"
    " cover with fewer than 150; fewer than 100 are an error",
    mend="use a drawing (SVG), or a larger picture",
    why="200 dpi and more at the printed size is the usual floor for pictures in print; office"
    " printers draw 600.",
)
