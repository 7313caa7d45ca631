"""Finds what overlaps or nearly touches on laid-out pages: lines of text, pictures, and boxes with
an edge or a ground, where none contains the other.

The places of a page are compared from top to bottom, each with those alone that reach as far down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from leaflet.core.paper import pixels_to_mm
from leaflet.page.facts import Collision
from leaflet.render.measure.boxes import Rect
from leaflet.render.measure.page_map import PageMap

#: A box keeps so far off what is outside it.
_LEAST_MM = 1.0
#: What is joined on purpose is so near.
_JOINED_MM = 0.3
#: Letters may overlap by so much: descenders and accents of close lines do.
_LETTERS_MM = 0.5
#: The most collisions of a page that are told, and the most places that are compared with one.
_MOST, _MOST_ACTIVE = 20, 200


@dataclass(frozen=True, slots=True)
class _Placed:
    rect: Rect
    kind: Literal["text", "picture", "box"]
    name: str


def collisions(pages: Iterable[PageMap]) -> tuple[Collision, ...]:
    """The collisions on pages, at most 20 on each."""
    return tuple(found for page in pages for found in islice(_of_page(page), _MOST))


def _of_page(page: PageMap) -> Iterator[Collision]:
    placed = sorted(_placed(page), key=lambda one: one.rect.top)
    active: list[_Placed] = []
    reach = _LEAST_MM / pixels_to_mm(1)
    for one in placed:
        active = [other for other in active if other.rect.bottom > one.rect.top - reach]
        for other in active[-_MOST_ACTIVE:]:
            distance = _collision_mm(one, other)
            if distance is not None:
                yield Collision(page.number, other.name, one.name, round(distance, 1))
        active.append(one)


def _placed(page: PageMap) -> Iterator[_Placed]:
    """The lines and pictures of a page, and its boxes that hold any of them."""
    for block in page.blocks:
        for line in block.lines:
            yield _Placed(line.ink, "text", f'"{line.text[:30]}"')
    for picture in page.pictures:
        yield _Placed(picture, "picture", "a picture")
    for frame in page.frames:
        if any(frame.rect.holds(mark) for mark in page.marks):
            yield _Placed(frame.rect, "box", f'the box "{frame.name}"')


def _collision_mm(one: _Placed, other: _Placed) -> float | None:
    """The distance in mm of two places that are too near to each other; None if they are not."""
    across = max(one.rect.left - other.rect.right, other.rect.left - one.rect.right)
    down = max(one.rect.top - other.rect.bottom, other.rect.top - one.rect.bottom)
    distance = pixels_to_mm(max(across, down))
    if one.kind == other.kind == "text":
        return distance if distance < -_LETTERS_MM else None
    if "box" not in (one.kind, other.kind):
        return distance if distance < -_LETTERS_MM else None
    if distance >= _LEAST_MM - 0.05 or min(across, down) > 0:
        return None
    if one.rect.holds(other.rect) or other.rect.holds(one.rect):
        return None
    if abs(distance) < _JOINED_MM and _are_joined(one, other):
        return None
    return distance


def _are_joined(one: _Placed, other: _Placed) -> bool:
    """Whether two boxes or pictures of the same width or height are meant to be one, without a gap:
    a band below a picture.
    """
    if "text" in (one.kind, other.kind):
        return False
    a, b = one.rect, other.rect
    in_a_column = abs(a.left - b.left) < 2 and abs(a.right - b.right) < 2
    in_a_row = abs(a.top - b.top) < 2 and abs(a.bottom - b.bottom) < 2
    return in_a_column or in_a_row
