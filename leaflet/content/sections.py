"""Splits the body of a leaflet's file into sections and pieces with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leaflet.content.footnotes import Note, take_footnotes
from leaflet.content.headings import Heading, SectionNames, read_heading, split_heading
from leaflet.content.markdown import (
    FIGURE,
    LONGEST_PARAGRAPH,
    PLAIN,
    in_source,
    is_figures,
    parser,
    read_text,
    refusals,
)
from leaflet.core.diagnostics import Finding, Span, error

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a section. `kind` is "prose", "figures", "table", "note" for a footnote, or the
    name of a fence; `path` is that of its file where it is not that of the section.
    """

    kind: str
    text: str
    line: int
    lines: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class SectionSource:
    """A section of the file before its content is parsed; `span` is the place of its heading."""

    heading: Heading
    span: Span
    pieces: tuple[Piece, ...]


def read_sections(
    path: str, body: str, first_line: int
) -> tuple[list[SectionSource], list[Finding]]:
    """The sections of a leaflet's body in the order of the file, and the findings on the body.

    `first_line` is the line of the file on which the body starts.
    """
    footnotes = take_footnotes(body.split("\n"))
    reader = _BodyReader(path, footnotes.lines, first_line, footnotes.notes)
    for problem in footnotes.problems:
        reader.refuse(*problem)
    if reader.finds_too_long():
        return [], reader.findings
    for token in _top_level(parser().parse("\n".join(footnotes.lines))):
        reader.take(token)
    return reader.finish(), reader.findings


def read_pieces(path: str, text: str, first_line: int) -> tuple[tuple[Piece, ...], list[Finding]]:
    """The pieces of a text that is no section of its own, such as a short form."""
    reader = _BodyReader(path, text.split("\n"), first_line)
    reader.open(Heading("", "", 2), Span(path, first_line, 1))
    for token in _top_level(parser().parse(text)):
        reader.take(token)
    first = next(iter(reader.finish()))
    if len(reader.heads) > 1:
        place = reader.heads[1][1]
        reader.findings.append(error("markdown", place, "a section inside a block", PLAIN))
    return first.pieces, reader.findings


def _top_level(tokens: list[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


#: Kinds of pieces that Markdown makes, and what to write for each: no fence may have their name.
_WITHOUT_FENCE = {
    "figures": "write ![](figure:its-id)",
    "note": "write ```important, or a footnote: [^1], and [^1]: its words",
    "prose": "write the words",
    "table": "write a header, a line |---|---| below it and a line for each row",
}


class _BodyReader:
    """Collects top-level blocks into sections."""

    def __init__(
        self,
        path: str,
        lines: list[str],
        first_line: int,
        notes: Sequence[tuple[Note, ...]] = (),
    ) -> None:
        self.path, self.lines, self.first_line, self.notes = path, lines, first_line, notes
        self.findings: list[Finding] = []
        self.heads: list[tuple[Heading, Span]] = []
        self.names = SectionNames()
        self.pieces: list[list[Piece]] = []
        self.level = 2

    def finds_too_long(self) -> bool:
        """Whether a paragraph is too long to parse in reasonable time; adds a finding for it."""
        length = 0
        for number, line in enumerate(self.lines):
            length = length + len(line) if line.strip() else 0
            if length > LONGEST_PARAGRAPH:
                message = f"more than {LONGEST_PARAGRAPH:,} characters without an empty line"
                self.refuse(number, message, "break the text into paragraphs")
                return True
        return False

    def take(self, group: list[Token]) -> None:
        first = group[0]
        start = first.map[0] if first.map else 0
        if first.type == "heading_open" and not first.markup.startswith("#"):
            message = "a heading by a line below it"
            self.refuse(start, message, "write ## before it, or an empty line between the two")
            return
        if first.type == "heading_open" and first.tag == "h2":
            self._open_section(group[1], start)
            return
        if first.type == "heading_open":
            self._check_level(int(first.tag[1]), start)
        if not self.heads:
            self.refuse(start, "text before the first section", "begin with ## and a heading")
            return
        self.findings += refusals(self.path, self.lines, self.first_line, group)
        self.pieces[-1].append(self._piece(group, start))

    def _check_level(self, level: int, start: int) -> None:
        """Refuse a heading of another level than ### and ####, and one that leaves out a level."""
        if level not in (3, 4):
            message = f"a heading of level {level}"
            self.refuse(start, message, "use ## for sections, ### and #### inside them")
        elif level > self.level + 1:
            message = "a heading of level 4 without one of level 3 above it"
            self.refuse(start, message, "write ### before its words")
        self.level = level

    def _piece(self, group: list[Token], start: int) -> Piece:
        first = group[0]
        if first.type == "fence":
            return self._fence(first, start)
        end = first.map[1] if first.map else start + 1
        text = "\n".join(self.lines[start:end])
        kind = "figures" if is_figures(group) else "prose"
        if first.type == "table_open":
            kind = "table"
        return Piece(kind, text, start + self.first_line)

    def _fence(self, fence: Token, start: int) -> Piece:
        name, _, rest = fence.info.strip().partition(" ")
        lines = re.fullmatch(r"lines=([0-9]{1,2})", rest.strip())
        if rest.strip() and not lines:
            self.refuse(start, f'unknown option "{rest.strip()}"', "use lines=4")
        if self._is_open(fence):
            message = f'the block "{name}" has no end'
            self.refuse(start, message, f'add a line "{fence.markup}" after its last item')
            return Piece("prose", "", start + self.first_line)
        if name in _WITHOUT_FENCE:
            place = Span(self.path, start + self.first_line, len(fence.markup) + 1)
            hint = f"{_WITHOUT_FENCE[name]}, without a fence"
            self.findings.append(error("unknown-block", place, f'unknown block "{name}"', hint))
            return Piece("prose", "", start + self.first_line)
        line = start + 1 + self.first_line
        return Piece(name, fence.content, line, int(lines[1]) if lines else 0)

    def _is_open(self, fence: Token) -> bool:
        """Whether a fence is not closed before the end of the file or the next heading or fence."""
        first, end = fence.map or (0, 0)
        closed = end - first > 1 and self.lines[end - 1].strip().startswith(fence.markup)
        inner = rf"^(## |{re.escape(fence.markup)}+\s*\w)"
        return not closed or bool(re.search(inner, fence.content, re.MULTILINE))

    def _open_section(self, inline: Token, start: int) -> None:
        span = Span(self.path, start + self.first_line, 1)
        if any(child.type != "text" for child in inline.children or ()):
            self.refuse(start, "a heading with marks or other Markdown", "write it without marks")
        text, attributes = split_heading(inline.content)
        for found in in_source(text):
            self.refuse(start, *found[1:])
        text = read_text(text)
        if not text:
            self.refuse(start, "a section without a heading", "write ## and its heading")
        heading, problems = read_heading(text, attributes, self.names)
        for problem in problems:
            self.refuse(start, *problem)
        self.open(heading, span)

    def open(self, heading: Heading, span: Span) -> None:
        """Open a section."""
        self.level = 2
        self.heads.append((heading, span))
        self.pieces.append([])

    def refuse(self, line: int, message: str, hint: str) -> None:
        """Add a finding at a line of the body."""
        span = Span(self.path, line + self.first_line, 1)
        self.findings.append(error("markdown", span, message, hint))

    def finish(self) -> list[SectionSource]:
        pairs = zip(self.heads, self.pieces, strict=True)
        return [
            SectionSource(*head, (*_join_prose(pieces), *self._notes(number)))
            for number, (head, pieces) in enumerate(pairs)
        ]

    def _notes(self, number: int) -> Iterator[Piece]:
        for note in self.notes[number] if number < len(self.notes) else ():
            yield Piece("note", note.text, note.line + self.first_line)


def _join_prose(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces with neighbouring prose joined, so that lists and paragraphs stay together."""
    waiting: Piece | None = None
    for piece in pieces:
        if waiting and piece.kind == "prose":
            gap = "\n" * (piece.line - waiting.line - waiting.text.count("\n"))
            waiting = Piece("prose", waiting.text + gap + piece.text, waiting.line)
        elif piece.kind == "prose":
            waiting = piece
        else:
            if waiting:
                yield waiting
            waiting = None
            yield piece
    if waiting:
        yield waiting


def figure_ids(piece: Piece, path: str) -> list[tuple[str, Span]]:
    """The ids in a paragraph of figures, `![](figure:one) ![](figure:two)`, with their places."""
    return [
        (match[1], Span(path, piece.line + number, match.start(1) + 1))
        for number, line in enumerate(piece.text.split("\n"))
        for match in FIGURE.finditer(line)
    ]


def check_markdown(piece: Piece, path: str) -> list[Finding]:
    """Findings on the Markdown of a box."""
    tokens = parser().parse(piece.text)
    if any(token.type in ("fence", "table_open") for token in tokens):
        return [error("markdown", Span(path, piece.line, 1), "a block inside a block", PLAIN)]
    for token in tokens:
        if token.type == "heading_open" and token.tag not in ("h3", "h4"):
            place = Span(path, piece.line + (token.map[0] if token.map else 0), 1)
            message = f"a heading of level {token.tag[1]} inside a block"
            return [error("markdown", place, message, "use ### inside a block")]
    lines = piece.text.split("\n")
    return list(refusals(path, lines, piece.line, tokens))
