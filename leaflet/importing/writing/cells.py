"""The words of cells of tables: as lines of one cell, or as blocks of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflet.importing import words as of_words
from leaflet.importing.document import Block, Paragraph, Words
from leaflet.importing.text.text_repair import BULLETS

_TYPED = re.compile(rf"(?:[{re.escape(BULLETS)}-]|[–—*])[ ]+(?=\S)")
_DASH = re.compile(r"[-–—*][ ]+(?=\S)")


def cell_blocks(cell: Words) -> list[Block]:
    """The blocks of a cell that stands for itself, lists that were typed in it too."""
    from leaflet.importing.structure.lists import find_lists

    return find_lists([Paragraph(cell)], [])


def typed(cell: Words) -> Iterator[Words]:
    """The lines of a cell; without dashes that were typed as bullets before several of them."""
    lines = list(of_words.lines(cell))
    found = [_DASH.match(of_words.plain(line)) for line in lines]
    is_list = len(lines) > 1 and all(found)
    for line, dash in zip(lines, found, strict=True):
        yield of_words.part(line, dash.end()) if dash and is_list else line


def without_markers(cell: Words) -> Iterator[Words]:
    """The lines of a cell without bullets and dashes that were typed."""
    for line in of_words.lines(cell):
        found = _TYPED.match(of_words.plain(line))
        yield of_words.part(line, found.end()) if found else line


def with_stops(lines: list[str]) -> list[str]:
    """The lines of a cell, divided by a semicolon where nothing else divides them."""
    return [
        line if number == len(lines) - 1 or line[-1:] in ".,;:!?" else f"{line};"
        for number, line in enumerate(lines)
    ]
