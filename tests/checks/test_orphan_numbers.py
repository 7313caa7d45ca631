"""A part in words rests on the fact that is marked in its sentence and tells it."""

from __future__ import annotations

import pytest

from leaflet.checks.run import Rules, check_file
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.project import SHIPPED, Project

LEAFLET = """---
title: Infection after needles
facts:
  a4: {{says: "200 people had it. Half were treated for 6 months or longer.", sources: [], verified: true}}
  b: {{says: Most were treated for 6 months., sources: [], verified: true}}
---

## How long it lasts

{sentence}
"""  # noqa: E501


def told(sentence: str) -> list[str]:
    loaded = parse_leaflet("content/leaflets/x/en-GB.md", LEAFLET.format(sentence=sentence))
    assert loaded.value is not None, loaded.findings
    lexicon = Project(SHIPPED).lexicon("en-GB")
    assert lexicon is not None
    found = check_file(loaded, Rules(lexicons={"en-GB": lexicon}))
    return [one.message for one in found if one.code == "orphan-numbers"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Half of the people were treated for [6 months](fact:a4).",
        "For [6 months](fact:a4) or longer, half of the people were treated.",
    ],
)
def test_a_part_that_the_marked_fact_tells_rests_on_it(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Half of the people were treated for [6 months](fact:b).", "half"),
        ("A quarter of the people were treated for [6 months](fact:a4).", "quarter"),
        ("Half of the people got well. They took [6 months](fact:a4).", "half"),
        ("Of 200 people many were treated for [6 months](fact:a4).", "200"),
    ],
)
def test_another_part_or_a_number_needs_a_mark_of_its_own(sentence: str, number: str) -> None:
    assert told(sentence) == [f'"{number}" is marked with no fact']
