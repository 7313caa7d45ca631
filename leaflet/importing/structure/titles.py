"""Finds the title of an article."""

from __future__ import annotations

from itertools import takewhile

from leaflet.importing import words as of_words
from leaflet.importing.document import (
    Block,
    Document,
    Heading,
    Item,
    Paragraph,
    Picture,
    Remark,
    Words,
    dropped,
    to_check,
)
from leaflet.importing.structure import headings

TITLE_STYLES = frozenset({"title"})
#: A first line of so few words is the title where so few blocks stand between it and a heading.
_LONGEST_NAME, _FARTHEST = 10, 3


def take_title(
    blocks: list[Block], document: Document, name: str, remarks: list[Remark]
) -> tuple[str, list[Block]]:
    """The title, and the blocks without it."""
    own = " ".join(document.title.split())
    at = _place_of_title(blocks)
    if at is None:
        title = own or name
        told = "the article has no title of its own; this one is that of the file"
        remarks.append(to_check(told, title))
        return title, blocks
    title = " ".join(of_words.plain(_words(blocks[at])).split())
    line = blocks[at]
    is_guess = isinstance(line, Paragraph) and line.style.casefold() not in TITLE_STYLES
    if is_guess and isinstance(blocks[at + 1], Paragraph):
        remarks.append(to_check("the first line was taken for the title", title))
    if own and own.casefold() != title.casefold():
        remarks.append(dropped("the title that the file says of itself", own))
    return title, [*blocks[:at], *blocks[at + 1 :]]


def _place_of_title(blocks: list[Block]) -> int | None:
    """Where the title stands: in the style of a title, as the first heading above all others, as a
    first line before other words, or as the only heading of the highest level.
    """
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.style.casefold() in TITLE_STYLES:
            return at
    found = [block for block in blocks if isinstance(block, Heading)]
    at = next((n for n, block in enumerate(blocks) if not isinstance(block, Picture)), len(blocks))
    first, after = (blocks[n] if n < len(blocks) else None for n in (at, at + 1))
    tops = [block for block in found if block.level == min(one.level for one in found)]
    is_one = len(tops) == 1 and len(found) > 1 and tops[0].found_by == "style"
    if is_one and tops[0] is found[0]:
        return blocks.index(tops[0])
    if isinstance(first, Heading) and _is_title(first, after, found):
        return at
    before_headings = takewhile(lambda block: not isinstance(block, Heading), blocks[at + 1 :])
    is_near = sum(1 for _ in before_headings) <= _FARTHEST
    if (
        isinstance(first, Paragraph)
        and after is not None
        and _is_title_line(first, is_alone=not found or isinstance(after, Heading), is_near=is_near)
    ):
        return at
    return blocks.index(tops[0]) if is_one else None


def _is_title_line(first: Paragraph, *, is_alone: bool, is_near: bool) -> bool:
    """Whether a first line without the look of a heading is the title: it stands alone over all
    other words, or is a very short one near to the first heading.
    """
    text = of_words.plain(first.words).strip()
    is_short = (
        len(text.split()) <= headings.MOST_WORDS and "\n" not in text and text[-1:] not in ".,;:"
    )
    is_name = (
        is_near and text[:1].isupper() and text[-1:] != "?" and len(text.split()) <= _LONGEST_NAME
    )
    return is_short and headings.has_letters(text) and (is_alone or is_name)


def _is_title(first: Heading, after: Block | None, found: list[Heading]) -> bool:
    """Whether the first heading is the title: it stands alone, above all others, right before
    another one, or has no style.
    """
    others = [block for block in found if block is not first]
    if not others or first.level < min(block.level for block in others):
        return True
    return first.found_by != "style" or (isinstance(after, Heading) and after.level == first.level)


def _words(block: Block) -> Words:
    return block.words if isinstance(block, Heading | Paragraph | Item) else ()
