"""Whether text on a page is seen: not covered, cut off, transparent, or as pale as its ground."""

from __future__ import annotations

from collections.abc import Iterable

from leaflet.render.validation.geometry import Box, contrast, holds, transformed
from leaflet.render.validation.page_content import Contrast, GraphicsState, Text

#: How much of what is below must show through for a fill not to cover it, or for text to be seen.
_LEAST_OPAQUE = 0.5
#: The contrast ratio below which no text is legible (WCAG 2.2, 1.4.3, for large text).
_LEAST_CONTRAST = 3.0
#: The width and height in points from which a fill can cover text.
_LEAST_COVER = 3.0
_WHITE = (1.0, 1.0, 1.0)


class Ground:
    """What lies below the text of a page: the page itself, and what was filled so far, each area
    with its colour, or None for that of a picture. `contrasts` are the grounds and colours of the
    texts that were asked for.
    """

    def __init__(self, page_box: Box) -> None:
        self.page_box = page_box
        self._fills: list[tuple[Box, tuple[float, ...] | None]] = []
        self.contrasts: set[Contrast] = set()

    def fill(self, box: Box, state: GraphicsState, texts: Iterable[Text]) -> None:
        """Fills an area, and hides the texts that it covers."""
        is_large = min(box[2] - box[0], box[3] - box[1]) > _LEAST_COVER
        if not is_large or state.alpha < _LEAST_OPAQUE:
            return
        for text in texts:
            if not text.hidden and holds(box, text.x + text.size / 5, text.y + text.size / 5):
                text.hidden = "is covered"
        self._fills.append((box, state.colour))

    def add_picture(self, state: GraphicsState) -> None:
        """Adds a picture in the unit square of a graphics state."""
        self._fills.append((transformed((0, 0, 1, 1), state.matrix), None))

    def hides(self, state: GraphicsState, x: float, y: float, size: float) -> str:
        """The reason why a text that starts at a point is not seen; empty for none."""
        if state.mode in (3, 7):
            return "is painted invisibly"
        if state.alpha < _LEAST_OPAQUE or state.is_masked:
            return "is transparent"
        if not holds(self.page_box, x, y):
            return "stands outside the page"
        clip = state.clip
        if clip and not holds(
            (clip[0] - size, clip[1] - size, clip[2] + size, clip[3] + size), x, y
        ):
            return "is cut off"
        return ""

    def is_pale(self, state: GraphicsState, x: float, y: float) -> bool:
        """Whether text has too little contrast to what is filled below it."""
        below = (colour for box, colour in reversed(self._fills) if holds(box, x, y))
        ground = next(below, _WHITE)
        if ground is None or state.colour is None:
            return False
        self.contrasts.add((ground, state.colour))
        return is_pale(ground, state.colour)


def is_pale(ground: tuple[float, ...], colour: tuple[float, ...]) -> bool:
    """Whether text of a colour has too little contrast to a ground."""
    return contrast(ground, colour) < _LEAST_CONTRAST
