"""Phrases of a lexicon and their search.

A phrase consists of plain words. `*` at the end of a word stands for any ending, `*` alone for up
to two words. There are no other special characters, so no phrase can make a search slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator

from leaflet.core.folding import APOSTROPHES, fold
from leaflet.model.fields import FieldError, Text

_LETTERS = "[^\\W\\d_]+(?:[\u0300-\u036f]+[^\\W\\d_]*)*"
#: A word for checks: letters, a number, or a percentage; a hyphen separates two words.
WORD = re.compile(rf"{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*|\d+(?:[.,]\d+)*%?")

_WORDS = r"(?:[^\W_]+(?:['’-][^\W_]+)*[*%]?|\*)"
_PHRASE = re.compile(rf"{_WORDS}(?: {_WORDS})*")
_LONGEST_PHRASE, _MOST_GAP = 80, 2
#: The limit of remembered words: more than all leaflets have, so that memory stays bounded.
_MOST_KEPT = 20_000


def _phrase(text: str) -> str:
    if len(text) > _LONGEST_PHRASE:
        raise FieldError(f"a phrase of {len(text)} characters", f"keep it to {_LONGEST_PHRASE}")
    if not _PHRASE.fullmatch(text) or text.startswith("*") or text.endswith(" *"):
        hint = "write words, * at the end of a word for any ending, * alone for up to two words"
        raise FieldError(f'"{text}" is no phrase', hint)
    return text


Phrase = Annotated[Text, AfterValidator(_phrase)]
Phrases = tuple[Phrase, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as checks compare them."""
    return tuple(fold(found[0]) for found in WORD.finditer(text))


class Search:
    """Finds phrases in a sequence of words, in time linear in the number of words."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        """`phrases` maps each phrase to its meaning."""
        self._phrases = phrases
        self._near: dict[str, list[tuple[list[str], str]]] = {}
        #: Words that begin no phrase: most sentences have no other.
        self._idle: set[str] = set()

    @property
    def has_phrases(self) -> bool:
        """Whether there is anything to find."""
        return bool(self._phrases)

    @cached_property
    def _starts(self) -> tuple[dict[str, list[tuple[list[str], str]]], int]:
        """Phrases by their first word without its `*`, and the length of the shortest first word
        that has one.
        """
        starts: dict[str, list[tuple[list[str], str]]] = {}
        shortest = 99
        for phrase, meaning in self._phrases.items():
            tokens = _tokens(phrase)
            starts.setdefault(tokens[0], []).append((tokens, meaning))
            if tokens[0].endswith("*"):
                shortest = min(shortest, len(tokens[0]) - 1)
        for found in starts.values():
            found.sort(key=lambda entry: -len(entry[0]))
        return starts, shortest

    def is_idle(self, words: Sequence[str]) -> bool:
        """Whether it is known that no phrase begins in some words; False where it is not known."""
        return self._idle.issuperset(words)

    def beginning(self, words: frozenset[str]) -> list[str]:
        """Those of some words that may begin a phrase."""
        left = words - self._idle
        return [word for word in left if self._near.get(word) or self._learn(word)]

    def is_in(self, words: Sequence[str]) -> bool:
        """Whether words have any of the phrases."""
        return not self.is_idle(words) and any(self.matches(words))

    def matches(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """The matches in lower-case words: start, end (exclusive) and meaning. At each position
        the longest phrase counts; matches do not overlap.
        """
        if self._idle.issuperset(words):
            return
        free = 0
        for at, word in enumerate(words):
            candidates = self._near.get(word)
            if candidates is None:
                candidates = self._learn(word)
            if candidates and at >= free:
                found = _longest(words, at, candidates)
                if found:
                    free = found[0]
                    yield at, found[0], found[1]

    def _learn(self, word: str) -> list[tuple[list[str], str]]:
        """The phrases that may begin with a word; remembered, since most words begin none."""
        starts, shortest = self._starts
        stems = [word, *(word[:n] + "*" for n in range(shortest, min(len(word), 40) + 1))]
        if len(self._near) >= _MOST_KEPT:
            self._near.clear()
            self._idle.clear()
        found = [entry for stem in stems for entry in starts.get(stem, ())]
        self._near[word] = found
        if not found:
            self._idle.add(word)
        return found


def _longest(
    words: Sequence[str], at: int, candidates: Iterable[tuple[list[str], str]]
) -> tuple[int, str] | None:
    """The end and the meaning of the longest phrase that matches at a position."""
    best: tuple[int, str] | None = None
    for tokens, meaning in candidates:
        if len(tokens) == 1:
            end = at + 1
        elif "*" not in tokens[1] and (at + 1 == len(words) or words[at + 1] != tokens[1]):
            continue
        else:
            end = _end(words, at, tokens)
        if end and (best is None or end > best[0]):
            best = end, meaning
    return best


def _tokens(phrase: str) -> list[str]:
    """The words of a phrase in the form that is compared."""
    return [fold(word) for word in phrase.replace("-", " ").split()]


def _end(words: Sequence[str], at: int, tokens: Sequence[str]) -> int:
    """The end of a phrase that begins at a position; 0 if it does not match there."""
    ends = [at]
    for token in tokens:
        if token == "*":
            ends = [end + skipped for end in ends for skipped in range(_MOST_GAP + 1)]
        elif token.endswith("*"):
            ends = [e + 1 for e in ends if e < len(words) and words[e].startswith(token[:-1])]
        else:
            ends = [e + 1 for e in ends if e < len(words) and words[e] == token]
        if not ends:
            return 0
    return min(ends)


def search_words(phrases: Iterable[str]) -> Search:
    """A search for phrases whose meaning is the phrase itself."""
    return Search({phrase: phrase for phrase in phrases})
