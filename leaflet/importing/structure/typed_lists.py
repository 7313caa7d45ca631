"""Finds items that were typed: behind bullets, dashes, numbers and boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from leaflet.importing import words as of_words
from leaflet.importing.document import Block, Item, Paragraph, Remark, Words, changed, mended
from leaflet.importing.text.text_repair import BOXES, BULLETS

_BULLET = re.compile(rf"[{re.escape(BULLETS)}][ \n]*|[-–—*+»][ ]+(?=\S)|»[ ]*")
_BOX = re.compile(rf"[{re.escape(BOXES)}][ \n]*|\[[ xX]?\][ ]+")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)][ ]+(?=\S)")
_BEHIND = re.compile(r"(.{0,300}?[:;.?!])[ ]+(\(?1[.)][ ]+\S)")
_LONE = re.compile(rf"[{re.escape(BULLETS)}]")
_AT_END = re.compile(rf"[ ]*[{re.escape(BULLETS)}]$")
_BETWEEN = re.compile(rf"[ ]*[{re.escape(BULLETS)}][ ]*")
_DASHES = re.compile(r"[ ]+[-–—][ ]+")
#: What a dash between words of a list in one line may stand between at most.
_LONGEST_PART = 15
_INDENT = 2
#: A line with more bullets or dashes between its words holds no list.
_MOST_HIDDEN = 200


def without_marker(block: Item) -> Iterator[Block]:
    """An item without a bullet or box that was typed before its words."""
    text = of_words.plain(block.words)
    if found := _BOX.match(text):
        yield replace(block, words=_after(block.words, found), is_box=True)
    elif (found := _BULLET.match(text)) and text[0] in BULLETS:
        yield replace(block, words=_after(block.words, found))
    else:
        yield block


def items_of(block: Paragraph, remarks: list[Remark]) -> Iterator[Block]:
    """The items that are typed in a paragraph, and the paragraphs between them."""
    lines = list(_first_apart(_without_lone_bullets(raw_lines(block.words), remarks)))
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
        yield from _paragraph(waiting, block, remarks)
        waiting = []
    if before is not None:
        yield before
    yield from _paragraph(waiting, block, remarks)


def _goes_on_in(item: Item, line: Words) -> bool:
    """Whether a line without a marker belongs to the item before: it begins in small letters where
    the item has not come to an end, or it is indented as the words of the item are.
    """
    text, before = of_words.plain(line), of_words.plain(item.words).rstrip()
    is_open = text.strip()[:1].islower() and before[-1:] not in ".!?:;"
    return is_open or text.startswith((" " * _INDENT, "\t"))


def raw_lines(words: Words) -> list[Words]:
    """The lines with the white space before them, which tells the depth of an item."""
    return [
        line
        for line in of_words.all_lines(words)
        if of_words.plain(line).strip() or of_words.notes_in(line)
    ]


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
            yield from _paragraph(waiting, Paragraph(()), remarks)
            waiting = []
            yield Item(of_words.stripped(of_words.part(line, 0, found.start())))
        else:
            waiting.append(line)
    yield from _paragraph(waiting, Paragraph(()), remarks)


def _paragraph(lines: list[Words], block: Paragraph, remarks: list[Remark]) -> Iterator[Block]:
    """A paragraph of some lines, or the list that stands in it."""
    words = of_words.joined([of_words.stripped(line) for line in lines], "\n")
    if not of_words.plain(words).strip() and not of_words.notes_in(words):
        return
    hidden = list(_hidden(words))
    if hidden:
        remarks.append(changed("a list within a line became a list", of_words.plain(words)[:60]))
        yield from hidden
    else:
        yield replace(block, words=words)


def _hidden(words: Words) -> Iterator[Block]:
    """A list within a line: "Bring: • glasses • your list"."""
    text = of_words.plain(words)
    for pattern, needs_colon in ((_BETWEEN, False), (_DASHES, True)):
        cuts = list(pattern.finditer(text))
        parts = [text[a:b] for a, b in _between(cuts, len(text))]
        lead = text[: cuts[0].start()].rstrip() if cuts else ""
        is_list = 1 < len(cuts) <= _MOST_HIDDEN and all(parts) and "\n" not in text
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
