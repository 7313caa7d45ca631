"""What styles say of the elements of a web page: bold, slanted, and the lists of office programs.

Word and Google Docs save lists as paragraphs and as lists side by side; their depth is in a style.
"""

from __future__ import annotations

import re
from typing import Any

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_WORD_ITEM = re.compile(r"mso-list\s*:\s*\S+ level(\d)", re.IGNORECASE)
_WORD_MARK = re.compile(r"mso-list\s*:\s*Ignore", re.IGNORECASE)
_GOOGLE_LIST = re.compile(r"\blst-kix_\w+-(\d)\b")
_MARK_NUMBER = re.compile(r"\W*(\d{1,3})[.)]?\W*")
_MOST_STYLE = 200_000
#: Elements that say by themselves how their words look.
_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th"})


class Looks:
    """What the styles of a page say of its elements."""

    def __init__(self, root: Any) -> None:
        text = "".join(one.text or "" for one in root.iter("style"))[:_MOST_STYLE]
        rules = _RULE.findall(text)
        self._bold = frozenset(name for name, rule in rules if _BOLD.search(rule))
        self._slanted = frozenset(name for name, rule in rules if _SLANTED.search(rule))

    def is_bold(self, element: Any) -> bool:
        """Whether a style sets the words of an element in bold."""
        return self._has(element, _BOLD, self._bold)

    def is_slanted(self, element: Any) -> bool:
        """Whether a style sets the words of an element in italics."""
        return self._has(element, _SLANTED, self._slanted)

    def _has(self, element: Any, pattern: re.Pattern[str], names: frozenset[str]) -> bool:
        if element.tag in _BLOCKS:
            return False
        classes = (element.get("class") or "").split()
        return bool(pattern.search(element.get("style") or "")) or not names.isdisjoint(classes)


def is_title(element: Any) -> bool:
    """Whether a paragraph has the style of a title in Word or Google Docs."""
    classes = (element.get("class") or "").split()
    return element.tag == "p" and any(name.casefold() in ("msotitle", "title") for name in classes)


def list_depth(element: Any) -> int:
    """The depth that Google Docs gives a list; 0 for others."""
    found = _GOOGLE_LIST.search(element.get("class") or "")
    return int(found[1]) if found else 0


def take_items(root: Any) -> dict[Any, tuple[int, int | None]]:
    """The items that Word saved as paragraphs, with the depth and the number of each; their markers
    are taken out.
    """
    found = ((one, _WORD_ITEM.search(one.get("style") or "")) for one in root.iter("p", "h1", "h2"))
    return {one: (max(int(level[1]) - 1, 0), _take_mark(one)) for one, level in found if level}


def _take_mark(element: Any) -> int | None:
    """The number of an item, whose marker is taken out."""
    number = None
    for mark in [one for one in element.iter("span") if _WORD_MARK.search(one.get("style") or "")]:
        if counted := _MARK_NUMBER.fullmatch(mark.text_content()):
            number = int(counted[1])
        mark.drop_tree()
    return number
