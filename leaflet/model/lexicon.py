"""The lexicon of a language: the words and phrases that checks look for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from leaflet.core.folding import fold
from leaflet.model.fields import ContentModel, FieldError, Language, Text
from leaflet.model.phrases import Phrases, Search, search_words


def _ten(words: tuple[Phrases, ...]) -> tuple[Phrases, ...]:
    if len(words) not in (0, 10):
        raise FieldError(f"words for {len(words)} digits", "write ten lists: 0 first, 9 last")
    return words


#: The words for each digit, those for 0 first.
DigitWords = Annotated[tuple[Phrases, ...], AfterValidator(_ten)]


class Group(ContentModel):
    """Phrases to find, and what to write instead."""

    find: Annotated[Phrases, Field(min_length=1)]
    instead: Text


class Spelling(Group):
    """Words that a form of a language, such as en-GB, spells in another way."""

    language: Language


class FrequencyBand(ContentModel):
    """A word for a frequency, and the range of shares that it stands for."""

    find: Annotated[Phrases, Field(min_length=1)]
    least: float = Field(ge=0, le=1)
    most: float = Field(ge=0, le=1)


class Sign(ContentModel):
    """A sign of harm by its name, the least urgent level of help that it may stand in, the phrases
    by which texts speak of it, and those by which texts speak of the risk that shows itself so.
    """

    name: Text
    level: Literal["emergency", "same-day"]
    find: Annotated[Phrases, Field(min_length=1)]
    risks: Phrases = ()


class Topic(ContentModel):
    """A topic that a kind of leaflets may ask for, and the phrases by which texts tell of it."""

    name: Text
    find: Annotated[Phrases, Field(min_length=1)]


class Lexicon(ContentModel):
    """The words and phrases that checks look for in a language; see docs/content.md."""

    language: Language
    claims: tuple[Group, ...] = ()
    rankings: tuple[Group, ...] = ()
    offers: tuple[Group, ...] = ()
    hard_words: tuple[Group, ...] = ()
    fillers: tuple[Group, ...] = ()
    synonyms: tuple[Group, ...] = ()
    daily_life: tuple[Group, ...] = ()
    relative_risks: tuple[Group, ...] = ()
    latin: tuple[Group, ...] = ()
    known_acronyms: Phrases = ()
    alt_openings: Phrases = ()
    third_person: tuple[Group, ...] = ()
    frequencies: tuple[FrequencyBand, ...] = ()
    not_frequencies: Phrases = ()
    evidence: Phrases = ()
    findings: Phrases = ()
    numbers: Phrases = ()
    counted: Phrases = ()
    not_counted: Phrases = ()
    shares: Phrases = ()
    number_words: Phrases = ()
    units: Phrases = ()
    odds: Phrases = ()
    calls: Phrases = ()
    digits: DigitWords = ()
    negations: Phrases = ()
    negation_traps: Phrases = ()
    no_others: Phrases = ()
    comparisons: Phrases = ()
    unfound: Phrases = ()
    modals: Phrases = ()
    weakened: Phrases = ()
    doubts: Phrases = ()
    hedges: Phrases = ()
    contrasts: Phrases = ()
    asked: Phrases = ()
    treatment: Phrases = ()
    tone: tuple[Group, ...] = ()
    praise: tuple[Group, ...] = ()
    absolutes: tuple[Group, ...] = ()
    results: tuple[Group, ...] = ()
    aims: Phrases = ()
    warnings: Phrases = ()
    word_shares: Phrases = ()
    content: Phrases = ()
    first_person: Phrases = ()
    minimisers: Phrases = ()
    minimised: Phrases = ()
    guardians: Phrases = ()
    permits: Phrases = ()
    medicines: Phrases = ()
    medicine_orders: Phrases = ()
    prescribers: Phrases = ()
    medicine_talk: Phrases = ()
    self_surgery: Phrases = ()
    self_surgery_of: Phrases = ()
    unsafe_advice: tuple[Group, ...] = ()
    slow_calls: Phrases = ()
    other_calls: Phrases = ()
    delays: Phrases = ()
    settling: Phrases = ()
    consent_taken: Phrases = ()
    urgency: Phrases = ()
    signs: tuple[Sign, ...] = ()
    risk_qualifiers: Phrases = ()
    topics: tuple[Topic, ...] = ()
    reader: Phrases = ()
    benefit: Phrases = ()
    harm: Phrases = ()
    auxiliaries: Phrases = ()
    participles: Phrases = ()
    participle_endings: Phrases = ()
    noun_endings: Phrases = ()
    actions: Phrases = ()
    joiners: Phrases = ()
    connectives: Phrases = ()
    duties: Phrases = ()
    by_whom: Phrases = ()
    spellings: tuple[Spelling, ...] = ()
    function_words: Phrases = ()

    def joined(self, other: Lexicon) -> Lexicon:
        """The lexicon with the entries of another added."""
        both = {
            name: getattr(self, name) + getattr(other, name)
            for name in Lexicon.model_fields
            if name != "language"
        }
        return Lexicon.model_construct(language=self.language, **both)

    def search(self, group: str) -> Search:
        """The search for the phrases of a field; made once for all leaflets."""
        if group not in self._searches:
            listed = getattr(self, group)
            plain = all(isinstance(entry, str) for entry in listed)
            self._searches[group] = search_words(listed) if plain else search(listed)
        return self._searches[group]

    def search_any(self, groups: tuple[str, ...]) -> Search:
        """The search for the phrases of several fields, to pass over what has none of them."""
        name = " ".join(groups)
        if name not in self._searches:
            listed = (entry for group in groups for entry in getattr(self, group))
            self._searches[name] = search_words(
                phrase
                for entry in listed
                for phrase in ((entry,) if isinstance(entry, str) else entry.find)
            )
        return self._searches[name]

    @cached_property
    def digit_of(self) -> Mapping[str, str]:
        """The digit that a word stands for, by the word as checks compare it."""
        return {
            fold(word): str(index % 10)  # a project's own words follow the shipped ones
            for index, words in enumerate(self.digits)
            for word in words
        }

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number that a word stands for, by the word as checks compare it: those of
        `number_words`, and 1 to 9 of `digits`. The words for 0 mean other things, as "oh".
        """
        pairs = (entry.rpartition(" ") for entry in self.number_words)
        listed = {fold(word): int(value) for word, _, value in pairs if value.isdigit()}
        return {word: int(digit) for word, digit in self.digit_of.items() if digit != "0"} | listed

    def signed(self, sign: Sign) -> Search:
        """The search for the phrases by which texts speak of a sign; made once."""
        return self.search_for(sign.find)

    def search_for(self, phrases: Phrases) -> Search:
        """The search for phrases of an entry; made once for all leaflets."""
        if phrases not in self._phrase_searches:
            self._phrase_searches[phrases] = search_words(phrases)
        return self._phrase_searches[phrases]

    def spelled(self, language: str) -> Search | None:
        """The search for words that a form of the language spells in another way; None without
        one.
        """
        name = f"spellings {language}"
        if name not in self._searches:
            self._searches[name] = search(s for s in self.spellings if s.language == language)
        found = self._searches[name]
        return found if found.has_phrases else None

    @cached_property
    def topic_of(self) -> Mapping[str, Phrases]:
        """The phrases of each topic by its name."""
        found: dict[str, Phrases] = {}
        for topic in self.topics:
            found[topic.name] = found.get(topic.name, ()) + topic.find
        return found

    @cached_property
    def _searches(self) -> dict[str, Search]:
        return {}

    @cached_property
    def _phrase_searches(self) -> dict[Phrases, Search]:
        return {}


def search(groups: Iterable[Group | FrequencyBand]) -> Search:
    """A search for the phrases of groups. The meaning of a phrase is what to write instead; that
    of a frequency band's phrase is the phrase itself.
    """
    return Search(
        {
            phrase: group.instead if isinstance(group, Group) else phrase
            for group in groups
            for phrase in group.find
        }
    )
