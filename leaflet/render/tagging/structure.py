"""The structure tree while it is made: elements, and what of the pages they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: Elements that group others and hold no words themselves (ISO 32000-1, 14.8.4.2).
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})

#: Elements that stand without words too: a row of a table has as many cells as the others.
_MAY_BE_EMPTY = frozenset({"TD", "TH"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked piece of the content of a page: page number from 0 and MCID."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation of a page, as its `pydyf.Dictionary`."""

    page: int
    dictionary: Any


@dataclass(eq=False, slots=True)
class Element:
    """A structure element: its type (ISO 32000-1, 14.8.4), the element of the page's source that it
    is made from, and in reading order the elements, marks and annotations that it holds. One
    without a type keeps the place of an element of the source that is none of the tree's.

    `page` is the first page that it stands on, `parent` the element that it was added to. `words`
    are those of a label, and those that stand for a figure or a link. `box` are the corners of a
    figure in points from the lower left of the page. `attributes` are those of tables and lists.
    `slot` is the name of the slot whose place it keeps. `reference` is that of the object that it
    is written as.
    """

    type: str
    source: tuple[Any, str] | None = None
    page: int = 0
    parent: Element | None = None
    kids: list[Element | Mark | Annotation] = field(default_factory=list)
    words: str = ""
    language: str = ""
    box: tuple[float, float, float, float] | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    slot: str = ""
    reference: bytes = b""

    def add(self, kid: Element) -> Element:
        """Adds an element behind the others; returns it."""
        kid.parent = self
        self.kids.append(kid)
        return kid

    @property
    def holder(self) -> Element:
        """The element itself or the nearest around it that has a type."""
        return self if self.type or self.parent is None else self.parent.holder

    @property
    def of_slot(self) -> str:
        """The name of the slot that it is made from; empty for other elements."""
        if self.source is None or "::" in self.source[1]:
            return ""
        return str(self.source[0].get("data-slot") or "")

    @property
    def last(self) -> Element | None:
        """The element that it ends with, if it ends with one."""
        last = self.kids[-1] if self.kids else None
        return last if isinstance(last, Element) else None

    @property
    def elements(self) -> list[Element]:
        """The elements directly below."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def prune(self) -> bool:
        """Removes all elements below that hold nothing; returns whether this one holds anything.

        An element without a type, and a paragraph that holds figures alone, give way to what they
        hold.
        """
        kids: list[Element | Mark | Annotation] = []
        for kid in self.kids:
            if not isinstance(kid, Element):
                kids.append(kid)
            elif kid.prune():
                is_figures = kid.type == "P" and all(
                    isinstance(below, Element) and below.type == "Figure" for below in kid.kids
                )
                kids += kid.kids if is_figures or not kid.type else [kid]
        self.kids = kids
        return bool(kids or self.slot) or self.type in _MAY_BE_EMPTY
