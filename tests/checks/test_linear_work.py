"""The work of reading and checking text grows with the text and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from leaflet.checks.run import Rules, check_file
from leaflet.content.documents import decode, read_yaml
from leaflet.content.headings import split_heading
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.markdown import check_inline, in_source
from leaflet.content.other_markdown import other_markup
from leaflet.core.characters import entities, without_unseen
from leaflet.core.diagnostics import Span
from leaflet.core.folding import fold, fold_text, foreign_letter
from leaflet.model.blocks import Block
from leaflet.model.phrases import WORD
from leaflet.page.composition import cut_pieces
from leaflet.planning.file_summaries import FileSummaries
from leaflet.text.contact_details import addresses_in, mails_in, names_in, numbers_in
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import ADDRESS, runs, split
from leaflet.text.units import Unit, filled
from tests.support.example import example_project
from tests.support.steps import growth

#: What makes a careless pattern slow: long words, open brackets, rows of signs.
PIECES = {
    "long word": "a",
    "hyphens": "a-",
    "dots": "a.",
    "only dots": ".",
    "quotes": '"a ',
    "apostrophes": "a'",
    "open brackets": "[",
    "nested brackets": "[a](",
    "open marks": "](",
    "bold": "**a ",
    "entities": "&amp;",
    "ampersands": "&a",
    "backslashes": "\\",
    "tildes": "~a",
    "equals": "==a",
    "dollars": "$a",
    "braces": "{a",
    "pipes": "|-",
    "colons": ":a",
    "plus": "++a",
    "carets": "^[a",
    "two scripts": "aс",
    "marks on letters": "a\u0332",
    "soft hyphens": "a\u00ad",
    "joiners": "\u200d\u200c",
    "numbers": "1,",
    "prices": "£1.",
    "lines": "a\n",
    "empty lines": "\n",
    "addresses": "www.a",
    "sentences": "A a. ",
    "open ids": "{#",
    "open pieces": '<piece name="a">',
}
PARTS: dict[str, Callable[[str], object]] = {
    "decode": lambda text: decode("f", text.encode()),
    "without_unseen": without_unseen,
    "entities": lambda text: list(entities(text)),
    "fold": fold,
    "fold_text": fold_text,
    "foreign_letter": foreign_letter,
    "other_markup": lambda text: list(other_markup(text)),
    "in_source": lambda text: list(in_source(text)),
    "words": lambda text: list(WORD.finditer(text)),
    "addresses": lambda text: list(ADDRESS.finditer(text)),
    "contact details": lambda text: [
        list(find(text)) for find in (numbers_in, mails_in, addresses_in, names_in)
    ],
    "filled": lambda text: filled(Unit("", "", ()), text),
    "sentences": lambda text: list(split(Unit("", "", (), text=text.replace("\n", " ")))),
    "runs": runs,
    "heading": split_heading,
    "pieces": cut_pieces,
    "yaml": lambda text: read_yaml("f", f"a: |\n  {text}"),
    "yaml, plain": lambda text: read_yaml("f", f"a: x {text}"),
}
MOST_GROWTH = 2.6
#: A second net, for work inside of patterns: seconds for 100,000 characters, on any machine.
MOST_SECONDS = 20.0


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_the_steps_of_reading_text_grow_with_the_text(part: str, piece: str) -> None:
    call = PARTS[part]
    assert growth(lambda count: call(piece * count), 400) <= MOST_GROWTH


@pytest.mark.parametrize("part", [part for part in PARTS if part != "decode"])
def test_no_pattern_is_slow_on_a_hundred_thousand_characters(part: str) -> None:
    spent = time.process_time()
    for piece in PIECES.values():
        PARTS[part](piece * (100_000 // len(piece)))
    assert time.process_time() - spent < MOST_SECONDS


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_the_steps_of_all_checks_grow_with_the_text(piece: str) -> None:
    loaded = example_project().leaflets["mesotherapy-acne-scars", "en-GB"]
    assert loaded.value is not None
    leaflet = loaded.value
    rules = Rules()

    def check(count: int) -> None:
        section = leaflet.sections[2]
        text = (piece * 20 + "\n\n") * count
        block = section.blocks[0].model_copy(update={"kind": "prose", "content": text})
        changed = section.model_copy(update={"blocks": (block,)})
        other = leaflet.model_copy(update={"sections": (changed,)})
        subject = replace(loaded, value=other)
        check_file(subject, rules)
        list(LeafletText(subject, None).sentences)

    assert growth(check, 60) <= MOST_GROWTH


#: One long sentence of words that checks look for, some of them many times in each.
SAID = {
    "denied promises": "no scars vanish ",
    "praise": "our treatment is always safe ",
    "results": "it removes scars ",
    "quoted": '"vanish" beware ',
    "offers": "beware of a discount ",
    "orders": "do not stop the pill ",
    "harm": "just a small pain ",
    "shares": "nearly everyone is pleased ",
    "people": "two people may stay ",
    "percentages": "30% ",
    "marks": "[3 people](fact:c3) ",
    "marked sentences": "It is [3](fact:c15b). ",
    "duties": "it must be washed ",
    "spelling": "the color ",
    "signs": "trouble breathing, text us ",
}


@cache
def shipped_rules() -> Rules:
    return FileSummaries(example_project()).rules


@pytest.mark.parametrize("piece", SAID.values(), ids=SAID)
def test_the_steps_of_checks_of_words_grow_with_one_sentence(piece: str) -> None:
    loaded = example_project().leaflets["mesotherapy-acne-scars", "en-GB"]
    assert loaded.value is not None
    leaflet = loaded.value

    def check(count: int) -> None:
        section = leaflet.sections[2]
        block = Block(kind="prose", content=piece * 20 * count)
        changed = section.model_copy(update={"blocks": (block,), "short": ()})
        other = leaflet.model_copy(update={"sections": (changed,)})
        check_file(replace(loaded, value=other), shipped_rules())

    assert growth(check, 8) <= MOST_GROWTH


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_the_steps_of_a_body_grow_with_its_paragraphs(piece: str) -> None:
    def parse(count: int) -> None:
        body = (piece.replace("\n", " ") * 10 + "\n\n") * count
        parse_leaflet("f.md", f"---\nid: x\n---\n## A {{#about}}\n\n{body}")

    assert growth(parse, 20) <= MOST_GROWTH


@pytest.mark.parametrize("end", ["", "</piece>"])
def test_pieces_that_a_template_leaves_open_are_not_slow(end: str) -> None:
    spent = time.process_time()
    pieces, rest = cut_pieces('<piece name="a">x' * 50_000 + end)
    assert len(pieces) == bool(end)
    assert bool(rest) != bool(end)
    assert time.process_time() - spent < MOST_SECONDS


def test_pieces_are_cut_out_of_a_body() -> None:
    body = '<p>1</p><piece name="a+b"><b>2</b>\n</piece>3<piece name="c"></piece><piece name="d">4'
    assert cut_pieces(body) == (
        [("a+b", "<b>2</b>\n"), ("c", "")],
        '<p>1</p>3<piece name="d">4',
    )


def test_an_item_that_is_too_long_is_not_parsed() -> None:
    (finding,) = check_inline("[" * 6000, Span("f", 1, 1))
    assert "shorten" in finding.hint
