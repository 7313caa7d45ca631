"""Markup of other dialects is refused wherever it may stand, with what to write instead."""

from __future__ import annotations

import pytest

from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.markdown import parser
from leaflet.model.blocks import Block

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
    "> [!warning] Title\n> Words.": ("a box of another dialect", "warning"),
    "Words^[a note].": ("a footnote", "[^1]"),
    "[1]: Some words.": ("a footnote", "[^1]"),
    "- [~] half": ("a task list", "checklist"),
    "- [ ]": ("a task list", "checklist"),
    "-[ ] your letter": ("a task list", "checklist"),
    "Some ~old~ words.": ("struck words", "delete"),
    "##No space": ("a heading that is none", "a space"),
    "####### Seven": ("a heading that is none", "a space"),
    "• one\n• two": ("a list whose lines run on", '"- "'),
    "☐ your letter": ("a list whose lines run on", '"- "'),
    "– one\n– two": ("a list whose lines run on", '"- "'),
    "a) one\nb) two": ("a list whose lines run on", '"1. "'),
    "(1) one\n(2) two": ("a list whose lines run on", '"1. "'),
    "i. one\nii. two": ("a list whose lines run on", '"1. "'),
    "::toc": ("a box of another dialect", "important"),
    "%% a comment %%": ("a placeholder", "words themselves"),
    "{# a comment #}": ("a placeholder", "words themselves"),
    '--8<-- "file"': ("a text of another file", "shared"),
    "{!file.md!}": ("a text of another file", "shared"),
    "See [it] (https://example.org).": ("a link that is none", "nothing between"),
    "See (it)[https://example.org].": ("a link that is none", "nothing between"),
    '[it](https://example.org "A title")': ('the title "A title" of a link', "delete"),
    "Words. \\pagebreak": ("a command of LaTeX", "words alone"),
    "It re\\moves scars.": ("a backslash inside a word", "delete it"),
    "Do this and\\or that.": ("a backslash inside a word", "write /"),
    "1. one\n3. three": ("3 follows 1 in a numbered list", "write 2"),
    "1. one\n2. two\n2. three": ("2 follows 2 in a numbered list", "write 3"),
}
#: Where one line of Markdown may stand.
PLACES = {
    "a section": "{}\n",
    "a box": "```important\n{}\n```\n",
    "a part for a group": "```for\nfor: under 12\n\n{}\n```\n",
    "a short form": "Words.\n\n```short\n{}\n```\n",
}
#: Texts within a line, and places for them.
IN_LINE = [text for text in DIALECTS if text[0] not in ">-:!$#•–1" and "\n" not in text]
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
    "text",
    [
        "It costs $5 or $6.",
        "From 2 - 3 pm.",
        "a = b",
        "50~60",
        "About ~5 to ~10 days.",
        "[8 in 10] people",
        "Oh!",
        "First (a) this, then (b) that.",
        "Take 5 (five) or room 2. Then rest.",
        "#1 of 3",
    ],
)
@pytest.mark.parametrize("place", [*PLACES.values(), *ITEMS.values()])
def test_words_that_look_a_little_like_it_are_printed(text: str, place: str) -> None:
    assert refused(place.format(text)) == []


def block_of(body: str) -> Block:
    loaded = parse_leaflet("a/en-GB.md", f"---\ntitle: A title\n---\n\n## One\n\n{body}")
    assert loaded.value, loaded.findings
    return loaded.value.sections[0].blocks[0]


@pytest.mark.parametrize("text", ["5. five\n6. six", "1. one\n1. two", "1) one\n2) two"])
def test_numbers_that_are_printed_as_they_stand_are_fine(text: str) -> None:
    assert refused(text) == []


def test_a_letter_in_brackets_stays_one() -> None:
    content = block_of("Either (a) this, (b) that or (c) both -- and (r) too.").content
    html = parser().render(content)
    assert "(c) both – and (r)" in html


@pytest.mark.parametrize("name", ["table", "prose", "figures", "note"])
@pytest.mark.parametrize("text", ["", "x", "- x", "| a | b |", "| a | b |\n|---|---|\n| 1 | 2 |"])
def test_what_markdown_makes_has_no_fence(name: str, text: str) -> None:
    found = refused(f"```{name}\n{text}\n```\n")
    assert [message for message, _ in found] == [f'unknown block "{name}"']
    assert "without a fence" in found[0][1]


def test_a_table_in_a_list_is_refused() -> None:
    found = refused("- | Food | Fine |\n  |---|---|\n  | Bread | |\n")
    assert ("a block or a fourth list inside a list", "move it out of the list") in found


@pytest.mark.parametrize("text", ["![A drawing](figure:x)", '![](figure:x "A drawing")'])
def test_words_at_a_figure_are_not_lost(text: str) -> None:
    ((message, hint),) = refused(text)
    assert '"A drawing" at a figure' in message
    assert "alt or legend" in hint


@pytest.mark.parametrize("cell", ["", '"', "^^", "&nbsp;", "...", "″"])
def test_a_cell_that_hides_a_dose_is_told(cell: str) -> None:
    found = refused(f"| Age | Dose |\n|---|---|\n| 5 | 2 ml |\n| 6 | {cell} |\n")
    (one,) = found
    assert 'under "Dose" in the row "6"' in one[0]
    assert one[1] == 'write what it holds, or "none"'


def test_ragged_rows_and_markup_in_cells_are_told_once() -> None:
    found = refused("| a | b |\n|---|---|\n| 1 |\n| <b>x | 2 |\n| 1 | 2 | 3 |\n")
    assert [message for message, _ in found] == [
        "raw HTML",
        "a row of 1 cell in a table of 2 columns",
        "a row of 3 cells in a table of 2 columns",
    ]


@pytest.mark.parametrize(
    ("block", "says", "instead"),
    [
        ("```help\nx\n```", 'the block "help" must be a list', 'begin each item with "- "'),
        ("```doses\n- x\n```", 'the block "doses" must be fields', "as its name"),
        ("```checklist\n-\n- x\n```", "the item is empty", "fill it in"),
        ("```steps\n- x\n```", "the item must be fields", "write it as - {"),
        ("```key-points\n" + "- x\n" * 6 + "```", 'the block "key-points" has 6 items', "at most"),
    ],
)
def test_a_block_of_another_shape_is_told_with_how_to_write_it(
    block: str, says: str, instead: str
) -> None:
    ((message, hint),) = refused(block)
    assert says in message
    assert instead in hint
