"""What the pages of a document were laid out to say, in the order of its source.

Taken from the boxes of the layout and the elements that they were made from, and not from what
tags or paints them, so that a PDF can be held against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from leaflet.core.paper import POINTS_PER_PIXEL
from leaflet.page.read_aloud import ReadAloud
from leaflet.render.validation.source_parts import Part, PartReader, Picture, Place, bare

#: The tags of headings.
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LISTS = frozenset(("ul", "ol", "dl"))


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its target, its words, and the words by which it is announced."""

    target: str
    words: str
    says: str


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

    @property
    def read_aloud(self) -> ReadAloud:
        """What is announced of it."""
        return ReadAloud(
            headings=tuple(words for _, words in self.headings),
            pictures=tuple(picture.words for picture in self.pictures),
            links=tuple(dict.fromkeys(link.says for link in self.links)),
        )


def laid_out(document: Any, band: str = "", identity: Iterable[tuple[str, str]] = ()) -> LaidOut:
    """What a laid-out `Document` says, after its state band; words end with the blanks that will be
    painted.
    """
    reader = read_parts(document)
    root = reader.root
    if reader.pages:
        reader.pages[0].update(bare(band).split())
    everything = list(root.walk())
    parts = [part for part in everything if "::" not in part.tag and any(part.leaves)]
    headings = ((int(p.tag[1]), bare(p.words)) for p in parts if p.tag in HEADINGS)
    linked = [part for part in parts if part.tag == "a" and part.element.get("href")]
    return LaidOut(
        title=document.metadata.title or "",
        language=document.metadata.lang or "",
        words=bare(f"{band} {root.words}"),
        headings=tuple(headings),
        pictures=tuple(leaf for leaf in root.leaves if isinstance(leaf, Picture)),
        links=tuple(link_of(part) for part in linked),
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
        rows=tuple(_cells(part) for part in everything if part.tag == "tr" and _cells(part)),
        lists=tuple(_items(part) for part in parts if _is_list(part) and _items(part)),
        pages=tuple(reader.pages),
        sizes=tuple(
            (page.width * POINTS_PER_PIXEL, page.height * POINTS_PER_PIXEL)
            for page in document.pages
        ),
        anchors=_anchors(document),
        bookmarks=_bookmarks(document),
    )


def read_parts(document: Any) -> PartReader:
    """The texts of a laid-out `Document` by the elements that they belong to."""
    reader = PartReader(Part(None, ""))
    for number, page in enumerate(document.pages):
        reader.add(number, page)
    return reader


def link_of(part: Part) -> Link:
    """The link that a part is."""
    pictures = (leaf.words for leaf in part.leaves if isinstance(leaf, Picture))
    own = "".join(part.element.itertext()).strip() or " ".join(pictures)
    words = part.element.get("data-says") or own
    return Link(part.element.get("href"), bare(part.words), bare(words))


def _cells(row: Part) -> tuple[str, ...]:
    return tuple(part.tag.upper() for part in row.walk() if part.tag in ("td", "th"))


def _items(part: Part) -> int:
    """The items of a list, without those of the lists in them."""
    below = [kid for kid in part.kids if isinstance(kid, Part)]
    own = [kid for kid in below if _is_item(kid) and any(kid.leaves)]
    inner = [kid for kid in below if not (_is_item(kid) or kid.tag == "dd" or _is_list(kid))]
    return len(own) + sum(map(_items, inner))


def _is_list(part: Part) -> bool:
    return part.tag in _LISTS or part.role == "list"


def _is_item(part: Part) -> bool:
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
