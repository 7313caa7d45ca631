"""How to print an edition, in the words of an office printer."""

from __future__ import annotations

import pytest

from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.model.settings import Printing
from leaflet.site.print_instructions import instruction_for_pages, instruction_for_sheets

FORMATS: tuple[Format, ...] = extensions.load_all("formats")
GUIDE = {
    "a4": (4, "A4, both sides, flip on the long edge", "2 sheets, staple at the top left"),
    "mono": (5, "A4, both sides, flip on the long edge", "3 sheets, staple at the top left"),
    "a4-sheet": (2, "A4, both sides, flip on the long edge", "1 sheet"),
    "large-print": (
        17,
        "A4, both sides, flip on the long edge",
        "9 sheets, staple at the top left",
    ),
    "trifold": (2, "A4, both sides, flip on the short edge", "1 sheet, fold in three"),
    "a5-booklet": (
        12,
        "A4, both sides, flip on the short edge",
        "3 sheets, fold in the middle, staple on the fold",
    ),
    "poster-a3": (1, "A4, one side", "4 sheets, cut and glue"),
    "poster-a4": (1, "A4, one side", "1 sheet"),
    "letter": (4, "Letter, both sides, flip on the long edge", "2 sheets, staple at the top left"),
    "letter-sheet": (2, "Letter, both sides, flip on the long edge", "1 sheet"),
    "trifold-letter": (2, "Letter, both sides, flip on the short edge", "1 sheet, fold in three"),
}


@pytest.mark.parametrize("name", GUIDE)
def test_it_says_what_the_guide_for_printing_says(name: str) -> None:
    pages, settings, afterwards = GUIDE[name]
    told = instruction_for_sheets(extensions.load("formats", name), pages, Printing())
    assert (told.settings, told.afterwards) == (settings, afterwards)


def test_every_format_for_paper_is_in_the_guide() -> None:
    assert {format_.id for format_ in FORMATS if format_.medium == "paper"} == GUIDE.keys()


def test_a_page_alone_has_no_back() -> None:
    told = instruction_for_sheets(extensions.load("formats", "a4"), 1, Printing())
    assert (told.settings, told.afterwards) == ("A4, one side", "1 sheet")


def test_booklets_of_two_pages_on_a_sheet_are_cut_and_not_folded() -> None:
    told = instruction_for_sheets(
        extensions.load("formats", "a5-booklet"), 8, Printing(booklet="two-up")
    )
    assert told.afterwards == "2 sheets, cut in the middle"


def test_a_poster_is_printed_whole_on_its_own_paper() -> None:
    told = instruction_for_pages(extensions.load("formats", "poster-a3"))
    assert (told.settings, told.afterwards) == ("A3, one side", "1 sheet")


def test_the_drawing_shows_the_edge() -> None:
    drawings = {
        name: instruction_for_sheets(extensions.load("formats", name), pages, Printing()).drawing
        for name, (pages, *_) in GUIDE.items()
    }
    assert drawings["a4"] == "long-edge"
    assert drawings["trifold"] == drawings["a5-booklet"] == "short-edge"
    assert drawings["poster-a4"] == "one-side-portrait"
