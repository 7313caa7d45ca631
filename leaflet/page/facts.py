"""Page facts: measurements of a layout in millimetres, which are stored with its rendering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from leaflet.page.composition import Fitted
from leaflet.page.read_aloud import Fault, ReadAloud

#: The reason why a style of a screen page is an error: no browser runs in a build.
NOT_CHECKED = "cannot be checked on a screen page"

BreakKind = Literal[
    "line", "call-out", "list", "paragraph", "sentence", "address", "hyphen", "number"
]

#: The tolerance for rounding in the layout; more is visible on paper.
TOLERANCE_MM = 0.2


@dataclass(frozen=True, slots=True)
class PageSide:
    """One printed side. `filled_mm` is the height of the content, `room_mm` the height available;
    `overflow_mm` is how far any content extends beyond the page area, 0 if none does. `words` is
    the number of words, `parts` are the parts of the text with their heights in mm on this side.
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
        """The used share of the side's height, 0 to 1; 1 for a side without height."""
        return self.filled_mm / self.room_mm if self.room_mm else 1.0


@dataclass(frozen=True, slots=True)
class PlaceFit:
    """A place of fixed height on a page, either a clinic slot or a panel: its height and the
    height of its content.
    """

    name: str
    page: int
    height_mm: float
    content_mm: float

    @property
    def overflow_mm(self) -> float:
        """The excess height of the content, 0 if it fits."""
        over = self.content_mm - self.height_mm
        return round(over, 1) if over > TOLERANCE_MM else 0.0


@dataclass(frozen=True, slots=True)
class Break:
    """A bad break, before or on a page: a line of one word; a call-out, a list, a paragraph or, by
    a picture, a sentence that is split over two pages or columns; an address or a compound that is
    broken at a hyphen of its own; a line that ends or begins with a number.

    `text` are the words around it; those of the next line follow " / ". `slot` is the slot of the
    clinic that it is in.
    """

    kind: BreakKind
    page: int
    text: str
    slot: str = ""


@dataclass(frozen=True, slots=True)
class HeadingGap:
    """A section heading, and the white above it in mm."""

    page: int
    level: int
    text: str
    gap_mm: float


@dataclass(frozen=True, slots=True)
class Collision:
    """Two things on a page that overlap or nearly touch, and the distance between them in mm, which
    is negative for an overlap: words in quotation marks, "a picture", or a box by its class.
    """

    page: int
    one: str
    other: str
    distance_mm: float


@dataclass(frozen=True, slots=True)
class TypeSize:
    """A type size in points: the number of characters set in it, the first words set in it, and
    the number of characters in the longest `line` of running text.
    """

    points: float
    characters: int
    page: int
    text: str
    longest: int = 0
    line: str = ""


@dataclass(frozen=True, slots=True)
class FigureNumbers:
    """The numbers on a picture: the smallest type size in points, and the alternative text."""

    points: float
    page: int
    alt: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """An emphasis that is hard to read, and the first words set in it."""

    way: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Edges:
    """A page's margins in mm, and the distances of words and pictures from the edges of the paper:
    top, right, bottom and left.
    """

    margins_mm: tuple[float, ...]
    nearest_mm: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture made of pixels: its address, its printed resolution in pixels per inch, and the
    percentage of it that is cut off, because it is cropped to its place.
    """

    name: str
    page: int
    dpi: int
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Lost:
    """A part of a composition that is on no page: its words, or the name of a picture; the slot and
    the part of the text that it belongs to, empty for none.
    """

    kind: Literal["words", "picture"]
    text: str
    slot: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A field of the clinic that a slot leaves out for want of room; whether it stands in the
    format's continuation.
    """

    slot: str
    field: str
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Unseen:
    """Words on a page that no reader could read in print, and the reason."""

    page: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class MatrixCode:
    """A QR code (or another code that phones read) as it was read off the pixels of a page: its
    text,
    its width in mm, the contrast ratio of its modules, and whether it is light on dark.
    """

    page: int
    text: str
    width_mm: float
    contrast: float
    is_inverted: bool = False


@dataclass(frozen=True, slots=True)
class Heights:
    """Measurements of an endless page, in mm: the natural height of each panel, of each piece of
    text and of the gap between two pieces, and the number of words in each.

    `held` maps each piece to its panel on the endless page, `slots` each clinic slot to its piece,
    or to its panel if it is in none. `parts` are the heights of the sections and of the slots, by
    name, that stand in a panel outside of pieces.
    """

    panels: Mapping[str, float]
    pieces: Mapping[str, float]
    held: Mapping[str, str]
    gap_mm: float
    words: Mapping[str, int]
    slots: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def fixed(self, panel: str) -> float:
        """The height in mm of a panel without its pieces and their gaps."""
        inside = [self.pieces[piece] for piece, name in self.held.items() if name == panel]
        natural = self.panels[panel]
        if not inside:
            return natural
        rest = natural - sum(inside) - self.gap_mm * (len(inside) - 1)
        return rest - self.gap_mm if rest > self.gap_mm + TOLERANCE_MM else 0.0

    def words_per_mm(self, panel: str, pieces: Iterable[str]) -> float:
        """The words per millimetre of height in a panel with some pieces, or else in what else it
        holds of the text.
        """
        pieces = list(pieces)
        words = sum(self.words[piece] for piece in pieces) or self.words[panel]
        slots = sum(mm for name, mm in self.parts.get(panel, {}).items() if name in self.slots)
        height = sum(self.pieces[piece] for piece in pieces) or self.panels[panel] - slots
        return words / height if height else 0.0


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts that rendered checks read; stored with the rendering.

    `fit` is the fit of the text. `boxes` lists words that extend beyond their cell or box, sideways
    or below, as (page, text, mm); `breaks` are bad breaks; `anchors` the ids that reached a page,
    including sentinels; `type_sizes` all type sizes of words, the smallest first; `figure_numbers`
    those of numbers drawn on pictures; `emphases` hard to read settings; `edges` the distances of
    each page's content from the edges of the paper; `photos` the pictures made of pixels;
    `heading_gaps` the white above headings; `collisions` what overlaps or nearly touches; `logo_mm`
    the least height of the clinic's logo, if it is printed; `state_bands` the number of times that
    each page shows the leaflet's state, if it must; `slot_classes` the height classes of slots that
    are other than those of the composition, `left_out` what these slots leave out; `lost` what was
    composed and is on no page; `faults` what a screen reader could not read as it was laid out;
    `read_aloud` what is announced of it; `generated` the texts that stylesheets add, where they are
    not trusted.

    Where a project's `own_templates` were used, the pixels of the pages were looked at: `unseen`
    are the words that cannot be read, `codes` the QR codes that can, `codes_composed` the number of
    QR codes in the composition.
    """

    sides: tuple[PageSide, ...]
    slots: tuple[PlaceFit, ...]
    panels: tuple[PlaceFit, ...]
    fit: Fitted
    boxes: tuple[tuple[int, str, float], ...]
    breaks: tuple[Break, ...]
    anchors: frozenset[str]
    type_sizes: tuple[TypeSize, ...] = ()
    figure_numbers: tuple[FigureNumbers, ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    edges: tuple[Edges, ...] = ()
    photos: tuple[Photo, ...] = ()
    heading_gaps: tuple[HeadingGap, ...] = ()
    collisions: tuple[Collision, ...] = ()
    logo_mm: float | None = None
    state_bands: tuple[int, ...] = ()
    slot_classes: tuple[tuple[str, str], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    lost: tuple[Lost, ...] = ()
    faults: tuple[Fault, ...] = ()
    read_aloud: ReadAloud = field(default_factory=ReadAloud)
    generated: tuple[str, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    codes: tuple[MatrixCode, ...] = ()
    codes_composed: int = 0
    own_templates: tuple[str, ...] = ()

    @property
    def is_overfull(self) -> bool:
        """Whether any content does not fit its place."""
        places = [place.overflow_mm for place in (*self.slots, *self.panels)]
        return any((*self.fit.excess, *places, *(side.overflow_mm for side in self.sides)))
