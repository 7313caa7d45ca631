"""Lines of plain text: visible signs alone, in 40 columns, which is the width of a Braille page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

#: The columns of a line.
COLUMNS = 40

#: Where a line may break: not before a dash, nor at a no-break space beside a number.
_BREAK = re.compile(r"(?:[ \t\r\n\f]+|(?<!\d)[\u00a0\u202f](?![\[(]?\d))(?![–—][\s\u2060])")
_HYPHENED = re.compile(r"(?<=\w-)(?=\w)")
#: A web or mail address, with the brackets and the punctuation around it.
_ADDRESS = re.compile(r".*(?:\w@\w|\w://\w).*|\W?[\w-]++(?:\.[\w-]++)+(?:/.*)?\W*")
#: Signs without a shape that spell words of Persian and of Indic languages.
_JOINERS = "\u200c\u200d"
_NO_BREAK_HYPHEN = "\u2011"


def plain(text: str) -> str:
    """A text with visible signs and plain blanks alone."""
    signs = unicodedata.normalize("NFC", text).replace(_NO_BREAK_HYPHEN, "-")
    return "".join(filter(None, map(_plain_sign, signs)))


def _plain_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category.startswith("Z"):
        return " "
    return "" if category in ("Cc", "Cf", "Cs") and sign not in _JOINERS else sign


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """The lines of a text, of at most `COLUMNS` columns; none for a text without words.

    The first line begins with `first`, the others with `rest`. An address is never broken: one that
    has no room behind `rest` has a line of its own, which may be longer.
    """
    lines: list[str] = []
    start, line = first, ""
    for word in _words(text, COLUMNS - max(len(first), len(rest))):
        longer = f"{line} {word}" if line else word
        if line and _width(start + longer) > COLUMNS:
            lines.append(start + line)
            start, longer = rest, word
        if longer == word and _width(start + word) > COLUMNS:
            lines += [start.rstrip()] if start.strip() else []
            start = ""
        line = longer
    return [*lines, start + line] if line else []


def _words(text: str, room: int) -> Iterator[str]:
    """The words of a text, those that stay together as one; one wider than the room is cut."""
    for word in filter(None, _BREAK.split(text)):
        shown = plain(word).strip()
        if _width(shown) <= room:
            yield from [shown] if shown else []
        elif " " in shown:
            yield from _words(shown, room)
        elif _ADDRESS.fullmatch(shown):
            yield shown
        else:
            yield from _pieces(shown, room)


def _pieces(word: str, room: int) -> Iterator[str]:
    """The parts of a long word: cut behind its hyphens, else where the room ends."""
    line = ""
    for part in _HYPHENED.split(word):
        if line and _width(line + part) > room:
            yield line
            line = ""
        for sign in part:
            if line and _width(line + sign) > room:
                yield line
                line = ""
            line += sign
    yield line


def _width(text: str) -> int:
    """The columns of a text: none for a mark above a letter, two for a wide sign."""
    return sum(map(_sign_width, text))


def _sign_width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def labelled(text: str) -> str:
    """A text as what a line begins with: with a colon, unless it ends in a sign that stands for
    one.
    """
    said = text.strip()
    return f"{said}{'' if said.endswith((':', '?', '!')) else ':'} " if said else ""


@dataclass(slots=True)
class LineWriter:
    """Writes texts as lines; `label` is what the next line begins with, once there is a text."""

    lines: list[str]
    label: str = ""
    _said: list[str] = field(default_factory=list)
    _blank_lines: int = 0

    def say(self, text: str | None) -> None:
        """Add a text to the line that is written."""
        self._said.append(text or "")

    def take(self) -> str:
        """What was said, which is then unsaid."""
        text = "".join(self._said)
        self._said.clear()
        return text

    def say_label(self) -> None:
        """Say a label that nothing followed."""
        self._said.insert(0, self.label)
        self.label = ""

    def leave(self, *counts: int) -> None:
        """Leave at least so many blank lines before the next line, unless that is the first."""
        self._blank_lines = max(self._blank_lines, *counts, 0)

    def end_line(self, first: str, rest: str) -> bool:
        """Write what was said, as `wrapped` does; whether there were words."""
        text = self.take()
        if not plain(text).strip():
            return False
        self.lines += [""] * (self._blank_lines if self.lines else 0)
        self.lines += wrapped(self.label + text, first, rest)
        self._blank_lines, self.label = 0, ""
        return True
