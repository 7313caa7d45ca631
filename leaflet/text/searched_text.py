"""The text of a file with the lexicon of a language: what checks of words have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from leaflet.core.diagnostics import Span
from leaflet.core.located import Loaded
from leaflet.model.lexicon import Lexicon
from leaflet.model.phrases import Search
from leaflet.text.sentences import Match, OutsideAddresses, Sentence, split
from leaflet.text.units import Unit


class SearchedText(ABC):
    """The units and sentences of a file, each with its place, and the lexicon to search them."""

    def __init__(self, loaded: Loaded[Any], lexicon: Lexicon) -> None:
        self.loaded = loaded
        self.lexicon = lexicon
        self._breaks: dict[str, list[int]] = {}
        self._having: dict[tuple[str, int, int], bool] = {}

    @property
    @abstractmethod
    def units(self) -> tuple[Unit, ...]:
        """All texts that a reader may meet, in the order of the file."""

    def search(self, group: str) -> Search:
        """The search for the phrases of a field of the lexicon."""
        return self.lexicon.search(group)

    def has(self, group: str, sentence: Sentence) -> bool:
        """Whether a sentence of this text has a phrase of a field of the lexicon; each sentence is
        searched once.
        """
        key = (group, sentence.unit.number, sentence.start)
        known = self._having.get(key)
        if known is None:
            known = self.lexicon.search(group).is_in(sentence.words)
            self._having[key] = known
        return known

    def has_after(self, group: str, other: str, sentence: Sentence) -> bool:
        """Whether a sentence has a phrase of one field, and behind it one of another; each sentence
        is searched once.
        """
        key = (f"{group} {other}", sentence.unit.number, sentence.start)
        known = self._having.get(key)
        if known is None:
            first = next(iter(self.search(group).matches(sentence.words)), None)
            after = sentence.words[first[1] :] if first else ()
            known = self.search(other).is_in(after)
            self._having[key] = known
        return known

    def find(self, group: str) -> Iterator[Match]:
        """The phrases of a field of the lexicon in the text, outside web addresses."""
        search = self.search(group)
        for sentence in self._may_have(search):
            found = list(search.matches(sentence.words))
            outside = OutsideAddresses(sentence) if found else None
            for start, end, meaning in found:
                if outside and sentence.offsets[start] in outside:
                    yield Match(sentence, start, end, meaning)

    def having(self, search: Search) -> Iterator[Sentence]:
        """The sentences, in order, that have one of the phrases."""
        return (one for one in self._may_have(search) if any(search.matches(one.words)))

    def _may_have(self, search: Search) -> Iterator[Sentence]:
        """The sentences, in order, that have a word with which a phrase may begin."""
        places = self._places
        found = {at for word in search.beginning(self._vocabulary) for at in places[word]}
        return (self.sentences[at] for at in sorted(found))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The positions of the sentences that have a word, by the word."""
        places: dict[str, list[int]] = {}
        for at, sentence in enumerate(self.sentences):
            for word in frozenset(sentence.words):
                places.setdefault(word, []).append(at)
        return places

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(self._places)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all units; the end of a unit also ends a sentence."""
        return tuple(sentence for unit in self.units for sentence in split(unit))

    def place(self, unit: Unit, offset: int = 0) -> Span:
        """The place in the file of an offset in a unit's text."""
        span = self.loaded.place(unit.field_path)
        known = self._breaks.get(unit.source)
        if known is None:
            known = [at for at, character in enumerate(unit.source) if character == "\n"]
            self._breaks[unit.source] = known
        raw = unit.raw(offset)
        lines = bisect_left(known, raw)
        if not lines:
            return Span(span.path, span.line, raw + span.column)
        return Span(span.path, span.line + lines, raw - known[lines - 1])

    def is_name(self, match: Match) -> bool:  # noqa: ARG002
        """Whether the words of a match are a proper name, such as that of a street."""
        return False
