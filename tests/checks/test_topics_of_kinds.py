"""The topics of a kind are asked of the sections that a leaflet must have or has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaflet.model.kind import Kind
from leaflet.model.lexicon import Lexicon
from leaflet.model.phrases import words_of
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.told_topics import told_topics
from tests.cases import LEAFLET
from tests.checks.test_check_cases import loaded, rules, text, value_of

#: Sentences by which a text tells of a topic, and false friends that tell of something else.
TOLD = {
    "stopping at any time": [
        "You can change your mind.",
        "Say stop at any time.",
        "It holds even when you have signed.",
    ],
    "other medicines": [
        "Tell us which other medicines you take.",
        "Herbal tablets count as well.",
        "Tell us of any medicine that you buy.",
    ],
}
NOT_TOLD = {
    "stopping at any time": [
        "The bus does not stop here.",
        "The doctor stops the bleeding.",
        "Mind the step.",
    ],
    "other medicines": [
        "Take the medicine with water.",
        "Ask another doctor.",
        "Keep medicines out of reach of children.",
    ],
}


def lexicon() -> Lexicon:
    return rules().lexicons["en-GB"]


def told(kind: Kind, *without: str) -> dict[str, bool]:
    """The topics of a kind in the example's leaflet without the sections of some roles."""
    made = loaded(LEAFLET, text(LEAFLET))
    leaflet = value_of(made)
    left = tuple(one for one in leaflet.sections if one.role not in without)
    value = leaflet.model_copy(update={"sections": left})
    given = LeafletText(replace(made, value=value), lexicon(), {}, kind)
    return {topic.name: topic.is_told for topic in told_topics(given)}


def test_the_lexicon_knows_every_topic_of_a_kind() -> None:
    kinds = rules().kinds
    assert {name for name, kind in kinds.items() if kind.topics} >= {
        "aftercare", "condition", "consent", "cosmetic-procedure", "medicine", "operation", "test",
        "treatment", "vaccination",
    }  # fmt: skip
    asked = {name for kind in kinds.values() for names in kind.topics.values() for name in names}
    assert asked <= set(lexicon().topic_of)


@pytest.mark.parametrize("kind", ["treatment", "operation"])
def test_a_section_that_a_kind_proposes_tells_of_its_topics_where_it_is_there(kind: str) -> None:
    shipped = rules().kinds[kind]
    assert told(shipped)["saying no"] is True
    assert "saying no" not in told(shipped, "consent")
    strict = shipped.model_copy(update={"must": (*shipped.must, "consent")})
    assert told(strict, "consent")["saying no"] is False


def test_a_section_that_a_kind_does_not_name_is_asked_as_well() -> None:
    assert told(rules().kinds["condition"])["pregnancy"] is True
    assert "pregnancy" not in told(rules().kinds["condition"], "who-should-wait")


@pytest.mark.parametrize(("topic", "words"), [(t, w) for t, some in TOLD.items() for w in some])
def test_words_that_tell_of_a_topic(topic: str, words: str) -> None:
    search = lexicon().search_for(lexicon().topic_of[topic])
    assert any(search.matches(words_of(words)))


@pytest.mark.parametrize(("topic", "words"), [(t, w) for t, some in NOT_TOLD.items() for w in some])
def test_words_that_tell_of_something_else(topic: str, words: str) -> None:
    search = lexicon().search_for(lexicon().topic_of[topic])
    assert not any(search.matches(words_of(words)))
