"""A map of a laid-out page: what stands on it, as facts are taken from it. Lengths are in CSS
pixels from the upper left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from leaflet.page.facts import Break, FigureNumbers, Photo, PlaceFit
from leaflet.render.measure.boxes import Rect

#: A column of a page: its element and the place of its left upper corner.
Column = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its words, the places of its letters and of its box, and whether it is
    broken on purpose.
    """

    text: str
    ink: Rect
    box: Rect
    is_forced: bool = False


@dataclass(slots=True)
class TextBlock:
    """The lines of a paragraph, item, cell or heading on one page or in one column of it; `breaks`
    are the bad breaks in it, once they were looked for.
    """

    element: Any
    tag: str
    place: tuple[int, Column | None]
    slot: str
    width: float
    lines: list[Line] = field(default_factory=list)
    breaks: tuple[Break, ...] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A box with an edge on most of its sides, or with a ground; `name` is its first class."""

    rect: Rect
    name: str


@dataclass(frozen=True, slots=True)
class ListPart:
    """What stands of a list at one place: how many items begin there, how high they are together,
    and whether the column is one of the list's own.
    """

    element: Any
    place: tuple[int, Column | None]
    items: int
    height: float
    has_columns: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is not blank: its words and their number, its characters if it is of the text of
    the leaflet itself, its type size in points, and the places of its box and of its base line from
    above; whether it stands in a margin.
    """

    words: str
    count: int
    characters: int
    points: float
    top: float
    base: float
    in_margin: bool


@dataclass(frozen=True, slots=True)
class RunningLine:
    """A line of running text of more than one line: its words, the largest type size in points, and
    the kinds of setting in it that are hard to read.
    """

    text: str
    points: float
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallOut:
    """What stands of a call-out on a page: its element, its height, its class, and the number of
    items of lists and paragraphs in it.
    """

    element: Any
    height: float
    name: str
    items: int


@dataclass(slots=True)
class Contents:
    """What stands on a page or in a part of it, in the order of the source. `marks` are the places
    of lines and pictures, `edges` those of rules and frames, `ruled` the boxes with a rule above
    and no other edge; `lists` the parts of lists; `columns` the elements of columns and their
    places.

    `fills` are the places of texts, pictures and lines to write on, `inks` those of what is
    printed, in margins too; `heading_ends` the lower edges of the texts of headings; `parts` the
    parts of the text with their heights in mm; `slots` and `panels` the places of fixed height;
    `protruding` and `spilling` the texts that reach out of their box beside or below it, with the
    excess in mm; `logos` the heights of logos.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    pictures: list[Rect] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    marks: list[Rect] = field(default_factory=list)
    edges: list[Rect] = field(default_factory=list)
    ruled: list[Rect] = field(default_factory=list)
    lists: list[ListPart] = field(default_factory=list)
    columns: dict[Column, tuple[Any, Rect]] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    running: list[RunningLine] = field(default_factory=list)
    fills: list[Rect] = field(default_factory=list)
    inks: list[Rect] = field(default_factory=list)
    heading_ends: list[float] = field(default_factory=list)
    parts: list[tuple[str, float]] = field(default_factory=list)
    slots: list[PlaceFit | None] = field(default_factory=list)
    panels: list[PlaceFit | None] = field(default_factory=list)
    protruding: list[tuple[str, float]] = field(default_factory=list)
    spilling: list[tuple[str, float] | None] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    call_outs: list[CallOut | None] = field(default_factory=list)
    figure_numbers: list[FigureNumbers] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    logos: list[float] = field(default_factory=list)

    def add(self, other: Contents) -> None:
        """Adds what follows."""
        for name in _LISTS:
            getattr(self, name).extend(getattr(other, name))
        self.columns.update(other.columns)


_LISTS = [one.name for one in fields(Contents) if one.name != "columns"]
_NOWHERE = Rect(0, 0, 0, 0)


@dataclass(slots=True)
class PageMap(Contents):
    """What stands on a page. `area` is its text area, `height` the height of that; `margins` and
    `paper` are the sizes of its margins and of the page with these.
    """

    number: int = 0
    area: Rect = _NOWHERE
    height: float = 0
    margins: tuple[float, ...] = ()
    paper: tuple[float, float] = (0, 0)
