"""Makes the markers of typed lists alike: letters, dashes without a space, the letter o.

Word has each item in a paragraph, a text has several in one: markers are counted over both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from leaflet.importing import words as of_words
from leaflet.importing.document import Block, Paragraph, Remark, Words, dropped, to_check
from leaflet.importing.structure.typed_lists import raw_lines

_LETTER = re.compile(r"[ ]*\(?([A-Pa-p])[.)][ ]+(?=\S)")
_DASH = re.compile(r"([ ]*[-–—•*])(?=[^\W\d_])")
_O = re.compile(r"([ ]*)o[ ]+(?=\S)")
_ARROW = re.compile(r"([ ]*)(?:[→⇒➔➜➤➥❖★✦⦁❍]|[=-]>)[ ]*(?=\S)")
_CROSS = re.compile(r"([ ]*)[✗✘❌✖✕🗙][\ufe0f]?[ ]*(?=\S)")
_STAR = re.compile(r"[ ]*[*][ ]*(?=\S)")
_NOTED = re.compile(r"\w[.,;]?[*](?![*\w])")
_LEAST = 2


def with_markers(blocks: Iterable[Block], remarks: list[Remark]) -> Iterator[Block]:
    """The blocks with markers that a list can have; adds remarks on letters that are left out."""
    for is_text, group in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        some = list(group)
        if not is_text:
            yield from some
            continue
        paragraphs = [block for block in some if isinstance(block, Paragraph)]
        lines = [raw_lines(block.words) for block in paragraphs]
        new = iter(_alike([line for part in lines for line in part], remarks))
        for block, part in zip(paragraphs, lines, strict=True):
            made = [next(new) for _ in part]
            is_same = all(one is other for one, other in zip(made, part, strict=True))
            yield block if is_same else replace(block, words=of_words.joined(made, "\n"))


def _alike(lines: list[Words], remarks: list[Remark]) -> list[Words]:
    lines = _numbers_for_letters(lines, remarks)
    lines = _dashes_apart(lines)
    lines = _bullets_for_o(lines, remarks)
    lines = _bullets_for_signs(lines, remarks)
    return _stars_as_notes(lines)


def _numbers_for_letters(lines: list[Words], remarks: list[Remark]) -> list[Words]:
    """The lines with numbers in place of letters, where they count: a), b), c)."""
    made: list[Words] = []
    left_out: list[str] = []
    runs: list[list[int]] = []
    for at, line in enumerate(lines):
        found = _LETTER.match(of_words.plain(line))
        rank = ord(found[1].casefold()) - ord("a") if found else -1
        if rank == 0:
            runs.append([at])
        elif runs and rank == len(runs[-1]) and runs[-1][-1] == at - 1:
            runs[-1].append(at)
    numbers = {at: n for run in runs if len(run) >= _LEAST for n, at in enumerate(run, 1)}
    for at, line in enumerate(lines):
        found = _LETTER.match(of_words.plain(line))
        if found and at in numbers:
            left_out.append(found[1])
            line = (*of_words.of(f"{numbers[at]}. "), *of_words.part(line, found.end()))  # noqa: PLW2901
        made.append(line)
    if left_out:
        told = "letters before the items of a list, which became numbers"
        remarks.append(dropped(told, " ".join(left_out)))
    return made


def _dashes_apart(lines: list[Words]) -> list[Words]:
    """The lines with a space behind dashes that begin several of them."""
    found = [_DASH.match(of_words.plain(line)) for line in lines]
    if sum(map(bool, found)) < _LEAST:
        return lines
    return [
        (*of_words.of(f"{one[1]} "), *of_words.part(line, one.end())) if one else line
        for line, one in zip(lines, found, strict=True)
    ]


def _bullets_for_o(lines: list[Words], remarks: list[Remark]) -> list[Words]:
    """The lines with a bullet in place of the letter o, with which several of them begin."""
    found = [_O.match(of_words.plain(line)) for line in lines]
    if sum(map(bool, found)) < _LEAST:
        return lines
    count = sum(map(bool, found))
    remarks.append(dropped("the letter o, typed as a bullet", " ".join("o" * count)))
    return [
        (*of_words.of(f"{one[1]}• "), *of_words.part(line, one.end())) if one else line
        for line, one in zip(lines, found, strict=True)
    ]


def _bullets_for_signs(lines: list[Words], remarks: list[Remark]) -> list[Words]:
    """The lines with a bullet in place of an arrow, star or cross. A cross may say "do not": what
    stands behind it is told.
    """
    made, crossed = [], []
    for line in lines:
        text = of_words.plain(line)
        cross = _CROSS.match(text)
        if cross:
            crossed.append(text[cross.end() :].strip())
        found = cross or _ARROW.match(text)
        if found:
            line = (*of_words.of(f"{found[1]}• "), *of_words.part(line, found.end()))  # noqa: PLW2901
        made.append(line)
    if crossed:
        told = "a cross before words is left out: does it say what not to do?"
        remarks.append(to_check(told, "; ".join(crossed)))
    return made


def _stars_as_notes(lines: list[Words]) -> list[Words]:
    """The lines with no space behind a star that alone begins one, where a star behind another word
    refers to it: it is a note, no item.
    """
    texts = [of_words.plain(line) for line in lines]
    found = [_STAR.match(text) for text in texts]
    has_reference = any(_NOTED.search(text) for text in texts)
    if sum(map(bool, found)) != 1 or not has_reference:
        return lines
    return [
        (*of_words.of("*"), *of_words.part(line, one.end())) if one else line
        for line, one in zip(lines, found, strict=True)
    ]
