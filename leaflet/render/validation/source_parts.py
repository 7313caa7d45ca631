"""Sorts what stands on laid-out pages by the elements of the source that it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from leaflet.core.characters import without_break_signs
from leaflet.core.paper import POINTS_PER_PIXEL
from leaflet.render.measure.boxes import children, kind

_SVG = "{http://www.w3.org/2000/svg}"
#: Elements and attributes with which a path may be painted elsewhere, more than once or not at all.
_ELSEWHERE = frozenset(("defs", "use", "clipPath", "mask", "marker", "pattern", "symbol", "style"))
_UNPAINTED = frozenset(("display", "visibility", "style", "opacity"))
#: The most characters of a text on one line.
_LINE = 200


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the words for it, its page from 0, its corners in points from the lower left, and
    for a drawing in the source the number of its closed shapes.
    """

    words: str
    page: int
    corners: tuple[float, ...]
    closed: int = 0


class Place(NamedTuple):
    """A text, and the start of its base line in points from the lower left of the page."""

    words: str
    x: float
    y: float


@dataclass(eq=False, slots=True)
class Part:
    """What an element of the source, or one of its pseudo-elements, holds on all pages."""

    element: Any
    tag: str
    kids: list[Part | str | Picture] = field(default_factory=list)
    _words: str | None = None

    @property
    def role(self) -> str:
        """The role that the element says it has."""
        return "" if self.element is None or "::" in self.tag else self.element.get("role") or ""

    def walk(self) -> Iterator[Part]:
        """The part and all below it, in order."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting += [kid for kid in reversed(part.kids) if isinstance(kid, Part)]

    @property
    def leaves(self) -> Iterator[str | Picture]:
        """The texts and pictures in it, in order."""
        waiting = self.kids[::-1]
        while waiting:
            kid = waiting.pop()
            if isinstance(kid, Part):
                waiting += kid.kids[::-1]
            else:
                yield kid

    @property
    def words(self) -> str:
        """The words in it, once all of it is read."""
        if self._words is None:
            kids = [kid for kid in self.kids if not isinstance(kid, Picture)]
            texts = [kid if isinstance(kid, str) else kid.words for kid in kids]
            self._words = "".join(texts)
        return self._words


def bare(text: str) -> str:
    """A text without signs that have no shape, with single blanks."""
    return _bare_line(text) if len(text) <= _LINE else _bare(text)


def _bare(text: str) -> str:
    return " ".join(without_break_signs(text).split())


#: Lines are the same for many clinics, and each is asked for as laid out and as painted.
_bare_line = lru_cache(maxsize=16_384)(_bare)


class PartReader:
    """Sorts the texts of pages by the elements that they belong to."""

    def __init__(self, root: Part) -> None:
        self.root = root
        self.parts: dict[tuple[Any, str], tuple[Part, int]] = {}
        self.pages: list[Counter[str]] = []
        self.places: list[list[Place]] = []
        self._words: list[str] = []

    def add(self, number: int, page: Any) -> None:
        """Adds what stands on a page."""
        self.places.append([])
        self.height, self._words = page.height, []
        self._walk(page._page_box, self.root, number)
        self.pages.append(Counter(self._words))

    def _walk(self, box: Any, into: Part, number: int) -> None:
        for child in children(box):
            name = kind(child)
            if name == "TextBox":
                self._add_text(child, into, number)
            elif name == "LineBox":
                self._walk(child, into, number)
            else:
                part = None if name == "MarginBox" else self._part(child, into, number)
                read = part if part is not None else Part(None, "margin")
                self._add_picture(child, read, number)
                self._walk(child, read, number)

    def _part(self, box: Any, into: Part, number: int) -> Part | None:
        """The part of a box; none where it repeats what stands on a page before."""
        tag = str(box.element_tag)
        if into.tag == "margin":
            return into
        if box.element is None or (box.element, tag) == (into.element, into.tag):
            return into
        if (box.element, tag) not in self.parts:
            part = Part(box.element, tag)
            self.parts[box.element, tag] = part, number
            into.kids.append(part)
        part, first = self.parts[box.element, tag]
        if first < number and (tag == "thead" or box.style["position"] == "fixed"):
            return None
        return part

    def _add_text(self, box: Any, into: Part, number: int) -> None:
        if box.text.strip() and box.style["visibility"] == "visible":
            words = box.pango_layout.text
            seen = bare(words)
            x, y = box.position_x, self.height - box.position_y - box.baseline
            self.places[number].append(Place(seen, x * POINTS_PER_PIXEL, y * POINTS_PER_PIXEL))
            into.kids.append(words)
            if into.tag != "margin":
                self._words += seen.split()

    def _add_picture(self, box: Any, part: Part, number: int) -> None:
        if not hasattr(box, "replacement") or box.style["visibility"] != "visible":
            return
        if "svg" in part.tag:
            title = box.element.find("{http://www.w3.org/2000/svg}title")
            words = (title is not None and title.text) or ""
        else:
            words = box.element.get("alt") or ""
        if words or box.element.get("alt") != "":
            left, top = box.content_box_x(), self.height - box.content_box_y()
            corners = (left, top - box.height, left + box.width, top)
            corners = tuple(round(corner * POINTS_PER_PIXEL, 2) for corner in corners)
            part.kids.append(Picture(bare(words), number, corners, _closed(box.element)))


def _closed(drawing: Any) -> int:
    """The closed shapes of a drawing, as far as these are paths that are painted as they stand."""
    elements = [element for element in drawing.iter() if str(element.tag).startswith(_SVG)]
    if any(map(_may_differ, elements)):
        return 0
    paths = (element.get("d", "") for element in elements if element.tag == f"{_SVG}path")
    return sum(path.lower().count("z") for path in paths)


def _may_differ(element: Any) -> bool:
    """Whether what is painted of an element of a drawing may not be the element as it stands."""
    is_bare = element.get("fill") == "none" and element.get("stroke", "none") == "none"
    if is_bare or element.tag.removeprefix(_SVG) in _ELSEWHERE:
        return True
    return not _UNPAINTED.isdisjoint(element.keys())
