"""Slot boxes: where slots stand, and whether what stands there can keep to them.

A slot box keeps its height and its width when neither follows from what stands in it, and nothing
from around it reaches in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from leaflet.render.measure.boxes import carries, children, kind

#: Tracks of a grid that are as wide as what stands in them.
_SIZED_BY_CONTENT = re.compile("auto|content")

#: Selectors that ask what stands in an element: a page with filled slots may look otherwise.
_LOOKS_INSIDE = re.compile(r":(?:has\(|empty\b)")

#: How far a slot may stand below the end of its page, in CSS pixels: rounding.
_TOLERANCE_PX = 0.01


class UnfitError(Exception):
    """A slot that does not keep to its slot box."""


@dataclass(frozen=True, slots=True)
class SlotBoxes:
    """The elements of a document that are slots, and all elements above them."""

    slots: tuple[Any, ...]
    above: frozenset[Any]

    @classmethod
    def of(cls, tree: Any) -> SlotBoxes:
        """The slots in a tree of elements."""
        parents = {child: parent for parent in tree.iter() for child in parent}
        slots = tuple(element for element in tree.iter() if element.get("data-slot"))
        above: set[Any] = set()
        for element in slots:
            parent = parents.get(element)
            while parent is not None and parent not in above:
                above.add(parent)
                parent = parents.get(parent)
        return cls(slots, frozenset(above))


def looks_inside(text: str) -> bool:
    """Whether a stylesheet has other rules for what stands around a slot that is filled."""
    return _LOOKS_INSIDE.search(text) is not None


def is_slot(box: Any) -> bool:
    """Whether a box is that of a slot."""
    return carries(box, "data-slot")


def slots(box: Any) -> Iterator[Any]:
    """The boxes of slots below, in their order; those that stand in margins left out."""
    for child in children(box):
        if child.is_running():
            continue
        if is_slot(child):
            yield child
        else:
            yield from slots(child)


def running(box: Any) -> Iterator[Any]:
    """The boxes below that stand in margins."""
    for child in children(box):
        if child.is_running():
            yield child
        else:
            yield from running(child)


def text_outside_slots(box: Any) -> list[Any]:
    """All that is said in a box and in no slot: words, entries of the outline, running titles."""
    return [
        (getattr(below, "text", None), below.bookmark_label, below.string_set)
        for below in _outside(box)
    ]


def holders(page: Any) -> list[Any]:
    """The boxes of a laid-out page in which slots stand, at any depth, the page among them.

    Raises `UnfitError` when a slot may not keep to its slot box there, whatever stands in it.
    """
    return _holders(page, _Surroundings.of(page))


def _holders(box: Any, around: _Surroundings) -> list[Any]:
    held: list[Any] = []
    for child in children(box):
        if is_slot(child):
            around.check(child)
            held.append(box)
        elif kind(child) != "MarginBox":
            held += _holders(child, around.within(child))
    return [box, *held] if held else []


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a slot box stands in: where its page ends and what floats there.

    It may be `narrowed`, when widths follow from content, `shared`, when content stands side by
    side, and `whole`, when no page ends in it.
    """

    bottom: float
    floats: tuple[Any, ...]
    is_narrowed: bool = False
    is_shared: bool = False
    is_whole: bool = False

    @classmethod
    def of(cls, page: Any) -> _Surroundings:
        floats = tuple(box for box in _outside(page) if box.is_floated())
        return cls(ends(page), floats)

    def within(self, box: Any) -> _Surroundings:
        """What stands in a box below stands in."""
        return replace(
            self,
            is_narrowed=shrinks(box) or (self.is_narrowed and not _has_width(box)),
            is_shared=self.is_shared or _shares(box),
            is_whole=self.is_whole or kind(box).startswith("Inline"),
        )

    def check(self, slot_box: Any) -> None:
        if self.is_shared or (self.is_narrowed and not _has_width(slot_box)):
            raise UnfitError("a slot stands in what is as wide as its content")
        if bottom(slot_box) > self.bottom and not self.is_whole:
            raise UnfitError("a page ends in a slot")
        if any(
            box.position_y < bottom(slot_box) and slot_box.position_y < bottom(box)
            for box in self.floats
        ):
            raise UnfitError("a slot stands beside what floats")


def shrinks(box: Any) -> bool:
    """Whether a box is as wide as its content asks for (CSS 2.2, 10.3.5 and 10.3.7)."""
    style = box.style
    if style["width"] != "auto":
        return False
    if style["position"] in ("absolute", "fixed"):
        return "auto" in (style["left"], style["right"])
    return style["float"] != "none" or kind(box) in ("InlineBlockBox", "TableCellBox")


def _has_width(box: Any) -> bool:
    """Whether a box has a width that follows from nothing else."""
    width = box.style["width"]
    return bool(width != "auto" and width.unit == "px")


def _shares(box: Any) -> bool:
    """Whether children stand beside each other, as wide as their content asks for."""
    if kind(box) == "GridBox":
        return _SIZED_BY_CONTENT.search(repr(box.style["grid_template_columns"])) is not None
    return kind(box) == "FlexBox" and box.style["flex_direction"].startswith("row")


def bottom(box: Any) -> float:
    """Where a laid-out box with its margins ends, in CSS pixels from the top of its page."""
    return float(box.position_y + box.margin_height())


def ends(page: Any) -> float:
    """Below where nothing stands on a laid-out page but what sticks out of it, in CSS pixels."""
    return float(page.content_box_y() + page.height + _TOLERANCE_PX)


def _outside(box: Any) -> Iterator[Any]:
    """A box and those below that stand in no slot. Without recursion: a page has thousands."""
    waiting = [box]
    while waiting:
        above = waiting.pop()
        yield above
        waiting.extend(child for child in reversed(children(above)) if not is_slot(child))
