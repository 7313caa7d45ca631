"""The words, pictures and links of a composition in the order in which its document has them.

Approvals of pages that a project's own templates make are bound to this, and the pages are compared
with those of the shipped templates. Markup and styles that change neither words, pictures, links,
levels of headings, list items, cells nor boxes are left out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from leaflet.core.digests import BASE, digest
from leaflet.page.composition import Composition

#: Elements whose text continues that of the element around them (HTML 4.5, text-level semantics).
_INLINE = frozenset(
    "a abbr b bdi bdo cite code em i mark q s small span strong sub sup time u var wbr".split()
)

#: Elements with a meaning for the reader besides that of their words.
_MEANT = frozenset("h1 h2 h3 h4 h5 h6 li td th dt dd caption aside figure sub sup".split())
_SILENT = frozenset(("head", "script", "style", "template", "title"))
#: What `compose.line_breaks` puts into compounds and addresses, so that they break elsewhere.
_UNSEEN = re.compile("\u200b|(?<=-)\u2060")
_SVG = "{http://www.w3.org/2000/svg}svg"


@dataclass(frozen=True, slots=True)
class PrintedText:
    """What a composition prints: the `body` without clinic slots, each slot by name, and the texts
    and pictures of its stylesheet. `texts` are the texts alone, a block of text each, and what is
    said instead of a picture.

    An item is a text, or the kind of what begins there: `<h2>`, `<a tel:999>`, `<img …>`.
    """

    body: tuple[str, ...]
    slots: tuple[tuple[str, tuple[str, ...]], ...]
    styles: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts, slots included."""
        slots = (item for _, items in self.slots for item in items)
        items = map(_instead, (*self.body, *slots))
        return tuple(item for item in items if item and not item.startswith("<"))

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """The target of each link, with the text that follows it."""
        items = (*self.body, *(item for _, items in self.slots for item in items))
        return tuple(
            (item[3:-1], after)
            for item, after in zip(items, (*items[1:], ""), strict=True)
            if item.startswith("<a ")
        )

    def digest(self, masks: Mapping[str, str]) -> str:
        """The sha256 that an approval is bound to; each text of `masks` counts as its name, so that
        a clinic's details do not change it.
        """
        longest_first = sorted(masks.items(), key=lambda mask: (-len(mask[0]), mask))

        def masked(items: Iterable[str]) -> list[str]:
            return [_masked(item, longest_first) for item in items]

        slots = [[name, masked(items)] for name, items in self.slots]
        parts = [masked(self.body), slots, masked(self.styles)]
        return digest(json.dumps(parts, ensure_ascii=False).encode())


def _instead(item: str) -> str:
    """The words that are read instead of a picture; any other item as it is."""
    if not item.startswith("<picture "):
        return item
    return item.removeprefix("<picture ").partition(" ")[2][:-1].strip()


def _masked(item: str, masks: Iterable[tuple[str, str]]) -> str:
    for text, name in masks:
        if text in item:
            item = item.replace(text, f"{{{name}}}")
    return item


@lru_cache(maxsize=8)
def printed_text(composition: Composition) -> PrintedText:
    """What a composition prints, before the fit."""
    import tinyhtml5

    root = tinyhtml5.parse(composition.html, namespace_html_elements=False)
    pictures = {asset.uri: asset.sha256 for asset in composition.assets}
    reader = _Reader(pictures)
    body = root.find("body")
    reader.read(body if body is not None else root)
    slots = tuple((name, tuple(items)) for name, items in reader.slots)
    return PrintedText(tuple(reader.body), slots, tuple(_styles(composition)))


class _Reader:
    """Collects the items of a document; slots go into lists of their own."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        self.pictures = pictures
        self.body: list[str] = []
        self.slots: list[tuple[str, list[str]]] = []
        self.items = self.body
        self.pending: list[str] = []

    def read(self, root: Any) -> None:
        """Read all elements below one; not recursive, because anybody may nest elements."""
        waiting: list[Any] = [(root, True)]
        while waiting:
            element, begins = waiting.pop()
            if not begins:
                self._end(element)
            elif self._begin(element):
                waiting.append((element, False))
                waiting.extend((child, True) for child in reversed(element))
            else:
                self._add(element.tail)

    def _begin(self, element: Any) -> bool:
        """Add what begins with an element; whether its children are read."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or element.get("data-notes"):
            return False
        if tag not in _INLINE:
            self._flush()
        if name := element.get("data-slot"):
            self.items = []
            self.slots.append((name, self.items))
        if tag in ("img", "svg", _SVG):
            self._mark(f"<picture {self._picture(element)}>")
            for text in _drawn_texts(element):
                self._add(text)
            self._flush()
            return False
        if tag == "a" and element.get("href"):
            self._mark(f"<a {element.get('href')}>")
        elif tag in _MEANT:
            self._mark(f"<{tag}>")
        self._add(element.text)
        return True

    def _end(self, element: Any) -> None:
        if element.tag not in _INLINE or (element.tag == "a" and element.get("href")):
            self._flush()
        if element.get("data-slot"):
            self.body.append(f"<slot {element.get('data-slot')}>")
            self.items = self.body
        self._add(element.tail)

    def _mark(self, item: str) -> None:
        self._flush()
        self.items.append(item)

    def _add(self, text: str | None) -> None:
        if text:
            self.pending.append(text)

    def _flush(self) -> None:
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", "".join(self.pending)))
        words = text.split()
        self.pending.clear()
        if words:
            # A text never looks like a mark.
            text = " ".join(words)
            self.items.append(f" {text}" if text.startswith("<") else text)

    def _picture(self, element: Any) -> str:
        if element.tag == "img":
            source = element.get("src") or ""
            return f"{self.pictures.get(source, source)} {element.get('alt') or ''}"
        from xml.etree.ElementTree import tostring

        title = next((child.text for child in element if str(child.tag).endswith("title")), "")
        if element.get("class") == "qr-code":  # its target is read back from the page
            return f"qr {title}"
        drawing = "".join(tostring(element, encoding="unicode", method="xml").split())
        return f"{digest(drawing.encode())} {title}"


def _drawn_texts(svg: Any) -> Iterator[str]:
    """The texts that a drawing shows; its title is told with the picture."""
    waiting = [svg]
    while waiting:
        element = waiting.pop()
        name = str(element.tag).rpartition("}")[2]
        if name in ("title", "desc", "metadata", "style"):
            continue
        if name == "text":
            yield " "
            yield from element.itertext()
        else:
            waiting += reversed(element)


def _styles(composition: Composition) -> Iterator[str]:
    """The texts that the stylesheet prints, with their selectors, and the pictures it shows."""
    for selector, value in _generated(composition.css):
        yield f"{selector} {{ content: {value} }}"
    for asset in composition.assets:
        path = asset.uri.removeprefix(BASE)
        if asset.uri in composition.css and not path.startswith(("fonts/", "icons/")):
            yield f"<picture {asset.sha256}>"


def _generated(css: str) -> Iterator[tuple[str, str]]:
    """The selector and value of each `content` in a stylesheet that prints letters or digits."""
    import tinycss2

    waiting = list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))
    while waiting:
        rule = waiting.pop(0)
        if rule.type not in ("qualified-rule", "at-rule") or rule.content is None:
            continue
        selector = " ".join(tinycss2.serialize(rule.prelude).split())
        inner = tinycss2.parse_blocks_contents(
            rule.content, skip_comments=True, skip_whitespace=True
        )
        for part in inner:
            if part.type == "declaration":
                if part.lower_name == "content" and _prints(part.value):
                    yield selector, tinycss2.serialize(part.value).strip()
            elif part.type in ("qualified-rule", "at-rule"):
                waiting.append(part)


def _prints(tokens: Iterable[Any]) -> bool:
    return any(
        token.type == "function" or any(character.isalnum() for character in str(token.value))
        for token in tokens
        if token.type in ("string", "function")
    )
