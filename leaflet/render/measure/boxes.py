"""WeasyPrint's box tree, as far as we look into it: private to WeasyPrint, so walked only here.

Nothing here imports WeasyPrint; boxes are handed over by `render.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def kind(box: Any) -> str:
    """What a box is: "TextBox", "LineBox", "BlockBox" and so on."""
    return type(box).__name__


def children(box: Any) -> list[Any]:
    """The boxes in a box, absolute ones resolved."""
    return [getattr(placed, "_box", placed) for placed in getattr(box, "children", ())]


def inside(box: Any, *, margins: bool = False) -> Iterator[Any]:
    """All boxes below, absolute ones resolved; those of the `margins` only if asked for.

    A parent comes before its children. Without recursion: a page has thousands of boxes.
    """
    waiting = [box]
    while waiting:
        above = waiting.pop()
        if above is not box:
            yield above
        below = reversed(children(above))
        waiting.extend(child for child in below if margins or kind(child) != "MarginBox")


def texts(box: Any, *, margins: bool = False) -> Iterator[Any]:
    """The boxes of words below; running lines in the `margins` only if asked for."""
    below = inside(box, margins=margins)
    return (b for b in below if kind(b) == "TextBox" and b.text.strip())


def is_painted(box: Any) -> bool:
    """Whether a box is words or a picture."""
    return (kind(box) == "TextBox" and bool(box.text.strip())) or hasattr(box, "replacement")


def elements(box: Any, attribute: str) -> Iterator[Any]:
    """The boxes of elements that carry an attribute, pseudo-elements left out."""
    return (below for below in inside(box) if carries(below, attribute))


def carries(box: Any, attribute: str) -> bool:
    """Whether a box is that of an element, not of its pseudo-elements, with an attribute."""
    element = box.element
    return bool(element is not None and element.get(attribute) and box.element_tag == element.tag)
