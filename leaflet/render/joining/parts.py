"""Parts of objects and streams that are only known when a file is joined.

What a clinic has is laid out on pages of its own. Where it stands in a file follows from the pages
of the leaflet: on which page, at which point, after how many marks. A template is a sequence of
bytes and of the parts below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mcid:
    """The number of a mark on its page, counted from the first one of its slot."""

    number: int


@dataclass(frozen=True, slots=True)
class X:
    """A distance in points from the left edge of a slot."""

    points: float


@dataclass(frozen=True, slots=True)
class Y:
    """A distance in points above the top edge of a slot; below it, less than 0."""

    points: float


@dataclass(frozen=True, slots=True)
class Key:
    """The key of an annotation in the tree that leads from content to elements."""

    number: int


@dataclass(frozen=True, slots=True)
class PageReference:
    """The page that a slot stands on."""


@dataclass(frozen=True, slots=True)
class OfPair:
    """What a leaflet of a clinic alone has: "address", "alt", "code" or "modules"."""

    name: str


Part = bytes | Mcid | X | Y | Key | PageReference | OfPair
Template = tuple[Part, ...]


def merged(parts: Iterable[Part]) -> Template:
    """A template in which no bytes follow bytes."""
    made: list[Part] = []
    for part in parts:
        if made and isinstance(part, bytes) and isinstance(made[-1], bytes):
            made[-1] += part
        else:
            made.append(part)
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a slot stands: the number of its page object, its corner at the top left in points from
    the lower left of the page, its first MCID, and the key of its first annotation.
    """

    page: int
    left: float
    top: float
    first_mcid: int
    first_key: int


def filled(template: Sequence[Part], at: Position, pair: Any) -> bytes:
    """A template with what a position and a pair give."""
    made = []
    for part in template:
        if isinstance(part, bytes):
            made.append(part)
        elif isinstance(part, Mcid):
            made.append(b"%d" % (at.first_mcid + part.number))
        elif isinstance(part, X):
            made.append(number(at.left + part.points))
        elif isinstance(part, Y):
            made.append(number(at.top + part.points))
        elif isinstance(part, PageReference):
            made.append(b"%d 0 R" % at.page)
        elif isinstance(part, Key):
            made.append(b"%d" % (at.first_key + part.number))
        else:
            made.append(getattr(pair, part.name))
    return b"".join(made)


def number(value: float) -> bytes:
    """A number as it is written in a PDF, to a ten thousandth."""
    return (b"%.4f" % value).rstrip(b"0").rstrip(b".")
