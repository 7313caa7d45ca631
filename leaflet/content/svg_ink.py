"""Draws a checked SVG coarsely, to measure what of it is seen: without smoothing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from leaflet.content import svg_geometry
from leaflet.content.svg_checker import view_box
from leaflet.content.svg_colours import rgb
from leaflet.content.svg_geometry import Matrix
from leaflet.content.svg_outlines import Ring, outlines
from leaflet.content.svg_tree import SHAPES, Element

if TYPE_CHECKING:
    from PIL.Image import Image

#: Pixels of the longer side.
_SIDE = 400
_INHERITED = ("fill", "fill-rule", "stroke", "stroke-width", "color", "visibility", "display")
#: How often a point is turned around, in a byte of a mask: this many times is not at all.
_NO_TURNS = 128


def drawn(root: Element) -> Image:
    """The drawing as RGBA, transparent where nothing is painted."""
    return _Canvas(root).picture


class _Canvas:
    def __init__(self, root: Element) -> None:
        from PIL import Image

        left, top, width, height = view_box(root) or (0, 0, 1, 1)
        self.scale = _SIDE / max(width, height)
        size = (max(1, round(width * self.scale)), max(1, round(height * self.scale)))
        self.picture = Image.new("RGBA", size)
        self.clips = {e.attributes.get("id"): e for e in root.every() if e.name == "clipPath"}
        start = (self.scale, 0.0, 0.0, self.scale, -left * self.scale, -top * self.scale)
        self._draw(root, start, {}, None)

    def _draw(
        self, element: Element, matrix: Matrix, above: dict[str, str], clip: Image | None
    ) -> None:
        if element.name in ("defs", "clipPath", "title", "desc"):
            return
        values = {**above, **_own(element)}
        if values.get("display") == "none":
            return
        matrix = _placed(element, matrix)
        clip = self._clipped(element, matrix, clip)
        if element.name in SHAPES and values.get("visibility") != "hidden":
            rings = _moved(outlines(element), matrix)
            filled = self._filled(rings, values.get("fill-rule", "nonzero"))
            self._paint(values.get("fill", "black"), values, filled, clip)
            if (width := values.get("stroke-width", "1")) and values.get(
                "stroke", "none"
            ) != "none":
                wide = svg_geometry.length(width) * math.sqrt(_area(matrix))
                self._paint(values["stroke"], values, self._stroked(rings, wide), clip)
        for child in element.children:
            self._draw(child, matrix, values, clip)

    def _clipped(self, element: Element, matrix: Matrix, clip: Image | None) -> Image | None:
        from PIL import ImageChops

        name = element.attributes.get("clip-path", "none").strip("url()'\" #")
        if name == "none" or name not in self.clips:
            return clip
        mask = self._blank()
        holder = self.clips[name]
        for shape in holder.children:
            if shape.name in SHAPES:
                placed = _placed(shape, _placed(holder, matrix))
                rule = shape.attributes.get("clip-rule", "nonzero")
                filled = self._filled(_moved(outlines(shape), placed), rule)
                mask = ImageChops.logical_or(mask, filled)
        return ImageChops.logical_and(mask, clip) if clip else mask

    def _blank(self) -> Image:
        from PIL import Image

        return Image.new("1", self.picture.size)

    def _filled(self, rings: list[Ring], rule: str) -> Image:
        """The inside of rings by a fill rule (SVG 1.1, 11.3); of one ring it is that of Pillow."""
        from PIL import Image, ImageChops, ImageDraw

        turns = Image.new("L", self.picture.size, _NO_TURNS)
        for ring in rings:
            if len(ring) > 2:
                one = Image.new("L", self.picture.size)
                ImageDraw.Draw(one).polygon(ring, fill=1)
                add = ImageChops.add if _turns_right(ring) else ImageChops.subtract
                turns = add(turns, one)
        if rule.strip() == "evenodd":
            return turns.point(lambda value: 255 * (value % 2), "1")
        return turns.point(lambda value: 255 * (value != _NO_TURNS), "1")

    def _stroked(self, rings: list[Ring], width: float) -> Image:
        from PIL import ImageDraw

        mask = self._blank()
        wide = max(1, min(round(width), 2 * _SIDE))
        for ring in rings:
            if len(ring) > 1 and width > 0:
                ImageDraw.Draw(mask).line(ring, fill=1, width=wide)
        return mask

    def _paint(self, value: str, values: dict[str, str], mask: Image, clip: Image | None) -> None:
        from PIL import ImageChops

        if value.strip() == "none":
            return
        value = values.get("color", "black") if value.strip() == "currentColor" else value
        mask = ImageChops.logical_and(mask, clip) if clip else mask
        self.picture.paste((*rgb(value), 255), (0, 0), mask)


def _own(element: Element) -> dict[str, str]:
    found = {name: element.attributes[name] for name in _INHERITED if name in element.attributes}
    return {name: value for name, value in found.items() if value.strip() != "inherit"}


def _placed(element: Element, matrix: Matrix) -> Matrix:
    own = element.attributes.get("transform", "")
    return svg_geometry.multiplied(matrix, svg_geometry.transforms(own)) if own else matrix


def _area(matrix: Matrix) -> float:
    return abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])


def _turns_right(ring: Ring) -> bool:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])) > 0


def _moved(rings: Iterator[Ring], matrix: Matrix) -> list[Ring]:
    """Rings in pixels, held near the canvas, since Pillow walks each line of a polygon."""
    a, b, c, d, e, f = matrix
    far = 20.0 * _SIDE

    def near(value: float) -> float:
        return max(-far, min(far, value))

    return [[(near(a * x + c * y + e), near(b * x + d * y + f)) for x, y in ring] for ring in rings]
