"""Finds the lists of an article, and where they end.

A list ends where its text ends it: a paragraph after the last item stays a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from leaflet.importing import words as of_words
from leaflet.importing.document import Block, Item, Paragraph, Remark, mended
from leaflet.importing.structure.headings import MOST_WORDS
from leaflet.importing.structure.list_markers import with_markers
from leaflet.importing.structure.typed_lists import items_of, without_marker

#: The last words of a line that the next one goes on with.
_OPEN = re.compile(
    r"\b(?:above all|especially|particularly|such as|including|because|which|unless|a|an|the"
    r"|your|our|their|that|who|whose|and|or|if|when|than|very)$",
    re.IGNORECASE,
)
#: A pronoun ends an item as well as it goes on with a verb: "after you | have eaten".
_SUBJECT = re.compile(r"\b(?:you|we|it|they)$", re.IGNORECASE)
_VERB = re.compile(
    r"(?:have|has|had|are|is|were|was|can|may|might|will|must|should|do|did|need|feel|get|take|eat"
    r"|drink|use|stop|start)\b"
)
#: A sentence that stands for itself.
_SENTENCE = re.compile(r"[^\W\d_a-z].{15,}[.!]")
_LEAST_ITEMS = 2


def find_lists(blocks: Iterable[Block], remarks: list[Remark]) -> list[Block]:
    """The blocks with the items of lists apart; adds remarks on what was mended."""
    made: list[Block] = []
    typed: dict[int, Paragraph] = {}
    for block in with_markers(blocks, remarks):
        if isinstance(block, Paragraph):
            found = list(items_of(block, remarks))
            if len(found) == 1 and isinstance(found[0], Item) and found[0].number is not None:
                typed[len(made)] = block
            made += found
        elif isinstance(block, Item):
            made += without_marker(block)
        else:
            made.append(block)
    return list(_ended(_whole_sentences(_lone_numbers(made, typed), remarks), remarks))


def _lone_numbers(blocks: list[Block], typed: Mapping[int, Paragraph]) -> Iterator[Block]:
    """Numbered items that are no list are paragraphs, perhaps headings: those between which other
    words stand, and one that has no neighbour and goes on with no list. `typed` are the paragraphs
    whose numbers were typed.
    """
    apart = _apart(blocks, typed)
    last = 0
    for at, block in enumerate(blocks):
        if isinstance(block, Item) and block.number is not None and not block.depth:
            near = [*blocks[max(at - 1, 0) : at], *blocks[at + 1 : at + 2]]
            has_list = any(isinstance(other, Item) for other in near)
            goes_on = last > 0 and block.number == last + 1
            if at in apart or not (has_list or goes_on or block.goes_on):
                number = Paragraph((*of_words.of(f"{block.number}. "), *block.words))
                yield typed.get(at, number)
                continue
            last = block.number
        yield block


def _apart(blocks: list[Block], typed: Mapping[int, Paragraph]) -> frozenset[int]:
    """The places of numbered lines that count the parts of the article: 1, 2, 3, each followed by
    something else than the next number.
    """
    found: list[int] = []
    for at, block in enumerate(blocks):
        if _counts_a_part(blocks, at, typed) and isinstance(block, Item):
            after = blocks[at + 1]
            is_listed = _counts_a_part(blocks, at + 1, typed) and isinstance(after, Item)
            is_next = block.number == len(found) + 1
            if is_next and not (is_listed and after.number == len(found) + 2):  # type: ignore[union-attr]
                found.append(at)
    return frozenset(found if len(found) > 1 else ())


def _counts_a_part(blocks: list[Block], at: int, typed: Mapping[int, Paragraph]) -> bool:
    block = blocks[at]
    if not isinstance(block, Item) or block.number is None or block.depth or at + 1 == len(blocks):
        return False
    text = of_words.plain(block.words).rstrip()
    is_short = len(text.split()) <= MOST_WORDS and "\n" not in text
    is_line = at in typed or of_words.is_bold(block.words)
    return is_line and is_short and text[:1].isupper() and text[-1:] not in ".,;:!"


def _whole_sentences(blocks: Iterable[Block], remarks: list[Remark]) -> Iterator[Block]:
    """The blocks with a sentence over two bullets as one item."""
    for is_list, group in groupby(blocks, lambda block: isinstance(block, Item)):
        if not is_list:
            yield from group
            continue
        items = [block for block in group if isinstance(block, Item)]
        commas = sum(of_words.plain(item.words).rstrip().endswith(",") for item in items)
        before = items[0]
        for item in items[1:]:
            if _is_rest(before, item, takes_comma=commas == 1 and len(items) > 2):
                joined = of_words.joined([before.words, item.words], " ")
                remarks.append(mended("a sentence over two bullets", of_words.plain(joined)))
                before = replace(before, words=joined)
            else:
                yield before
                before = item
        yield before


def _is_rest(before: Item, item: Item, *, takes_comma: bool) -> bool:
    """Whether an item is the rest of the sentence in the item before. A comma says so where no
    other item of the list ends in one: else commas divide the items.
    """
    text, after = (of_words.plain(one.words).rstrip() for one in (before, item))
    is_alike = item.depth == before.depth and not item.goes_on and item.number is None
    goes_on = bool(_SUBJECT.search(text) and _VERB.match(after))
    is_open = goes_on or bool(_OPEN.search(text)) or (takes_comma and text.endswith(","))
    return is_alike and is_open and after[:1].islower() and len(text.split()) > 2


def _ended(blocks: Iterable[Block], remarks: list[Remark]) -> Iterator[Block]:
    """The blocks with a sentence on a line of its own, at the end of the last item of a list, as
    the paragraph after the list that it is; where other items have such lines too, it stays.
    """
    for is_list, group in groupby(blocks, lambda block: isinstance(block, Item)):
        some = list(group)
        last = some[-1]
        if not is_list or not isinstance(last, Item) or len(some) < _LEAST_ITEMS:
            yield from some
            continue
        has_lines = any("\n" in _text(block) for block in some[:-1])
        head, *lines = of_words.lines(last.words)
        is_sentence = bool(lines) and bool(_SENTENCE.fullmatch(of_words.plain(lines[-1])))
        if has_lines or last.goes_on or not is_sentence:
            yield from some
            continue
        yield from some[:-1]
        yield replace(last, words=of_words.joined([head, *lines[:-1]], "\n"))
        told = "a sentence on a line of its own in the last item stands behind the list"
        remarks.append(mended(told, of_words.plain(lines[-1])))
        yield Paragraph(lines[-1])


def _text(block: Block) -> str:
    return of_words.plain(block.words) if isinstance(block, Item) else ""
