"""Finds bad breaks on laid-out pages, which lose no text but which a typesetter would avoid."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from leaflet.core.paper import pixels_to_mm
from leaflet.page.facts import Break
from leaflet.render.measure.page_map import CallOut, Line, ListPart, PageMap, TextBlock

#: In narrower columns a line of one word is acceptable.
_NARROW_MM = 45

#: A word of this many characters, such as an address, fills a line by itself.
_LONG_WORD = 14

#: From so many lines on, a last line of one word is noticed.
_FEWEST_LINES = {"p": 3, "li": 3, "dd": 3, "h1": 2, "h2": 2, "h3": 2, "h4": 2}

#: Lists of at most so many items, and paragraphs of fewer lines, stay together.
_MOST_ITEMS, _FEWEST_SPLIT = 8, 8

#: A list or call-out that is taller than this share of a page may go on on the next page, where so
#: many items or paragraphs of it stand on both.
_TALL, _FEWEST_ITEMS = 1 / 3, 2
_PARAGRAPHS = frozenset({"p", "li", "dd"})

_WORD_WITH_HYPHEN = re.compile(r"([^\W\d_]+(?:-\w+)*)-$")
_SHORT_COMPOUND = 12
_BEGINNING = re.compile(r"\w+")
#: An address, or a part of one with a sign that only addresses have.
_ADDRESS = re.compile(r"(?:[\w.+-]+@)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_NUMBER_ENDS = re.compile(r"(?:\d|%|\d[ \u00a0][ap]m|\d [^\W\d_]{1,6}|\d ?[–-])$")
_NUMBER_BEGINS = re.compile(r"(?:[–-] ?|[^\W\d_]{1,6} )?[£€$]?\d")


def bad_breaks(pages: Sequence[PageMap]) -> tuple[Break, ...]:
    """The bad breaks of laid-out pages."""
    found = [one for page in pages for block in page.blocks for one in _in_block(page, block)]
    return (*found, *_split_call_outs(pages), *_split_texts(pages), *_split_lists(pages))


# --- lines ---------------------------------------------------------------------------------------


def _in_block(page: PageMap, block: TextBlock) -> tuple[Break, ...]:
    """The bad breaks in a block, which are looked for once: many documents may have it."""
    if block.breaks is None:
        block.breaks = tuple(_of_block(page, block))
    return block.breaks


def _of_block(page: PageMap, block: TextBlock) -> Iterator[Break]:
    if not block.slot:
        for word in _lonely_words(block):
            yield Break("line", page.number, word)
    for line, following in pairwise(block.lines):
        if not line.is_forced:
            yield from _at_the_end(page.number, line.text, following.text, block.slot)


def _lonely_words(block: TextBlock) -> Iterator[str]:
    """Words alone in the last line of a heading or of a paragraph of some lines, or alone in
    another line although the next word would fit (Kozea/WeasyPrint#1614).
    """
    lines, fewest = block.lines, _FEWEST_LINES.get(block.tag, 0)
    if not fewest or len(lines) < 2 or pixels_to_mm(block.width) < _NARROW_MM:
        return
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        is_short = len(line.text.split()) == 1 and len(line.text) < _LONG_WORD
        is_bad = len(lines) >= fewest if following is None else _has_room(block, line, following)
        if is_short and is_bad:
            yield line.text


def _has_room(block: TextBlock, line: Line, following: Line) -> bool:
    """Whether the first word of the next line would have fitted in a line."""
    if line.is_forced:
        return False
    text = following.text
    next_word = text.split(" ")[0]  # with the words joined to it by no-break spaces
    width = (following.ink.right - following.ink.left) / max(len(text), 1)
    return bool(line.ink.right - line.ink.left + width * (len(next_word) + 1) * 1.1 < block.width)


def _at_the_end(page: int, line: str, following: str, slot: str) -> Iterator[Break]:
    """What a line breaks apart: an address, a short compound, or, to be judged by the words of the
    language, a number and what belongs to it.
    """
    last, first = line.rpartition(" ")[2], following.partition(" ")[0]
    told = f"{last} / {first}"
    if _is_torn_address(last, first):
        yield Break("address", page, told, slot)
        return
    compound, beginning = _WORD_WITH_HYPHEN.search(last), _BEGINNING.match(first)
    if compound and beginning and len(compound[0]) + len(beginning[0]) < _SHORT_COMPOUND:
        yield Break("hyphen", page, told, slot)
    ends, begins = _NUMBER_ENDS.search(line), _NUMBER_BEGINS.match(following)
    if (ends and line[-1:].isdigit()) or (ends and begins):
        tail, head = " ".join(line.split(" ")[-2:]), " ".join(following.split(" ")[:2])
        yield Break("number", page, f"{tail} / {head}", slot)


def _is_torn_address(last: str, first: str) -> bool:
    """Whether an address is broken elsewhere than after a slash or @ and before a dot."""
    last, first = last.replace("\u200b", ""), first.replace("\u200b", "")
    if last[-1:] in ("/", "@") or first[:1] == "." or not last:
        return False
    is_begun = last.endswith("-") or ("@" in last and "." not in last.partition("@")[2])
    joined = f"{last}{first}".strip("(),;:.\"'“”‘’").replace("\u2060", "")
    return is_begun and _ADDRESS.fullmatch(joined) is not None


# --- pages and columns ---------------------------------------------------------------------------


def _split_call_outs(pages: Sequence[PageMap]) -> Iterator[Break]:
    """Call-outs that begin on one page and end on another although they would fit on one; tall ones
    that leave a single item on a page.
    """
    seen: dict[int, list[tuple[int, CallOut]]] = {}
    space = min(page.height for page in pages)
    for page in pages:
        for one in filter(None, page.call_outs):
            seen.setdefault(id(one.element), []).append((page.number, one))
    for parts in seen.values():
        numbers = {number for number, _ in parts}
        height = sum(part.height for _, part in parts)
        if (
            len(numbers) > 1
            and height < space
            and not _may_split(height / space, [part.items for _, part in parts])
        ):
            yield Break("call-out", max(numbers), parts[0][1].name)


def _may_split(share: float, items: Iterable[int]) -> bool:
    """Whether something that takes a share of a page may stand on two, with so many items each."""
    return share > _TALL and min(items) >= _FEWEST_ITEMS


def _split_texts(pages: Sequence[PageMap]) -> Iterator[Break]:
    """Short paragraphs that go on in the next column or on the next page, and longer ones that are
    cut by a picture there.
    """
    parts: dict[Any, list[TextBlock]] = defaultdict(list)
    for page in pages:
        for block in page.blocks:
            if block.tag in _PARAGRAPHS and not block.slot:
                parts[block.element].append(block)
    for blocks in parts.values():
        if len({block.place for block in blocks}) < 2:
            continue
        number = blocks[-1].place[0]
        told = f"{_words(blocks[0].lines[-1], -3)} / {_words(blocks[1].lines[0], 3)}"
        pairs = [pair for pair in pairwise(blocks) if pair[0].place[0] != pair[1].place[0]]
        if any(_is_parted(pages, *pair) for pair in pairs):
            yield Break("sentence", number, told)
        elif sum(len(block.lines) for block in blocks) < _FEWEST_SPLIT:
            yield Break("paragraph", number, told)


def _words(line: Line, count: int) -> str:
    words = line.text.split()
    return " ".join(words[count:] if count < 0 else words[:count])


def _is_parted(pages: Sequence[PageMap], block: TextBlock, following: TextBlock) -> bool:
    """Whether a picture is below the first part of a paragraph or above the next part."""
    last, first = block.lines[-1].ink, following.lines[0].ink
    below, above = (pages[part.place[0] - 1].pictures for part in (block, following))
    return any(one.is_beside(last) and one.top >= last.bottom for one in below) or any(
        one.is_beside(first) and one.bottom <= first.top for one in above
    )


def _split_lists(pages: Sequence[PageMap]) -> Iterator[Break]:
    """Short lists that go on in the next column or on the next page; a list that is set in columns
    of its own is not split by them, and a tall one may go on on the next page.
    """
    parts: dict[Any, list[ListPart]] = defaultdict(list)
    for page in pages:
        for part in page.lists:
            parts[part.element].append(part)
    for element, all_parts in parts.items():
        own = [part for part in all_parts if part.has_columns]
        by_page = defaultdict(list)
        for part in own or all_parts:
            by_page[part.place[0]].append(part)
        is_split_by_columns = not own and len(all_parts) > len(by_page)
        height = sum(max(part.height for part in here) for here in by_page.values())
        items = [sum(part.items for part in here) for here in by_page.values()]
        is_split = len(by_page) > 1 and not _may_split(height / pages[0].height, items)
        if (is_split or is_split_by_columns) and len(element.findall("li")) <= _MOST_ITEMS:
            words = " ".join("".join(element.itertext()).split())
            yield Break("list", max(by_page), f"{words[:40]} …")
