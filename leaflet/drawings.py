"""Drawings of a page: what an SVG file becomes in a PDF, worked out once for each size.

WeasyPrint reads each path anew whenever a drawing is painted, though a figure is the same in every
clinic's file and a mark the same in every line: a fifth of the time of a rendering. What it writes
is kept, and written again. A drawing that needs more of the file than operators and opacity, such
as letters, gradients or a picture, is painted anew each time.

Nothing here imports WeasyPrint; `render.py` gives its documents their image cache.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any

#: What a stream of WeasyPrint knows of what was set before: it does not set the same again.
_STATE = (
    "_current_alpha",
    "_current_alpha_stroke",
    "_current_color",
    "_current_color_stroke",
)

_RESOURCES = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace", "Font")


@dataclass(frozen=True, slots=True)
class _Strokes:
    """Operators that paint a drawing, and the opacities that they name."""

    operators: tuple[Any, ...]
    opacities: tuple[tuple[str, Any], ...]


class Pictures(dict[str, Any]):
    """An image cache of WeasyPrint, whose drawings are worked out once for each size."""

    def __setitem__(self, key: str, picture: Any) -> None:
        """A picture that was met on a page, or what WeasyPrint keeps of one."""
        if type(picture).__name__ == "SVGImage":
            picture.draw = partial(_draw, picture.draw, {})
        super().__setitem__(key, picture)


def _draw(
    paint: Callable[..., None],
    known: dict[Any, _Strokes | None],
    stream: Any,
    width: float,
    height: float,
    style: Any,
) -> None:
    """In place of `SVGImage.draw`: the drawing at a width and height in CSS pixels."""
    key = (width, height, *(getattr(stream, name) for name in _STATE))
    if key not in known:
        known[key] = _strokes(lambda apart: paint(apart, width, height, style), stream)
    strokes = known[key]
    if strokes is None:
        paint(stream, width, height, style)
        return
    stream.stream.extend(strokes.operators)
    for name, opacity in strokes.opacities:
        stream._resources["ExtGState"].setdefault(name, copy(opacity))
    stream._current_color = stream._current_color_stroke = None  # as after any restored state
    stream._current_alpha = stream._current_alpha_stroke = stream._current_font = None


def _strokes(paint: Callable[[Any], None], stream: Any) -> _Strokes | None:
    """What is painted onto a stream of its own; None if that needs more of the file."""
    import pydyf

    resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in _RESOURCES})
    fonts: dict[str, Any] = {}
    apart = stream.clone(resources=resources, fonts=fonts)
    for name in _STATE:
        setattr(apart, name, getattr(stream, name))
    paint(apart)
    states = resources.pop("ExtGState")
    if fonts or any(resources.values()) or any(name[0] not in "aA" for name in states):
        return None
    return _Strokes(tuple(apart.stream), tuple(states.items()))
