"""Print formats: one file, one `FORMAT` constant each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from leaflet.paper import Margins, Paper


@dataclass(frozen=True, slots=True)
class Room:
    """The place of a clinic slot: its size by height class.

    `characters` surely fit a line of it at the largest type of the format; `lines` are the most
    lines that classes S and M hold (mm of logo height for the masthead); `heights_mm` are the
    heights of S, M and L at the smallest type. What stands in `columns` beside each other takes
    the lines of the longer one. A room without heights grows with what stands in it; a format
    that has one turns no knobs, because a fit follows from classes and not from words.
    """

    characters: int = 0
    lines: tuple[float, float] = (0, 0)
    heights_mm: tuple[float, float, float] | None = None
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Panel:
    """A place of fixed height that a side is made of, such as a panel between two folds.

    `height_mm` is the height that its content may take. A panel that `flows` takes sections, in
    the order of the panels; the others hold what their template puts there.
    """

    name: str
    height_mm: float
    flows: bool = True


@dataclass(frozen=True, slots=True)
class Knobs:
    """What may be turned to make a text fit, each from its tightest to its widest.

    `spacing` multiplies the space between lines of different paragraphs, `figures` the width of
    the figures, `x_height_mm` is the type size of the text. `spacing` is begun with its middle
    value where pages flow; panels are filled by it.
    """

    spacing: tuple[float, float, float]
    figures: tuple[float, float]
    x_height_mm: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Format:
    """What a format promises to the reader and to the printer.

    Lengths are mm. `template` is the page template in `templates/`, `sides` the most printed
    sides (a multiple of `signature`, to which blank sides are made writing pages),
    `small_x_height_mm` the floor of the type size for the imprint, `last_side_fill` the share
    of the last side that must be printed on. `panels` are the places of fixed height, none
    where text flows from page to page. `words` is how many words of the text a format has room
    for (the complete text without it), `rooms` the places of the clinic's slots. An `extract`
    prints single fields of a leaflet, not its sections.
    """

    id: str
    title: str
    paper: Paper
    margins: Margins
    template: str
    sides: int
    knobs: Knobs
    small_x_height_mm: float
    last_side_fill: float
    rooms: Mapping[str, Room]
    panels: tuple[Panel, ...] = ()
    words: int | None = None
    signature: int = 1
    logo_scale: float = 1.0
    mono: bool = False
    text_contrast: float = 4.5
    medium: Literal["paper", "screen"] = "paper"
    extract: bool = False
    folds_mm: tuple[tuple[float, ...], ...] = field(default=())

    @property
    def body_x_height_mm(self) -> float:
        """The floor of the type size of the text."""
        return self.knobs.x_height_mm[0]

    @property
    def suffix(self) -> str:
        """How the reading file's name ends."""
        return ".pdf" if self.medium == "paper" else ".html"
