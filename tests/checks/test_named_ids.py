"""Pictures and sources count as used, and must exist, wherever a leaflet names them."""

from __future__ import annotations

import pytest

from leaflet.checks.run import check_file
from leaflet.content.leaflet_file import parse_leaflet

_FRONT = """---
title: An example
figures:
  cup: {file: example-cup.svg, alt: A plain cup beside a dot.}
sources:
  s1: {title: Invented, body: Invented Society, year: 2026, url: 'https://example.org/s',
    level: trial, accessed: 2026-11-01, verified: true}
---

"""
_PLACES = {
    "on its own": "## One\n\n![](figure:NAME)\n",
    "in steps": "## One\n\n```steps\n- do: Lift it.\n  picture: NAME\n```\n",
    "in an exercise": "## One\n\n```exercise\nname: Lift\npicture: NAME\nstart: Stand\n"
    "steps: [Lift]\nhow_often: Once\nstop_if: It hurts\n```\n",
    "in a short form": "## One\n\nWords.\n\n````short\n![](figure:NAME)\n````\n",
}
_SOURCES = {
    "of a section": "## One {source=NAME}\n\nWords.\n",
    "of doses": "## One\n\n```doses\nsource: NAME\nrows:\n"
    "  - {who: All, how_much: 1 mg, how_often: once}\n```\n",
    "of side effects": "## One\n\n```side-effects\nsource: NAME\nclasses:\n"
    "  - {how_often: rare, effects: [Rust]}\n```\n",
    "of a benefit": "## One\n\n```benefits\n- {says: Good, evidence: some, size: not known,"
    " who: All, sources: [NAME]}\n```\n",
}


def found(body: str) -> set[str]:
    loaded = parse_leaflet("content/leaflets/one/en-GB.md", _FRONT + body)
    assert loaded.value is not None, loaded.findings
    return {finding.message for finding in check_file(loaded)}


@pytest.mark.parametrize("body", _PLACES.values(), ids=_PLACES)
def test_a_picture_is_used_where_a_block_shows_it(body: str) -> None:
    unused = 'figure "cup" is used in no section'
    assert unused not in found(body.replace("NAME", "cup"))
    assert {unused, 'unknown figure "mug"'} <= found(body.replace("NAME", "mug"))


@pytest.mark.parametrize("body", _SOURCES.values(), ids=_SOURCES)
def test_a_source_is_used_where_a_block_names_it(body: str) -> None:
    unused = 'source "s1" is not used'
    assert unused not in found(body.replace("NAME", "s1"))
    assert {unused, 'unknown source "s2"'} <= found(body.replace("NAME", "s2"))


def test_steps_need_no_phase() -> None:
    body = "## One\n\n```steps\n- do: Lift it.\n- do: Put it down.\n  phase: day\n```\n"
    loaded = parse_leaflet(
        "content/leaflets/one/en-GB.md",
        _FRONT.replace("title: An example", "title: An example\nkind: treatment") + body,
    )
    assert loaded.value is not None
    assert {finding.code for finding in check_file(loaded)}


def test_a_class_of_side_effects_is_no_frequency_word() -> None:
    said = found(_SOURCES["of side effects"].replace("NAME", "s1"))
    assert not any("has no number" in message for message in said)
