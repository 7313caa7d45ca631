"""The check of contrast notices a pair that cannot be read; no brand colour makes one."""

from __future__ import annotations

import pytest

from leaflet.checks import contrast
from leaflet.checks.contrast import broken
from leaflet.core import extensions
from leaflet.core.colour import MONO, tokens
from tests.support.printed import shipped_project

TEAL = dict(tokens("#0f6e78", "dark"))


def test_a_table_of_tokens_breaks_nothing() -> None:
    assert broken(TEAL, 4.5) == []
    assert broken(MONO, 4.5) == []


def test_the_contrasts_of_all_formats_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def remember(_: object, least: float) -> list[object]:
        asked.append(least)
        return []

    monkeypatch.setattr(contrast, "broken", remember)
    clinic = shipped_project().clinics["riverside"]
    assert list(contrast.CHECK.run(clinic)) == []
    formats = extensions.load_all("formats")
    assert asked == [4.5, 7.0, 4.5], "in colour, in large print, in black"
    assert set(asked) == {format_.text_contrast for format_ in formats}


def test_a_pair_that_cannot_be_read_is_named_with_its_ratio() -> None:
    ratios = {
        (text, ground): ratio
        for text, ground, ratio, _ in broken({**TEAL, "muted": "#8a8a8a"}, 4.5)
    }
    assert set(ratios) == {("muted", "paper"), ("muted", "tint"), ("muted", "tint2")}
    assert 3.4 < ratios["muted", "paper"] < 3.5


def test_what_suits_the_usual_edition_is_too_faint_for_large_print() -> None:
    assert {asked for *_, asked in broken(TEAL, 7.0)} == {7.0}
