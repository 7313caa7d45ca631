"""The text of a leaflet in reading order: its units, sentences, words and marks with their places.

Checks of words read it. It is made once for each leaflet and shared by these checks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property

from leaflet import profiles
from leaflet.core.diagnostics import Span
from leaflet.core.folding import fold
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet
from leaflet.model.lexicon import WORD, Lexicon, Search
from leaflet.profiles.profile import Norms
from leaflet.text.sentences import ADDRESS, Match, OutsideAddresses, Sentence, split
from leaflet.text.units import Unit, units_of


class LeafletText:
    """The text of a leaflet, and the lexicon of its language; `loaded` must have a value."""

    def __init__(
        self,
        loaded: Loaded[Leaflet],
        lexicon: Lexicon | None,
        foreign: Mapping[str, str] | None = None,
    ) -> None:
        """`foreign` are source texts by name, from which the leaflet must not copy."""
        assert loaded.value is not None
        self.foreign = foreign or {}
        self.loaded = loaded
        self.leaflet: Leaflet = loaded.value
        self.lexicon = lexicon or Lexicon(language=self.leaflet.language)
        self._breaks: dict[str, list[int]] = {}

    def search(self, group: str) -> Search:
        """The search for the phrases of a field of the lexicon."""
        return self.lexicon.search(group)

    def find(self, group: str) -> Iterator[Match]:
        """The phrases of a field of the lexicon in the text, outside web addresses."""
        search = self.search(group)
        for sentence in self.sentences:
            found = list(search.matches(sentence.words))
            outside = OutsideAddresses(sentence) if found else None
            for start, end, meaning in found:
                if outside and sentence.offsets[start] in outside:
                    yield Match(sentence, start, end, meaning)

    @cached_property
    def norms(self) -> Norms:
        """The norms of the leaflet's profile."""
        return profiles.find(self.leaflet.profile).norms

    @cached_property
    def taught(self) -> frozenset[str]:
        """The words of the glossary's terms, as checks compare them."""
        terms = " ".join(term.term for term in self.leaflet.glossary)
        return frozenset(fold(match[0]) for match in WORD.finditer(terms))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All texts that any format prints, in the order of the leaflet."""
        return tuple(units_of(self.leaflet))

    @cached_property
    def body(self) -> tuple[Unit, ...]:
        """The units of the complete leaflet's sections, without headings."""
        out = ("heading", "short")
        return tuple(unit for unit in self.units if unit.section and unit.kind not in out)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all units; the end of a unit also ends a sentence."""
        return tuple(sentence for unit in self.units for sentence in split(unit))

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """The sentences that count for readability: those of the body with three words or more.

        Shorter ones are cells such as "Not known", which would improve the score; sentences with
        web addresses are left out too.
        """
        inside = {unit.number for unit in self.body}
        return tuple(
            s for s in self.sentences
            if s.unit.number in inside and len(s.words) >= 3 and not ADDRESS.search(s.text)
        )  # fmt: skip

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
