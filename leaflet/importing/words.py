"""Words of several looks as a sequence: plain text, parts, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from leaflet.importing.document import Block, Document, Picture, Run, Table, Words


def plain(words: Words) -> str:
    """The text alone."""
    return "".join(run.text for run in words)


def of(text: str) -> Words:
    """A text without a look of its own."""
    return (Run(text),) if text else ()


def part(words: Words, start: int, end: int | None = None) -> Words:
    """The words between two offsets of the plain text; a note belongs to the words before it."""
    made: list[Run] = []
    at, last = 0, len(plain(words)) if end is None else end
    for run in words:
        begin, stop = max(start - at, 0), min(last - at, len(run.text))
        if begin < stop:
            made.append(replace(run, text=run.text[begin:stop]))
        elif run.note and (start < at <= last or at == start == 0):
            made.append(run)
        at += len(run.text)
    return tuple(made)


def stripped(words: Words) -> Words:
    """The words without white space at both ends; notes in it are kept."""
    text = plain(words)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return notes_in(words)
    inner = part(words, start, end)
    kept = notes_in(inner)
    return (*inner, *(run for run in notes_in(words) if run not in kept))


def notes_in(words: Words) -> Words:
    """The references to notes alone."""
    return tuple(run for run in words if run.note)


def all_lines(words: Words) -> Iterator[Words]:
    """The lines of the words as they stand, empty ones too."""
    line: list[Run] = []
    for run in words:
        first, *others = run.text.split("\n")
        if first or run.note:
            line.append(replace(run, text=first))
        for text in others:
            yield tuple(line)
            line = [replace(run, text=text)] if text else []
    yield tuple(line)


def lines(words: Words) -> Iterator[Words]:
    """The lines of the words, stripped; empty ones are left out."""
    yield from filter(None, map(stripped, all_lines(words)))


def paragraphs(words: Words) -> Iterator[Words]:
    """The words between empty lines, stripped; empty ones are left out."""
    at = 0
    for found in re.finditer(r"\n{2,}|$", plain(words)):
        made = stripped(part(words, at, found.start()))
        at = found.end()
        if made:
            yield made


def joined(parts: list[Words], between: str) -> Words:
    """Several words with a text between each two."""
    made: list[Run] = []
    for number, words in enumerate(parts):
        if number:
            made.append(Run(between))
        made += words
    return tuple(made)


def merged(words: Words) -> Words:
    """The words with neighbours of one look joined."""
    made: list[Run] = []
    for run in words:
        before = made[-1] if made else None
        if not run.text and not run.note:
            continue
        is_same = before is not None and replace(before, text="") == replace(run, text="")
        if before and is_same and not run.note:
            made[-1] = replace(run, text=before.text + run.text)
        else:
            made.append(run)
    return tuple(made)


def is_bold(words: Words) -> bool:
    """Whether all words are bold."""
    return any(run.text.strip() for run in words) and all(
        run.bold or not run.text.strip() for run in words
    )


def texts(block: Block) -> Iterator[Words]:
    """The words of a block."""
    if isinstance(block, Table):
        yield block.caption
        for row in block.rows:
            yield from row
    elif isinstance(block, Picture):
        yield block.caption
    else:
        yield block.words


def all_words(document: Document) -> str:
    """The text of a document, blocks and notes, with a line feed between them."""
    inner = (plain(some) for block in document.blocks for some in texts(block))
    return "\n".join([*inner, *map(plain, document.notes.values())])
