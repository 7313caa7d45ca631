"""Finds the short numbers that a text tells a reader to call: "Call 998 now"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leaflet.core.diagnostics import Span
from leaflet.text.searched_text import SearchedText
from leaflet.text.sentences import Sentence

#: Digits with what people put between them, at the place where a number may begin.
_NUMBER = re.compile(r"[\s:,(\"'“‘–—*\u00ad-]*((?:\d[ \u00a0\u2009\u202f\u2011-]?)*\d)(?![\d%°:/])")
_NEXT = re.compile(r"\s*(?:,|/|\bor\b|\band\b)\s*(?=\d)")
_DECIMAL = re.compile(r"[.,]\d")
_WORD = re.compile(r"[\s\u00a0-]*([^\W\d_]+)")
_FEWEST, _MOST = 2, 6


@dataclass(frozen=True, slots=True)
class CalledNumber:
    """A number of two to six digits that a reader is told to call, and where."""

    number: str
    span: Span


def called_numbers(text: SearchedText, units: frozenset[str]) -> Iterator[CalledNumber]:
    """The short numbers behind a phrase of the lexicon's `calls`. A number before one of the
    `units`, words in lower case such as "hours" and "December", is none.
    """
    for sentence in text.sentences:
        for _, end, _ in text.search("calls").matches(sentence.words):
            last = end - 1
            start = sentence.offsets[last] + len(sentence.words[last])
            for offset, number in _numbers(sentence, start, units):
                yield CalledNumber(number, text.place(sentence.unit, offset))


def _numbers(sentence: Sentence, at: int, units: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The numbers from an offset on that follow one another, as in "999 or 112"."""
    text, end = sentence.unit.text, sentence.start + len(sentence.text)
    while found := _NUMBER.match(text, at, end):
        digits = "".join(str(int(c)) for c in found[1] if c.isdigit())
        after = _WORD.match(text, found.end(), end)
        is_amount = after is not None and after[1].casefold() in units
        if is_amount or _DECIMAL.match(text, found.end(), end):
            return
        if _FEWEST <= len(digits) <= _MOST:
            yield found.start(1), digits
        following = _NEXT.match(text, found.end(), end)
        if not following:
            return
        at = following.end()
