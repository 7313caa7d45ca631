"""Markup of other dialects is refused wherever it may stand, with what to write instead."""

from __future__ import annotations

import pytest

from leaflet.content.leaflet_file import parse_leaflet

DIALECTS = {
    "- [ ] your letter": ("a task list", "checklist"),
    "- [x] your letter": ("a task list", "checklist"),
    "Some <b>words</b>.": ("raw HTML", "Markdown"),
    "It costs $x^2$ here.": ("a formula", "in words"),
    "$$x$$": ("a formula", "in words"),
    "::: note": ("a box of another dialect", "important"),
    "!!! warning": ("a box of another dialect", "warning"),
    "See [[Other page]].": ("a link of a wiki", "https://"),
    "Hello {{ name }}.": ("a placeholder", "words themselves"),
    "Some ~~old~~ words.": ("struck words", "delete"),
    "Some ==bright== words.": ("highlighted words", "bold"),
    "> A quotation.": ("a quotation block", "paragraphs"),
    "> [!NOTE]\n> Words.": ("a quotation block", "paragraphs"),
    "Words^[a note].": ("a footnote", "[^1]"),
}
#: Where one line of Markdown may stand.
PLACES = {
    "a section": "{}\n",
    "a box": "```important\n{}\n```\n",
    "a part for a group": "```for\nfor: under 12\n\n{}\n```\n",
    "a short form": "Words.\n\n```short\n{}\n```\n",
}
#: Texts within a line, and places for them.
IN_LINE = [text for text in DIALECTS if text[0] not in ">-:!$"]
ITEMS = {
    "a cell": "| Food | Fine |\n|---|---|\n| Bread | {} |\n",
    "an item": "```checklist\n- '{}'\n```\n",
    "a field of an item": "```steps\n- do: '{}'\n```\n",
    "a footnote": "Words[^1].\n\n[^1]: {}\n",
}


def refused(body: str) -> list[tuple[str, str]]:
    loaded = parse_leaflet("a/en-GB.md", f"---\ntitle: A title\n---\n\n## One\n\n{body}")
    assert all(finding.span.line > 4 for finding in loaded.findings)
    assert loaded.value is None or not loaded.findings
    return [(finding.message, finding.hint) for finding in loaded.findings]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", DIALECTS)
def test_markup_of_another_dialect_is_refused(text: str, place: str) -> None:
    what, instead = DIALECTS[text]
    found = refused(PLACES[place].format(text))
    assert any(what in message and instead in hint for message, hint in found), found


@pytest.mark.parametrize("place", ITEMS)
@pytest.mark.parametrize("text", IN_LINE)
def test_it_is_refused_in_single_texts_too(text: str, place: str) -> None:
    what, instead = DIALECTS[text]
    found = refused(ITEMS[place].format(text))
    assert any(what in message and instead in hint for message, hint in found), found


@pytest.mark.parametrize(
    "text", ["It costs $5 or $6.", "From 2 - 3 pm.", "a = b", "50~60", "[8 in 10] people", "Oh!"]
)
@pytest.mark.parametrize("place", [*PLACES.values(), *ITEMS.values()])
def test_words_that_look_a_little_like_it_are_printed(text: str, place: str) -> None:
    assert refused(place.format(text)) == []
