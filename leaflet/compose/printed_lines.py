"""Estimates how many lines a piece of HTML prints, from its text alone, without layout.

Each paragraph, heading, list item and line break begins a line. A heading is set larger and counts
one line more. The lines of a block with `data-width` hold that many times the usual number of
characters. QR codes are beside the text and count no lines.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

_BEGINS_LINE = frozenset("p h1 h2 h3 h4 li dt dd div address br".split())
_HEADINGS = frozenset("h1 h2 h3 h4".split())
_WITHOUT_END = frozenset("br img hr wbr".split())
#: The classes of QR codes, and of a column of lines.
_CODES, _COLUMN = frozenset({"scan", "qr"}), "lines"


def count_lines(html: str, characters: int, columns: int = 1) -> int:
    """The number of lines that the text of a slot takes where `characters` fit a line; of several
    `columns` beside each other, the longest one's.
    """
    reader = _LineReader()
    reader.feed(html)
    reader.close()
    heights = [sum(line.height(characters) for line in column) for column in reader.columns]
    return sum(heights) if columns == 1 else max(heights)


@dataclass(slots=True)
class _PrintedLine:
    """The text of a paragraph or other line before it is broken, its width as a multiple of the
    usual width, and whether it is a heading.
    """

    text: str
    width: float
    is_heading: bool

    def height(self, characters: int) -> int:
        """The number of printed lines."""
        length = len(" ".join(self.text.split()))
        return math.ceil(length / (characters * self.width)) + (self.is_heading and length > 0)


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element: its tag, whether it is inside a QR code, and the width of its lines."""

    tag: str
    is_code: bool
    width: float


def _width(text: str | None) -> float | None:
    """The width of a block as a multiple of the usual width; None without one.

    Raises `ValueError` for a text that is no number from 0.1 to 10.
    """
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,2}(\.\d{1,3})?", text) or not 0.1 <= float(text) <= 10:
        raise ValueError(f'data-width="{text[:40]}" is no number from 0.1 to 10')
    return float(text)


class _LineReader(HTMLParser):
    """Collects the lines of each column; the first column holds text outside of all columns."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.columns: list[list[_PrintedLine]] = [[]]
        self._open = [_Element("", is_code=False, width=1.0)]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        around = self._open[-1]
        width = _width(given.get("data-width")) or around.width
        element = _Element(tag, around.is_code or bool(classes & _CODES) or tag == "svg", width)
        if tag not in _WITHOUT_END:
            self._open.append(element)
        if _COLUMN in classes:
            self.columns.append([])
        if tag in _BEGINS_LINE:
            self.columns[-1].append(_PrintedLine("", width, tag in _HEADINGS))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open[-1].is_code:
            return
        column = self.columns[-1]
        if not column:
            column.append(_PrintedLine("", self._open[-1].width, is_heading=False))
        column[-1].text += data
