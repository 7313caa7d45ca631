"""Numbers of marks are held against their facts in languages without a lexicon too."""

from __future__ import annotations

import pytest

from leaflet.checks.run import check_file
from leaflet.content.leaflet_file import parse_leaflet

LEAFLET = """---
title: Narben
language: de
facts:
  a: {{says: 80 bis 90 von 100 Menschen haben solche Narben., sources: [], verified: true}}
  b: {{says: Studien hatten 3 bis 6 Termine., sources: [], verified: true}}
---

## Was es ist

{sentence}
"""


def told(sentence: str) -> list[str]:
    path = "content/leaflets/narben/de.md"
    loaded = parse_leaflet(path, LEAFLET.format(sentence=sentence))
    assert loaded.value is not None, loaded.findings
    return [one.message for one in check_file(loaded) if one.code == "fact-numbers"]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Es sind [7 von 10](fact:a).", "7"),
        ("Es sind [8 von 100](fact:a).", "8"),
        ("Es sind [3 bis 8 Termine](fact:b).", "8"),
        ("Es sind [90 von 100](fact:b).", "90"),
        ("Es sind [3 von 7](fact:b).", "7"),
    ],
)
def test_another_number_is_unfit_without_a_lexicon(sentence: str, number: str) -> None:
    assert any(message.startswith(f'"{number}" is not') for message in told(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Es sind [80 bis 90 von 100](fact:a).",
        "Es sind [8 oder 9 von 10](fact:a).",
        "Es sind [90%](fact:a).",
        "Es sind [3 bis 6](fact:b) Termine.",
        "[Die meisten](fact:a) haben sie.",
    ],
)
def test_the_number_of_the_fact_may_be_another_share_of_the_same(sentence: str) -> None:
    assert told(sentence) == []
