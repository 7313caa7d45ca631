"""Finds columns that were made with tabs or spaces: their words stand in lines, row by row."""

from __future__ import annotations

import re

from leaflet.importing import words as of_words
from leaflet.importing.document import Document, Paragraph, Remark, to_check

_GAP = re.compile(r"[\w.,;:)!?]{2}(?:[ ]*\t[ \t]*|[ ]{4,})\S")
_MARKER = re.compile(r"\W*\w{0,3}[.):]?\s")
_LEAST = 2


def columns(document: Document) -> list[Remark]:
    """A remark for a person, where lines of an article have gaps as between columns."""
    lines = [
        line.strip()
        for block in document.blocks
        if isinstance(block, Paragraph)
        for line in of_words.plain(block.words).split("\n")
    ]
    found = [
        " ".join(line.split()) for line in lines if _GAP.search(line) and not _MARKER.match(line)
    ]
    if len(found) < _LEAST:
        return []
    told = "columns made with tabs or spaces stand line by line: do they read so, or as a table?"
    return [to_check(told, " / ".join(found))]
