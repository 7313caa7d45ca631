"""A leaflet that lacks a whole block is reported: nothing passes because it is not there."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from leaflet.checks.run import check_file
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet
from tests.checks.test_check_cases import rules
from tests.support.example import example_project

EXAMPLE = example_project().leaflets["mesotherapy-acne-scars", "en-GB"]


def without(kind: str, **changes: object) -> Loaded[Leaflet]:
    """The example's leaflet without any block of a kind."""
    assert EXAMPLE.value
    sections = tuple(
        section.model_copy(update={"blocks": tuple(b for b in section.blocks if b.kind != kind)})
        for section in EXAMPLE.value.sections
    )
    changed = EXAMPLE.value.model_copy(update={"sections": sections, **changes})
    return replace(EXAMPLE, value=changed)


def errors(loaded: Loaded[Leaflet]) -> set[tuple[str, str]]:
    return {(f.code, f.message) for f in check_file(loaded, rules()) if f.is_error}


@pytest.mark.parametrize(
    ("kind", "code", "message"),
    [
        ("alternatives", "alternatives", "no alternatives are described"),
        ("risks", "risk-order", "no table of risks"),
        ("unknowns", "unknowns", "nothing is said to be unknown"),
        ("steps", "timeline", "nothing describes what happens step by step"),
        ("help", "help-levels", "no block says when to get help"),
        ("questions", "decision-aids", "no questions to ask"),
        ("checklist", "decision-aids", "no checklist"),
    ],
)
def test_a_missing_block_is_an_error(kind: str, code: str, message: str) -> None:
    assert (code, message) in errors(without(kind))
    assert (code, message) not in errors(without("nothing of this kind"))


def test_what_rests_on_law_is_reviewed_within_a_year() -> None:
    assert EXAMPLE.value
    assert EXAMPLE.value.published
    due = EXAMPLE.value.published + datetime.timedelta(days=550)
    name, source = next(iter(EXAMPLE.value.sources.items()))
    law = {**EXAMPLE.value.sources, name: source.model_copy(update={"level": "law"})}
    reported = [
        [f.message for f in check_file(without("", **changes), rules()) if f.code == "review-dates"]
        for changes in ({"review_due": due}, {"review_due": due, "sources": law})
    ]
    assert reported == [[], ["review is due after 18 months, though law may change"]]


def test_a_leaflet_without_sources_is_an_error() -> None:
    assert ("sources", "no source is listed") in errors(without("", sources={}))


def test_a_leaflet_without_any_section_is_unfit() -> None:
    assert EXAMPLE.value
    empty = replace(EXAMPLE, value=EXAMPLE.value.model_copy(update={"sections": ()}))
    assert ("sections", "the leaflet has no section") in errors(empty)
    assert ("sections", "the leaflet has no section") not in errors(EXAMPLE)
