"""The characters of a PDF page as pdfium reads them: where each stands and how it is set."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

#: What pdfium reads for a hyphen at the end of a line.
HYPHEN_AT_LINE_END = "\x02"

Box = tuple[float, float, float, float]

#: The part of the smaller of two letters that may lie on the other.
_MOST_OVERLAP = 0.4
#: Letters that the typeface joins; pdfium gives each letter of a ligature the box of the whole.
_IN_LIGATURES = frozenset("fijlt")
#: The side in pixels of the squares in which overlapping letters are looked for.
_SQUARE = 24


@dataclass(frozen=True, slots=True)
class Character:
    """A character of a page: its place in the order of reading, its box in pixels from the top
    left (left, top, right, bottom), its type size in points as it comes out, and whether it stands
    upright and unmirrored.
    """

    index: int
    text: str
    box: Box
    points: float
    is_upright: bool

    @property
    def is_blank(self) -> bool:
        """Whether the character leaves no ink."""
        if self.text == HYPHEN_AT_LINE_END:
            return False
        return not self.text.strip() or unicodedata.category(self.text[0]) in ("Cc", "Cf", "Zs")


def characters(page: Any, scale: float) -> list[Character]:
    """The characters of a pdfium page, without those that pdfium adds; `scale` is in pixels to the
    point.
    """
    from pypdfium2 import raw

    left, _, _, top = page.get_cropbox()
    read, matrix = page.get_textpage(), raw.FS_MATRIX()
    made = []
    for index in range(read.count_chars()):
        code = raw.FPDFText_GetUnicode(read, index)
        if raw.FPDFText_IsGenerated(read, index) == 1 or not 0 < code < 0x110000:
            continue
        raw.FPDFText_GetMatrix(read, index, ctypes.byref(matrix))
        size = raw.FPDFText_GetFontSize(read, index)
        x1, y1, x2, y2 = read.get_charbox(index)
        box = ((x1 - left) * scale, (top - y2) * scale, (x2 - left) * scale, (top - y1) * scale)
        stretch = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        made.append(Character(index, chr(code), box, size * stretch, _is_upright(matrix)))
    return made


def _is_upright(matrix: Any) -> bool:
    """Whether letters run from left to right on a level line; slanted type may lean."""
    level = abs(matrix.b) <= 0.02 * abs(matrix.a)
    return bool(matrix.a > 0 and matrix.d > 0 and level and abs(matrix.c) <= 0.4 * matrix.d)


def overlapping(letters: Sequence[Character]) -> Iterator[Character]:
    """The letters of which another letter covers much."""
    squares: dict[tuple[int, int], list[Character]] = defaultdict(list)
    for letter in letters:
        if letter.is_blank or unicodedata.combining(letter.text):
            continue
        for square in _squares(letter.box):
            squares[square].append(letter)
    for near in squares.values():
        for at, one in enumerate(near):
            if any(_covers(other, one) for other in near[:at]):
                yield one


def _covers(one: Character, other: Character) -> bool:
    is_ligature = (
        one.box == other.box
        and abs(one.index - other.index) <= 2
        and {one.text, other.text} <= _IN_LIGATURES
    )
    return not is_ligature and _overlap(one.box, other.box) > _MOST_OVERLAP


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _SQUARE) for edge in box)
    if right - left > 100 or bottom - top > 100:  # no letter is that large
        return
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            yield column, row


def _overlap(one: Box, other: Box) -> float:
    """The part of the smaller of two boxes that lies in the other, 0 to 1."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min(_area(one), _area(other))
    return width * height / smaller if width > 0 and height > 0 and smaller else 0.0


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
