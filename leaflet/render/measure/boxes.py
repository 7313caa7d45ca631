"""Walks WeasyPrint's box tree, which is private to WeasyPrint and so is walked only here.

Nothing here imports WeasyPrint; `renderer.py` passes the boxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Rect, tolerance: float = 1.0) -> bool:
        """Whether another rectangle lies in this one."""
        return (
            self.left - tolerance <= other.left
            and self.top - tolerance <= other.top
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def is_beside(self, other: Rect) -> bool:
        """Whether the two have a part of the width of the page in common."""
        return self.left < other.right and other.left < self.right


def kind(box: Any) -> str:
    """The class name of a box: "TextBox", "LineBox", "BlockBox" and so on."""
    return type(box).__name__


def children(box: Any) -> list[Any]:
    """The child boxes of a box; placeholders of absolute boxes are resolved."""
    return [getattr(placed, "_box", placed) for placed in getattr(box, "children", ())]


def inside(box: Any, *, margins: bool = False) -> Iterator[Any]:
    """All boxes below a box, parents first; those in margins only with `margins`.

    Not recursive: a page has thousands of boxes.
    """
    waiting = [box]
    while waiting:
        above = waiting.pop()
        if above is not box:
            yield above
        for placed in reversed(getattr(above, "children", ())):
            child = getattr(placed, "_box", placed)
            if margins or kind(child) != "MarginBox":
                waiting.append(child)


def texts(box: Any, *, margins: bool = False) -> Iterator[Any]:
    """The text boxes below a box that are not blank; those in margins only with `margins`."""
    below = inside(box, margins=margins)
    return (b for b in below if kind(b) == "TextBox" and b.text.strip())


def is_painted(box: Any) -> bool:
    """Whether a box is text or a picture."""
    return (kind(box) == "TextBox" and bool(box.text.strip())) or hasattr(box, "replacement")


def elements(box: Any, attribute: str) -> Iterator[Any]:
    """The boxes of elements with an attribute, without pseudo-elements."""
    return (below for below in inside(box) if carries(below, attribute))


def carries(box: Any, attribute: str) -> bool:
    """Whether a box belongs to an element with an attribute, and not to a pseudo-element."""
    element = box.element
    return bool(element is not None and element.get(attribute) and box.element_tag == element.tag)


def border_box(box: Any) -> Rect:
    """The place of a box with its edges."""
    left, top = box.border_box_x(), box.border_box_y()
    return Rect(left, top, left + box.border_width(), top + box.border_height())
