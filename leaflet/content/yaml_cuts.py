"""Texts that YAML reads shorter, or longer, than their author wrote them.

A plain scalar ends where " #" begins a comment (YAML 1.2.2, sections 6.6 and 7.3.3), and goes on in
the next line if that is indented. Ordinary comments pass: a line of its own, or "# " and words
behind a value in quotes, behind a single word, or behind two spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from leaflet.core.diagnostics import Finding, Span, error, warning

#: A line that is shorter than this was not folded for want of room.
_FULL_LINE = 60
_LONGEST_SHOWN = 60
#: A field or an item that somebody took out of the file: "#- x", "# name: x".
_DISABLED = re.compile(r"#+[ \t]*(?:-[ \t]|[\w-]+:(?:[ \t]|$))")
_FIELD = re.compile(r"[ \t]*(?:-[ \t]+)?(?:[\w-]+:[ \t]+|(?<=[ \t]))(?=\S)(.*)")
#: What a plain text may not hold: signs of YAML at its start, and ": " or " #" inside.
_NEEDS_QUOTES = re.compile(r"^[\[\]{}*&!%@`|>?,]|^-[ \t]|:(?:[ \t]|$)|[ \t]#|^([\"'])[^\"']*\1.")
_LOOKS_LIKE_MORE = re.compile(r"-[^\s-]|[\w-]+:\S")


@dataclass(frozen=True, slots=True)
class _Scalar:
    """A scalar of the text: where it begins and ends, lines and columns from 0."""

    line: int
    column: int
    end_line: int
    end_column: int
    is_plain: bool


class CutScan:
    """Collects what ends on each line while the tokens of a YAML text pass by."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self._path, self._lines, self._first = path, text.split("\n"), first_line
        self._ends: dict[int, int] = {}
        self._scalars: dict[int, _Scalar] = {}
        self._blocks: list[range] = []

    def passing(self, tokens: Iterable[Any]) -> Iterator[Any]:
        """The same tokens."""
        for token in tokens:
            begin, end = token.start_mark, token.end_mark
            if getattr(token, "style", None) in ("|", ">"):
                self._blocks.append(range(begin.line, end.line + (end.column > 0)))
            elif (end.line, end.column) != (begin.line, begin.column):
                self._ends[end.line] = end.column
                if hasattr(token, "plain"):
                    self._scalars[end.line] = _Scalar(
                        begin.line, begin.column, end.line, end.column, token.plain
                    )
                else:
                    self._scalars.pop(end.line, None)
            yield token

    def findings(self) -> Iterator[Finding]:
        """Errors on texts that a comment cuts, warnings on lines that go on unasked."""
        inside = {line for block in self._blocks for line in block}
        for number, line in enumerate(self._lines):
            if number in inside:
                continue
            if "#" in line:
                yield from self._comment(number, line)
            scalar = self._scalars.get(number)
            if scalar and scalar.is_plain and scalar.line < scalar.end_line:
                yield from self._run_on(scalar)

    def _comment(self, number: int, line: str) -> Iterator[Finding]:
        end = self._ends.get(number, 0)
        rest = line[end:]
        comment = rest.strip()
        if not comment.startswith("#") or _DISABLED.match(comment):
            return
        gap, scalar = len(rest) - len(rest.lstrip()), self._scalars.get(number)
        if number not in self._ends:
            cut = self._goes_on(number, gap, comment)
        elif scalar is None:
            cut = self._is_value(number, line[:end], comment)
        elif not scalar.is_plain:
            cut = comment[1:2].isdigit()
        else:
            one_word = not re.search(r"\s", line[scalar.column : end].strip())
            cut = not _is_note(comment, gap, one_word=one_word)
        if cut:
            begin = scalar.column if scalar and scalar.line == number else max(end, gap)
            yield self._cut(number, begin, line[begin:end].strip(), comment)

    def _goes_on(self, number: int, indent: int, comment: str) -> bool:
        """Whether a line of its own goes on with the text of the line before: "  #4 Weir Walk"."""
        before = self._scalars.get(number - 1)
        if before is None or not before.is_plain or not comment[1:2].isalnum():
            return False
        above = self._lines[number - 1]
        return indent > len(above) - len(above.lstrip(" -"))

    def _is_value(self, number: int, before: str, comment: str) -> bool:
        """Whether a comment stands where a value or an item should: "rgb: #0f6e78"."""
        if before.rstrip().endswith((",", "[")) or not before.rstrip().endswith((":", "-")):
            return comment[1:2].isalnum() and not before.rstrip().endswith(("]", "}"))
        below = next((b for b in self._lines[number + 1 : number + 3] if b.strip()), "")
        indent = len(before) - len(before.lstrip(" "))
        is_list = before.rstrip().endswith(":") and below.lstrip().startswith("- ")
        follows = is_list or len(below) - len(below.lstrip(" ")) > indent
        is_colour = bool(re.match(r"#[0-9A-Fa-f]{6}$", comment))
        return is_colour or (not follows and comment[1:2].isalnum())

    def _cut(self, number: int, column: int, value: str, comment: str) -> Finding:
        place = Span(self._path, number + self._first, column + 1)
        shown, left = _short(value), _short(comment)
        read = f'only "{shown}" is read' if value else "nothing is read"
        message = f'{read}, since "{left}" is a comment in YAML'
        whole = _short(f"{value} {comment}".strip())
        return error("cut-value", place, message, f"put it in quotes: {_quoted(whole)}")

    def _run_on(self, scalar: _Scalar) -> Iterator[Finding]:
        for number in range(scalar.line + 1, scalar.end_line + 1):
            above, line = self._lines[number - 1], self._lines[number].strip()
            is_more = bool(_LOOKS_LIKE_MORE.match(line)) and not line.startswith("http")
            if line and (is_more or len(above.rstrip()) < _FULL_LINE):
                indent = len(self._lines[number]) - len(self._lines[number].lstrip())
                place = Span(self._path, number + self._first, indent + 1)
                message = f'"{_short(line)}" is read as part of "{_short(above.strip())}"'
                hint = "put the whole text in quotes, or begin the line as a field or an item"
                yield (error if is_more else warning)("cut-value", place, message, hint)
                return


#: A name without a colon, and one whose colon has no space behind it; addresses are none.
_NAME = re.compile(r"[a-z][a-z_]*")
_GLUED = re.compile(r"([a-z][a-z_]*):(?!//)(\S.*)")


def quoting_hint(lines: list[str], number: int) -> str:
    """What to do about a line that is no YAML: the text in quotes where one needs them, a colon or
    bracket where one is missing; else empty. `number` is the index of the line on which reading
    ended.
    """
    for line in (lines[number], lines[number - 1] if number else ""):
        if hint := _line_hint(line):
            return hint
    for at in (number - 1, number):
        if at >= 0 and (hint := _colon_hint(lines, at)):
            return hint
    return ""


def _line_hint(line: str) -> str:
    """What to do about the value on a line."""
    field = _FIELD.match(line)
    text = field[1].strip() if field else ""
    if text[:1] in ("[", "{"):
        if (at := text.find(" #")) > 0:
            return f'put the text in quotes that holds "{_short(text[at + 1 :])}", else a comment'
        closing = {"[": "]", "{": "}"}[text[0]]
        if text.count(text[0]) > text.count(closing):
            return f'close the bracket: write "{closing}" at its end'
    if text[:1] == '"' and text.count('"') == 1:
        return 'write " at the end of the text, too'
    is_open = text[:1] in ("'", '"') and text.count(text[0]) % 2 == 1
    if is_open or _NEEDS_QUOTES.search(text):
        is_around = is_open and len(text) > 1 and text[-1] == text[0]
        return f"put the text in quotes: {_quoted(_short(text[1:-1] if is_around else text))}"
    return ""


def _colon_hint(lines: list[str], number: int) -> str:
    """What to do about a line that has no colon, or none with a space behind it."""
    line = lines[number].strip().removeprefix("- ")
    if found := _GLUED.fullmatch(line):
        return f'put a space behind the colon: "{found[1]}: {_short(found[2])}"'
    if _NAME.fullmatch(line):
        return f'write a colon behind the name: "{line}:"'
    return ""


def _is_note(comment: str, gap: int, *, one_word: bool) -> bool:
    """Whether a comment behind a plain text is one: "# words", apart from the text."""
    stripped = comment.lstrip("#")
    if stripped[:1].isalnum():
        return False
    return gap >= 2 or (one_word and not stripped.lstrip()[:1].isdigit())


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _quoted(text: str) -> str:
    if '"' not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
