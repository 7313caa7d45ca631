"""Measures drawings as they are printed: the size of the numbers in them, and the clinic's logo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from leaflet.core.paper import CSS_PIXELS_PER_INCH, POINTS_PER_INCH, pixels_to_mm
from leaflet.page.facts import FigureDigits
from leaflet.render.measure.boxes import inside

#: The colour token of numbers on badges; a drawing with other tokens has none.
_DIGITS = "var(--onbadge"
#: The height of a digit in em, as in most typefaces for text.
_DIGIT_EM = 0.65
_SVG = "{http://www.w3.org/2000/svg}"


def figure_digits(document: Any, source: Callable[[str], str | None]) -> tuple[FigureDigits, ...]:
    """The least size of the numbers in each drawing of a laid-out document, at its least width.

    `source` gives the SVG of an address, None where there is none.
    """
    found: dict[str, FigureDigits] = {}
    for number, page in enumerate(document.pages, 1):
        for box in inside(page._page_box):
            address = _address(box)
            name, _, variant = address.partition("?")
            svg = source(address) if name.endswith(".svg") and variant != "plain" else None
            em, width = _digits(svg) if svg and _DIGITS in svg else (0.0, 0.0)
            if not em or not width:
                continue
            points = em * box.width / width * POINTS_PER_INCH / CSS_PIXELS_PER_INCH
            if name not in found or points < found[name].points:
                found[name] = FigureDigits(name, number, round(points, 1))
    return tuple(found.values())


def _address(box: Any) -> str:
    is_picture = hasattr(box, "replacement") and box.element is not None
    return (box.element.get("src") or "") if is_picture else ""


def logo_height(document: Any) -> float | None:
    """The least height in mm at which the clinic's logo is printed; None where it is not."""
    heights = [
        box.height
        for page in document.pages
        for box in inside(page._page_box)
        if _address(box) and "logo" in (box.element.get("class") or "").split()
    ]
    return round(pixels_to_mm(min(heights)), 1) if heights else None


@lru_cache(maxsize=64)
def _digits(svg: str) -> tuple[float, float]:
    """The least size of the numbers in a drawing and its width, in its units; 0 where there are
    none. Numbers that a transformation scales are not counted.
    """
    root = ElementTree.fromstring(svg)
    box = (root.get("viewBox") or "").replace(",", " ").split()
    sizes = [size for element in _drawn(root) for size in _sizes(element)]
    return min(sizes, default=0.0), float(box[2]) if len(box) == 4 else 0.0


def _drawn(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The paths and texts in the colour of numbers that no transformation scales."""
    waiting = [(root, False)]
    while waiting:
        element, is_number = waiting.pop()
        if element.get("transform"):
            continue
        fill = element.get("fill")
        is_number = fill.startswith(_DIGITS) if fill else is_number
        if is_number and element.tag in (f"{_SVG}path", f"{_SVG}text"):
            yield element
        waiting.extend((child, is_number) for child in element)


def _sizes(element: ElementTree.Element) -> Iterator[float]:
    if element.tag == f"{_SVG}text":
        yield float((element.get("font-size") or "0").removesuffix("px"))
        return
    bounds = _contours(element.get("d") or "")
    for one in bounds:
        if not any(_holds(other, one) for other in bounds if other is not one):
            yield (one[3] - one[1]) / _DIGIT_EM


def _holds(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    """Whether one box of a drawing is in another, as the hole of a 6 or 8 is."""
    (left, low, right, high), (a, b, c, d) = outer, inner
    return left <= a and low <= b and c <= right and d <= high


def _contours(path: str) -> list[tuple[float, float, float, float]]:
    """The bounds of each contour of a path."""
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    recorded = RecordingPen()
    parse_path(path, recorded)
    bounds, pen = [], BoundsPen(None)
    for name, points in recorded.value:
        if name == "moveTo":
            pen = BoundsPen(None)
        getattr(pen, name)(*points)
        if name in ("closePath", "endPath") and pen.bounds:
            bounds.append(pen.bounds)
    return bounds
