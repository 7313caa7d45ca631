"""Finds columns that were made with tabs or spaces: tables that were typed, and other gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from leaflet.importing import words as of_words
from leaflet.importing.document import Block, Document, Paragraph, Remark, Table, Words, to_check

#: What stands between two columns, with a sign before and behind it.
_GAP = re.compile(r"(?<=\S)(?:[ ]*\t[ \t]*|[ ]{2,})(?=\S)")
_WIDE_GAP = re.compile(r"[\w.,;:)!?]{2}(?:[ ]*\t[ \t]*|[ ]{4,})\S")
_MARKER = re.compile(r"\W*\w{0,3}[.):]?\s")
#: Fewer lines or columns are lines with gaps, which may be columns of text.
_LEAST_ROWS, _LEAST_COLUMNS = 3, 3
_LONGEST_CELL = 60
_LEAST_GAPS = 2


def with_tables(document: Document, remarks: list[Remark]) -> Document:
    """The document with the tables that were typed as such; adds a remark on other gaps."""
    blocks: list[Block] = []
    for is_text, group in groupby(document.blocks, lambda block: isinstance(block, Paragraph)):
        some = list(group)
        if not is_text:
            blocks += some
            continue
        blocks += _of_paragraphs([one for one in some if isinstance(one, Paragraph)])
    made = replace(document, blocks=tuple(blocks))
    remarks += _gaps(made)
    return made


def _of_paragraphs(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """Paragraphs with those lines as tables that have the same number of columns."""
    lines = [
        (at, line) for at, one in enumerate(paragraphs) for line in of_words.all_lines(one.words)
    ]
    waiting: list[tuple[int, Words]] = []
    for columns, group in groupby(lines, lambda one: len(_cells(one[1]))):
        some = list(group)
        if columns < _LEAST_COLUMNS or len(some) < _LEAST_ROWS or not _is_table(some):
            waiting += some
            continue
        yield from _paragraphs(waiting, paragraphs)
        waiting = []
        yield Table(tuple(tuple(_cells(line)) for _, line in some))
    yield from _paragraphs(waiting, paragraphs)


def _cells(line: Words) -> list[Words]:
    """The words between the gaps of a line."""
    text = of_words.plain(line)
    places = [0, *(end for found in _GAP.finditer(text) for end in found.span()), len(text)]
    return [
        of_words.stripped(of_words.part(line, start, end))
        for start, end in zip(places[::2], places[1::2], strict=True)
    ]


def _is_table(rows: Sequence[tuple[int, Words]]) -> bool:
    """Whether the cells of some lines are as short as those of a table."""
    cells = (cell for _, row in rows for cell in _cells(row))
    return all(len(of_words.plain(cell)) <= _LONGEST_CELL for cell in cells)


def _paragraphs(
    lines: Sequence[tuple[int, Words]], paragraphs: Sequence[Paragraph]
) -> Iterator[Paragraph]:
    """The lines as the paragraphs that they come from."""
    for at, group in groupby(lines, lambda one: one[0]):
        words = of_words.joined([line for _, line in group], "\n")
        yield replace(paragraphs[at], words=words)


def _gaps(document: Document) -> list[Remark]:
    """A remark for a person, where lines have gaps as between columns."""
    lines = [
        line.strip()
        for block in document.blocks
        if isinstance(block, Paragraph)
        for line in of_words.plain(block.words).split("\n")
    ]
    found = [line for line in lines if _WIDE_GAP.search(line) and not _MARKER.match(line)]
    if len(found) < _LEAST_GAPS:
        return []
    told = "columns made with tabs or spaces stand line by line: do they read so, or as a table?"
    return [to_check(told, " / ".join(" ".join(line.split()) for line in found))]
