"""Names what own markup of a screen page hides from a reader and not from a layout on paper.

A closed `<details>` shows its summary alone, the print style leaves out the contents and the bar to
call from, and `role` (but for lists) and `aria-…` change what is read aloud. What stands there has
to be shown elsewhere on the page as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflet.core.characters import without_break_signs
from leaflet.render.screen_band import BAND_ID

_SILENT = frozenset(["head", "style", "title"])
_HEADINGS = frozenset(["h1", "h2", "h3"])
_NOT_PRINTED = frozenset(["contents", "call-bar"])
_UNPRINTED = "is not printed"
#: Roles that leave all words of an element to be read.
_ROLES_OF_LISTS = frozenset(["list", "listitem"])


def hidden_markup(root: Any) -> Iterator[tuple[str, str]]:
    """The texts and attributes of a parsed page that a reader may miss, each with the reason."""
    shown: set[str] = set()
    folded: list[tuple[str, str]] = []
    body = root.find("body")
    band = next((child for child in body if child.get("id") == BAND_ID), None)
    for element, reason in _walk(body):
        label = element.get("aria-label") if element.tag == "nav" else None
        if label:
            folded.append((label, "is read aloud and not shown"))
        for name in element.attrib:
            is_role = name == "role" and element.get(name) not in _ROLES_OF_LISTS
            if (is_role and element is not band) or (name.startswith("aria-") and not label):
                yield name, "changes what is read aloud"
        if not reason and element.tag in _HEADINGS:
            shown.add(_plain("".join(element.itertext())))
        for text in _texts(element):
            if reason:
                folded.append((text, reason))
            else:
                shown.add(_plain(text))
    yield from ((text, reason) for text, reason in folded if _plain(text) not in shown)


def _walk(body: Any) -> Iterator[tuple[Any, str]]:
    """Each element of a body, and why a reader may not see the text directly in it."""
    waiting = [(body, "")]
    while waiting:
        element, reason = waiting.pop()
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in _SILENT:
            continue
        if _NOT_PRINTED.intersection(element.get("class", "").split()):
            reason = reason or _UNPRINTED
        if element.tag == "details":
            reason = "is hidden until it is opened"
        is_call = reason == _UNPRINTED and element.get("href", "").startswith("tel:")
        yield element, "" if is_call or element.tag == "summary" else reason
        for child in reversed(element):
            is_summary = child.tag == "summary" and element.tag == "details"
            waiting.append((child, "" if is_summary else reason))


def _texts(element: Any) -> Iterator[str]:
    """The texts directly in an element."""
    for text in (element.text, *(child.tail for child in element)):
        if text and text.strip():
            yield " ".join(text.split())


def _plain(text: str) -> str:
    return without_break_signs("".join(text.split())).casefold()
