"""Print formats: one file, one `FORMAT` constant each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from leaflet.core.diagnostics import UsageError
from leaflet.core.paper import A4, Margins, Paper, points_for_x_height, points_to_mm

#: RNIB: large print is 16 to 18 points; we begin at 18, which is 3 mm of x-height.
LARGE_X_HEIGHT_MM = 3.0
MOST_POINTS = 48

#: "plain": each page is a side of a sheet. "saddle-stitch": two pages beside each other on sheets
#: to fold and staple. "folded": a page is a side of a sheet to fold. "tiled": a page on several.
Imposition = Literal["plain", "saddle-stitch", "folded", "tiled"]

Medium = Literal["paper", "screen"]

#: How the name of the reading file ends, by medium.
ENDINGS: Mapping[Medium, str] = {"paper": ".pdf", "screen": ".html"}


@dataclass(frozen=True, slots=True)
class SlotSize:
    """The size of a clinic slot by height class.

    `characters` surely fit a line of it at the largest type of the format; `lines` are the most
    lines that classes S and M hold (mm of logo height for the masthead); `heights_mm` are the
    heights of S, M and L at the smallest type. What stands in `columns` beside each other takes
    the lines of the longer one. A slot without heights grows with what stands in it; a format
    that has one is not fitted, because a fit follows from classes and not from words.
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
class FitLimits:
    """What may be changed to make a text fit, each from its tightest to its widest.

    `spacing` multiplies the space between lines of different paragraphs, `figures` the width of
    the figures, `x_height_mm` is the type size of the text. `spacing` is begun with its middle
    value where pages flow; panels are filled by it. Where pages flow, type stands on its floor.
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
    for (the complete text without it), `slot_sizes` the sizes of the clinic's slots. An `extract`
    prints single fields of a leaflet, not its sections; more than its `most_words` are not read
    in passing. `folds_mm` are the fold lines of each
    side from its left edge and `panel_order` the numbers of the panels between them, from left
    to right, counted in the order of reading. `imposition` says how the pages come onto the
    sheets of an office printer, `sheet` which sheet takes those of a booklet or of a tiled page.
    """

    id: str
    title: str
    paper: Paper
    margins: Margins
    template: str
    sides: int
    fit_limits: FitLimits
    small_x_height_mm: float
    last_side_fill: float
    slot_sizes: Mapping[str, SlotSize]
    panels: tuple[Panel, ...] = ()
    words: int | None = None
    signature: int = 1
    logo_scale: float = 1.0
    mono: bool = False
    text_contrast: float = 4.5
    medium: Medium = "paper"
    extract: bool = False
    most_words: int | None = None
    folds_mm: tuple[tuple[float, ...], ...] = ()
    panel_order: tuple[tuple[int, ...], ...] = ()
    imposition: Imposition = "plain"
    sheet: Paper = A4

    @property
    def rooms(self) -> Mapping[str, SlotSize]:
        """The slot sizes by the name that stylesheets of projects were written with."""
        return self.slot_sizes

    @property
    def body_x_height_mm(self) -> float:
        """The floor of the type size of the text."""
        return self.fit_limits.x_height_mm[0]

    @property
    def is_large_print(self) -> bool:
        """Whether every word is large; such a format may be set larger still."""
        return self.body_x_height_mm == self.small_x_height_mm >= LARGE_X_HEIGHT_MM

    def at_type_size(self, points: float) -> Format:
        """The format with all its text at a type size in points.

        Raises `UsageError` under the size that the format promises, or over `MOST_POINTS`.
        """
        from leaflet.core import fonts

        # Sizes are rounded up to the next tenth of a point later on.
        x_height_mm = points_to_mm(points - 0.05) * fonts.TEXT.x_height
        if x_height_mm < self.body_x_height_mm - 0.02 or points > MOST_POINTS:
            message = f"{points:g} points is no size for {self.id}"
            least = points_for_x_height(self.body_x_height_mm, fonts.TEXT.x_height)
            raise UsageError(message, f"use {least:.0f} to {MOST_POINTS} points")
        fit_limits = replace(self.fit_limits, x_height_mm=(x_height_mm, x_height_mm))
        return replace(self, fit_limits=fit_limits, small_x_height_mm=x_height_mm)

    @property
    def suffix(self) -> str:
        """How the reading file's name ends."""
        return ENDINGS[self.medium]
