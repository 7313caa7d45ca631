"""Makes blocks of the elements of a web page; what cannot be kept is counted and named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any
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
    dropped,
    to_check,
)
from leaflet.importing.html.elements import (
    BOLD,
    INLINE,
    SIGNS,
    SKIPPED,
    SLANTED,
    STRUCK,
    between,
    is_address,
    number,
    said,
    tidy,
    visible,
)
from leaflet.importing.html.notes import HtmlNotes
from leaflet.importing.html.pictures import picture_bytes
from leaflet.importing.html.tables import table_rows
from leaflet.importing.leaflet_words import words_of
from leaflet.importing.stress import Stress


class HtmlBlocks:
    """Reads elements below one into blocks."""

    def __init__(self, root: Any, beside: Callable[[str], bytes | None]) -> None:
        self._beside = beside
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._counts: Counter[str] = Counter()
        self._stress = Stress()
        self._struck: list[str] = []
        self._links: list[str] = []
        self._notes = HtmlNotes(root)
        self._lost = ""
        self._readers: dict[str, Callable[[Any], None]] = {
            "dl": self._terms,
            "table": self._table,
            "figure": self._figure,
        }
        for element in root.iter(*SKIPPED):
            if what := SKIPPED[element.tag]:
                self._counts[what] += 1

    @property
    def notes(self) -> dict[str, Words]:
        """The words of the notes that the text refers to, by name."""
        return self._notes.words

    def read(self, element: Any) -> list[Block]:
        """The blocks of an element."""
        self._notes.find(element)
        wanted = Counter(words_of(visible(element, self._notes.elements)))
        self._children(element, Run(""))
        self._flush()
        found = (of_words.plain(some) for block in self._blocks for some in of_words.texts(block))
        wanted -= Counter(words_of("\n".join(found)))
        self._lost = " ".join(wanted.elements())
        return self._blocks

    def remarks(self) -> list[Remark]:
        """What was left out or stands in another form."""
        told = [changed(f"{what} were left out: {n}") for what, n in sorted(self._counts.items())]
        told += self._stress.remarks()
        if self._lost:
            told.append(dropped("words that the page holds in a way that is not known", self._lost))
        told += [
            to_check("struck words of the article stand in the draft", w) for w in self._struck
        ]
        told += [changed("an address that a leaflet cannot print", one) for one in self._links]
        return told

    # --- words ---------------------------------------------------------------------------------

    def _children(self, element: Any, look: Run) -> None:
        self._text(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, look)
            self._text(child.tail, look)

    def _text(self, text: str | None, look: Run) -> None:
        if text:
            self._runs.append(
                Run(re.sub(r"[ \t\r\n\f]+", " ", text), look.bold, look.italic, look.link)
            )

    def _flush(self, style: str = "") -> None:
        """End the paragraph that is being read."""
        words = self._taken()
        if of_words.plain(words).strip() or of_words.notes_in(words):
            self._blocks.append(Paragraph(words, style))

    def _taken(self) -> Words:
        words = tidy(of_words.merged(tuple(self._runs)))
        self._runs = []
        return self._stress.words(of_words.stripped(words))

    def _inline(self, element: Any, look: Run) -> Words:
        """The words of an element that holds no blocks."""
        before, self._runs = self._runs, []
        self._children(element, look)
        words = self._taken()
        self._runs = before
        return words

    def _words_of(self, element: Any) -> Words:
        return self._inline(element, Run(""))

    # --- elements ------------------------------------------------------------------------------

    def _element(self, element: Any, look: Run) -> None:
        tag = element.tag
        if id(element) in self._notes.elements:
            return
        if tag in SKIPPED:
            return
        if tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "img":
            self._picture(element, ())
        elif tag == "input":
            if element.get("type", "").casefold() == "checkbox":
                self._runs.append(Run("☐ "))
        elif tag in INLINE:
            self._inline_element(element, look)
        else:
            self._block_element(element, look)

    def _inline_element(self, element: Any, look: Run) -> None:
        tag = element.tag
        if tag == "a" and (name := self._notes.name_of(element, self._words_of)):
            self._runs.append(Run("", note=name))
            return
        if tag in STRUCK and (struck := said(element)):
            self._struck.append(struck)
        start = len(self._runs)
        link = self._link(element) if tag == "a" else look.link
        bold = look.bold or tag in BOLD
        self._children(element, Run("", bold, look.italic or tag in SLANTED, link))
        if tag in SIGNS:
            for at in range(start, len(self._runs)):
                run = self._runs[at]
                text = run.text.translate(SIGNS[tag])
                self._runs[at] = Run(text, run.bold, run.italic, run.link, run.note)

    def _block_element(self, element: Any, look: Run) -> None:
        tag = element.tag
        self._flush()
        if re.fullmatch(r"h[1-6]", tag):
            words = self._inline(element, Run(""))
            if of_words.plain(words).strip():
                self._blocks.append(Heading(words, int(tag[1])))
            return
        if tag in ("ul", "ol", "menu"):
            self._list(element, 0)
        elif reads := self._readers.get(tag):
            reads(element)
        elif tag == "pre":
            self._runs.append(Run(element.text_content()))
        else:
            self._children(element, Run("", bold=True) if tag == "summary" else look)
        self._flush("caption" if tag == "caption" else "")

    def _link(self, element: Any) -> str:
        address = (element.get("href") or "").strip()
        kind = urlsplit(address).scheme.casefold() if is_address(address) else ""
        if kind == "https":
            return address
        words = said(element)
        if (
            kind in ("http", "mailto", "tel")
            and unquote(address.partition(":")[2]).strip("/") not in words
        ):
            self._links.append(address[:200])
        return ""

    # --- lists ---------------------------------------------------------------------------------

    def _list(self, element: Any, depth: int) -> None:
        at = number(element.get("start"))
        self._text(element.text, Run(""))
        for child in element:
            if child.tag == "li" and id(child) not in self._notes.elements:
                self._flush()
                at = number(child.get("value")) if child.get("value") else at
                self._item(child, depth, at if element.tag == "ol" else None)
                at += 1
            elif child.tag in ("ul", "ol"):
                self._flush()
                self._list(child, depth + 1)
            elif isinstance(child.tag, str):
                self._element(child, Run(""))
            self._text(child.tail, Run(""))
        self._flush()

    def _item(self, element: Any, depth: int, number: int | None) -> None:
        """An item: its first words, then its further paragraphs and the lists in it."""
        before, self._blocks = self._blocks, []
        lists: list[tuple[int, Any]] = []
        self._text(element.text, Run(""))
        for child in element:
            if child.tag in ("ul", "ol"):
                self._flush()
                lists.append((len(self._blocks), child))
            elif isinstance(child.tag, str):
                self._element(child, Run(""))
            self._text(child.tail, Run(""))
        self._flush()
        inner, self._blocks = self._blocks, before
        is_first = True
        for at in range(len(inner) + 1):
            for _, child in (one for one in lists if one[0] == at):
                self._list(child, depth + 1)
            if at == len(inner):
                break
            block = inner[at]
            if isinstance(block, Paragraph | Heading):
                self._blocks.append(Item(block.words, depth, number, goes_on=not is_first))
                is_first = False
            else:
                self._blocks.append(block)

    def _terms(self, element: Any) -> None:
        """A list of terms as items: the term in bold, what it means behind it."""
        term: Words = ()
        for child in element.iter("dt", "dd"):
            words = self._inline(child, Run("", bold=child.tag == "dt"))
            if child.tag == "dt":
                if term:
                    self._blocks.append(Item(term))
                term = words
            else:
                self._blocks.append(Item(of_words.joined([term, words], ": ") if term else words))
                term = ()
        if term:
            self._blocks.append(Item(term))

    # --- tables --------------------------------------------------------------------------------

    def _table(self, element: Any) -> None:
        is_layout = element.get("role") == "presentation" or any(
            next(element.iter(tag), None) is not None for tag in ("h1", "h2", "h3", "ul", "ol")
        )
        inner = [one for one in element.iter("table") if one is not element]
        if is_layout or inner:
            for cell in element.iter("td", "th", "caption"):
                if not any(one.tag in ("td", "th") for one in between(cell, element)):
                    self._children(cell, Run(""))
                    self._flush()
            return
        pictures: list[Block] = []
        rows, heads = table_rows(element, lambda cell: self._cell(cell, pictures))
        caption = element.find("caption")
        words = self._inline(caption, Run("")) if caption is not None else ()
        self._blocks.append(Table(rows, heads, words))
        self._blocks += pictures

    def _cell(self, cell: Any, pictures: list[Block]) -> Words:
        before, self._blocks = self._blocks, []
        self._children(cell, Run(""))
        self._flush()
        inner, self._blocks = self._blocks, before
        lines = [block.words for block in inner if isinstance(block, Paragraph | Item | Heading)]
        pictures += [block for block in inner if isinstance(block, Picture)]
        return of_words.joined(lines, "\n")

    # --- pictures ------------------------------------------------------------------------------

    def _figure(self, element: Any) -> None:
        caption = element.find(".//figcaption")
        words = self._inline(caption, Run("")) if caption is not None else ()
        pictures = list(element.iter("img"))
        if caption is not None:
            caption.drop_tree()
        if len(pictures) == 1:
            self._picture(pictures[0], words)
            pictures[0].drop_tree()
            words = ()
        self._children(element, Run(""))
        self._flush()
        if words:
            self._blocks.append(Paragraph(words, "caption"))

    def _picture(self, element: Any, caption: Words) -> None:
        source = (element.get("src") or element.get("data-src") or "").strip()
        alt = " ".join((element.get("alt") or "").split())
        name = "within the page" if source.startswith("data:") else source.rpartition("/")[2][:80]
        data, problem = picture_bytes(source, self._beside)
        waiting, self._runs = self._runs, []
        picture = Picture(name or "without a name", data, alt, caption, problem)
        if problem and not alt and not of_words.plain(caption).strip():
            self._counts["pictures that are not in the file"] += 1
        else:
            self._blocks.append(picture)
        self._runs = waiting
