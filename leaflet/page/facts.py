"""What is known of printed pages, in millimetres: read off a layout, stored with a rendering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from leaflet.page.composition import Fitted

#: Rounding in layout; anything past it is seen on paper.
TOLERANCE_MM = 0.2


@dataclass(frozen=True, slots=True)
class PageSide:
    """One printed side. `filled_mm` is how far down the content reaches, `room_mm` how far it
    may; `overflow_mm` how far anything sticks out of the page area, 0 when nothing does.
    `words` are on it, `parts` those of the text with the heights in mm that they take here.
    """

    filled_mm: float
    room_mm: float
    overflow_mm: float
    ends_with_heading: bool
    is_blank: bool = False
    words: int = 0
    parts: tuple[tuple[str, float], ...] = ()

    @property
    def fill(self) -> float:
        """The share of the side's height that is used, 0 to 1; a side without any is full."""
        return self.filled_mm / self.room_mm if self.room_mm else 1.0


@dataclass(frozen=True, slots=True)
class PlaceFit:
    """A place of fixed height on a page, a clinic slot or a panel: the height that it has and
    the height that its content takes.
    """

    name: str
    page: int
    height_mm: float
    content_mm: float

    @property
    def overflow_mm(self) -> float:
        """How much too tall the content is, 0 when it fits."""
        over = self.content_mm - self.height_mm
        return round(over, 1) if over > TOLERANCE_MM else 0.0


@dataclass(frozen=True, slots=True)
class Break:
    """A bad break: a line of one word, or a call-out that is split over two pages."""

    kind: Literal["line", "call-out"]
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class TypeSize:
    """A type size in points: how many characters are set in it, the first words that are, and
    how many characters the longest `line` of running text in it has.
    """

    points: float
    characters: int
    page: int
    text: str
    longest: int = 0
    line: str = ""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A way of setting that is hard to read, and the words that are first set so."""

    way: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Edges:
    """A page's margins in mm, and how near words and pictures come to the edges of its paper: at
    the top, right, bottom and left.
    """

    margins_mm: tuple[float, ...]
    nearest_mm: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture made of pixels: its address, and how many of them are printed on an inch."""

    name: str
    page: int
    dpi: int


@dataclass(frozen=True, slots=True)
class Heights:
    """What an endless page tells, in mm: the natural height of each panel, of each piece of text
    and of the gap between two, and how many words each of them holds.

    All pieces stand in the panels that `held` names.
    """

    panels: Mapping[str, float]
    pieces: Mapping[str, float]
    held: Mapping[str, str]
    gap_mm: float
    words: Mapping[str, int]

    def fixed(self, panel: str) -> float:
        """The height of a panel without its pieces and their gaps."""
        inside = [self.pieces[piece] for piece, name in self.held.items() if name == panel]
        natural = self.panels[panel]
        if not inside:
            return natural
        rest = natural - sum(inside) - self.gap_mm * (len(inside) - 1)
        return rest - self.gap_mm if rest > self.gap_mm + TOLERANCE_MM else 0.0

    def words_per_mm(self, panel: str, pieces: Iterable[str]) -> float:
        """How many words a millimetre of a panel with some pieces holds."""
        pieces = list(pieces)
        words = sum(self.words[piece] for piece in pieces) or self.words[panel]
        height = sum(self.pieces[piece] for piece in pieces) or self.panels[panel]
        return words / height if height else 0.0


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts that rendered checks read; stored with the rendering.

    `fit` is how the text was set. `boxes` lists words that stick out of their cell or box,
    sideways or below, as (page, text, mm); `breaks` what is broken badly though nothing is lost;
    `anchors` are the ids that reached a page, sentinels among them; `type_sizes` all sizes that
    words are set in, the smallest first, running lines among them; `emphases` say what is set in
    a way that is hard to read, `edges` how near to the paper's edges each page is printed, `photos`
    which pictures are made of pixels, `state_bands` how often each page says the leaflet's state,
    where it must.
    """

    sides: tuple[PageSide, ...]
    slots: tuple[PlaceFit, ...]
    panels: tuple[PlaceFit, ...]
    fit: Fitted
    boxes: tuple[tuple[int, str, float], ...]
    breaks: tuple[Break, ...]
    anchors: frozenset[str]
    type_sizes: tuple[TypeSize, ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    edges: tuple[Edges, ...] = ()
    photos: tuple[Photo, ...] = ()
    state_bands: tuple[int, ...] = ()

    @property
    def is_overfull(self) -> bool:
        """Whether something does not fit into its place."""
        places = [place.overflow_mm for place in (*self.slots, *self.panels)]
        return any((*self.fit.excess, *places, *(side.overflow_mm for side in self.sides)))
