"""Prints the numbers of figures in one size, whatever the width of the figure.

A number is a group `<g class="badge">` of a circle and the outline of its digits. Where a figure is
printed, each is scaled about the centre of its circle; lines and pictures below it stay. Pictures
are given by their width and height and the type size of the text around them, in CSS pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from leaflet.content import svg_geometry
from leaflet.content.svg_outlines import outlines
from leaflet.content.svg_tree import SVG, Element
from leaflet.core.paper import MM_PER_INCH, POINTS_PER_INCH, pixels_to_mm

#: The centre of a circle, and its radius, in units of the drawing.
Circle = tuple[float, float, float]

#: Width, height and type size, in CSS pixels.
Size = tuple[float, float, float]

#: The radius of the circle on paper.
RADIUS_MM = 2.25
#: From this type size on, that of large print, the circle grows with the text, in millimetres for
#: each point: a digit is 14 points tall in a text of 18, as a running foot.
_LARGE_PT = 16.0
_LARGE_MM = 0.25
#: The height of a digit as a share of its type size, in Source Sans and most other typefaces.
_DIGIT_EM = 0.66


def scale_numbers(drawing: Any, size: Size) -> None:
    """Scales the numbers of a drawing, an element tree, for a picture of a size.

    A circle has `RADIUS_MM`, more in large print, less where the picture's edge would cut it off.
    """
    for number, circle in _numbers(drawing):
        x, y, _ = circle
        scale = _scale(drawing, circle, size)
        number.set("transform", f"translate({x} {y}) scale({scale:.4f}) translate({-x} {-y})")


def digit_points(drawing: Any, size: Size) -> float | None:
    """The type size, in points, of the smallest number on a picture of a size."""
    sizes = []
    for number, circle in _numbers(drawing):
        scale = _scale(drawing, circle, size)
        digits = [_height(path) for path in number.iter(f"{{{SVG}}}path")]
        mm = max(digits, default=0.0) * _unit_mm(drawing, size) * scale
        sizes.append(mm / MM_PER_INCH * POINTS_PER_INCH / _DIGIT_EM)
    return round(min(sizes), 1) if sizes else None


def _numbers(drawing: Any) -> Iterator[tuple[Any, Circle]]:
    """The numbers that are drawn, each with its circle; none in a drawing without a size."""
    for group in _groups(drawing) if _has_size(drawing) else ():
        circle = group.find(f"{{{SVG}}}circle")
        is_number = "badge" in group.get("class", "").split()
        if is_number and circle is not None and circle.get("fill") != "none":
            with suppress(ValueError):  # a length that only an own template can hold
                sides = (svg_geometry.length(circle.get(name, "0")) for name in ("cx", "cy", "r"))
                x, y, radius = sides
                if radius > 0:
                    yield group, (x, y, radius)


def _has_size(drawing: Any) -> bool:
    with suppress(ValueError):
        box = svg_geometry.numbers(drawing.get("viewBox", ""))
        return len(box) == 4 and min(box[2:]) > 0
    return False


def _groups(element: Any) -> Iterator[Any]:
    """The groups in the units of the drawing: neither moved nor scaled."""
    for child in element:
        if child.tag == f"{{{SVG}}}g" and "transform" not in child.attrib:
            yield child
            yield from _groups(child)


def _scale(drawing: Any, circle: Circle, size: Size) -> float:
    x, y, radius = circle
    left, top, wide, high = svg_geometry.numbers(drawing.get("viewBox"))
    room = min(x - left, left + wide - x, y - top, top + high - y) / radius
    points = pixels_to_mm(size[2]) / MM_PER_INCH * POINTS_PER_INCH
    wanted = RADIUS_MM if points < _LARGE_PT else points * _LARGE_MM
    scale = wanted / (radius * _unit_mm(drawing, size))
    return min(scale, room) if room > 0 else scale


def _unit_mm(drawing: Any, size: Size) -> float:
    """The length of a drawing's unit on paper."""
    _, _, wide, high = svg_geometry.numbers(drawing.get("viewBox"))
    return pixels_to_mm(min(size[0] / wide, size[1] / high))


def _height(path: Any) -> float:
    shape = Element("path", {"d": path.get("d", "")}, (0, 0))
    ys = [y for ring in outlines(shape) for _, y in ring]
    return max(ys) - min(ys) if ys else 0.0
