"""What the pages of a document were laid out to say, in the order of its source.

Taken from the boxes of the layout and the elements that they were made from, and not from what
tags or paints them, so that a PDF can be held against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from leaflet.render.measure.boxes import children, kind

_UNSEEN = re.compile("[\u200b\u2060\u00ad]")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LISTS = frozenset(("ul", "ol", "dl"))
_POINTS = 0.75


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the words for it, its page from 0, its corners in points from the lower left."""

    words: str
    page: int
    corners: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its target, its words, and the words by which it is announced."""

    target: str
    words: str
    says: str


@dataclass(frozen=True, slots=True)
class Place:
    """A text, and the start of its base line in points from the lower left of the page."""

    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What a document says: its title and language, all its words in reading order, its headings
    with their levels, its pictures, its links, the words of its sections and paragraphs, the
    languages other than its own, the cells of each row of its tables, and the number of items of
    each list.

    `pages` are the words of each page, in any order, `places` where its texts stand, those in
    margins too, and `sizes` their widths and heights in points. `band` are the words of the band
    with the leaflet's state, where each page has one, and `identity` says which leaflet it is.
    `anchors` are the pages that links within the document lead to, by name; `bookmarks` the
    entries of the outline with their pages.
    """

    title: str
    language: str
    words: str
    headings: tuple[tuple[int, str], ...]
    pictures: tuple[Picture, ...]
    links: tuple[Link, ...]
    sections: tuple[str, ...]
    paragraphs: tuple[str, ...]
    languages: tuple[str, ...]
    places: tuple[tuple[Place, ...], ...]
    band: str
    identity: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    lists: tuple[int, ...]
    pages: tuple[Counter[str], ...]
    sizes: tuple[tuple[float, float], ...]
    anchors: dict[str, int]
    bookmarks: tuple[tuple[str, int], ...]


@dataclass(eq=False, slots=True)
class _Part:
    """What an element of the source, or one of its pseudo-elements, holds on all pages."""

    element: Any
    tag: str
    kids: list[_Part | str | Picture] = field(default_factory=list)

    @property
    def role(self) -> str:
        """The role that the element says it has."""
        return "" if self.element is None or "::" in self.tag else self.element.get("role") or ""

    def walk(self) -> Iterator[_Part]:
        """The part and all below it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, _Part):
                yield from kid.walk()

    @property
    def leaves(self) -> Iterator[str | Picture]:
        """The texts and pictures in it, in order."""
        for kid in self.kids:
            if isinstance(kid, _Part):
                yield from kid.leaves
            else:
                yield kid

    @property
    def words(self) -> str:
        """The words in it."""
        return "".join(leaf for leaf in self.leaves if isinstance(leaf, str))


def bare(text: str) -> str:
    """A text without signs that have no shape, with single blanks."""
    return " ".join(_UNSEEN.sub("", text).split())


def laid_out(document: Any, band: str = "", identity: Iterable[tuple[str, str]] = ()) -> LaidOut:
    """What a laid-out `Document` says, after its state band; words end with the blanks that will be
    painted.
    """
    root = _Part(None, "")
    reader = _Reader(root)
    for number, page in enumerate(document.pages):
        reader.add(number, page)
    if reader.pages:
        reader.pages[0].update(bare(band).split())
    parts = [part for part in root.walk() if "::" not in part.tag and any(part.leaves)]
    headings = ((int(p.tag[1]), bare(p.words)) for p in parts if p.tag in _HEADINGS)
    linked = [part for part in parts if part.tag == "a" and part.element.get("href")]
    return LaidOut(
        title=document.metadata.title or "",
        language=document.metadata.lang or "",
        words=bare(f"{band} {root.words}"),
        headings=tuple(headings),
        pictures=tuple(leaf for leaf in root.leaves if isinstance(leaf, Picture)),
        links=tuple(_link(part) for part in linked),
        sections=tuple(bare(part.words) for part in parts if part.tag == "section"),
        paragraphs=tuple(bare(part.words) for part in parts if part.tag == "p" and not part.role),
        languages=tuple(
            part.element.get("lang")
            for part in parts
            if part.tag not in ("html", "body")
            and part.element is not None
            and part.element.get("lang")
        ),
        places=tuple(tuple(places) for places in reader.places),
        band=bare(band),
        identity=tuple(identity),
        rows=tuple(_cells(part) for part in root.walk() if part.tag == "tr" and _cells(part)),
        lists=tuple(_items(part) for part in parts if _is_list(part) and _items(part)),
        pages=tuple(reader.pages),
        sizes=tuple((page.width * _POINTS, page.height * _POINTS) for page in document.pages),
        anchors=_anchors(document),
        bookmarks=_bookmarks(document),
    )


class _Reader:
    """Sorts the texts of pages by the elements that they belong to."""

    def __init__(self, root: _Part) -> None:
        self.root = root
        self.parts: dict[tuple[Any, str], tuple[_Part, int]] = {}
        self.pages: list[Counter[str]] = []
        self.places: list[list[Place]] = []

    def add(self, number: int, page: Any) -> None:
        """Adds what stands on a page."""
        self.pages.append(Counter())
        self.places.append([])
        self.height = page.height
        self._walk(page._page_box, self.root, number)

    def _walk(self, box: Any, into: _Part, number: int) -> None:
        for child in children(box):
            if kind(child) == "TextBox":
                self._add_text(child, into, number)
            elif kind(child) == "LineBox":
                self._walk(child, into, number)
            else:
                is_margin = kind(child) == "MarginBox"
                part = None if is_margin else self._part(child, into, number)
                read = part if part is not None else _Part(None, "margin")
                self._add_picture(child, read, number)
                self._walk(child, read, number)

    def _part(self, box: Any, into: _Part, number: int) -> _Part | None:
        """The part of a box; none where it repeats what stands on a page before."""
        tag = str(box.element_tag)
        if into.tag == "margin":
            return into
        if box.element is None or (box.element, tag) == (into.element, into.tag):
            return into
        if (box.element, tag) not in self.parts:
            part = _Part(box.element, tag)
            self.parts[box.element, tag] = part, number
            into.kids.append(part)
        part, first = self.parts[box.element, tag]
        repeats = tag == "thead" or box.style["position"] == "fixed"
        return None if repeats and first < number else part

    def _add_text(self, box: Any, into: _Part, number: int) -> None:
        if box.text.strip() and box.style["visibility"] == "visible":
            words = box.pango_layout.text
            x, y = box.position_x, self.height - box.position_y - box.baseline
            self.places[number].append(Place(bare(words), x * _POINTS, y * _POINTS))
            into.kids.append(words)
            if into.tag != "margin":
                self.pages[number].update(bare(words).split())

    def _add_picture(self, box: Any, part: _Part, number: int) -> None:
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
            corners = tuple(round(corner * _POINTS, 2) for corner in corners)
            part.kids.append(Picture(words, number, corners))


def _link(part: _Part) -> Link:
    pictures = (leaf.words for leaf in part.leaves if isinstance(leaf, Picture))
    own = "".join(part.element.itertext()).strip() or " ".join(pictures)
    words = part.element.get("data-says") or own
    return Link(part.element.get("href"), bare(part.words), bare(words))


def _cells(row: _Part) -> tuple[str, ...]:
    return tuple(part.tag.upper() for part in row.walk() if part.tag in ("td", "th"))


def _items(part: _Part) -> int:
    """The items of a list, without those of the lists in them."""
    below = [kid for kid in part.kids if isinstance(kid, _Part)]
    own = [kid for kid in below if _is_item(kid) and any(kid.leaves)]
    inner = [kid for kid in below if not (_is_item(kid) or kid.tag == "dd" or _is_list(kid))]
    return len(own) + sum(map(_items, inner))


def _is_list(part: _Part) -> bool:
    return part.tag in _LISTS or part.role == "list"


def _is_item(part: _Part) -> bool:
    return part.tag in ("li", "dt") or part.role == "listitem"


def _anchors(document: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def _bookmarks(document: Any) -> tuple[tuple[str, int], ...]:
    waiting = list(document.make_bookmark_tree())
    found = []
    while waiting:
        title, (page, *_), below, _ = waiting.pop(0)
        found.append((title, page))
        waiting = [*below, *waiting]
    return tuple(found)
