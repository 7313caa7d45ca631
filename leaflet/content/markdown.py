"""The allowed Markdown: words, lists, bold and marks; everything else is a finding.

Marks are links (`[8 or 9 in 10](fact:c10)`), so any Markdown viewer shows their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from leaflet.content.other_markdown import other_markup
from leaflet.core.characters import ALLOWED_ENTITIES, entities, entity_hint
from leaflet.core.diagnostics import Finding, Span, error
from leaflet.model.fields import is_web_address

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_MARK = re.compile(r"(fact|source|clinic|help):([a-z0-9_.-]+)")
FIGURE = re.compile(r"figure:([a-z0-9-]+)")

#: The most characters in a paragraph: the parser's time grows with the square of its length.
LONGEST_PARAGRAPH = 5_000
#: The deepest nesting level of the parser: that of the words in a list of three levels.
_DEEPEST = 7

PLAIN = "use paragraphs, lists and **bold** only"
_REFUSED = {
    "html_block": ("raw HTML", "write Markdown; a picture is a figure: ![](figure:its-id)"),
    "html_inline": ("raw HTML", "write Markdown; a picture is a figure: ![](figure:its-id)"),
    "em_open": ("italics are hard to read on paper", "use **bold**, sparingly"),
    "code_inline": ("code", PLAIN),
    "code_block": ("indented code", "start the line at the margin"),
    "blockquote_open": ("a quotation block", PLAIN),
    "hr": ("a rule", PLAIN),
}
_COMMENT = ("an HTML comment", "delete it: nobody sees it on a page")
_LINK = "[words](https://…)"
_INLINE = frozenset(
    "text softbreak hardbreak strong_open strong_close link_open link_close image".split()
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words with a mark; `scheme` is fact, source, clinic or help."""

    scheme: str
    target: str
    words: str


@cache
def parser() -> MarkdownIt:
    """The parser: CommonMark without link definitions; `refusals` checks the links."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": True, "typographer": True})
    made.enable(["replacements", "table"])
    # A line such as "[Note]: text" would vanish as the definition of a link.
    made.disable(["reference"])
    made.core.ruler.at("replacements", _replacements)
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return made


def _replacements(state: StateCore) -> None:
    """Dashes and dots as they are printed; "(c)" stays, since an item of a list may begin so."""
    from markdown_it.rules_core.replacements import RARE_RE, replace_rare

    for token in state.tokens:
        if token.type == "inline" and token.children and RARE_RE.search(token.content):
            replace_rare(token.children)


# --- marks -----------------------------------------------------------------------------------


def place_of_mark(mark: Mark, place: Span, markdown: str, line: int) -> Span:
    """The place of a mark in Markdown that begins at `place`; `line` is the first to search."""
    lines = markdown.split("\n")
    target = f"{mark.scheme}:{mark.target}"
    for number in range(line, len(lines)):
        if (at := lines[number].find(target)) >= 0:
            before = place.column if number == 0 else 1
            return Span(place.path, place.line + number, before + at)
    return place


def marks(text: str) -> Iterator[tuple[Mark, int]]:
    """The marks in a text, each with the number of line breaks before it."""
    if "](" not in text:
        return
    for token in parser().parse(text):
        children = token.children or []
        for index, child in enumerate(children):
            if child.type == "link_open" and (mark := mark_at(children, index)):
                offset = token.map[0] if token.map else 0
                breaks = sum(c.type in ("softbreak", "hardbreak") for c in children[:index])
                yield mark, offset + breaks


def mark_at(children: list[Token], index: int) -> Mark | None:
    """The mark whose link opens at a token; None for a link to a page."""
    match = _MARK.fullmatch(str(children[index].attrs["href"]))
    if match is None:
        return None
    return Mark(match[1], match[2], link_words(children, index))


def link_words(children: list[Token], index: int) -> str:
    """The words of a link."""
    words = []
    for token in children[index + 1 :]:
        if token.type == "link_close":
            break
        words.append(" " if token.type in ("softbreak", "hardbreak") else token.content)
    return "".join(words)


# --- what is refused -------------------------------------------------------------------------


def is_figures(group: list[Token]) -> bool:
    """Whether a block is a paragraph that holds only pictures."""
    if group[0].type != "paragraph_open":
        return False
    children = group[1].children or []
    kinds = {child.type for child in children if child.content.strip() or child.type == "image"}
    return kinds == {"image"}


def refusals(
    path: str, lines: list[str], first_line: int, tokens: list[Token]
) -> Iterator[Finding]:
    """Findings on Markdown that is not allowed in prose, such as raw HTML, links or italics."""
    yield from _misnumbered(path, first_line, tokens)
    for token in tokens:
        if token.level > _DEEPEST or (token.type in ("fence", "table_open") and token.level):
            start = token.map[0] if token.map else 0
            message = "a block or a fourth list inside a list"
            yield error(
                "markdown", Span(path, start + first_line, 1), message, "move it out of the list"
            )
            return
        if token.type == "inline":
            yield from _inline_refusals(path, lines, first_line, token, alone=is_figures(tokens))
        elif token.type in _REFUSED:
            message, hint = _REFUSED[token.type]
            if token.type == "html_block" and token.content.lstrip().startswith("<!--"):
                message, hint = _COMMENT
            start = token.map[0] if token.map else 0
            yield error("markdown", Span(path, start + first_line, 1), message, hint)


def _misnumbered(path: str, first_line: int, tokens: list[Token]) -> Iterator[Finding]:
    """Findings on numbered lists whose numbers would be printed otherwise; one number for all
    items stands for any, as the usual Markdown.
    """
    lists: list[list[Token]] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            lists.append([])
        elif token.type == "list_item_open" and token.info and lists:
            lists[-1].append(token)
        elif token.type == "ordered_list_close":
            items = lists.pop()
            written = [int(item.info) for item in items]
            printed = list(range(written[0], written[0] + len(written)))
            if written != printed and len(set(written)) > 1:
                at = next(
                    i for i, (a, b) in enumerate(zip(written, printed, strict=True)) if a != b
                )
                line = (items[at].map or [0])[0]
                message = f"{written[at]} follows {written[at - 1]} in a numbered list"
                hint = f"write {printed[at]}, or begin a new list under words of its own"
                yield error("markdown", Span(path, line + first_line, 1), message, hint)


def _inline_refusals(
    path: str, lines: list[str], first_line: int, token: Token, *, alone: bool
) -> Iterator[Finding]:
    area = range(*token.map) if token.map else range(0)
    for at, message, hint in in_source(token.content):
        span = _offset_place(path, lines, first_line, area, token.content, at)
        yield error("markdown", span, message, hint)
    children = token.children or []
    for index in range(len(children)):
        if problem := _refusal(children, index, alone=alone):
            message, hint, snippet = problem
            yield error("markdown", _place(path, lines, first_line, area, snippet), message, hint)


def in_source(source: str) -> Iterator[tuple[int, str, str]]:
    """What is refused in the source of a paragraph: offset, message, hint."""
    for at, entity, said in entities(source):
        if entity not in ALLOWED_ENTITIES:
            yield at, f'the entity "{entity}"', entity_hint(said)
    yield from other_markup(source)


def _refusal(children: list[Token], index: int, *, alone: bool) -> tuple[str, str, str] | None:
    """Message, hint and a snippet that locates the token, if the token is refused."""
    token = children[index]
    if token.type.endswith("_close"):
        return None  # reported where it opens
    if token.type not in _INLINE:
        refused = _REFUSED.get(token.type, ("unknown Markdown", PLAIN))
        is_comment = token.content.startswith("<!--")
        return (*(_COMMENT if is_comment else refused), token.content or token.markup)
    if token.type == "image":
        return _refused_picture(token, alone=alone)
    if token.type == "link_open":
        return _refused_link(token, link_words(children, index))
    return _unfinished(token.content)


def _unfinished(text: str) -> tuple[str, str, str] | None:
    for left, hint in (("**", "close it, or write words alone"), ("](", f"write {_LINK}")):
        if left in text:
            return f'"{left}" without its end', hint, text
    return None


def _refused_picture(token: Token, *, alone: bool) -> tuple[str, str, str] | None:
    source, said = str(token.attrs["src"]), token.content or token.attrs.get("title")
    if not FIGURE.fullmatch(source):
        hint = "list the picture under figures and write ![](figure:its-id)"
        return f'picture "{source}" from outside the figures', hint, source
    if not alone:
        return "a figure inside a paragraph", "give figures a paragraph of their own", source
    if said:
        hint = "give them to the figure as alt or legend, and write ![](figure:its-id)"
        return f'"{said}" at a figure, which no page prints', hint, source
    return None


def _refused_link(token: Token, words: str) -> tuple[str, str, str] | None:
    target = str(token.attrs["href"])
    if not _MARK.fullmatch(target) and not is_web_address(target):
        hint = "link to fact:, source:, clinic:, help: or an https:// page"
        return f'link to "{target}"', hint, target
    if token.markup == "autolink":
        return f'the address "{target}" in angle brackets', f"link to it: {_LINK}", target
    if title := token.attrs.get("title"):
        return f'the title "{title}" of a link', "delete it: no page prints it", target
    if not words.strip():
        return f'a link to "{target}" without words', "write [words](target)", target
    return None


def _place(path: str, lines: list[str], first_line: int, area: range, snippet: str) -> Span:
    for number in area:
        if number < len(lines) and snippet in lines[number]:
            return Span(path, number + first_line, lines[number].index(snippet) + 1)
    return Span(path, (area.start if area else 0) + first_line, 1)


def _offset_place(
    path: str, lines: list[str], first_line: int, area: range, source: str, at: int
) -> Span:
    """The place of an offset in the source of a paragraph, whose lines are parts of the file's."""
    number = source.count("\n", 0, at)
    begin = source.rfind("\n", 0, at) + 1
    line, row = source[begin:].partition("\n")[0], area.start + number
    inside = max(lines[row].rfind(line), 0) if row < len(lines) else 0
    return Span(path, row + first_line, inside + at - begin + 1)


def read_text(source: str) -> str:
    """A text without markup as a reader reads it: escapes and entities decoded."""
    if "\\" not in source and "&" not in source:
        return source
    tokens = parser().parseInline(source)
    children = (tokens[0].children or []) if tokens else []
    return "".join(child.content for child in children if child.type == "text")


#: Text without Markdown syntax.
_PLAIN_TEXT = re.compile(r"[^<>\[\]*_`\\&!]*")


def check_inline(text: str, span: Span) -> Iterator[Finding]:
    """Findings on Markdown that is not allowed in a single text, such as an item of a block."""
    if len(text) > LONGEST_PARAGRAPH:
        yield error("markdown", span, f"{len(text):,} characters", "shorten the text")
    elif not _PLAIN_TEXT.fullmatch(text):
        for finding in refusals(span.path, [text], span.line, parser().parseInline(text)):
            yield error(finding.code, span, finding.message, finding.hint)
    else:
        for _, message, hint in other_markup(text):
            yield error("markdown", span, message, hint)
