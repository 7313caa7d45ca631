"""What a Word file holds beside its text: running heads, drawings, macros, properties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from leaflet.importing.document import Remark, changed, dropped
from leaflet.importing.word.package import A, W, WordPackage, words_in

_CORE = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
#: Parts whose words are named and not kept: start of the name, tag of the words, what it is.
_NAMED = (
    ("word/header", W + "t", "a running head"),
    ("word/footer", W + "t", "a running foot"),
    ("word/diagrams/data", A + "t", "a SmartArt drawing"),
    ("word/charts/chart", A + "t", "a chart"),
)
#: Parts that are not read at all.
_STRIPPED = {
    "word/vbaProject.bin": "macros",
    "word/embeddings/": "embedded files",
    "word/activeX/": "controls",
    "word/afchunk": "parts of other files",
}


def extras(package: WordPackage) -> Iterator[Remark]:
    """Remarks on parts of a Word file that are no part of its text."""
    for start, tag, what in _NAMED:
        told: set[str] = set()
        for name in package.like(start):
            root = package.root(name)
            words = " ".join(words_in(root, tag).split()) if root is not None else ""
            if words and words not in told:
                told.add(words)
                yield dropped(what, words)
    for start, what in _STRIPPED.items():
        if any(name.startswith(start) for name in package.names):
            yield changed(f"the file holds {what}, which were neither read nor run")


def properties(package: WordPackage) -> dict[str, Any]:
    """The title and the language that a Word file says of itself, where they are no defaults."""
    root = package.root(_CORE)
    if root is None:
        return {}
    title = (root.findtext(f"{_DC}title") or "").strip()
    language = (root.findtext(f"{_DC}language") or "").strip()
    known = {}
    if title and not re.fullmatch(
        r"(?i)(?:microsoft word - .*|untitled|document ?\d*|.*\.docx?)", title
    ):
        known["title"] = title
    if language:
        known["language"] = language
    return known
