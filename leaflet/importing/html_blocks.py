"""Makes blocks of the elements of a web page; what cannot be kept is counted and named."""

from __future__ import annotations

import base64
import binascii
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
from leaflet.importing.leaflet_words import words_of
from leaflet.importing.stress import Stress

#: Elements that are never read: what they are called in the report; empty for what nobody misses.
_SKIPPED = {
    "script": "scripts", "style": "", "noscript": "", "template": "", "head": "", "link": "",
    "iframe": "frames of other pages", "object": "embedded objects", "embed": "embedded objects",
    "applet": "embedded objects", "svg": "drawings within the page",
    "canvas": "drawings within the page",
    "video": "videos", "audio": "sounds", "select": "fields of forms",
    "textarea": "fields of forms",
}  # fmt: skip
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp"
    " small span strike strong sub sup time tt u var wbr button output picture source nobr ruby"
    " rb rt rp".split()
)
_BOLD, _SLANTED = frozenset({"b", "strong"}), frozenset({"em", "i", "u", "mark", "cite", "dfn"})
_STRUCK = frozenset({"s", "strike", "del"})
_SIGNS = {
    "sup": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
#: The words of a link from a note back to the text.
_BACK = re.compile(
    r"(?:(?:jump |go )?(?:back|return)[\w ]{0,30}|\W*|\w{1,2})[\s↩↑^⤴]*", re.IGNORECASE
)
_REFERENCE = re.compile(r"[\[(]?[\d*†‡a-z]{1,3}[\])]?")


class HtmlBlocks:
    """Reads elements below one into blocks; `notes` are the notes that words refer to."""

    def __init__(self, root: Any, beside: Callable[[str], bytes | None]) -> None:
        self.notes: dict[str, Words] = {}
        self._beside = beside
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._counts: Counter[str] = Counter()
        self._stress = Stress()
        self._struck: list[str] = []
        self._links: list[str] = []
        self._note_elements: set[int] = set()
        self._names: dict[int, str] = {}
        self._lost = ""
        self._readers: dict[str, Callable[[Any], None]] = {
            "dl": self._terms,
            "table": self._table,
            "figure": self._figure,
        }
        for element in root.iter(*_SKIPPED):
            if what := _SKIPPED[element.tag]:
                self._counts[what] += 1
        self._ids = {one.get("id"): one for one in root.iter() if one.get("id")}

    def read(self, element: Any) -> list[Block]:
        """The blocks of an element."""
        self._find_notes(element)
        wanted = Counter(words_of(_visible(element, self._note_elements)))
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
        words = _tidy(of_words.merged(tuple(self._runs)))
        self._runs = []
        return self._stress.words(of_words.stripped(words))

    def _inline(self, element: Any, look: Run) -> Words:
        """The words of an element that holds no blocks."""
        before, self._runs = self._runs, []
        self._children(element, look)
        words = self._taken()
        self._runs = before
        return words

    # --- elements ------------------------------------------------------------------------------

    def _element(self, element: Any, look: Run) -> None:
        tag = element.tag
        if id(element) in self._note_elements:
            return
        if tag in _SKIPPED:
            return
        if tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "img":
            self._picture(element, ())
        elif tag == "input":
            if element.get("type", "").casefold() == "checkbox":
                self._runs.append(Run("☐ "))
        elif tag in _INLINE:
            self._inline_element(element, look)
        else:
            self._block_element(element, look)

    def _inline_element(self, element: Any, look: Run) -> None:
        tag = element.tag
        if tag == "a" and (name := self._note_of(element)):
            self._runs.append(Run("", note=name))
            return
        if tag in _STRUCK and (struck := _said(element)):
            self._struck.append(struck)
        start = len(self._runs)
        link = self._link(element) if tag == "a" else look.link
        bold = look.bold or tag in _BOLD
        self._children(element, Run("", bold, look.italic or tag in _SLANTED, link))
        if tag in _SIGNS:
            for at in range(start, len(self._runs)):
                run = self._runs[at]
                text = run.text.translate(_SIGNS[tag])
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
        kind = urlsplit(address).scheme.casefold() if _is_split(address) else ""
        if kind == "https":
            return address
        words = _said(element)
        if (
            kind in ("http", "mailto", "tel")
            and unquote(address.partition(":")[2]).strip("/") not in words
        ):
            self._links.append(address[:200])
        return ""

    # --- lists ---------------------------------------------------------------------------------

    def _list(self, element: Any, depth: int) -> None:
        number = _number(element.get("start"))
        self._text(element.text, Run(""))
        for child in element:
            if child.tag == "li" and id(child) not in self._note_elements:
                self._flush()
                number = _number(child.get("value")) if child.get("value") else number
                self._item(child, depth, number if element.tag == "ol" else None)
                number += 1
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
                if not any(one.tag in ("td", "th") for one in _between(cell, element)):
                    self._children(cell, Run(""))
                    self._flush()
            return
        rows: list[tuple[Words, ...]] = []
        heads = 0
        pictures: list[Block] = []
        spans: dict[int, tuple[int, Words]] = {}
        for row in element.iter("tr"):
            cells = [one for one in row if one.tag in ("td", "th")]
            heads += bool(cells) and heads == len(rows) and all(one.tag == "th" for one in cells)
            rows.append(self._row(cells, spans, pictures))
        caption = element.find("caption")
        words = self._inline(caption, Run("")) if caption is not None else ()
        self._blocks.append(Table(tuple(rows), heads, words))
        self._blocks += pictures

    def _row(
        self, cells: list[Any], spans: dict[int, tuple[int, Words]], pictures: list[Block]
    ) -> tuple[Words, ...]:
        made: list[Words] = []
        for cell in cells:
            _repeat(made, spans)
            words = self._cell(cell, pictures)
            if (rows := _number(cell.get("rowspan"))) > 1:
                spans[len(made)] = (rows - 1, words)
            made += [words, *([()] * (_number(cell.get("colspan")) - 1))]
        _repeat(made, spans)
        return tuple(made)

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
        data, problem = self._picture_bytes(source)
        waiting, self._runs = self._runs, []
        picture = Picture(name or "without a name", data, alt, caption, problem)
        if problem and not alt and not of_words.plain(caption).strip():
            self._counts["pictures that are not in the file"] += 1
        else:
            self._blocks.append(picture)
        self._runs = waiting

    def _picture_bytes(self, source: str) -> tuple[bytes, str]:
        if found := _DATA.match(source):
            try:
                return base64.b64decode(source[found.end() :], validate=False), ""
            except (binascii.Error, ValueError):
                return b"", "it is damaged"
        if (
            not source
            or not _is_split(source)
            or urlsplit(source).scheme
            or source.startswith("//")
        ):
            return b"", "it is elsewhere, and nothing is fetched"
        data = self._beside(unquote(source.partition("?")[0].partition("#")[0]))
        return data or b"", "" if data else "it is not beside the page"

    # --- notes ---------------------------------------------------------------------------------

    def _find_notes(self, element: Any) -> None:
        """Find references such as a raised 1 that leads to a note on the page."""
        for one in element.iter("a"):
            target = self._target(one)
            if target is None or not _REFERENCE.fullmatch(_said(one)):
                continue
            is_raised = one.getparent().tag == "sup" or one.find(".//sup") is not None
            is_named = "noteref" in one.get("role", "") or "footnote" in one.get("class", "")
            if (is_raised or is_named) and target.tag in ("li", "p", "div", "aside", "dd"):
                self._note_elements.add(id(target))

    def _target(self, element: Any) -> Any:
        address = element.get("href") or ""
        return self._ids.get(address[1:]) if address.startswith("#") else None

    def _note_of(self, element: Any) -> str:
        target = self._target(element)
        if target is None or id(target) not in self._note_elements:
            return ""
        name = self._names.setdefault(id(target), str(len(self._names) + 1))
        if name not in self.notes:
            self.notes[name] = ()
            for back in target.iter("a"):
                if (back.get("href") or "").startswith("#") and _BACK.fullmatch(_said(back)):
                    back.text = ""
            self.notes[name] = _one_line(self._inline(target, Run("")))
        return name


def _visible(element: Any, notes: set[int]) -> str:
    """The text of an element as a reader sees it: blocks are divided, words in a line are not."""
    made = [element.text or ""]
    for child in element:
        is_read = (
            isinstance(child.tag, str) and child.tag not in _SKIPPED and id(child) not in notes
        )
        if is_read:
            space = "" if child.tag in _INLINE else "\n"
            made += [space, _visible(child, notes), space]
        made.append(child.tail or "")
    return "".join(made)


def _one_line(words: Words) -> Words:
    return of_words.joined(list(of_words.lines(words)), " ")


def _said(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _is_split(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _between(element: Any, outer: Any) -> list[Any]:
    made = []
    for one in element.iterancestors():
        if one is outer:
            break
        made.append(one)
    return made


def _number(text: str | None) -> int:
    return min(max(int(text), 1), 999) if text and text.isdigit() and len(text) < 5 else 1


def _repeat(cells: list[Words], spans: dict[int, tuple[int, Words]]) -> None:
    """Put the words of a cell that spans several rows into each of them."""
    while len(cells) in spans:
        left, words = spans.pop(len(cells))
        if left > 1:
            spans[len(cells)] = (left - 1, words)
        cells.append(words)


def _tidy(words: Words) -> Words:
    """Words without two spaces in a row, and without spaces at line breaks."""
    made: list[Run] = []
    before = ""
    for run in words:
        text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", run.text))
        if before[-1:] in (" ", "\n") and text.startswith(" "):
            text = text[1:]
        made.append(Run(text, run.bold, run.italic, run.link, run.note))
        before = text or before
    return tuple(made)
