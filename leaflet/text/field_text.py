"""The text of a clinic, a locale or a jurisdiction pack in one language: each of its fields."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from pydantic import BaseModel

from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic, Pack
from leaflet.model.free_texts import free_texts
from leaflet.model.lexicon import Lexicon
from leaflet.model.translations import LanguageTag
from leaflet.text.searched_text import SearchedText
from leaflet.text.sentences import Match
from leaflet.text.units import Unit, filled

#: Fields that hold proper names, where a word with a capital is no praise: "Best Street".
_NAMES = frozenset(
    {"name", "legal_name", "alt", "address", "body", "maker", "register", "profession"}
)
#: Fields that may name a place in a sentence.
_PLACES = frozenset({"directions", "other_formats", "contact", "outside_body"})


class FieldText(SearchedText):
    """The texts of a file's fields, and the lexicon of a language; `loaded` must have a value. Of
    texts by language those in `language`, where it is given.

    The kind of a unit is the name of its field.
    """

    def __init__(
        self, loaded: Loaded[BaseModel], lexicon: Lexicon, language: str | None = None
    ) -> None:
        assert loaded.value is not None
        self.value = loaded.value
        self.language = language
        super().__init__(loaded, lexicon)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The texts of all fields; marks are read in packs alone, elsewhere they are printed."""
        made = []
        for number, (field_path, text) in enumerate(free_texts(self.value, self.language)):
            kind = next(str(key) for key in reversed(field_path) if _is_field(key))
            unit = Unit("", kind, field_path, number=number)
            if isinstance(self.value, Pack):
                made.append(filled(unit, text))
            else:
                made.append(replace(unit, text=text, source=text, origins=((0, 0),)))
        return tuple(made)

    def is_name(self, match: Match) -> bool:
        """Whether the words of a match are a proper name: they are in the clinic's own name, or
        have capitals in a field of names, or within a sentence that may name a place.
        """
        unit, start = match.sentence.unit, match.offset
        last = match.end - 1
        end = match.sentence.offsets[last] + len(match.words[-1])
        if any(own.start() <= start and end <= own.end() for own in self._own(unit.text)):
            return True
        words = unit.text[start:end].split()
        if any(word[:1].islower() for word in words):
            return False
        if unit.kind in _NAMES:
            return True
        return unit.kind in _PLACES and match.start > 0 and _goes_on(unit.text, end)

    def _own(self, text: str) -> list[re.Match[str]]:
        """Where a text has the name of the clinic itself."""
        if not isinstance(self.value, Clinic):
            return []
        name = self.value.name
        is_praise = name == text or " " not in name
        return [] if is_praise else list(re.finditer(re.escape(name), text))


def _is_field(key: str | int) -> bool:
    """Whether a step to a text is the name of a field, not a position or the tag of a language."""
    return isinstance(key, str) and not isinstance(key, LanguageTag)


def _goes_on(text: str, end: int) -> bool:
    """Whether the word after has a capital, too: "into Best Street"."""
    return text[end : end + 2].lstrip()[:1].isupper()
