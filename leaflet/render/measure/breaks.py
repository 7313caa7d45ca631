"""Finds bad breaks on laid-out pages, which lose no text but which a typesetter would avoid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflet.core.paper import pixels_to_mm
from leaflet.page.facts import Break
from leaflet.render.measure.boxes import elements, inside, kind, texts

#: The classes of call-outs; one that is taller than a page may be split.
_CALL_OUTS = frozenset({"key-points", "help", "do", "dont", "unknowns", "contact"})

#: The class of a call-out that may go on on the next page.
_MAY_BREAK = "may-break"

#: In narrower columns a line of one word is acceptable.
_NARROW_MM = 45

#: A word of this many characters, such as an address, fills a line by itself.
_LONG_WORD = 14


def bad_breaks(document: Any) -> tuple[Break, ...]:
    """Lines of one word and split call-outs of a laid-out WeasyPrint `Document`."""
    lines = [
        Break("line", number, text)
        for number, page in enumerate(document.pages, 1)
        for text in _lonely_words(page._page_box)
    ]
    return (*lines, *_split_call_outs(document))


def _lonely_words(page: Any) -> Iterator[str]:
    """Words alone in the last line of a paragraph or heading, or alone in another line although
    the next word would fit (Kozea/WeasyPrint#1614).
    """
    slots = {id(box) for slot in elements(page, "data-slot") for box in inside(slot)}
    for box in inside(page):
        if box.element_tag not in ("p", "h1", "h2", "h3") or id(box) in slots:
            continue
        lines = [line for line in getattr(box, "children", ()) if kind(line) == "LineBox"]
        if len(lines) < 2 or pixels_to_mm(box.width) < _NARROW_MM:
            continue
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            words = _words(line)
            is_short = len(words.split()) == 1 and len(words) < _LONG_WORD
            if is_short and _is_mishap(box, line, following):
                yield words


def _words(line: Any) -> str:
    return "".join(text.text for text in texts(line)).strip(" ")


def _is_mishap(box: Any, line: Any, following: Any) -> bool:
    if following is None:
        return True
    text = next(texts(following), None)
    if text is None:
        return False
    next_word = text.text.strip(" ").split(" ")[0]  # with the words joined to it by no-break spaces
    taken = sum(part.width for part in texts(line))
    needed = text.width / len(text.text) * (len(next_word) + 1) * 1.1
    return bool(taken + needed < box.width)


def _split_call_outs(document: Any) -> Iterator[Break]:
    """Call-outs that begin on one page and end on another although they would fit on one."""
    seen: dict[int, list[tuple[int, float, str]]] = {}
    space = min(page._page_box.height for page in document.pages)
    for number, page in enumerate(document.pages, 1):
        for box in elements(page._page_box, "class"):
            classes = box.element.get("class").split()
            named = _CALL_OUTS.intersection(classes)
            if named and _MAY_BREAK not in classes:
                part = (number, box.border_height(), min(named))
                seen.setdefault(id(box.element), []).append(part)
    for parts in seen.values():
        pages = {number for number, _, _ in parts}
        if len(pages) > 1 and sum(height for _, height, _ in parts) < space:
            yield Break("call-out", max(pages), parts[0][2])
