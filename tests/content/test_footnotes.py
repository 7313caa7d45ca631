"""Footnotes are printed as the notes of their section, and what is wrong with one has a place."""

from __future__ import annotations

import pytest

from leaflet.content.footnotes import take_footnotes
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet
from leaflet.text.abridge import abridge

FRONT = "---\ntitle: A title\n---\n"


def parsed(body: str) -> Loaded[Leaflet]:
    return parse_leaflet("content/leaflets/a/en-GB.md", FRONT + body)


def leaflet_of(body: str) -> Leaflet:
    loaded = parsed(body)
    assert loaded.value is not None, loaded.findings
    return loaded.value


def test_notes_stand_at_the_end_of_their_section_in_the_order_of_their_numbers() -> None:
    first, second = leaflet_of(
        "## One\n\nIt may help[^b] a bit[^a].\n\n[^a]: In two studies.\n[^b]: Nobody knows.\n"
        "  It was not counted.\n\nMore words.\n\n## Two\n\nOther[^a] words.\n\n[^a]: Here.\n"
    ).sections
    assert [block.kind for block in first.blocks] == ["prose", "notes"]
    assert first.blocks[0].content.split() == "It may help¹ a bit². More words.".split()
    assert first.blocks[1].content == ("Nobody knows. It was not counted.", "In two studies.")
    assert second.blocks[0].content == "Other¹ words."
    assert second.blocks[1].content == ("Here.",)


def test_a_note_may_be_named_in_any_block_and_more_than_once() -> None:
    section = leaflet_of(
        "## One\n\n| Food | When[^w] |\n|---|---|\n| Bread | Today[^w] |\n\n"
        "```checklist\n- your letter[^1]\n```\n\n[^w]: If you can.\n[^1]: In its envelope.\n"
    ).sections[0]
    table, checklist, notes = section.blocks
    assert table.content.header == ("Food", "When¹")
    assert table.content.rows == (("Bread", "Today¹"),)
    assert checklist.content == ("your letter²",)
    assert notes.content == ("If you can.", "In its envelope.")


def test_a_text_without_footnotes_keeps_its_lines() -> None:
    lines = ["## One", "", "Words \\[^1] and [8 in 10](fact:c1)."]
    assert take_footnotes(lines).lines == lines


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("Words[^1].", 6, 'no words of a footnote "1"'),
        ("Words.\n\n[^1]: A note.", 8, 'no word leads to the footnote "1"'),
        ("Words[^1].\n\n[^1]: A note.\n[^1]: Another.", 9, 'a second footnote "1"'),
        ("Words[^1].\n\n## Two\n\nMore.\n\n[^1]: A note.", 6, 'no words of a footnote "1"'),
        ("Words[^1].\n\n[^1]: <b>A</b> note.", 8, "raw HTML"),
        ("Words^[here].", 6, "a footnote"),
    ],
)
def test_a_footnote_that_cannot_be_printed_is_told_at_its_place(
    text: str, line: int, says: str
) -> None:
    loaded = parsed(f"## One\n\n{text}\n")
    assert loaded.value is None
    found = loaded.findings[0]
    assert (found.span.line, says in found.message, bool(found.hint)) == (line, True, True)


def test_a_short_form_keeps_the_notes_that_it_refers_to() -> None:
    long = "Many words. " * 40
    body = "## One\n\n{}[^1]\n\n```short\n{}\n```\n\n[^1]: A note.\n"
    kept, dropped = (
        abridge(leaflet_of(body.format(long, short)), 20).leaflet.sections[0]
        for short in ("Few words[^1].", "Few words.")
    )
    assert [block.kind for block in kept.blocks] == ["prose", "notes"]
    assert [block.kind for block in dropped.blocks] == ["prose"]
