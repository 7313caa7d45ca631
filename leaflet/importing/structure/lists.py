"""Finds lists in paragraphs: items behind bullets, dashes, numbers and boxes to tick.

A list ends where its text ends it: a paragraph after the last item stays a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count, groupby, zip_longest

from leaflet.importing import words as of_words
from leaflet.importing.document import (
    Block,
    Item,
    Paragraph,
    Remark,
    Words,
    changed,
    dropped,
    mended,
)
from leaflet.importing.structure.headings import MOST_WORDS
from leaflet.importing.text.text_repair import BOXES, BULLETS

_BULLET = re.compile(rf"[{re.escape(BULLETS)}][ \n]*|[-–—*+o»][ ]+(?=\S)|»[ ]*")
_BOX = re.compile(rf"[{re.escape(BOXES)}][ \n]*|\[[ xX]?\][ ]+")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)][ ]+(?=\S)")
_LETTER = re.compile(r"[ \t]*\(?([A-Pa-p])[.)][ \t]+(?=\S)")
_LEAST_LETTERS = 2
_BEHIND = re.compile(r"(.{0,300}?[:;.?!])[ ]+(\(?1[.)][ ]+\S)")
_LONE = re.compile(rf"[{re.escape(BULLETS)}]")
_AT_END = re.compile(rf"[ ]*[{re.escape(BULLETS)}]$")
_BETWEEN = re.compile(rf"[ ]*[{re.escape(BULLETS)}][ ]*")
_DASHES = re.compile(r"[ ]+[-–—][ ]+")
#: What a dash between words of a list in one line may stand between at most.
_LONGEST_PART = 15
#: The last words of a line that the next one goes on with.
_OPEN = re.compile(
    r"\b(?:above all|especially|particularly|such as|including|because|which|unless|a|an|the|of|to"
    r"|in|on|at|for|with|by|from|your|our|their|any|this|that|if|when|is|are"
    r"|be|not|we|you|call|than|very|more)$",
    re.IGNORECASE,
)
_INDENT = 2


def find_lists(blocks: Iterable[Block], remarks: list[Remark]) -> list[Block]:
    """The blocks with the items of lists apart; adds remarks on what was mended."""
    made: list[Block] = []
    typed: dict[int, Paragraph] = {}
    for block in blocks:
        if isinstance(block, Paragraph):
            found = list(_of_paragraph(block, remarks))
            if len(found) == 1 and isinstance(found[0], Item) and found[0].number is not None:
                typed[len(made)] = block
            made += found
        elif isinstance(block, Item):
            made += _of_item(block)
        else:
            made.append(block)
    return list(_whole_sentences(_lone_numbers(made, typed), remarks))


def _of_item(block: Item) -> Iterator[Block]:
    """An item without a bullet or box that was typed before its words."""
    text = of_words.plain(block.words)
    if found := _BOX.match(text):
        yield replace(block, words=_after(block.words, found), is_box=True)
    elif (found := _BULLET.match(text)) and text[0] in BULLETS:
        yield replace(block, words=_after(block.words, found))
    else:
        yield block


def _of_paragraph(block: Paragraph, remarks: list[Remark]) -> Iterator[Block]:
    lines = _raw_lines(block.words)
    lines = list(_first_apart(_without_lone_bullets(lines, remarks)))
    lines = _with_numbers(lines, remarks)
    if len(lines) > 1 and not _marker(of_words.plain(lines[0])) and _ends_in_bullets(lines):
        yield from _bullets_behind(lines, remarks)
        return
    waiting: list[Words] = []
    depths: list[int] = []
    before: Item | None = None
    for line in lines:
        item = _item(line, depths)
        if item is None and before is not None and not waiting and _goes_on_in(before, line):
            before = replace(
                before, words=of_words.joined([before.words, of_words.stripped(line)], " ")
            )
            continue
        if before is not None:
            yield before
        before = item
        if item is None:
            waiting.append(line)
            continue
        yield from _paragraph(waiting, block.style, remarks)
        waiting = []
    if before is not None:
        yield before
    yield from _paragraph(waiting, block.style, remarks)


def _goes_on_in(item: Item, line: Words) -> bool:
    """Whether a line without a marker belongs to the item before: it begins in small letters where
    the item has not come to an end, or it is indented as the words of the item are.
    """
    text, before = of_words.plain(line), of_words.plain(item.words).rstrip()
    is_open = text.strip()[:1].islower() and before[-1:] not in ".!?:;"
    return is_open or text.startswith((" " * _INDENT, "\t"))


def _raw_lines(words: Words) -> list[Words]:
    """The lines with the white space before them, which tells the depth of an item."""
    made, at = [], 0
    for line in of_words.plain(words).split("\n"):
        part = of_words.part(words, at, at + len(line))
        at += len(line) + 1
        if line.strip() or of_words.notes_in(part):
            made.append(part)
    return made


def _marker(text: str) -> re.Match[str] | None:
    inner = text.lstrip()
    return _BOX.match(inner) or _BULLET.match(inner) or _NUMBER.match(inner)


def _item(line: Words, depths: list[int]) -> Item | None:
    """The item of a line, or None; `depths` are the indents of the lists that are open."""
    text = of_words.plain(line)
    indent = len(text) - len(text.lstrip())
    inner = of_words.stripped(line)
    found = _marker(text)
    if not found or not text.strip()[found.end() :].strip():
        return None
    if found.re is _NUMBER and indent >= 0 and _is_no_item(text.strip()):
        return None
    while depths and depths[-1] > indent:
        depths.pop()
    if not depths or indent >= depths[-1] + _INDENT:
        depths.append(indent)
    number = int(found[1]) if found.re is _NUMBER else None
    words = _after(inner, found)
    return Item(words, len(depths) - 1, number, is_box=found.re is _BOX)


def _is_no_item(text: str) -> bool:
    """Whether digits before a word are part of a sentence, as in "10. June", or of a heading."""
    return bool(re.match(r"\d+[.)] (?:January|February|March|April|May|June|July|August)\b", text))


def _after(words: Words, found: re.Match[str]) -> Words:
    """The words behind a marker."""
    return of_words.stripped(of_words.part(words, found.end()))


def _without_lone_bullets(lines: list[Words], remarks: list[Remark]) -> list[Words]:
    """The lines with a bullet that stands alone on a line joined to its words."""
    texts = [of_words.plain(line).strip() for line in lines]
    if not any(_LONE.fullmatch(text) for text in texts):
        return lines
    remarks.append(mended("bullets on lines of their own"))
    is_behind = not _LONE.fullmatch(texts[0]) and bool(_LONE.fullmatch(texts[-1]))
    made: list[Words] = []
    waits = False
    for line, text in zip(lines, texts, strict=True):
        if _LONE.fullmatch(text):
            if is_behind and made:
                made[-1] = (*of_words.of("• "), *of_words.stripped(made[-1]))
            waits = not is_behind
        else:
            made.append((*of_words.of("• "), *of_words.stripped(line)) if waits else line)
            waits = False
    return made


def _first_apart(lines: list[Words]) -> Iterator[Words]:
    """The lines with the first number apart where it stands behind words: "Do this: 1. Sit"."""
    for line, after in zip_longest(lines, lines[1:]):
        found = _BEHIND.match(of_words.plain(line))
        second = _NUMBER.match(of_words.plain(after).lstrip()) if after else None
        if found and second and second[1] == "2":
            yield of_words.part(line, 0, found.end(1))
            yield of_words.part(line, found.start(2))
        else:
            yield line


def _with_numbers(lines: list[Words], remarks: list[Remark]) -> list[Words]:
    """The lines with numbers in place of letters, where they count: a), b), c)."""
    found = [_LETTER.match(of_words.plain(line)) for line in lines]
    said = [one[1].casefold() for one in found if one]
    if len(said) < _LEAST_LETTERS or said != list("abcdefghijklmnop"[: len(said)]):
        return lines
    told = "letters before the items of a list, which became numbers"
    remarks.append(dropped(told, " ".join(one[1] for one in found if one)))
    numbers = count(1)
    return [
        (*of_words.of(f"{next(numbers)}. "), *of_words.part(line, one.end())) if one else line
        for line, one in zip(lines, found, strict=True)
    ]


def _ends_in_bullets(lines: list[Words]) -> bool:
    ends = [bool(_AT_END.search(of_words.plain(line).rstrip())) for line in lines]
    return sum(ends) >= 2


def _bullets_behind(lines: list[Words], remarks: list[Remark]) -> Iterator[Block]:
    """Items whose bullets stand behind their words, as a copy from a PDF has them."""
    remarks.append(mended("bullets behind their words"))
    waiting: list[Words] = []
    for line in lines:
        text = of_words.plain(line).rstrip()
        if found := _AT_END.search(text):
            yield from _paragraph(waiting, "", remarks)
            waiting = []
            yield Item(of_words.stripped(of_words.part(line, 0, found.start())))
        else:
            waiting.append(line)
    yield from _paragraph(waiting, "", remarks)


def _paragraph(lines: list[Words], style: str, remarks: list[Remark]) -> Iterator[Block]:
    """A paragraph of some lines, or the list that stands in it."""
    words = of_words.joined([of_words.stripped(line) for line in lines], "\n")
    if not of_words.plain(words).strip() and not of_words.notes_in(words):
        return
    hidden = list(_hidden(words))
    if hidden:
        remarks.append(changed("a list within a line became a list", of_words.plain(words)[:60]))
        yield from hidden
    else:
        yield Paragraph(words, style)


def _hidden(words: Words) -> Iterator[Block]:
    """A list within a line: "Bring: • glasses • your list"."""
    text = of_words.plain(words)
    for pattern, needs_colon in ((_BETWEEN, False), (_DASHES, True)):
        cuts = list(pattern.finditer(text))
        parts = [text[a:b] for a, b in _between(cuts, len(text))]
        lead = text[: cuts[0].start()].rstrip() if cuts else ""
        is_list = len(cuts) > 1 and all(parts) and "\n" not in text
        if needs_colon:
            is_short = all(len(part.split()) <= _LONGEST_PART for part in parts)
            is_list = is_list and lead.endswith(":") and is_short
        elif any(_is_middle_dot(cut) for cut in cuts):
            is_list = False
        if is_list:
            if lead:
                yield Paragraph(of_words.stripped(of_words.part(words, 0, cuts[0].start())))
            for start, end in _between(cuts, len(text)):
                yield Item(of_words.stripped(of_words.part(words, start, end)))
            return


def _is_middle_dot(cut: re.Match[str]) -> bool:
    """Whether a dot stands between digits or letters, as in "3·5"."""
    return not cut[0].startswith(" ") and not cut[0].endswith(" ") and cut.start() > 0


def _between(cuts: list[re.Match[str]], end: int) -> list[tuple[int, int]]:
    return [
        (cut.end(), after.start() if after else end) for cut, after in zip_longest(cuts, cuts[1:])
    ]


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
    is_open = bool(_OPEN.search(text)) or (takes_comma and text.endswith(","))
    return is_alike and is_open and after[:1].islower() and len(text.split()) > 2
