"""Sheets of paper, units, and type sizes by x-height.

Lengths are in millimetres unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72.0
CSS_PIXELS_PER_INCH = 96.0
POINTS_PER_PIXEL = POINTS_PER_INCH / CSS_PIXELS_PER_INCH

#: The unprintable edge of a sheet; office printers leave 4 to 6 mm white.
PRINTABLE_MM = 6.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet: its name, width and height in mm."""

    name: str
    width_mm: float
    height_mm: float

    @property
    def landscape(self) -> Paper:
        """The same sheet in landscape orientation."""
        return Paper(self.name, self.height_mm, self.width_mm)


#: ISO 216.
A3 = Paper("A3", 297, 420)
A4 = Paper("A4", 210, 297)
A5 = Paper("A5", 148, 210)
#: ANSI/ASME Y14.1, size A: 8 1/2 by 11 inches.
LETTER = Paper("Letter", 215.9, 279.4)


@dataclass(frozen=True, slots=True)
class Margins:
    """Page margins in mm."""

    top: float
    right: float
    bottom: float
    left: float


def pixels_to_mm(pixels: float) -> float:
    """CSS pixels (96 to the inch) to mm."""
    return pixels * MM_PER_INCH / CSS_PIXELS_PER_INCH


def points_to_mm(points: float) -> float:
    """Points (72 to the inch) to mm."""
    return points * MM_PER_INCH / POINTS_PER_INCH


def points_for_x_height(x_height_mm: float, x_height_per_em: float) -> float:
    """The type size in points at which the lower-case x is `x_height_mm` high.

    RNIB clear print asks for 2.0 mm or more, which is a different point size in each family.
    `x_height_per_em` is `OS/2.sxHeight / unitsPerEm` of the font.
    """
    return x_height_mm / x_height_per_em * POINTS_PER_INCH / MM_PER_INCH
