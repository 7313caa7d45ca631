"""Caches the PDF operators of SVG drawings, for each size.

WeasyPrint parses each path whenever a drawing is painted, which takes a fifth of the time of a
rendering, although a figure is the same in every clinic's file and an icon the same in every line.
Its operators are cached and written again. A drawing that needs more than operators and opacity,
such as text, gradients or a picture, is painted each time, from a copy, since WeasyPrint changes
patterns and masks while it paints them.

Nothing here imports WeasyPrint; `renderer.py` passes documents their image cache.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from leaflet.render.figure_numbers import scale_numbers
from leaflet.render.measure.boxes import inside

_RESOURCES = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")


class Pictures(dict[str, Any]):
    """An image cache of WeasyPrint whose drawings are converted once for each size."""

    def __setitem__(self, key: str, picture: Any) -> None:
        """Adds a picture of a page, or whatever else WeasyPrint caches; what could not be opened is
        asked for again, so that each document hears of it.
        """
        if picture is not None:
            _keep(picture)
            super().__setitem__(key, picture)


def keep_drawings(document: Any) -> None:
    """Cache the operators of inline drawings of a laid-out document, too."""
    for page in document.pages:
        for box in inside(page._page_box, margins=True):
            _keep(getattr(box, "replacement", None))


def _keep(picture: Any) -> None:
    if type(picture).__name__ == "SVGImage" and "draw" not in vars(picture):
        picture.draw = _Drawing(picture).draw


@dataclass(frozen=True, slots=True)
class _Strokes:
    """The operators that paint a drawing, and the opacities that they use by name."""

    operators: tuple[Any, ...]
    opacities: tuple[tuple[str, Any], ...]


class _Drawing:
    """An `SVGImage`, its element tree, and its operators in each size."""

    def __init__(self, picture: Any) -> None:
        self.picture = picture
        self.tree = picture._svg.tree._etree_node
        self.strokes: dict[tuple[float, float, float], _Strokes | None] = {}

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Replaces `SVGImage.draw`: draws at a width and height in CSS pixels."""
        size = (width, height, _type_size(style))
        if size not in self.strokes:
            self.strokes[size] = self._work_out(stream, width, height, style)
        strokes = self.strokes[size]
        if strokes is None:
            self._paint(stream, width, height, style)
            return
        with stream.stacked():
            stream.stream.extend(strokes.operators)
        for name, opacity in strokes.opacities:
            stream._resources["ExtGState"].setdefault(name, opacity)

    def _work_out(self, stream: Any, *how: Any) -> _Strokes | None:
        """The operators, painted onto a separate stream; None when they need other resources."""
        import pydyf

        resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in _RESOURCES})
        fonts: dict[str, Any] = {}
        apart = stream.clone(resources=resources, fonts=fonts)
        self._paint(apart, *how)
        states = resources.pop("ExtGState")
        if fonts or any(resources.values()) or any(name[0] not in "aA" for name in states):
            return None
        return _Strokes(tuple(apart.stream), tuple(states.items()))

    def _paint(self, stream: Any, width: float, height: float, style: Any) -> None:
        svg, tree = self.picture._svg, deepcopy(self.tree)
        scale_numbers(tree, (width, height, _type_size(style)))
        anew = type(svg)(tree, svg.url, svg.font_config, svg.url_fetcher)
        self.picture._svg = anew
        try:
            type(self.picture).draw(self.picture, stream, width, height, style)
        finally:
            self.picture._svg = svg  # as it was read: it is measured and painted again


def _type_size(style: Any) -> float:
    """The type size around a drawing, in CSS pixels; 0 for one that stands in no text."""
    size: float = style["font_size"] if style else 0.0
    return size
