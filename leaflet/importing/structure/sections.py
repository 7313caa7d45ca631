"""Makes the structure of a document: its title, its headings and their levels, its lists.

What the file itself marks comes first; what only looks like a heading or a list is found after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from leaflet.importing import words as of_words
from leaflet.importing.document import (
    Block,
    Document,
    Heading,
    Item,
    Paragraph,
    Remark,
    Words,
    changed,
)
from leaflet.importing.structure import headings
from leaflet.importing.structure.lists import find_lists
from leaflet.importing.structure.titles import TITLE_STYLES, take_title

#: The lowest level of headings in a leaflet, `####`.
_LOWEST = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the article: its heading, how that was found, and what follows."""

    heading: Words
    found_by: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """An article as title and sections."""

    title: str
    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...]


def structured(document: Document, name: str) -> Structure:
    """The title and the sections of a document; `name` is the title of one that has none.

    Words before the first heading stand in a section under the title.
    """
    remarks: list[Remark] = []
    blocks = [*_separated(document.blocks), *_unused_notes(document, remarks)]
    blocks = find_lists(blocks, remarks)
    blocks = _with_headings(blocks)
    title, blocks = take_title(blocks, document, name, remarks)
    parts = tuple(_parts(_levelled(blocks, remarks), title, remarks))
    return Structure(title, parts, tuple(remarks))


def _unused_notes(document: Document, remarks: list[Remark]) -> Iterator[Block]:
    """The notes that no word refers to, as paragraphs."""
    inner = (some for block in document.blocks for some in of_words.texts(block))
    used = {run.note for words in (*inner, *document.notes.values()) for run in words}
    for name, words in document.notes.items():
        if name not in used and of_words.plain(words).strip():
            remarks.append(
                changed("a note that no word refers to stands at the end", _one_line(words))
            )
            yield Paragraph(words)


def _separated(blocks: tuple[Block, ...]) -> list[Block]:
    """The blocks with a heading in the first line of a paragraph apart from the rest."""
    made: list[Block] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            made.append(block)
            continue
        lines = list(of_words.lines(block.words))
        if len(lines) > 1 and _begins_with_heading(lines):
            rest = replace(block, words=of_words.joined(lines[1:], "\n"))
            made += [replace(block, words=lines[0]), rest]
        else:
            made.append(block)
    return made


def _begins_with_heading(lines: list[Words]) -> bool:
    """Whether the first of several lines stands for itself: bold words, capitals, a question, words
    that lead to the others.
    """
    text = of_words.plain(lines[0])
    if len(text.split()) > headings.MOST_WORDS:
        return False
    others_bold = all(of_words.is_bold(line) for line in lines[1:])
    if text.endswith(":") and len(lines) > 2:
        return True  # words that lead to lines, such as "On the day:"
    is_bold = of_words.is_bold(lines[0]) and not others_bold and text[-1:] not in ".,;"
    if headings.is_numbered(text) and not any(
        re.match(r"\d", of_words.plain(line)) for line in lines[1:]
    ):
        return of_words.plain(lines[-1]).rstrip()[-1:] in ".!?"
    is_capitals = headings.is_capitals(text) and not headings.is_capitals(of_words.plain(lines[1]))
    return is_bold or (is_capitals and text[-1:] not in ".,;:") or headings.is_question(text)


def _with_headings(blocks: list[Block]) -> list[Block]:
    """The blocks with paragraphs that are headings as such."""
    styled = [block for block in blocks if isinstance(block, Heading)]
    found: dict[int, str] = {}
    usual_size = headings.usual_size(blocks)
    after: Block | None = None
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if isinstance(block, Paragraph) and block.style.casefold() not in TITLE_STYLES:
            how = headings.heading_of(
                block, after, has_styles=len(styled) > 1, usual_size=usual_size
            )
            if how:
                found[at] = how
                after = Heading(block.words, 1, how)
                continue
        after = block
    _leave_out_runs(found)
    named = [(one, found[at]) for at in sorted(found) if isinstance(one := blocks[at], Paragraph)]
    levels = dict(zip(sorted(found), headings.with_levels(named), strict=True))
    deepest = max((block.level for block in styled), default=0)
    return [
        Heading(of_words.stripped(_words(block)), levels[at] + deepest, found[at])
        if at in levels
        else block
        for at, block in enumerate(blocks)
    ]


def _leave_out_runs(found: dict[int, str]) -> None:
    """Lines that look like headings and follow each other, such as an address, are none; the last
    one, before a text, may be.
    """
    for at in sorted(found):
        if at + 1 in found and at + 2 in found and found[at] in ("line", "bold", "large"):
            found.pop(at)


def _words(block: Block) -> Words:
    return block.words if isinstance(block, Heading | Paragraph | Item) else ()


def _levelled(blocks: list[Block], remarks: list[Remark]) -> Iterator[Block]:
    """The blocks with headings of levels from 2, none left out, none below 4."""
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            level = min(1 + len(above), _LOWEST)
            if 1 + len(above) > _LOWEST:
                told = "a heading below the third level became one of the third level"
                remarks.append(changed(told, of_words.plain(block.words)))
            yield replace(block, level=level)
        else:
            yield block
    assert levels == sorted(levels)


def _parts(blocks: Iterator[Block], title: str, remarks: list[Remark]) -> Iterator[Part]:
    heading, found_by = of_words.of(title), ""
    waiting: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            if waiting or found_by:
                yield _part(heading, found_by, waiting, remarks)
            heading, found_by, waiting = block.words, block.found_by, []
        else:
            waiting.append(block)
    if waiting or found_by:
        yield _part(heading, found_by, waiting, remarks)


def _part(heading: Words, found_by: str, blocks: list[Block], remarks: list[Remark]) -> Part:
    if not found_by:
        told = "the words before the first heading stand under the title"
        remarks.append(changed(told, _one_line(heading)))
    return Part(heading, found_by, tuple(blocks))


def _one_line(words: Words) -> str:
    return " ".join(of_words.plain(words).split())
