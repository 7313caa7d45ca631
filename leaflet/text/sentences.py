"""Splits a unit into sentences and words; the matches of lexicon phrases in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from leaflet.core.folding import fold
from leaflet.model.phrases import WORD, words_of
from leaflet.text.units import Linked, Unit

_SENTENCE_END = re.compile(
    r"[.?!…]['\"’”)]*\s+(?=[\"'‘“(¿¡]?[^\W_])(?![\"'‘“(]?[a-zß-öø-ÿąćęłńśźż])"
)
#: A web address. It starts only where no letter, dot or hyphen precedes, so each is tried once.
ADDRESS = re.compile(
    r"https?://\S+|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net|gov|example)\b\S*"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence: its text, its offset in the unit's text, and its words as checks compare them."""

    unit: Unit
    text: str
    start: int
    words: tuple[str, ...] = field(compare=False)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """The offset of each word in the unit's text; few sentences are asked for them."""
        return tuple([self.start + found.start() for found in WORD.finditer(self.text)])

    def is_marked(self) -> bool:
        """Whether the sentence has a fact or source mark."""
        return any(mark.target.startswith(("fact:", "source:")) for mark in self.marks)

    @property
    def marks(self) -> tuple[Linked, ...]:
        """The marks that start in the sentence."""
        marks, end = self.unit.marks, self.start + len(self.text)
        if not marks:
            return ()
        first = bisect_left(marks, self.start, key=lambda mark: mark.start)
        return marks[first : bisect_left(marks, end, key=lambda mark: mark.start)]

    @property
    def spoken(self) -> tuple[tuple[str, int], ...]:
        """The words outside web addresses, each with its offset in the unit's text."""
        outside = OutsideAddresses(self)
        return tuple(
            (word, offset)
            for word, offset in zip(self.words, self.offsets, strict=True)
            if offset in outside
        )


class OutsideAddresses:
    """The offsets in a sentence that are outside web addresses."""

    def __init__(self, sentence: Sentence) -> None:
        self._spans = [
            (sentence.start + m.start(), sentence.start + m.end())
            for m in ADDRESS.finditer(sentence.text)
        ]

    def __contains__(self, offset: int) -> bool:
        index = bisect_right(self._spans, (offset, 1 << 60)) - 1
        return index < 0 or offset >= self._spans[index][1]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of the lexicon in a sentence: the range of its words, and its meaning."""

    sentence: Sentence
    start: int
    end: int
    meaning: str

    @property
    def words(self) -> tuple[str, ...]:
        """The matching words, in lower case."""
        return self.sentence.words[self.start : self.end]

    @property
    def text(self) -> str:
        """The matching words, in lower case and separated by spaces."""
        return " ".join(self.words)

    @property
    def offset(self) -> int:
        """The offset of the match in the text of the sentence's unit."""
        return self.sentence.offsets[self.start]


def split(unit: Unit) -> Iterator[Sentence]:
    """The sentences of a unit that have words."""
    start = 0
    text = unit.text
    for end in (*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)):
        piece = text[start:end]
        if piece.isascii():  # then a word is folded by its lower case
            words = tuple(WORD.findall(piece.lower()))
        else:
            words = tuple(map(fold, WORD.findall(piece)))
        if words:
            yield Sentence(unit, piece.rstrip(), start, words)
        start = end


#: The length in words of a run that counts as copied when two texts share it.
RUN = 7


@lru_cache(maxsize=64)
def runs(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of `RUN` successive words in a text, as checks compare them."""
    words = words_of(text)
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
