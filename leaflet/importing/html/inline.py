"""Reads the words of a web page with their looks; blocks between them are left to a caller."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from leaflet.importing import words as of_words
from leaflet.importing.document import Remark, Run, Words, changed, to_check
from leaflet.importing.html.elements import (
    BOLD,
    SIGNS,
    SKIPPED,
    SLANTED,
    STRUCK,
    is_address,
    is_inline,
    said,
    tidy,
)
from leaflet.importing.html.looks import Looks
from leaflet.importing.html.notes import HtmlNotes
from leaflet.importing.stress import Stress


class Inline:
    """Collects runs of words until they are taken; `block` reads an element that is no word."""

    def __init__(self, notes: HtmlNotes, looks: Looks, block: Callable[[Any, Run], None]) -> None:
        self._notes, self._looks, self._block = notes, looks, block
        self._runs: list[Run] = []
        self._stress = Stress()
        self._struck: list[str] = []
        self._links: list[str] = []

    def remarks(self) -> Iterator[Remark]:
        """What stands in another form than on the page."""
        yield from self._stress.remarks()
        for words in self._struck:
            yield to_check("struck words of the article stand in the draft", words)
        for address in self._links:
            yield changed("an address that a leaflet cannot print", address)

    def children(self, element: Any, look: Run) -> None:
        """Read the text and the elements in an element."""
        self.text(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, look)
            self.text(child.tail, look)

    def text(self, text: str | None, look: Run = Run("")) -> None:  # noqa: B008  # frozen
        """Read a text; white space in it is one space."""
        if text:
            self.add(re.sub(r"[ \t\r\n\f]+", " ", text), look)

    def add(self, text: str, look: Run = Run("")) -> None:  # noqa: B008  # frozen
        """Add a text as it stands."""
        self._runs.append(Run(text, look.bold, look.italic, look.link))

    def taken(self) -> Words:
        """The words since the last time, which are then forgotten."""
        words = tidy(of_words.merged(tuple(self._runs)))
        self._runs = []
        return self._stress.words(of_words.stripped(words))

    def words_of(self, element: Any, look: Run = Run("")) -> Words:  # noqa: B008  # frozen
        """The words of an element that holds no blocks; those that wait are left waiting."""
        before, self._runs = self._runs, []
        self.children(element, look)
        words = self.taken()
        self._runs = before
        return words

    def element(self, element: Any, look: Run) -> None:
        """Read an element."""
        tag = element.tag
        if element in self._notes.elements or tag in SKIPPED:
            return
        if tag == "br":
            self.add("\n")
        elif tag == "input":
            if element.get("type", "").casefold() == "checkbox":
                self.add("☐ ")
        elif is_inline(tag):
            self._inline(element, look)
        else:
            self._block(element, look)

    def _inline(self, element: Any, look: Run) -> None:
        tag = element.tag
        if tag == "a" and (name := self._notes.name_of(element, self.words_of)):
            self._runs.append(Run("", note=name))
            return
        if tag in STRUCK and (struck := said(element)):
            self._struck.append(struck)
        start = len(self._runs)
        link = self._link(element) if tag == "a" else look.link
        bold = look.bold or tag in BOLD or self._looks.is_bold(element)
        slanted = look.italic or tag in SLANTED or self._looks.is_slanted(element)
        self.children(element, Run("", bold, slanted, link))
        if tag in SIGNS:
            for at in range(start, len(self._runs)):
                run = self._runs[at]
                text = run.text.translate(SIGNS[tag])
                self._runs[at] = Run(text, run.bold, run.italic, run.link, run.note)

    def _link(self, element: Any) -> str:
        address = (element.get("href") or "").strip()
        kind = urlsplit(address).scheme.casefold() if is_address(address) else ""
        if kind == "https":
            return address
        inner = unquote(address.partition(":")[2]).strip("/")
        if kind in ("http", "mailto", "tel") and not _says(said(element), inner, kind):
            self._links.append(address[:200])
        return ""


def _says(words: str, address: str, kind: str) -> bool:
    """Whether words say an address themselves; a phone number may stand there in its short form."""
    if kind != "tel":
        return address in words
    called, written = (re.sub(r"\D", "", text) for text in (address, words))
    return bool(called) and called[-6:] == written[-6:]
