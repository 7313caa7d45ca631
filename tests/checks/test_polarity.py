"""A fact that denies or doubts something is not retold as if it did not."""

from __future__ import annotations

from functools import cache

import pytest

from leaflet.checks.run import Rules, check_file
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.project import SHIPPED, Project
from leaflet.planning.file_summaries import FileSummaries

LEAFLET = """---
title: Microneedling for acne scars
facts:
  a:
    says: >-
      12 trials, 414 people. Needling scored slightly better than other treatments, with radio
      waves no clear difference. None of the 12 reported infection.
    sources: []
    verified: true
  b: {{says: No trial of home rollers for acne scars was found., sources: [], verified: true}}
  c: {{says: A gel may help rolling scars; 12 people were treated., sources: [], verified: true}}
  d: {{says: Of 60 people none got darker skin. It was red 7 days., sources: [], verified: true}}
---

## What is known

{sentence}
"""


@cache
def rules() -> Rules:
    return FileSummaries(Project(SHIPPED)).rules


def told(sentence: str) -> list[str]:
    loaded = parse_leaflet("content/leaflets/x/en-GB.md", LEAFLET.format(sentence=sentence))
    assert loaded.value is not None, loaded.findings
    return [one.message for one in check_file(loaded, rules()) if one.code == "polarity"]


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("[Radio waves](fact:a) made a clear difference.", "no clear difference"),
        ("With radio waves it is [clearly better](fact:a).", "no clear difference"),
        ("[Trials](fact:b) of home rollers for acne scars were found.", "no trial"),
        ("[Rollers at home](fact:b) work well for acne scars.", "no trial"),
        ("[A gel](fact:c) helps rolling scars.", "may"),
        ("Darker skin came in [some](fact:d) of 60 people.", "none"),
    ],
)
def test_what_a_fact_denies_is_not_told_as_shown(sentence: str, denied: str) -> None:
    (message,) = told(sentence)
    assert f'says "{denied}"' in message


@pytest.mark.parametrize(
    "sentence",
    [
        "Needling scored [slightly better](fact:a) than other treatments.",
        "With radio waves it did [about as well](fact:a).",
        "None of the [12 trials](fact:a) reported infection.",
        "[12 trials](fact:a) looked at needling.",
        "Nobody has tested [home rollers](fact:b).",
        "Do [home rollers](fact:b) work?",
        "A gel might help [rolling scars](fact:c).",
        "[12 people](fact:c) were treated with a gel.",
        "[60 people](fact:d) took part.",
        "It stayed red for [7 days](fact:d).",
    ],
)
def test_what_is_denied_or_doubted_in_its_own_way_is_fine(sentence: str) -> None:
    assert told(sentence) == []
