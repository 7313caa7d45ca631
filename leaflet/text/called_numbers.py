"""Finds the short numbers that a text tells a reader to call: "Call 998 now"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
#: Two words for digits are as likely an amount: "one one-off visit".
_FEWEST_WORDS = 3
#: What may stand between the words for two digits of a number.
_APART = re.compile(r"[\s,\u00ad\u2010-\u2013-]*")


@dataclass(frozen=True, slots=True)
class CalledNumber:
    """A number of two to six digits that a reader is told to call, and where."""

    number: str
    span: Span


def called_numbers(
    text: SearchedText, units: frozenset[str], between: frozenset[str] = frozenset()
) -> Iterator[CalledNumber]:
    """The short numbers behind a phrase of the lexicon's `calls`, in digits or in three or more of
    the lexicon's words for `digits`; in words also where a number is printed by itself.

    A number before one of the `units`, words in lower case such as "hours" and "December", is none.
    `between` are words that may stand between two numbers, such as "or".
    """
    for sentence in text.sentences:
        if sentence.unit.kind == "display":
            yield from _in_words(text, sentence, 0, units, between | frozenset(sentence.words))
        for _, end, _ in text.search("calls").matches(sentence.words):
            yield from _in_words(text, sentence, end, units, between)
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


def _in_words(
    text: SearchedText, sentence: Sentence, at: int, units: frozenset[str], between: frozenset[str]
) -> Iterator[CalledNumber]:
    """The numbers in words from a word on that follow one another: "nine nine nine or 112"."""
    words, digit_of = sentence.words, text.lexicon.digit_of
    while at < len(words):
        end = _end_of_number(sentence, at, digit_of)
        is_amount = end < len(words) and words[end] in units
        if _FEWEST_WORDS <= end - at <= _MOST and not is_amount:
            number = "".join(digit_of[word] for word in words[at:end])
            yield CalledNumber(number, text.place(sentence.unit, sentence.offsets[at]))
        elif end == at and not words[at].isdigit() and words[at] not in between:
            return
        at = max(end, at + 1)


def _end_of_number(sentence: Sentence, at: int, digit_of: Mapping[str, str]) -> int:
    """The end of the words for digits that begin at a word; that word where it is none."""
    end = at
    while end < len(sentence.words) and sentence.words[end] in digit_of:
        end += 1
        if end < len(sentence.words):
            after = sentence.offsets[end - 1] + len(sentence.words[end - 1])
            if not _APART.fullmatch(sentence.unit.text, after, sentence.offsets[end]):
                break
    return end
