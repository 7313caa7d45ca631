"""The elements of a web page: which are read and how, and what they say."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from leaflet.importing import words as of_words
from leaflet.importing.document import Run, Words

#: Elements that are never read: what they are called in the report; empty for what nobody misses.
SKIPPED = {
    "script": "scripts", "style": "", "noscript": "", "template": "", "head": "", "link": "",
    "iframe": "frames of other pages", "object": "embedded objects", "embed": "embedded objects",
    "applet": "embedded objects", "svg": "drawings within the page",
    "canvas": "drawings within the page",
    "video": "videos", "audio": "sounds", "select": "fields of forms",
    "textarea": "fields of forms",
}  # fmt: skip
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp"
    " small span strike strong sub sup time tt u var wbr button output picture source nobr ruby"
    " rb rt rp".split()
)
BOLD, SLANTED = frozenset({"b", "strong"}), frozenset({"em", "i", "u", "mark", "cite", "dfn"})
STRUCK = frozenset({"s", "strike", "del"})
SIGNS = {
    "sup": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}


def visible(element: Any, notes: set[Any]) -> str:
    """The text of an element as a reader sees it, without notes: blocks are divided, words in
    a line are not.
    """
    made = [element.text or ""]
    for child in element:
        is_read = isinstance(child.tag, str) and child.tag not in SKIPPED and child not in notes
        if is_read:
            space = "" if is_inline(child.tag) else "\n"
            made += [space, visible(child, notes), space]
        made.append(child.tail or "")
    return "".join(made)


def is_inline(tag: str) -> bool:
    """Whether an element stands in a line; those of a namespace, as `o:p`, are Word's own."""
    return tag in INLINE or ":" in tag


def one_line(words: Words) -> Words:
    """The words with a space for each line break."""
    return of_words.joined(list(of_words.lines(words)), " ")


def said(element: Any) -> str:
    """The text of an element on one line."""
    return " ".join(" ".join(element.itertext()).split())


def is_address(address: str) -> bool:
    """Whether an address can be read as one."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def between(element: Any, outer: Any) -> list[Any]:
    """The elements around an element, up to an outer one."""
    made = []
    for one in element.iterancestors():
        if one is outer:
            break
        made.append(one)
    return made


def number(text: str | None) -> int:
    """A number of an attribute, from 1 to 999; 1 for none."""
    return min(max(int(text), 1), 999) if text and text.isdigit() and len(text) < 5 else 1


def tidy(words: Words) -> Words:
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
