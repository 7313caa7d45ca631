"""Measures pictures as they are printed: their numbers, their pixels, the clinic's logo."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from leaflet.core.paper import CSS_PIXELS_PER_INCH, pixels_to_mm
from leaflet.page.facts import FigureNumbers, Photo
from leaflet.render.figure_numbers import digit_points
from leaflet.render.measure.boxes import kind
from leaflet.render.measure.page_map import Contents, PageMap


def add_picture(made: Contents, box: Any, page: int) -> None:
    """Adds what is measured of the box of a picture on a page."""
    picture = box.replacement
    if kind(picture) == "SVGImage" and box.element_tag == "img" and box.width:
        drawing = picture._svg.tree._etree_node
        size = (box.width, box.height, box.style["font_size"])
        if points := digit_points(drawing, size):
            made.figure_numbers.append(FigureNumbers(points, page, box.element.get("alt", "")))
    elif kind(picture) == "RasterImage" and box.width:
        scale, cut = _enlarged(box, picture)
        src = box.element.get("src", "") if box.element is not None else ""
        dpi = round(CSS_PIXELS_PER_INCH / scale)
        made.photos.append(Photo(src.partition("?")[0], page, dpi, cut))
    element = box.element
    is_image = element is not None and element.get("src")
    if is_image and "logo" in (element.get("class") or "").split():
        made.logos.append(box.height)


def figure_numbers(pages: Iterable[PageMap]) -> tuple[FigureNumbers, ...]:
    """The pictures with numbers, each with the size in which they are printed."""
    return tuple(numbers for page in pages for numbers in page.figure_numbers)


def photos(pages: Iterable[PageMap]) -> tuple[Photo, ...]:
    """The raster images, the resolution at which they are printed, and what is cropped away."""
    found: dict[tuple[str, int], Photo] = {}
    for photo in (photo for page in pages for photo in page.photos):
        found.setdefault((photo.name, photo.dpi), photo)
    return tuple(found.values())


def logo_height(pages: Iterable[PageMap]) -> float | None:
    """The least height in mm at which the clinic's logo is printed; None where it is not."""
    heights = [height for page in pages for height in page.logos]
    return round(pixels_to_mm(min(heights)), 1) if heights else None


def _enlarged(box: Any, picture: Any) -> tuple[float, int]:
    """By how much a raster image is enlarged, and how many hundredths of it are cut off: a box may
    show it whole, or cut to its own shape.
    """
    across, down = box.width / picture.width, (box.height or box.width) / picture.height
    fit = box.style["object_fit"]
    scale = {"contain": min, "cover": max}.get(fit, lambda wide, _: wide)(across, down)
    cut = round(100 * (1 - min(across, down) / scale)) if fit == "cover" else 0
    return float(scale), cut
