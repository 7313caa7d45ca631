"""Finds the notes of a web page and the references that lead to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from leaflet.importing.document import Words
from leaflet.importing.html.elements import one_line, said

#: The words of a link from a note back to the text.
_BACK = re.compile(
    r"(?:(?:jump |go )?(?:back|return)[\w ]{0,30}|\W*|\w{1,2})[\s↩↑^⤴]*", re.IGNORECASE
)
_REFERENCE = re.compile(r"[\[(]?[\d*†‡a-z]{1,3}[\])]?")


class HtmlNotes:
    """The notes of a page; `words` are those that were referred to, by name."""

    def __init__(self, root: Any) -> None:
        self.words: dict[str, Words] = {}
        self.elements: set[Any] = set()
        self.references: set[Any] = set()
        self._names: dict[Any, str] = {}
        self._ids = {one.get("id"): one for one in root.iter() if one.get("id")}

    def find(self, element: Any) -> None:
        """Find references such as a raised 1 that leads to a note on the page."""
        for one in element.iter("a"):
            target = self._target(one)
            if target is None or not _REFERENCE.fullmatch(said(one)):
                continue
            is_raised = one.getparent().tag == "sup" or one.find(".//sup") is not None
            is_named = "noteref" in one.get("role", "") or "footnote" in one.get("class", "")
            if (is_raised or is_named) and target.tag in ("li", "p", "div", "aside", "dd"):
                self.elements.add(target)
                self.references.add(one)

    def _target(self, element: Any) -> Any:
        address = element.get("href") or ""
        return self._ids.get(address[1:]) if address.startswith("#") else None

    def name_of(self, element: Any, inline: Callable[[Any], Words]) -> str:
        """The name of the note that a reference leads to; empty for another link.

        `inline` reads the words of an element.
        """
        target = self._target(element)
        if target is None or target not in self.elements:
            return ""
        name = self._names.setdefault(target, str(len(self._names) + 1))
        if name not in self.words:
            self.words[name] = ()
            for back in target.iter("a"):
                if (back.get("href") or "").startswith("#") and _BACK.fullmatch(said(back)):
                    back.text = ""
            self.words[name] = one_line(inline(target))
        return name
