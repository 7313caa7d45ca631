"""Markdown to sections, and prose to safe HTML with the typography of a locale.

Raw HTML, foreign links and pictures never reach a page: only the tokens named here are written,
everything else is a finding. Inline marks are links (`[8 or 9 in 10](fact:c10)`), so any
Markdown viewer shows the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from leaflet.diagnostics import Finding, Span, error
from leaflet.fields import is_web_address
from leaflet.sources import find_shapeless
from leaflet.wording import Locale

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARK = re.compile(r"(fact|source|clinic|help):([a-z0-9_.-]+)")
_FIGURE = re.compile(r"figure:([a-z0-9-]+)")
_HEADING = re.compile(r"(?P<text>.*?)\s*\{#(?P<id>[^\s}]+)(?:\s+priority=(?P<priority>\w+))?\}")

#: Reading time grows with the square of a paragraph; nobody reads one of this length.
_LONGEST_PARAGRAPH = 5_000
#: Levels of the parser: a list in a list holds its words on the fifth.
_DEEPEST = 5

_PLAIN = "use paragraphs, lists and **bold** only"
_REFUSED = {
    "html_block": ("raw HTML", "write Markdown; a picture is a figure: ![](figure:its-id)"),
    "html_inline": ("raw HTML", "write Markdown; a picture is a figure: ![](figure:its-id)"),
    "em_open": ("italics are hard to read on paper", "use **bold**, sparingly"),
    "code_inline": ("code", _PLAIN),
    "code_block": ("indented code", "start the line at the margin"),
    "blockquote_open": ("a quotation block", _PLAIN),
    "hr": ("a rule", _PLAIN),
}
_OPENS = re.compile(r"(^|[\s(\ue000])'")
_OPENS_OUTER = re.compile(r'(^|[\s(\ue000])"')
#: A short last word keeps its neighbour: WeasyPrint has no `text-wrap: pretty`.
_LAST_WORD = re.compile(r"(?<=.{24}) (\S{1,9})\Z", re.DOTALL)
_INLINE = frozenset(
    "text softbreak hardbreak strong_open strong_close link_open link_close image".split()
)
_TAGS = {"paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked run of words: `scheme` is fact, source, clinic or help."""

    scheme: str
    target: str
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the body. `kind` is "prose", "figures" or the name of a fence."""

    kind: str
    text: str
    line: int
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it stands in the file; `span` is its heading's place."""

    id: str
    heading: str
    priority: int
    span: Span
    pieces: tuple[Piece, ...]


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "typographer": True})
    parser.enable(["replacements"])
    # A line such as "[Note]: text" would vanish as the definition of a link.
    parser.disable(["reference"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # checked here
    return parser


# --- the body of a leaflet -------------------------------------------------------------------


def read_parts(path: str, body: str, first_line: int) -> tuple[list[Part], list[Finding]]:
    """The sections of a leaflet's body, in the order of the file, and all that is refused in it.

    `first_line` is the line of the file on which the body starts.
    """
    reader = _BodyReader(path, body.split("\n"), first_line)
    if reader.finds_too_long():
        return [], reader.findings
    for token in _top_level(_markdown().parse(body)):
        reader.take(token)
    return reader.finish(), reader.findings


def _top_level(tokens: list[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


class _BodyReader:
    """Collects top-level blocks into sections."""

    def __init__(self, path: str, lines: list[str], first_line: int) -> None:
        self.path, self.lines, self.first_line = path, lines, first_line
        self.findings: list[Finding] = []
        self.heads: list[tuple[str, str, int, Span]] = []
        self.pieces: list[list[Piece]] = []

    def finds_too_long(self) -> bool:
        """Whether a run of lines is too long to be parsed in reasonable time."""
        length = 0
        for number, line in enumerate(self.lines):
            length = length + len(line) if line.strip() else 0
            if length > _LONGEST_PARAGRAPH:
                message = f"more than {_LONGEST_PARAGRAPH:,} characters without an empty line"
                self._refuse(number, message, "break the text into paragraphs")
                return True
        return False

    def take(self, group: list[Token]) -> None:
        first = group[0]
        start = first.map[0] if first.map else 0
        if first.type == "heading_open" and first.tag == "h2":
            self._open_section(group[1], start)
            return
        if first.type == "heading_open" and first.tag != "h3":
            message = f"a heading of level {first.tag[1]}"
            self._refuse(start, message, "use ## for sections and ### inside them")
        if not self.heads:
            self._refuse(start, "text before the first section", "begin with ## Heading {#id}")
            return
        self.findings += refusals(self.path, self.lines, self.first_line, group)
        self.pieces[-1].append(self._piece(group, start))

    def _piece(self, group: list[Token], start: int) -> Piece:
        first = group[0]
        if first.type == "fence":
            return self._fence(first, start)
        end = first.map[1] if first.map else start + 1
        text = "\n".join(self.lines[start:end])
        kind = "figures" if _figures_only(group) else "prose"
        return Piece(kind, text, start + self.first_line)

    def _fence(self, fence: Token, start: int) -> Piece:
        name, _, rest = fence.info.strip().partition(" ")
        lines = re.fullmatch(r"lines=([0-9]{1,2})", rest.strip())
        if rest.strip() and not lines:
            self._refuse(start, f'unknown option "{rest.strip()}"', "use lines=4")
        if self._is_open(fence):
            message = f'the block "{name}" has no end'
            self._refuse(start, message, f'add a line "{fence.markup}" after its last item')
            return Piece("prose", "", start + self.first_line)
        line = start + 1 + self.first_line
        return Piece(name, fence.content, line, int(lines[1]) if lines else 0)

    def _is_open(self, fence: Token) -> bool:
        """Whether a fence runs to the end of the file, or swallowed the next heading or fence."""
        first, end = fence.map or (0, 0)
        closed = end - first > 1 and self.lines[end - 1].strip().startswith(fence.markup)
        return not closed or bool(re.search(r"^(## |```+\s*\w)", fence.content, re.MULTILINE))

    def _open_section(self, inline: Token, start: int) -> None:
        span = Span(self.path, start + self.first_line, 1)
        match = _HEADING.fullmatch(inline.content)
        if any(child.type != "text" for child in inline.children or ()):
            self._refuse(start, "a heading of more than words", "write it without marks")
        if match is None:
            self._refuse(start, "a section without an id", "write ## Heading {#its-id}")
        priority = match["priority"] if match else None
        if priority not in (None, "1", "2", "3"):
            self._refuse(start, f'priority "{priority}"', "use priority=1, 2 or 3")
            priority = None
        text = match["text"] if match else inline.content
        if not text:
            self._refuse(start, "a section without a heading", "write ## Heading {#its-id}")
        self.heads.append((match["id"] if match else "", text, int(priority or 2), span))
        self.pieces.append([])

    def _refuse(self, line: int, message: str, hint: str) -> None:
        span = Span(self.path, line + self.first_line, 1)
        self.findings.append(error("markdown", span, message, hint))

    def finish(self) -> list[Part]:
        pairs = zip(self.heads, self.pieces, strict=True)
        return [Part(*head, pieces=tuple(_join_prose(pieces))) for head, pieces in pairs]


def _join_prose(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbouring prose as one piece, so that lists and paragraphs stay together."""
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


def _figures_only(group: list[Token]) -> bool:
    if group[0].type != "paragraph_open":
        return False
    children = group[1].children or []
    kinds = {child.type for child in children if child.content.strip() or child.type == "image"}
    return kinds == {"image"}


def figure_ids(piece: Piece, path: str) -> list[tuple[str, Span]]:
    """The ids in a paragraph of figures, `![](figure:one) ![](figure:two)`, with their places."""
    return [
        (match[1], Span(path, piece.line + number, match.start(1) + 1))
        for number, line in enumerate(piece.text.split("\n"))
        for match in _FIGURE.finditer(line)
    ]


# --- what is refused -------------------------------------------------------------------------


def refusals(
    path: str, lines: list[str], first_line: int, tokens: list[Token]
) -> Iterator[Finding]:
    """What may not stand in prose: raw HTML, foreign links and pictures, italics, code."""
    for token in tokens:
        if token.level > _DEEPEST or (token.type == "fence" and token.level):
            start = token.map[0] if token.map else 0
            message = "a block or a third list inside a list"
            yield error("markdown", Span(path, start + first_line, 1), message, "bring it out")
            return
        if token.type == "inline":
            area = range(*token.map) if token.map else range(0)
            children = token.children or []
            alone = _figures_only(tokens)
            for index in range(len(children)):
                if problem := _refusal(children, index, alone=alone):
                    message, hint, snippet = problem
                    span = _place(path, lines, first_line, area, snippet)
                    yield error("markdown", span, message, hint)
        elif token.type in _REFUSED:
            message, hint = _REFUSED[token.type]
            start = token.map[0] if token.map else 0
            yield error("markdown", Span(path, start + first_line, 1), message, hint)


def _refusal(children: list[Token], index: int, *, alone: bool) -> tuple[str, str, str] | None:
    """Why a token is refused, what to write, and a snippet to find it by."""
    token = children[index]
    if token.type.endswith("_close"):
        return None  # told where it opens
    if token.type not in _INLINE:
        refused = _REFUSED.get(token.type, ("unknown Markdown", _PLAIN))
        return (*refused, token.content or token.markup)
    if found := find_shapeless(token.content):
        return f"invisible character U+{ord(found):04X}", "delete it", token.content
    if token.type == "image":
        return _refused_picture(str(token.attrs["src"]), alone=alone)
    if token.type == "link_open":
        return _refused_link(str(token.attrs["href"]), _words(children, index))
    return None


def _refused_picture(source: str, *, alone: bool) -> tuple[str, str, str] | None:
    if not _FIGURE.fullmatch(source):
        hint = "list the picture under figures and write ![](figure:its-id)"
        return f'picture "{source}" from outside the figures', hint, source
    if not alone:
        return "a figure inside a paragraph", "give figures a paragraph of their own", source
    return None


def _refused_link(target: str, words: str) -> tuple[str, str, str] | None:
    if not _MARK.fullmatch(target) and not is_web_address(target):
        hint = "link to fact:, source:, clinic:, help: or an https:// page"
        return f'link to "{target}"', hint, target
    if not words.strip():
        return f'a link to "{target}" without words', "write [words](target)", target
    return None


def _words(children: list[Token], index: int) -> str:
    """The words between a link's two ends."""
    words = []
    for token in children[index + 1 :]:
        if token.type == "link_close":
            break
        words.append(" " if token.type in ("softbreak", "hardbreak") else token.content)
    return "".join(words)


def _place(path: str, lines: list[str], first_line: int, area: range, snippet: str) -> Span:
    for number in area:
        if number < len(lines) and snippet in lines[number]:
            return Span(path, number + first_line, lines[number].index(snippet) + 1)
    return Span(path, (area.start if area else 0) + first_line, 1)


#: What Markdown reads as itself.
_PLAIN_TEXT = re.compile(r"[^<>\[\]*_`\\&!]*")


def check_inline(text: str, span: Span) -> Iterator[Finding]:
    """What may not stand in a single line of text, such as an item of a block."""
    if len(text) > _LONGEST_PARAGRAPH:
        yield error("markdown", span, f"{len(text):,} characters", "shorten the text")
    elif not _PLAIN_TEXT.fullmatch(text):
        for finding in refusals(span.path, [text], span.line, _markdown().parseInline(text)):
            yield error(finding.code, span, finding.message, finding.hint)


def check_short(piece: Piece, path: str) -> list[Finding]:
    """What may not stand in the Markdown that a small format prints instead of a section."""
    tokens = _markdown().parse(piece.text)
    if any(token.type == "fence" for token in tokens):
        return [error("markdown", Span(path, piece.line, 1), "a block inside a block", _PLAIN)]
    lines = piece.text.split("\n")
    return list(refusals(path, lines, piece.line, tokens))


# --- marks and HTML --------------------------------------------------------------------------


def place_of_mark(mark: Mark, place: Span, markdown: str, line: int) -> Span:
    """Where a mark stands in Markdown whose first line begins at a place."""
    lines = markdown.split("\n")
    target = f"{mark.scheme}:{mark.target}"
    for number in range(line, len(lines)):
        if (at := lines[number].find(target)) >= 0:
            before = place.column if number == 0 else 1
            return Span(place.path, place.line + number, before + at)
    return place


def marks(text: str) -> Iterator[tuple[Mark, int]]:
    """The marks in a text, each with the number of line ends before it."""
    if "](" not in text:
        return
    for token in _markdown().parse(text):
        children = token.children or []
        for index, child in enumerate(children):
            if child.type == "link_open" and (mark := _mark(children, index)):
                offset = token.map[0] if token.map else 0
                breaks = sum(c.type in ("softbreak", "hardbreak") for c in children[:index])
                yield mark, offset + breaks


def _mark(children: list[Token], index: int) -> Mark | None:
    match = _MARK.fullmatch(str(children[index].attrs["href"]))
    if match is None:
        return None
    return Mark(match[1], match[2], _words(children, index))


#: Turns a mark into HTML, or None where its words alone are printed.
Resolve = Callable[[Mark], str | None]


def to_html(markdown: str, locale: Locale, resolve: Resolve) -> str:
    """Paragraphs, lists and sub-headings as HTML."""
    html = []
    hidden = 0
    for token in _markdown().parse(markdown):
        name, _, edge = token.type.rpartition("_")
        if token.type == "inline":
            html.append(_inline(token.children or [], locale, resolve))
        elif name == "paragraph" and token.hidden:
            hidden += edge == "open"
        elif name in _TAGS or name == "heading":
            tag = _TAGS.get(name, "h3")
            html.append(f"<{tag}>" if edge == "open" else f"</{tag}>\n")
    return "".join(html)


def inline_html(text: str, locale: Locale, resolve: Resolve) -> str:
    """One line of text as HTML."""
    tokens = _markdown().parseInline(text)
    return _inline(tokens[0].children or [], locale, resolve) if tokens else ""


def _inline(children: list[Token], locale: Locale, resolve: Resolve) -> str:
    """Words are joined across marks first, so that typography sees "12 people" whole."""
    pieces: list[tuple[bool, str]] = []
    index = 0
    while index < len(children):
        token = children[index]
        if token.type == "link_open":
            mark, href = _mark(children, index), str(token.attrs["href"])
            words = _words(children, index)
            made = resolve(mark) if mark else f'<a href="{escape(href)}">{escape(words)}</a>'
            pieces.append((False, words) if made is None else (True, made))
            index = next(i for i in range(index, len(children)) if children[i].type == "link_close")
        elif token.type in ("strong_open", "strong_close"):
            pieces.append((True, "<b>" if token.nesting == 1 else "</b>"))
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append((False, " "))
        elif token.type == "text":
            pieces.append((False, token.content))
        index += 1
    return _set(pieces, locale)


def _set(pieces: list[tuple[bool, str]], locale: Locale) -> str:
    """Typographic rules over the words of a line, tags standing between them untouched.

    Tags are held by private-use characters meanwhile. WeasyPrint breaks a line too early after
    a space that stands before an inline tag, so that space moves inside (Kozea/WeasyPrint#1614).
    """
    tags = [text for is_tag, text in pieces if is_tag]
    holder = "\ue000"
    text = "".join(holder if is_tag else piece.replace(holder, "") for is_tag, piece in pieces)
    parts = escape(typeset(text, locale), quote=False).split(holder)
    html = parts[0] + "".join(tag + part for tag, part in zip(tags, parts[1:], strict=True))
    return re.sub(r" (<(?:b|a|span)\b[^>]*>)", r"\1 ", html)


def typeset(text: str, locale: Locale) -> str:
    """Quotation marks of the language; numbers stay with their units, last words with a second."""
    return _rules(locale)(text)


@cache
def _compiled(before: tuple[str, ...], between: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    units = "|".join(map(re.escape, before)) or "$^"
    joins = "|".join(map(re.escape, between)) or "$^"
    return (
        re.compile(rf"(\d\ue000?) (?=(?:{units})\b)"),
        re.compile(rf"(\d\ue000?) ({joins}) (?=\ue000?\d)"),
        re.compile(r"(?<=\d)\s?[-–]\s?(?=\d)"),
    )


def _rules(locale: Locale) -> Callable[[str], str]:
    unit, join, span = _compiled(locale.stick_before, locale.stick_between)
    opening, closing = locale.quotes[2], locale.quotes[3]

    def apply(text: str) -> str:
        text = re.sub(r"(?<=\w)'", lambda _: closing, text)
        text = _OPENS.sub(lambda m: m[1] + opening, text).replace("'", closing)
        text = _OPENS_OUTER.sub(lambda m: m[1] + locale.quotes[0], text)
        text = text.replace('"', locale.quotes[1])
        text = unit.sub("\\1\u00a0", text)
        text = join.sub("\\1\u00a0\\2\u00a0", text)
        text = span.sub("\u2060–\u2060", text)
        return _LAST_WORD.sub("\u00a0\\1", text)

    return apply
