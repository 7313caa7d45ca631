"""Offers, prices, testimonials and brands."""

import re
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.denial import is_question
from leaflet.text.searched_text import SearchedText
from leaflet.text.sentences import Match

_PRICE = re.compile(r"[£$€]\s?\d[\d.,]*|(?<![\d.,])\d[\d.,]*\s?[£$€]")
#: The most words between a warning and what it warns of.
_FAR = 40
_SIGNS = frozenset("£$€")
#: Punctuation that ends the reach of a warning.
_PARTING = re.compile(r"[:;–—!?]")

#: Sections that speak in the reader's voice.
_READERS = frozenset({"questions"})
_LEAVE_OUT = "leave out what people say of the treatment or the clinic"


def _run(leaflet_text: SearchedText) -> Iterator[Found]:
    for match in leaflet_text.find("offers"):
        if not _is_warned_of(leaflet_text, match) and not _is_product(leaflet_text, match):
            place = leaflet_text.place(match.sentence.unit, match.offset)
            yield place, f'"{match.text}" is advertising', match.meaning
    yield from _praise(leaflet_text)
    for unit in (unit for unit in leaflet_text.units if not _SIGNS.isdisjoint(unit.text)):
        for price in _PRICE.finditer(unit.text):
            place = leaflet_text.place(unit, price.start())
            yield place, f'"{price[0]}" is a price', "leave prices to the clinic's own list"


def _praise(text: SearchedText) -> Iterator[Found]:
    """Findings for what somebody says in their own voice of a result: "I love my new skin". What a
    reader may ask or feel is none.
    """
    for match in text.find("first_person"):
        sentence = match.sentence
        is_readers = sentence.unit.role in _READERS or is_question(text, sentence)
        if not is_readers and text.has("content", sentence):
            place = text.place(sentence.unit, sentence.start)
            yield place, "praise in somebody's own voice is advertising", _LEAVE_OUT


def _is_product(text: SearchedText, match: Match) -> bool:
    """Whether the match is the name of the product that a clinic's imprint must tell."""
    return match.sentence.unit.field_path[:1] == ("product",) and text.is_name(match)


def _is_warned_of(leaflet_text: SearchedText, match: Match) -> bool:
    """Whether the sentence warns of the match before: "Avoid discounts and special offers"."""
    sentence = match.sentence
    first = max(match.start - _FAR, 0)
    before = sentence.words[first : match.start]
    for group in ("doubts", "negations", "warnings", "asked"):
        last = max((at for at, _, _ in leaflet_text.search(group).matches(before)), default=None)
        if last is not None:
            between = sentence.unit.text[sentence.offsets[first + last] : match.offset]
            if not _PARTING.search(between):
                return True
    return False


CHECK = Check(
    id="offers",
    stage="content",
    reads=SearchedText,
    severity=Severity.ERROR,
    summary="Nothing is sold: no offers, prices, testimonials or brands in any text.",
    run=_run,
    finds="a word of the lexicon's `offers`, unless the sentence warns of it before; a sentence in"
    " the first person with a word of `content`; an amount of money. Every text field of a clinic,"
    " locale and jurisdiction pack is searched as well, in each language of the clinic; the names"
    " of `product` may be brands",
    mend="leave it out; name the substance instead of the brand, leave prices to the clinic's list",
    why="CAP and ASA rules forbid offers that put pressure on people and advertising"
    " prescription-only medicines to the public; AHPRA 2025 forbids testimonials for cosmetic"
    " procedures; PEMAT-P and DISCERN ask for balance.",
    lexicon=("offers",),
)
