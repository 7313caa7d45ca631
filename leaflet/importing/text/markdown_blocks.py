"""Makes blocks of the tokens of Markdown; raw HTML is read as on a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from leaflet.importing import words as of_words
from leaflet.importing.document import (
    Block,
    Heading,
    Item,
    Paragraph,
    Picture,
    Remark,
    Run,
    Table,
    Words,
    changed,
    to_check,
)
from leaflet.importing.stress import Stress

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOTE = re.compile(r"\[\^([\w-]{1,32})\]")
_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


def _parser() -> Any:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": True})
    made.enable(["table", "strikethrough"])
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return made


@dataclass(slots=True)
class _ListPlace:
    """The numbers of the lists that are open, None for bullets; whether an item has just begun."""

    numbers: list[int | None] = field(default_factory=list)
    is_first: bool = False

    def take(self, token: Token) -> None:
        """Go on to a token."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            start = int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None
            self.numbers.append(None if start is None else start - 1)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.numbers.pop()
        elif token.type == "list_item_open":
            self.is_first = True
            if (before := self.numbers[-1]) is not None:
                self.numbers[-1] = before + 1


@dataclass(slots=True)
class _Look:
    """How the words are set that come next; `hidden` is an element whose words are not read."""

    bold: int = 0
    slanted: int = 0
    link: str = ""
    hidden: str = ""

    def run(self, text: str) -> Run:
        """A run of this look."""
        return Run(text, bool(self.bold), bool(self.slanted), self.link)


class MarkdownBlocks:
    """Makes blocks of the tokens of a text."""

    def __init__(self, beside: Callable[[str], bytes | None], remarks: list[Remark]) -> None:
        self._beside, self._remarks = beside, remarks
        self._parser = _parser()
        self.stress = Stress()

    def blocks(self, text: str) -> Iterator[Block]:
        """The blocks of a text."""
        tokens: list[Token] = self._parser.parse(text)
        place = _ListPlace()
        at = 0
        while at < len(tokens):
            token = tokens[at]
            place.take(token)
            if token.type == "table_open":
                end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
                yield self._table(tokens[at:end])
                at = end
            elif token.type == "heading_open":
                words = _without_attributes(self._runs(tokens[at + 1]))
                yield Heading(words, int(token.tag[1]))
                at += 2
            elif token.type == "inline":
                yield from self._paragraph(token, place)
                place.is_first = False
            else:
                yield from self._other(token)
            at += 1

    def _paragraph(self, token: Token, place: _ListPlace) -> Iterator[Block]:
        parts = list(self._parts(token))
        words = self.stress.words(of_words.merged(tuple(p for p in parts if isinstance(p, Run))))
        if of_words.plain(words).strip() or of_words.notes_in(words):
            words = of_words.stripped(words)
            if place.numbers:
                depth = len(place.numbers) - 1
                yield Item(words, depth, place.numbers[-1], goes_on=not place.is_first)
            else:
                yield Paragraph(words)
        yield from (part for part in parts if isinstance(part, Picture))

    def _other(self, token: Token) -> Iterator[Block]:
        if token.type in ("fence", "code_block"):
            self._remarks.append(changed("a block of code or of fields became plain text"))
            for part in re.split(r"\n\s*\n", token.content):
                if part.strip():
                    yield Paragraph(of_words.of(part.strip("\n")))
        elif token.type == "html_block":
            yield from self._page(token.content)
        elif token.type == "blockquote_open":
            self._remarks.append(changed("a quotation became plain paragraphs"))

    def _page(self, source: str) -> Iterator[Block]:
        """The blocks of raw HTML, which is neither run nor fetched."""
        from leaflet.importing.readers.html import fragment

        blocks, remarks = fragment(source, self._beside)
        self._remarks += remarks
        yield from blocks

    def _table(self, tokens: list[Token]) -> Table:
        rows: list[tuple[Words, ...]] = []
        cells: list[Words] = []
        for token in tokens:
            if token.type == "inline":
                cells.append(self.stress.words(self._runs(token)))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return Table(tuple(rows), 1)

    # --- words ---------------------------------------------------------------------------------

    def inline(self, text: str) -> Words:
        """The words of a text on its own, such as a note."""
        tokens = self._parser.parseInline(text)
        return self.stress.words(self._runs(tokens[0])) if tokens else ()

    def _runs(self, token: Token) -> Words:
        return of_words.merged(tuple(p for p in self._parts(token) if isinstance(p, Run)))

    def _parts(self, token: Token) -> Iterator[Run | Picture]:
        look = _Look()
        for child in token.children or ():
            kind = child.type
            if kind.endswith(("_open", "_close")):
                self._mark(child, look)
            elif kind == "image":
                yield self._picture(child)
            elif kind == "softbreak":
                yield look.run(" ")
            elif kind == "hardbreak" or (kind == "html_inline" and _TAG.fullmatch(child.content)):
                yield Run("\n")
            elif kind == "html_inline":
                look.hidden = _after_tag(child.content, look.hidden)
            elif not look.hidden:
                yield from _with_notes(child.content, look.run(""))

    def _mark(self, token: Token, look: _Look) -> None:
        """Begin or end words of a look."""
        name = token.type.rpartition("_")[0]
        if name == "strong":
            look.bold += token.nesting
        elif name == "em":
            look.slanted += token.nesting
        elif name == "link":
            look.link = self._link(str(token.attrs.get("href", "")))
        elif token.type == "s_open":
            self._remarks.append(to_check("struck words of the article stand in the draft"))

    def _link(self, address: str) -> str:
        if address.startswith("https://"):
            return address
        if ":" in address:
            self._remarks.append(changed("an address that a leaflet cannot print", address[:200]))
        return ""

    def _picture(self, token: Token) -> Picture:
        source, alt = str(token.attrs.get("src", "")), " ".join(token.content.split())
        name = source.rpartition("/")[2][:80] or "without a name"
        caption = of_words.of(" ".join(str(token.attrs.get("title", "")).split()))
        if urlsplit(source).scheme or source.startswith("//"):
            return Picture(
                name, b"", alt, caption, problem="it is elsewhere, and nothing is fetched"
            )
        data = self._beside(unquote(source))
        problem = "" if data else "it is not beside the file"
        return Picture(name, data or b"", alt, caption, problem)


def _with_notes(text: str, look: Run) -> Iterator[Run]:
    at = 0
    for found in _NOTE.finditer(text):
        yield Run(text[at : found.start()], look.bold, look.italic, look.link)
        yield Run("", note=found[1])
        at = found.end()
    yield Run(text[at:], look.bold, look.italic, look.link)


def _after_tag(tag: str, hidden: str) -> str:
    """The name of the element whose words are not read behind a tag of raw HTML; else empty."""
    found = re.match(r"<(/?)(script|style|iframe|object|template|noscript)\b", tag, re.IGNORECASE)
    if found is None:
        return hidden
    return "" if found[1] else found[2]


def _without_attributes(words: Words) -> Words:
    """A heading without what some dialects write in braces behind it, as `{#id}`."""
    text = of_words.plain(words)
    found = re.search(r"\s*\{[#.:][^{}]*\}$|\s*\{(?:role|priority)=[^{}]*\}$", text)
    return of_words.part(words, 0, found.start()) if found else words
