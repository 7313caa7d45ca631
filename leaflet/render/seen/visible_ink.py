"""Compares pixels: how much of each character's ink stands out from what lies around it.

Contrast is that of WCAG 2.2 (relative luminance, 1.4.3), kept as its logarithm so that a ratio of
two pixels is a difference of two levels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

from leaflet.render.seen.characters import Box, Character
from leaflet.render.seen.page_images import PageImages

#: The least contrast of a pixel that is all ink; of large text in WCAG 2.2, 1.4.3.
CONTRAST = 3.0
#: The least contrast of a pixel that is mostly ink, at the edge of a stem.
_EDGE_CONTRAST = 1.9
#: How dark a pixel of black text is that is all, mostly or hardly ink (0 is black).
_FULL, _EDGE, _PAPER = 26, 102, 230
#: The part of a character's ink that may fail.
_MOST_HIDDEN = 0.3
#: The part of the ground in a character's box that may look like its ink.
_MOST_CROWDED = 0.4
#: The part of a word's height above and below the band in which a line strikes it through.
_MIDDLE = 0.25
#: The highest level of a luminance.
_TOP = 255
_RANGE = math.log(21)


def level(ratio: float) -> float:
    """The difference of levels for a contrast ratio."""
    return _TOP * math.log(ratio) / _RANGE


@dataclass(frozen=True, slots=True)
class Ink:
    """The images by which characters are judged, in grey: `expected` is all ink that text would
    leave, `failing` the part of it that cannot be seen, `difference` the levels that text changes;
    `printed` and `ground` are levels with and without text.
    """

    expected: Any
    failing: Any
    difference: Any
    printed: Any
    ground: Any
    alone: Any

    def fault(self, character: Character) -> str:
        """Why a character is not legible; empty if it is."""
        box = _pixels(character.box, self.expected.size)
        if box is None:
            return "lies outside the page"
        expected = _count(self.expected.crop(box))
        if expected < 3:
            is_seen = self.difference.crop(box).getextrema()[1] >= level(_EDGE_CONTRAST) / 2
            return "" if is_seen else "cannot be seen"
        if _count(self.failing.crop(box)) > _MOST_HIDDEN * expected:
            return "is covered or too pale"
        return "lies among other ink" if self._is_crowded(box) else ""

    def _is_crowded(self, box: tuple[int, int, int, int]) -> bool:
        """Whether much of the ground in a character's box looks like the character's ink."""
        ground = self.ground.crop(box)
        least, most = ground.getextrema()
        if most - least < level(_EDGE_CONTRAST):
            return False
        alone, printed = self.alone.crop(box).tobytes(), self.printed.crop(box).tobytes()
        inked = sorted(p for a, p in zip(alone, printed, strict=True) if a <= _FULL)
        if not inked:
            return False
        middle, near = inked[len(inked) // 2], level(_EDGE_CONTRAST)
        around = [
            abs(g - middle) < near
            for a, g in zip(alone, ground.tobytes(), strict=True)
            if a >= _PAPER
        ]
        return bool(sum(around) > _MOST_CROWDED * len(around))

    def is_struck(self, box: Box) -> bool:
        """Whether a line runs through the middle of a word whose box is given."""
        cut = _pixels(box, self.ground.size)
        if cut is None:
            return False
        left, top, right, bottom = cut
        edge = round((bottom - top) * _MIDDLE)
        middle = self.ground.crop((left, top + edge, right, max(bottom - edge, top + edge + 1)))
        least, most = middle.getextrema()
        if most - least < level(_EDGE_CONTRAST):
            return False
        data, width = middle.tobytes(), middle.width
        paper, near = sorted(data)[len(data) // 2], level(_EDGE_CONTRAST)
        rows = (data[start : start + width] for start in range(0, len(data), width))
        lengths = (sum(abs(value - paper) >= near for value in row) for row in rows)
        return any(length >= 0.9 * width for length in lengths)


def ink_of(images: PageImages) -> Ink:
    """The images by which the characters of a page are judged."""
    from PIL import ImageChops

    alone = images.text_alone.convert("L")
    printed, ground = levels(images.printed), levels(images.without_text)
    difference = ImageChops.difference(printed, ground)
    full = alone.point(_steps(lambda grey: grey <= _FULL))
    expected = alone.point(_steps(lambda grey: grey <= _EDGE))
    weak = difference.point(_steps(lambda step: step < level(CONTRAST)))
    weaker = difference.point(_steps(lambda step: step < level(_EDGE_CONTRAST)))
    failing = ImageChops.lighter(
        ImageChops.multiply(full, weak), ImageChops.multiply(expected, weaker)
    )
    return Ink(expected, failing, difference, printed, ground, alone)


def levels(image: Any) -> Any:
    """An RGB image as levels of relative luminance: 0 is black, 255 is white."""
    linear = image.point(_linear() * 3)
    return linear.convert("L", (0.2126, 0.7152, 0.0722, 0)).point(_logarithms())


@cache
def _linear() -> list[int]:
    """The linear light of each channel value (IEC 61966-2-1)."""
    parts = (value / 255 for value in range(256))
    light = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return [round(255 * part) for part in light]


@cache
def _logarithms() -> list[int]:
    return [round(_TOP * math.log((value / 255 + 0.05) / 0.05) / _RANGE) for value in range(256)]


def _steps(holds: Any) -> list[int]:
    return [255 if holds(value) else 0 for value in range(256)]


def _count(image: Any) -> int:
    return int(image.histogram()[255])


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """A box in whole pixels; None where part of it lies outside the image."""
    left, top = math.floor(box[0]), math.floor(box[1])
    right, bottom = math.ceil(box[2]), math.ceil(box[3])
    is_inside = left >= -1 and top >= -1 and right <= size[0] + 1 and bottom <= size[1] + 1
    if not is_inside:
        return None
    return max(left, 0), max(top, 0), max(right, left + 1), max(bottom, top + 1)
