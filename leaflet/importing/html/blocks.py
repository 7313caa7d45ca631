"""Makes blocks of the elements of a web page; what cannot be kept is counted and named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

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
)
from leaflet.importing.html.elements import SKIPPED, between, number, visible
from leaflet.importing.html.inline import Inline
from leaflet.importing.html.looks import Looks, is_title, list_depth, take_items
from leaflet.importing.html.notes import HtmlNotes
from leaflet.importing.html.pictures import picture_bytes
from leaflet.importing.html.tables import is_line, table_rows
from leaflet.importing.leaflet_words import words_of


class HtmlBlocks:
    """Reads elements below one into blocks."""

    def __init__(self, root: Any, beside: Callable[[str], bytes | None]) -> None:
        self._beside = beside
        self._blocks: list[Block] = []
        self._pictures: list[Picture] = []
        self._depth = 0
        self._counts: Counter[str] = Counter()
        self._notes = HtmlNotes(root)
        self._looks = Looks(root)
        self._items = take_items(root)
        self._words = Inline(self._notes, self._looks, self._block_element)
        self._lost = ""
        self._readers: dict[str, Callable[[Any], None]] = {
            "ul": self._list,
            "ol": self._list,
            "menu": self._list,
            "dl": self._terms,
            "table": self._table,
            "figure": self._figure,
            "img": lambda element: self._picture(element, ()),
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
        wanted = Counter(words_of(visible(element, self._notes.elements | self._notes.references)))
        self._words.children(element, Run(""))
        self._flush()
        found = (of_words.plain(some) for block in self._blocks for some in of_words.texts(block))
        wanted -= Counter(words_of("\n".join(found)))
        self._lost = " ".join(wanted.elements())
        return self._blocks

    def remarks(self) -> list[Remark]:
        """What was left out or stands in another form."""
        told = [changed(f"{what} were left out: {n}") for what, n in sorted(self._counts.items())]
        told += self._words.remarks()
        if self._lost:
            told.append(dropped("words that the page holds in a way that is not known", self._lost))
        return told

    # --- elements ------------------------------------------------------------------------------

    def _flush(self, style: str = "") -> None:
        """End the paragraph that is being read; pictures in it stand behind it."""
        for words in of_words.paragraphs(self._words.taken()):
            self._blocks.append(Paragraph(words, style))
        self._blocks += self._pictures
        self._pictures = []

    def _inner(self, element: Any) -> list[Block]:
        """The blocks in an element, apart from those before it."""
        before, self._blocks = self._blocks, []
        self._words.children(element, Run(""))
        self._flush()
        inner, self._blocks = self._blocks, before
        return inner

    def _block_element(self, element: Any, look: Run) -> None:
        tag = element.tag
        if tag != "img":
            self._flush()
        if re.fullmatch(r"h[1-6]", tag):
            words = self._words.words_of(element)
            if of_words.plain(words).strip():
                self._blocks.append(Heading(words, int(tag[1])))
        elif reads := self._readers.get(tag):
            reads(element)
        elif tag == "pre":
            self._words.add(element.text_content())
        elif place := self._items.get(element):
            self._item(element, *place)
        else:
            bold = look.bold or tag == "summary" or self._looks.is_bold(element)
            self._words.children(element, replace(look, bold=bold))
        if tag != "img":
            self._flush("title" if is_title(element) else "caption" if tag == "caption" else "")

    # --- lists ---------------------------------------------------------------------------------

    def _list(self, element: Any) -> None:
        at, is_ordered = number(element.get("start")), element.tag == "ol"
        for child in element:
            if child.tag == "li" and child not in self._notes.elements:
                self._flush()
                at = number(child.get("value")) if child.get("value") else at
                self._item(child, list_depth(element) or self._depth, at if is_ordered else None)
                at += 1
            elif child.tag in ("ul", "ol"):
                self._flush()
                self._depth += 1
                self._list(child)
                self._depth -= 1
            elif isinstance(child.tag, str):
                self._words.element(child, Run(""))
            self._words.text(child.tail)
        self._flush()

    def _item(self, element: Any, depth: int, number: int | None) -> None:
        """An item: its first words, then its further paragraphs and the lists in it, in order."""
        outer, self._depth = self._depth, depth + 1
        inner = self._inner(element)
        self._depth = outer
        is_first = True
        for block in inner:
            if isinstance(block, Paragraph | Heading):
                self._blocks.append(Item(block.words, depth, number, goes_on=not is_first))
                is_first = False
            else:
                self._blocks.append(block)

    def _terms(self, element: Any) -> None:
        """A list of terms as items: the term in bold, what it means behind it."""
        term: Words = ()
        for child in element.iter("dt", "dd"):
            words = self._words.words_of(child, Run("", bold=child.tag == "dt"))
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
        if is_layout or inner or is_line(element):
            for cell in element.iter("td", "th", "caption"):
                if not any(one.tag in ("td", "th") for one in between(cell, element)):
                    self._words.children(cell, Run(""))
                    self._flush()
            return
        pictures: list[Block] = []
        rows, heads, title = table_rows(element, lambda cell: self._cell(cell, pictures))
        caption = element.find("caption")
        words = self._words.words_of(caption) if caption is not None else title
        self._blocks.append(Table(rows, heads, words))
        self._blocks += pictures

    def _cell(self, cell: Any, pictures: list[Block]) -> Words:
        inner = self._inner(cell)
        lines = [block.words for block in inner if isinstance(block, Paragraph | Item | Heading)]
        pictures += [block for block in inner if isinstance(block, Picture)]
        return of_words.joined(lines, "\n")

    # --- pictures ------------------------------------------------------------------------------

    def _figure(self, element: Any) -> None:
        caption = element.find(".//figcaption")
        words = self._words.words_of(caption) if caption is not None else ()
        pictures = list(element.iter("img"))
        if caption is not None:
            caption.drop_tree()
        if len(pictures) == 1:
            self._picture(pictures[0], words)
            pictures[0].drop_tree()
            words = ()
        self._words.children(element, Run(""))
        self._flush()
        if words:
            self._blocks.append(Paragraph(words, "caption"))

    def _picture(self, element: Any, caption: Words) -> None:
        source = (element.get("src") or element.get("data-src") or "").strip()
        alt = " ".join((element.get("alt") or "").split())
        name = "within the page" if source.startswith("data:") else source.rpartition("/")[2][:80]
        data, problem = picture_bytes(source, self._beside)
        picture = Picture(name or "without a name", data, alt, caption, problem)
        if problem and not alt and not of_words.plain(caption).strip():
            self._counts["pictures that are not in the file"] += 1
        else:
            self._pictures.append(picture)
