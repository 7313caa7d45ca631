"""The text of a leaflet in reading order: its units, sentences, words and marks with their places.

Checks of words read it. It is made once for each leaflet and shared by these checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from leaflet.core.located import Loaded
from leaflet.model.blocks import Block
from leaflet.model.kind import NO_KIND, Kind, Norms
from leaflet.model.leaflet import Leaflet
from leaflet.model.lexicon import Lexicon
from leaflet.model.named_ids import NamedIds, named_ids
from leaflet.model.phrases import words_of
from leaflet.text.searched_text import SearchedText
from leaflet.text.sentences import ADDRESS, Sentence
from leaflet.text.units import Unit, units_of


class LeafletText(SearchedText):
    """The text of a leaflet, and the lexicon of its language; `loaded` must have a value."""

    def __init__(
        self,
        loaded: Loaded[Leaflet],
        lexicon: Lexicon | None,
        foreign: Mapping[str, str] | None = None,
        kind: Kind = NO_KIND,
    ) -> None:
        """`foreign` are source texts by name, from which the leaflet must not copy."""
        assert loaded.value is not None
        self.kind = kind
        self.foreign = foreign or {}
        self.leaflet: Leaflet = loaded.value
        super().__init__(loaded, lexicon or Lexicon(language=self.leaflet.language))

    @property
    def norms(self) -> Norms:
        """The norms of the leaflet's kind."""
        return self.kind.norms

    @cached_property
    def taught(self) -> frozenset[str]:
        """The words of the glossary's terms, as checks compare them."""
        terms = " ".join(term.term for term in self.leaflet.glossary)
        return frozenset(words_of(terms))

    def block_kind(self, unit: Unit) -> str:
        """The kind of the block that a unit of a section is in, in a short form, too."""
        return self._block(unit).kind if unit.kind == "short" else unit.kind

    def sign_urgency(self, unit: Unit) -> str:
        """The urgency of the level of help whose sign a unit is; empty for others."""
        if "signs" not in unit.field_path or self.block_kind(unit) != "help":
            return ""
        return str(self._block(unit).content[int(unit.field_path[5])].urgency)

    def _block(self, unit: Unit) -> Block:
        """The block of a section, or of its short form, that a unit is in."""
        _, section, part, block, *_ = unit.field_path
        within = self.leaflet.sections[int(section)]
        return (within.short if part == "short" else within.blocks)[int(block)]

    @cached_property
    def named(self) -> NamedIds:
        """The ids of pictures and sources that the body names."""
        return named_ids(self.leaflet)

    @cached_property
    def function_words(self) -> frozenset[str]:
        """The lexicon's words that mean nothing by themselves."""
        return frozenset(self.lexicon.function_words)

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
