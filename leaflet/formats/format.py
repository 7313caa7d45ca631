"""Print formats: one file, one `FORMAT` constant each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from leaflet.core.diagnostics import UsageError
from leaflet.core.paper import A4, Margins, Paper, points_for_x_height, points_to_mm

#: The least x-height of large print: RNIB asks for 16 to 18 points, and 18 points are 3 mm.
LARGE_X_HEIGHT_MM = 3.0
MOST_POINTS = 48

#: The most sides of a long text where a project says nothing (`limits.sides`).
MOST_SIDES = 48
#: A booklet of one signature: 12 sheets are the most that fold and staple well.
MOST_STITCHED = 48
#: From this number of sides on, a text has a list of contents.
CONTENTS_FROM = 8

#: "plain": a page is a side of a sheet. "saddle-stitch": two pages on each side of sheets that are
#: folded and stapled. "folded": a page is a side of a folded sheet. "tiled": a page on several.
Imposition = Literal["plain", "saddle-stitch", "folded", "tiled"]

Medium = Literal["paper", "screen", "text"]

#: The names of height classes, from the least height on.
HEIGHT_CLASSES = ("S", "M", "L", "XL", "XXL", "XXXL")

#: The suffix of the reading file, by medium.
ENDINGS: Mapping[Medium, str] = {"paper": ".pdf", "screen": ".html", "text": ".txt"}


@dataclass(frozen=True, slots=True)
class SlotSize:
    """The size of a clinic slot by height class.

    `characters` is the number that always fits a line at the largest type of the format; `lines`
    are the most lines in classes S, M and so on (for the masthead: mm of logo height), from which
    a class is estimated; `heights_mm` are the heights of the classes at the smallest type, the
    first of `HEIGHT_CLASSES`. There may be more heights than lines: the renderer takes a taller
    class for what is laid out taller than was estimated. Content in `columns` side by side takes
    the lines of the longer one. A logo is at most `logo_mm` tall. A slot whose heights are None
    grows with its content; a format with such a slot is not fitted, because a fit depends on height
    classes and not on words. Where there are no heights in them, the stylesheet works out how tall
    each class is from the leaflet, and the estimate holds.
    """

    characters: int = 0
    lines: tuple[float, ...] = (0, 0)
    heights_mm: tuple[float, ...] | None = None
    columns: int = 1
    logo_mm: float | None = None

    @property
    def by_class(self) -> Mapping[str, float]:
        """The heights in mm by class; none where a slot grows."""
        return dict(zip(HEIGHT_CLASSES, self.heights_mm or (), strict=False))


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a side with a fixed height, such as the part between two folds.

    `height_mm` is the height available to its content. A panel that `flows` takes sections, in the
    order of the panels; the template fills the others.
    """

    name: str
    height_mm: float
    flows: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """The strip in the top margin that is reserved for the state band.

    `top_mm` is its distance from the edge of the paper, by default such that the strip ends 1.5 mm
    above the text and is at least 6 mm from the edge. `type_rem` is its type size in sizes of the
    text. `cover_side_mm` are the side margins of the first page, where those differ.
    """

    top_mm: float | None = None
    height_mm: float = 5.0
    type_rem: float = 0.88
    cover_side_mm: float | None = None


@dataclass(frozen=True, slots=True)
class FitLimits:
    """The limits within which a text is made to fit, each from the tightest to the widest.

    `spacing` multiplies the space between paragraphs, `figures` the width of the figures;
    `x_height_mm` is the type size of the text. Where text flows from page to page, fitting starts
    with the middle value of `spacing`, and type has its least size; panels are filled by `spacing`.
    """

    spacing: tuple[float, float, float]
    figures: tuple[float, float]
    x_height_mm: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Format:
    """A print format: paper, type, space, and how it is printed and folded.

    Lengths are in mm. `template` is the page template in `templates/`; `sides` the usual most
    printed sides, a multiple of `signature` (blank sides become writing pages), into which a text
    is fitted if it can be. With `growth` a longer text takes more of them: up to `growth` times
    `limit_sides`, the `limits.sides` of a project. `small_x_height_mm` is the
    least type size of the imprint; `last_side_fill` the least share of the last side that must be
    printed on. `panels` are the places of fixed height, none where text flows from page to page.
    `words` is the number of words that a format has room for, None for the complete text;
    `section_words` that of a section, which stands in one panel; `slot_sizes` the sizes of the
    clinic's slots. An `extract` prints single fields of a leaflet instead of its sections, with at
    most `most_words` words. `unprinted` are the fields of the front matter that it does not print,
    and the roles of sections that it prints without their headings. `folds_mm` are the fold lines
    of each side from its left edge, `panel_order` the reading-order numbers of the panels between
    them, from left to right. `imposition` is the arrangement of pages on the sheets of an office
    printer, `sheet` the paper for a booklet or a tiled page. `band` is the place of the state
    band; None for a page that is no leaflet, such as a cover note.
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
    section_words: int | None = None
    signature: int = 1
    growth: float = 0.0
    limit_sides: int = MOST_SIDES
    logo_scale: float = 1.0
    mono: bool = False
    text_contrast: float = 4.5
    medium: Medium = "paper"
    extract: bool = False
    unprinted: tuple[str, ...] = ()
    most_words: int | None = None
    folds_mm: tuple[tuple[float, ...], ...] = ()
    panel_order: tuple[tuple[int, ...], ...] = ()
    imposition: Imposition = "plain"
    sheet: Paper = A4
    band: Band | None = Band()

    @property
    def rooms(self) -> Mapping[str, SlotSize]:
        """The slot sizes by the name that stylesheets of projects were written with."""
        return self.slot_sizes

    @property
    def body_x_height_mm(self) -> float:
        """The least type size of the text, as x-height in mm."""
        return self.fit_limits.x_height_mm[0]

    @property
    def most_sides(self) -> int:
        """The most sides that a text may take, a multiple of `signature`."""
        if not self.growth:
            return self.sides
        most = round(self.growth * self.limit_sides)
        if self.imposition == "saddle-stitch":
            most = min(most, MOST_STITCHED)
        return max(most - most % self.signature, self.signature)

    def within(self, limit_sides: int) -> Format:
        """The format in a project that limits long texts to a number of sides."""
        return replace(self, limit_sides=limit_sides) if self.growth else self

    @property
    def is_large_print(self) -> bool:
        """Whether every word is in large print; such a format may also be set in larger type."""
        return self.body_x_height_mm == self.small_x_height_mm >= LARGE_X_HEIGHT_MM

    def at_type_size(self, points: float) -> Format:
        """The format with all its text in a type size in points.

        Raises `UsageError` for a size below that of the format or above `MOST_POINTS`.
        """
        from leaflet.core import fonts

        # Sizes are later rounded up to the next tenth of a point.
        x_height_mm = points_to_mm(points - 0.05) * fonts.TEXT.x_height
        if x_height_mm < self.body_x_height_mm - 0.02 or points > MOST_POINTS:
            message = f"{points:g} points is no size for {self.id}"
            least = points_for_x_height(self.body_x_height_mm, fonts.TEXT.x_height)
            raise UsageError(message, f"use {least:.0f} to {MOST_POINTS} points")
        fit_limits = replace(self.fit_limits, x_height_mm=(x_height_mm, x_height_mm))
        return replace(self, fit_limits=fit_limits, small_x_height_mm=x_height_mm)

    @property
    def suffix(self) -> str:
        """The suffix of the reading file."""
        return ENDINGS[self.medium]
