"""Footnotes: `[^1]` in a section, and its words in a paragraph `[^1]: words` of the same section.

A reference becomes a raised number (U+00B9, U+00B2, …), counted from 1 in each section; the words
become the block `notes` at the end of the section. Every line keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from leaflet.model.blocks import RAISED

#: A name of a footnote; the same length limits every repetition, so the patterns are linear.
_NAME = r"\[\^([\w-]{1,32})\]"
_DEFINITION = re.compile(rf"{_NAME}:[ \t]*(\S.*)")
_REFERENCE = re.compile(rf"(?<!\\){_NAME}(?!:[ \t])")
_RAISED = str.maketrans("0123456789", RAISED)

_HINT = "write its words in the same section: [^{}]: words"


@dataclass(frozen=True, slots=True)
class Note:
    """The words of a footnote and their line in the body."""

    text: str
    line: int


@dataclass(slots=True)
class _Section:
    """The footnotes of a section: lines of the body, and the notes by name."""

    lines: range
    notes: dict[str, Note] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Footnotes:
    """A body without footnotes: its `lines`; the notes of each section, in the order of their
    numbers; and what is wrong: line, message, hint.
    """

    lines: list[str]
    notes: list[tuple[Note, ...]]
    problems: list[tuple[int, str, str]]


def raised(number: int) -> str:
    """A number in raised digits."""
    return str(number).translate(_RAISED)


def take_footnotes(lines: list[str]) -> Footnotes:
    """The lines of a body with footnotes as raised numbers; `notes` has a member for each line that
    begins a section, `## `.
    """
    if not any("[^" in line for line in lines):
        return Footnotes(lines, [()] * sum(_begins_section(line) for line in lines), [])
    made = list(lines)
    problems: list[tuple[int, str, str]] = []
    sections = list(_sections(made))
    for section in sections:
        problems += _take_definitions(made, section)
    notes = []
    for section in sections:
        order: list[str] = []
        for number in section.lines:
            made[number], unknown = _numbered(made[number], section, order)
            problems += [
                (number, f'no words of a footnote "{n}"', _HINT.format(n)) for n in unknown
            ]
        unused = [name for name in section.notes if name not in order]
        problems += [
            (
                section.notes[n].line,
                f'no word leads to the footnote "{n}"',
                f"write [^{n}] behind it",
            )
            for n in unused
        ]
        notes.append(tuple(section.notes[name] for name in order))
    return Footnotes(made, notes, problems)


def _begins_section(line: str) -> bool:
    return line.startswith("## ")


def _sections(lines: list[str]) -> Iterator[_Section]:
    starts = [number for number, line in enumerate(lines) if _begins_section(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _Section(range(start, end))


def _take_definitions(lines: list[str], section: _Section) -> Iterator[tuple[int, str, str]]:
    """Moves the words of footnotes out of a section; indented lines go on with the words before."""
    open_note = ""
    for number in section.lines:
        line = lines[number]
        if found := _DEFINITION.match(line):
            open_note = found[1]
            if open_note in section.notes:
                yield number, f'a second footnote "{open_note}"', "give it another name"
            section.notes[open_note] = Note(found[2].strip(), number)
            lines[number] = ""
        elif open_note and line.startswith((" ", "\t")) and line.strip():
            before = section.notes[open_note]
            section.notes[open_note] = Note(f"{before.text} {line.strip()}", before.line)
            lines[number] = ""
        else:
            open_note = ""


def _numbered(line: str, section: _Section, order: list[str]) -> tuple[str, list[str]]:
    """A line with the numbers of its footnotes, and the names that have no words."""
    unknown: list[str] = []

    def number(found: re.Match[str]) -> str:
        name = found[1]
        if name not in section.notes:
            unknown.append(name)
            return ""
        if name not in order:
            order.append(name)
        return raised(order.index(name) + 1)

    return _REFERENCE.sub(number, line), unknown
