"""Slot boxes: the boxes of slots on laid-out pages, and whether any content can be put in them.

A slot box keeps its height and width when neither depends on its content and nothing outside
reaches into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from leaflet.render.measure.boxes import carries, children, kind

#: Grid tracks whose width depends on their content.
_SIZED_BY_CONTENT = re.compile("auto|content")

#: Selectors that depend on an element's content: a page may look different with filled slots.
_LOOKS_INSIDE = re.compile(r":(?:has\(|empty\b)")

#: How far a slot may reach below the end of its page, in CSS pixels: rounding.
_TOLERANCE_PX = 0.01


class UnfitError(Exception):
    """A slot does not fit its slot box, for the given reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SlotBoxes:
    """The slot elements of a document, and all of their ancestors."""

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
    """Whether a stylesheet may set the surroundings of a slot differently once it is filled."""
    return _LOOKS_INSIDE.search(text) is not None


def is_slot(box: Any) -> bool:
    """Whether a box is a slot's."""
    return carries(box, "data-slot")


def slots(box: Any) -> Iterator[Any]:
    """The slot boxes below a box, in order, without those in margins."""
    for child in children(box):
        if child.is_running():
            continue
        if is_slot(child):
            yield child
        else:
            yield from slots(child)


def running(box: Any) -> Iterator[Any]:
    """The boxes below a box that are printed in margins."""
    for child in children(box):
        if child.is_running():
            yield child
        else:
            yield from running(child)


def text_outside_slots(box: Any) -> list[Any]:
    """The text in a box outside of slots: words, entries of the outline, running titles."""
    return [
        (getattr(below, "text", None), below.bookmark_label, below.string_set)
        for below in _outside(box)
    ]


def holders(page: Any) -> list[Any]:
    """The boxes of a laid-out page that contain slots at any depth, the page included.

    Raises `UnfitError` when some content might not fit one of the slot boxes.
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
    """The surroundings of a slot box: the bottom of its page, in CSS pixels, and the floats there.

    They are narrowed when their width depends on content, shared when content is placed side by
    side, and whole when no page breaks inside.
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
        """The surroundings of the content of a box in these surroundings."""
        return replace(
            self,
            is_narrowed=shrinks(box) or (self.is_narrowed and not _has_width(box)),
            is_shared=self.is_shared or _shares(box),
            is_whole=self.is_whole or kind(box).startswith("Inline"),
        )

    def check(self, slot_box: Any) -> None:
        """Raises `UnfitError` when some content might not fit the slot box."""
        if self.is_shared or (self.is_narrowed and not _has_width(slot_box)):
            raise UnfitError("the width around a slot depends on its content")
        # The margin below it is dropped where a page ends.
        if bottom(slot_box) - slot_box.margin_bottom > self.bottom and not self.is_whole:
            raise UnfitError("a page breaks in a slot")
        if any(
            box.position_y < bottom(slot_box) and slot_box.position_y < bottom(box)
            for box in self.floats
        ):
            raise UnfitError("a slot is beside a float")


def shrinks(box: Any) -> bool:
    """Whether the width of a box depends on its content (CSS 2.2, 10.3.5 and 10.3.7)."""
    style = box.style
    if style["width"] != "auto":
        return False
    if style["position"] in ("absolute", "fixed"):
        return "auto" in (style["left"], style["right"])
    return style["float"] != "none" or kind(box) in ("InlineBlockBox", "TableCellBox")


def _has_width(box: Any) -> bool:
    """Whether a box has a fixed width."""
    width = box.style["width"]
    return bool(width != "auto" and width.unit == "px")


def _shares(box: Any) -> bool:
    """Whether children are placed side by side with widths that depend on their content."""
    if kind(box) == "GridBox":
        return _SIZED_BY_CONTENT.search(repr(box.style["grid_template_columns"])) is not None
    return kind(box) == "FlexBox" and box.style["flex_direction"].startswith("row")


def bottom(box: Any) -> float:
    """The bottom of a laid-out box with its margins, in CSS pixels from the top of its page."""
    return float(box.position_y + box.margin_height())


def ends(page: Any) -> float:
    """The bottom of the page area of a laid-out page with the tolerance, in CSS pixels."""
    return float(page.content_box_y() + page.height + _TOLERANCE_PX)


def _outside(box: Any) -> Iterator[Any]:
    """A box and the boxes below it outside of slots. Not recursive: a page has thousands."""
    waiting = [box]
    while waiting:
        above = waiting.pop()
        yield above
        waiting.extend(child for child in reversed(children(above)) if not is_slot(child))
