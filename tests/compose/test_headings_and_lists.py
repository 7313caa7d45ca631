"""Sub-headings of two levels and lists of three, ordered or not, keep their order and numbers."""

from __future__ import annotations

import pytest

from leaflet.compose.typography import to_html
from leaflet.content.sections import read_sections
from tests.support.example import example_project


def html(markdown: str, highest: int = 3) -> str:
    locale = example_project().locales["en-GB"].value
    assert locale
    return to_html(markdown, locale, lambda _: None, highest).replace("\n", "")


def test_headings_keep_their_level_and_are_below_that_of_a_box() -> None:
    assert html("### One\n\n#### Two") == "<h3>One</h3><h4>Two</h4>"
    assert html("### One", 4) == "<h4>One</h4>"


def test_lists_of_three_levels_are_nested() -> None:
    made = html("1. one\n   - two\n     - three\n2. four")
    assert made == "<ol><li>one<ul><li>two<ul><li>three</li></ul></li></ul></li><li>four</li></ol>"
    _, findings = read_sections("a.md", "## A {#about}\n\n- a\n  - b\n    - c\n", first_line=1)
    assert findings == []


@pytest.mark.parametrize(("first", "shown"), [("3", 3), ("12", 12)])
def test_a_list_that_goes_on_after_a_picture_keeps_its_numbers(first: str, shown: int) -> None:
    assert html(f"{first}. words") == (
        f'<ol start="{shown}" style="counter-reset: item {shown - 1}"><li>words</li></ol>'
    )
    assert html("1. words") == "<ol><li>words</li></ol>"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("#### Words", "a heading of level 4 without one of level 3 above it"),
        ("### A\n\n##### B", "a heading of level 5"),
        ("- a\n  - b\n    - c\n      - d", "a fourth list"),
    ],
)
def test_a_level_that_is_left_out_or_too_deep_is_told(body: str, says: str) -> None:
    _, findings = read_sections("a.md", f"## A {{#about}}\n\n{body}\n", first_line=1)
    assert says in findings[0].message
    _, findings = read_sections("a.md", "## A {#about}\n\n### B\n\n#### C\n", first_line=1)
    assert findings == []
