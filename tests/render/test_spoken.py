"""What readers of others say of a PDF: all its words, once, in the author's order, none joined."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from leaflet.model.leaflet import Section
from leaflet.render import renderer
from leaflet.render.tagging import word_blanks
from leaflet.text.abridge import abridged_for
from tests.support.in_formats import composition_in, edition_in, said_in
from tests.support.other_readers import READERS, languages, words_of_poppler
from tests.support.printed import (
    block_texts,
    sentences,
    small_page,
    without_source_numbers,
)
from tests.support.source_words import squeezed

pytestmark = [pytest.mark.pdf, pytest.mark.process]

CLINIC = "riverside"
FORMATS = ("a4", "trifold", "a5-booklet")
#: The sections that a format does not have in the author's place: what a patient must know first
#: is on the flap of a tri-fold.
ELSEWHERE = {"trifold": ["who-should-wait", "get-help"]}
#: The fewest words of a sentence that stands once in a leaflet; shorter ones are cells of tables.
_FEWEST_WORDS = 5

Read = Callable[[bytes], str]
each_format = pytest.mark.parametrize("format_", FORMATS)
each_reader = pytest.mark.parametrize("read", READERS.values(), ids=READERS)


@cache
def spoken(read: Read, format_: str) -> str:
    return read(said_in(format_, CLINIC)[0].file)


# --- the shipped leaflet -------------------------------------------------------------------------


@each_reader
@each_format
def test_all_words_are_spoken_once_in_the_order_of_the_source(format_: str, read: Read) -> None:
    said = said_in(format_, CLINIC)[1]
    assert len(said.words.split()) > 800
    assert spoken(read, format_).split() == said.words.split()


@each_reader
@each_format
def test_sentences_are_spoken_in_the_order_of_the_author(format_: str, read: Read) -> None:
    """Taken from the article and not from the layout."""
    leaflet = abridged_for(
        edition_in(format_, CLINIC).leaflet, edition_in(format_, CLINIC).format
    ).leaflet
    places = {section.id: sentence_places(section, spoken(read, format_))
              for section in leaflet.sections}  # fmt: skip
    assert sum(map(len, places.values())) > 45
    assert [id_ for id_, found in places.items() if -1 in found or found != sorted(found)] == []
    elsewhere = ELSEWHERE.get(format_, [])
    starts = [found[0] for id_, found in places.items() if found and id_ not in elsewhere]
    assert starts == sorted(starts)
    for name in elsewhere:
        assert places[name][0] < starts[-1], f"{name} is where the author has it"


def sentence_places(section: Section, words: str) -> list[int]:
    """Where the sentences of a section stand in what is spoken, -1 for one that is missing. Those
    that stand there several times are left out.
    """
    there = squeezed(without_source_numbers(words))
    said = [
        squeezed(sentence)
        for block in section.blocks
        for text in block_texts(block)
        for sentence in sentences(text)
        if len(sentence.split()) >= _FEWEST_WORDS
    ]
    return [there.find(sentence) for sentence in said if there.count(sentence) < 2]


#: Elements within a line of words: the words around their tags are joined or not as they stand.
_INLINE = re.compile(r"</?(?:a|b|bdi|code|em|i|small|span|strong|sub|sup|svg|title|u)\b[^>]*>")
_UNSEEN = re.compile("[\u200b\u2060\u00ad]")
#: What style sheets add: marks of items, and the colon after a label.
_MARKS = frozenset("•▪☐✓✗")


def vocabulary(page: str) -> set[str]:
    """The words of a page of HTML; what stands in two blocks is not joined."""
    body = re.sub(r"<style\b.*?</style>", "", page, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", " ", _INLINE.sub("", body))
    return {word.rstrip(":") for word in _UNSEEN.sub("", html.unescape(text)).split()}


@each_reader
@each_format
def test_no_two_words_are_joined(format_: str, read: Read) -> None:
    page = composition_in(format_, CLINIC).html
    band = edition_in(format_, CLINIC).locale.words.band_draft.split()
    known = vocabulary(page) | _MARKS | {word.rstrip(":") for word in band}
    assert sorted({word.rstrip(":") for word in spoken(read, format_).split()} - known) == []


def test_words_in_another_language_are_spoken_in_it() -> None:
    body = '<p>One <span lang="fr">deux</span> three</p><p lang="de">Vier</p>'
    assert languages(renderer.render(small_page(body), {}).file) == ["en-GB", "fr", "de"]


# --- what the readers must notice ----------------------------------------------------------------

BODY = "<h1>A title</h1><p>One two three four five six seven eight.</p><p>The end.</p>"
NARROW = "@page { size: 30mm 60mm; margin: 4mm } h1, p { font-size: 9pt; margin: 2mm 0 }"


def small(body: str = BODY) -> bytes:
    return renderer.render(small_page(body, NARROW), {}).file


def damaged(pdf: bytes, damage: Callable[[Any], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        damage(file.Root.StructTreeRoot.K[0])
        stream = io.BytesIO()
        file.save(stream)
    return stream.getvalue()


@each_reader
def test_a_small_page_is_spoken(read: Read) -> None:
    assert read(small()) == "A title One two three four five six seven eight. The end."


@each_reader
def test_joined_words_are_noticed(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """As WeasyPrint leaves them; of a page that was laid out before, words would have blanks."""
    monkeypatch.setattr(word_blanks, "_add_blank", lambda _: None)
    body = BODY.replace("The end.", f"The end for {read.__name__}.")
    said = read(small(body))
    assert said.startswith("A titleOne twothree")
    assert len(vocabulary(said) - vocabulary(body)) > 3


@each_reader
def test_another_order_is_noticed(read: Read) -> None:
    def exchange(top: Any) -> None:
        top.K = pikepdf.Array([top.K[0], top.K[2], top.K[1]])

    said = read(damaged(small(), exchange))
    assert said == "A title The end. One two three four five six seven eight."


@each_reader
def test_words_that_no_element_has_are_noticed(read: Read) -> None:
    def drop(top: Any) -> None:
        top.K = pikepdf.Array(list(top.K)[:2])

    assert read(damaged(small(), drop)) == "A title One two three four five six seven eight."


def test_places_of_sentences_tell_what_is_missing() -> None:
    leaflet = edition_in("a4", CLINIC).leaflet
    section = next(section for section in leaflet.sections if section.id == "preparing")
    words = spoken(READERS["pdfium"], "a4")
    places = sentence_places(section, words)
    assert len(places) > 2
    assert all(one < other for one, other in pairwise(places))
    assert sentence_places(section, words.replace("sunbeds", "sun"))[-1] == -1


def test_lines_that_name_elements_are_not_words() -> None:
    shown = (
        'Document\n  P (block)\n    "A “word” "\n    Link (inline)\n      Object 8 0\n      "x"\n'
    )
    assert words_of_poppler(shown) == "A “word” x"
