"""The topics that a leaflet's kind asks for, and whether the sections of a role tell of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leaflet.model.phrases import Phrases
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

#: Units and fields that a reader skips, or that not every format prints: what is told there alone
#: is not told.
_PASSED_OVER = frozenset({"heading", "short", "notes", "glossary"})
_LABELS = frozenset({"caption", "header", "for"})
_SUBHEADING = "###"


@dataclass(frozen=True, slots=True)
class ToldTopic:
    """A topic, the role of the section that must tell of it, and whether it does; `is_known` says
    whether the lexicon has words for it.
    """

    role: str
    name: str
    is_told: bool
    is_known: bool = True


def told_topics(text: LeafletText) -> Iterator[ToldTopic]:
    """The topics of the leaflet's kind in order; those of a role that the kind does not ask for
    without exception, where the leaflet has such a section. A topic is told by running text, a list
    or a cell of a section with its role, not by a heading, a caption, a legend or a short form
    alone.
    """
    if not text.kind.topics:
        return
    by_role: dict[str, list[Sentence]] = {}
    for sentence in text.sentences:
        if _is_read(sentence):
            by_role.setdefault(sentence.unit.role, []).append(sentence)
    roles = {*text.kind.must, *(section.role for section in text.leaflet.sections)}
    for role, names in text.kind.topics.items():
        for name in names if role in roles else ():
            phrases = text.lexicon.topic_of.get(name)
            is_told = phrases is not None and _tells(text, phrases, by_role.get(role, ()))
            yield ToldTopic(role, name, is_told, phrases is not None)


def _is_read(sentence: Sentence) -> bool:
    unit = sentence.unit
    if unit.kind in _PASSED_OVER or unit.name in _LABELS:
        return False
    begin = unit.origins[0][1] if unit.origins else 0
    return not unit.source.startswith(_SUBHEADING, begin)


def _tells(text: LeafletText, phrases: Phrases, sentences: Sequence[Sentence]) -> bool:
    search = text.lexicon.search_for(phrases)
    return any(any(search.matches(sentence.words)) for sentence in sentences)
