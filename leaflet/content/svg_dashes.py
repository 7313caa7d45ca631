"""Counts the dashes of a drawing, which viewers draw one by one."""

from __future__ import annotations

import math
from itertools import pairwise

from leaflet.content import svg_geometry
from leaflet.content.svg_outlines import outlines
from leaflet.content.svg_tree import SHAPES, Element

#: Dashes of all lines of a drawing, if each line had the shortest.
MAX_SVG_DASHES = 100_000


def lengths(dashes: str) -> list[float]:
    """The lengths of a list of dashes. Raises `ValueError`."""
    return [svg_geometry.length(part) for part in dashes.replace(",", " ").split()]


def too_many(root: Element) -> Element | None:
    """The element with the shortest dashes of a drawing whose numbers have been checked, if its
    lines would have more than `MAX_SVG_DASHES` of them.
    """
    periods = {
        element.attributes["stroke-dasharray"]: element
        for element in root.every()
        if element.attributes.get("stroke-dasharray", "none").strip() not in ("none", "inherit")
    }
    found = [(sum(own), element) for text, element in periods.items() if any(own := lengths(text))]
    if not found:
        return None
    period, element = min(found, key=lambda pair: pair[0])
    drawn = sum(map(_drawn_length, (each for each in root.every() if each.name in SHAPES)))
    return element if 2 * drawn / period > MAX_SVG_DASHES else None


def _drawn_length(shape: Element) -> float:
    """The length of a shape's lines in its own coordinates."""
    return sum(math.dist(*pair) for ring in outlines(shape) for pair in pairwise(ring))
