"""Compares the text and pictures of a document with its laid-out boxes: what did not reach a page.

WeasyPrint leaves out what does not fit a box of fixed height, without a word; a style may hide a
part. Nothing here imports WeasyPrint; `renderer.py` passes the parsed document and its pages.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from leaflet.page.composition import ENDS_WITH, FILLS, LISTS_CONTENTS, WRITING_LINE, Fit
from leaflet.page.facts import Lost
from leaflet.page.slot import PLACE
from leaflet.render.measure.boxes import inside, kind

#: Elements whose content is never printed as text of the page.
_SILENT = frozenset({"head", "script", "style", "template", "title"})

#: What a fit shows only where a panel has room for it.
_FILLS = frozenset({"record", "questions", "notes"})

#: The most words of the heading of a list of contents.
_MOST_HEADING_WORDS = 6

#: Characters that a layout adds at the end of a line, or that have no shape.
_WITHOUT_SHAPE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2010\u2060\ufeff-"))


@dataclass(slots=True)
class _LaidOut:
    """The laid-out texts by element, and the pictures that cover any area."""

    texts: dict[Any, list[str]] = field(default_factory=lambda: defaultdict(list))
    pictures: set[Any] = field(default_factory=set)


def lost(root: Any, document: Any, fit: Fit) -> tuple[Lost, ...]:
    """The parts of a parsed document that are on no page of the laid-out `Document`.

    `root` is the `html` element from which the pages were made. Some are left out on purpose: the
    pages for own notes but the first `fit.notes`, and contents that the fit does not show.
    """
    laid_out = _laid_out(document)
    found = []
    for element, place in _printed(root, fit):
        if element.tag in _PICTURES:
            if element not in laid_out.pictures:
                found.append(Lost("picture", _name(element), *place))
            continue
        missing = _missing(_own_text(element), laid_out.texts.get(element, ()))
        if missing:
            found.append(Lost("words", missing, *place))
    return tuple(found)


def generated(document: Any) -> tuple[str, ...]:
    """The texts on the pages that no element has: those that stylesheets generate, each once."""
    found = (
        box.text.strip()
        for page in document.pages
        for box in inside(page._page_box, margins=True)
        if kind(box) == "TextBox" and not _is_of_element(box)
    )
    return tuple(dict.fromkeys(text for text in found if text))


_PICTURES = frozenset({"img", "svg", "{http://www.w3.org/2000/svg}svg"})


def _laid_out(document: Any) -> _LaidOut:
    made = _LaidOut()
    for page in document.pages:
        for box in inside(page._page_box, margins=True):
            if kind(box) == "TextBox":
                if _is_of_element(box):
                    made.texts[box.element].append(box.text)
            elif hasattr(box, "replacement") and box.width > 0 and box.height > 0:
                made.pictures.add(box.element)
    return made


def _is_of_element(box: Any) -> bool:
    """Whether a text box has text of an element, and not of a pseudo-element or a margin."""
    return box.element is not None and box.element_tag == box.element.tag


def _printed(root: Any, fit: Fit) -> Iterator[tuple[Any, tuple[str, str]]]:
    """The elements that have to be printed, each with the slot and the section around it."""
    body = root.find("body")
    waiting = [(body if body is not None else root, ("", ""), "")]
    targets, lines_of = _targets(root), dict(fit.lines)
    while waiting:
        element, (slot, section), panel = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _SILENT or element.get(PLACE):
            continue
        number = element.get("data-notes") or ""
        if number.isdecimal() and int(number) > fit.notes:
            continue
        number = element.get(WRITING_LINE) or ""
        if number.isdecimal() and int(number) > lines_of.get(panel, 0):
            continue
        fill = element.get(FILLS)
        if fill in _FILLS and (panel, fill) not in fit.fills:
            continue
        panel = element.get("data-panel") or element.get(ENDS_WITH) or panel
        is_list = element.get(LISTS_CONTENTS) is not None
        if is_list and not fit.contents and _only_lists(element, targets):
            continue
        place = (element.get("data-slot") or slot, element.get("data-part") or section)
        yield element, place
        if element.tag not in _PICTURES:
            waiting.extend((child, place, panel) for child in reversed(element))


def _only_lists(contents: Any, targets: Mapping[str, str]) -> bool:
    """Whether a list of contents says nothing but its short heading and the headings that it leads
    to, so that no other words can be left out with it.
    """
    said = [(element, text) for element in contents.iter() if (text := _words_of(element))]
    headings = [text for element, text in said if element.tag == "h2"]
    links = [(element.get("href"), text) for element, text in said if element.tag == "a"]
    is_short = len(" ".join(headings).split()) <= _MOST_HEADING_WORDS
    return (
        is_short
        and len(headings) + len(links) == len(said)
        and all(targets.get(address) == text for address, text in links)
    )


def _targets(root: Any) -> dict[str, str]:
    """The words of each heading that a link may lead to, by the address in the link."""
    headings = (h for tag in ("h2", "h3") for h in root.iter(tag) if h.get("id"))
    return {f"#{h.get('id')}": _words_of(h) for h in headings}


def _words_of(element: Any) -> str:
    return " ".join(_own_text(element).split())


def _own_text(element: Any) -> str:
    """The text directly in an element."""
    return " ".join(filter(None, chain([element.text], (child.tail for child in element))))


def _missing(expected: str, laid_out: Iterable[str]) -> str:
    """The words of a text that are not in its laid-out parts; these may repeat it."""
    words = expected.split()
    if not words:
        return ""
    printed, at = _plain("".join(laid_out)), 0
    if printed == _plain("".join(words)):
        return ""
    gone = []
    for word in words:
        plain = _plain(word)
        start = printed.find(plain, at)
        if start < 0:
            gone.append(word)
        else:
            at = start + len(plain)
    return " ".join(gone)


def _plain(text: str) -> str:
    """A text without blanks, hyphens and case, which a layout may change."""
    joined = unicodedata.normalize("NFC", "".join(text.split()))
    return joined.translate(_WITHOUT_SHAPE).casefold()


def _name(picture: Any) -> str:
    """What a picture is, for a message."""
    title = next((child.text for child in picture if str(child.tag).endswith("title")), None)
    return picture.get("alt") or title or picture.get("src") or ""
