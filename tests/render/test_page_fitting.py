"""Fits a text that flows from page to page, as arithmetic: a pretended text of some length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.page.composition import Budget, Fit
from leaflet.page.facts import PageSide
from leaflet.render.last_sheet import filled_up
from leaflet.render.page_fitting import MOST_LAYOUTS_PAGES, fit_pages
from tests.support.projects import patient

PAGES = Budget(
    paper_width_mm=210,
    panels=(),
    sides=4,
    signature=1,
    last_side_fill=0.7,
    spacing=(0.6, 1.0, 1.6),
    figures=(1.0, 1.0),
    type_pt=(11.9, 11.9),
)
#: The same for long texts: more sides, and a list of contents of 100 mm.
LONG = replace(PAGES, most_sides=48, contents_from=8)
SHORT = replace(PAGES, type_pt=(11.9, 14.3))


@dataclass
class OutputFolder:
    """A text of a length that fills pages of 250 mm."""

    length_mm: float
    laid_out: list[Fit] = field(default_factory=list)

    def lay_out(self, fit: Fit) -> list[PageSide]:
        self.laid_out.append(fit)
        rest = self.length_mm * (0.8 + 0.2 * fit.spacing) * (fit.type_pt / 11.9) ** 2
        rest += 100 if fit.contents else 0
        sides = []
        while rest > 0:
            filled = min(rest, 250.0)
            parts = (("risks", filled),)
            sides.append(
                PageSide(filled, 250.0, 0.0, ends_with_heading=False, words=300, parts=parts)
            )
            rest -= 250
        for _ in range(fit.notes):
            sides.insert(-1, PageSide(200.0, 250.0, 0.0, ends_with_heading=False))
        return sides


def test_a_text_that_fits_as_it_is_takes_one_layout() -> None:
    book = OutputFolder(950)
    fitted = fit_pages(PAGES, book.lay_out)
    assert fitted.layouts == len(book.laid_out) == 1
    assert fitted.fit == PAGES.start


@pytest.mark.parametrize("length_mm", [1010, 1040, 1080])
def test_a_text_that_is_a_little_long_is_set_tighter(length_mm: float) -> None:
    book = OutputFolder(length_mm)
    fitted = fit_pages(PAGES, book.lay_out)
    assert len(book.lay_out(fitted.fit)) == 4
    assert 0.6 <= fitted.fit.spacing < 1
    assert fitted.excess == ()


def test_a_last_side_that_is_too_empty_is_filled_or_saved() -> None:
    opened = OutputFolder(670)
    fitted = fit_pages(PAGES, opened.lay_out)
    assert opened.lay_out(fitted.fit)[-1].fill >= 0.7
    assert fitted.fit.spacing > 1
    saved = OutputFolder(520)
    assert len(saved.lay_out(fit_pages(PAGES, saved.lay_out).fit)) == 2


def test_a_line_that_hangs_over_a_page_is_no_fit() -> None:
    """WeasyPrint leaves a box on its page whose last line hangs over by a hair."""
    book = OutputFolder(1040)

    def lay_out(fit: Fit) -> list[PageSide]:
        sides = list(book.lay_out(fit))
        hangs_over = 0.2 if len(sides) <= PAGES.sides and fit.spacing > 0.7 else 0.0
        return [replace(sides[0], overflow_mm=hangs_over), *sides[1:]]

    plain = fit_pages(PAGES, book.lay_out).fit
    careful = fit_pages(PAGES, lay_out).fit
    assert plain.spacing > 0.7 >= careful.spacing
    assert not any(side.overflow_mm for side in lay_out(careful))


def test_a_text_that_is_far_too_long_is_reported() -> None:
    fitted = fit_pages(PAGES, OutputFolder(1400).lay_out)
    (excess,) = fitted.excess
    assert excess.place.startswith("page")
    assert excess.over_mm > 200
    assert excess.words > 100
    assert excess.costs[0][0] == "risks"


def test_writing_pages_are_no_excess() -> None:
    fitted = fit_pages(replace(PAGES, signature=4), OutputFolder(1400).lay_out)
    assert fitted.fit.notes == 0
    assert fitted.excess == fit_pages(PAGES, OutputFolder(1400).lay_out).excess


@pytest.mark.parametrize("length_mm", [1100, 1400, 1990, 2600])
def test_the_last_sheet_is_filled_up_with_writing_pages(length_mm: float) -> None:
    budget = replace(PAGES, sides=12, signature=4)
    book = OutputFolder(length_mm)
    fitted = fit_pages(budget, book.lay_out)
    assert len(book.lay_out(fitted.fit)) % 4 == 0
    assert fitted.excess == ()


@given(st.floats(min_value=1, max_value=3000))
@patient
def test_pages_fit_or_say_why_in_a_few_layouts(length_mm: float) -> None:
    book = OutputFolder(length_mm)
    fitted = fit_pages(PAGES, book.lay_out)
    assert fitted.layouts == len(book.laid_out) <= MOST_LAYOUTS_PAGES
    assert (len(book.lay_out(fitted.fit)) > 4) == bool(fitted.excess)


@pytest.mark.parametrize("length_mm", [1700, 5100, 11000])
def test_a_long_text_takes_the_sides_that_it_needs(length_mm: float) -> None:
    book = OutputFolder(length_mm)
    fitted = fit_pages(LONG, book.lay_out)
    assert fitted.excess == ()
    assert 4 < len(book.lay_out(fitted.fit)) <= 48
    assert fitted.fit.type_pt == 11.9


def test_a_text_a_little_over_the_usual_sides_is_tightened_into_them() -> None:
    book = OutputFolder(1030)
    fit = fit_pages(LONG, book.lay_out).fit
    assert len(book.lay_out(fit)) == 4
    assert fit.spacing < 1


def test_more_than_the_most_sides_are_reported_by_their_pages() -> None:
    (excess,) = fit_pages(LONG, OutputFolder(250 * 60).lay_out).excess
    assert excess.place == "pages 49-61"


@pytest.mark.parametrize(("sides", "has_contents"), [(5, False), (7, False), (8, True), (20, True)])
def test_contents_are_listed_from_eight_sides_on(sides: int, has_contents: bool) -> None:
    fitted = fit_pages(LONG, OutputFolder(250 * sides - 120).lay_out)
    assert fitted.fit.contents == has_contents


def test_a_text_without_a_list_of_contents_shows_none() -> None:
    fitted = fit_pages(replace(LONG, contents_from=0), OutputFolder(5000).lay_out)
    assert not fitted.fit.contents


@pytest.mark.parametrize(("likely", "layouts"), [(20.4, 1), (1.0, 2)])
def test_an_estimate_by_words_saves_a_layout(likely: float, layouts: int) -> None:
    budget = replace(LONG, likely_sides=likely)
    breaks_apart = replace(budget.start, breaks=False)
    assert breaks_apart.contents == (likely > 8)
    assert fit_pages(budget, OutputFolder(250 * 20 - 120).lay_out).layouts == layouts


def test_a_wrong_estimate_does_not_decide() -> None:
    fitted = fit_pages(replace(LONG, likely_sides=20.0), OutputFolder(600).lay_out)
    assert not fitted.fit.contents


def test_a_nearly_empty_last_side_of_a_long_text_is_saved() -> None:
    book = OutputFolder(250 * 10 - 80)  # with its contents 20 mm over ten sides
    fit = fit_pages(LONG, book.lay_out).fit
    assert len(book.lay_out(fit)) == 10
    assert 0.6 < fit.spacing < 1


@pytest.mark.parametrize(("fill", "breaks"), [(0.5, True), (0.9, False)])
def test_a_half_white_page_lets_long_sections_break(fill: float, breaks: bool) -> None:
    def lay_out(fit: Fit) -> list[PageSide]:
        first = 0.98 if fit.breaks else fill
        return [
            PageSide(250 * share, 250.0, 0.0, ends_with_heading=False) for share in (first, 0.8)
        ]

    assert fit_pages(LONG, lay_out).fit.breaks == breaks


def test_a_text_in_which_nothing_can_break_is_not_laid_out_again() -> None:
    white = [PageSide(mm, 250.0, 0.0, ends_with_heading=False) for mm in (120, 250, 250, 240)]
    for can_break, layouts in ((True, 2), (False, 1)):
        fitted = fit_pages(replace(LONG, can_break=can_break), lambda _: white)
        assert (fitted.fit.breaks, fitted.layouts) == (can_break, layouts)
    assert not replace(LONG, can_break=False, likely_sides=20.0).start.breaks


def test_covers_of_a_booklet_are_no_half_white_pages() -> None:
    covers = [PageSide(mm, 250.0, 0.0, ends_with_heading=False) for mm in (80, 240, 90, 100)]
    assert not fit_pages(replace(LONG, signature=4), lambda _: covers).fit.breaks


@pytest.mark.parametrize(("length_mm", "type_pt"), [(60, 14.3), (200, 13.1), (245, 11.9)])
def test_a_short_text_grows_on_its_sheet_up_to_the_best_size(
    length_mm: float, type_pt: float
) -> None:
    book = OutputFolder(length_mm)
    fit = fit_pages(SHORT, book.lay_out).fit
    assert len(book.lay_out(fit)) == 1
    assert fit.type_pt == pytest.approx(type_pt, abs=0.6)


def test_a_text_of_more_than_a_sheet_keeps_its_type() -> None:
    assert fit_pages(SHORT, OutputFolder(670).lay_out).fit.type_pt == 11.9


def test_a_line_that_hangs_over_a_long_text_is_moved() -> None:
    book = OutputFolder(5000)

    def lay_out(fit: Fit) -> list[PageSide]:
        sides = list(book.lay_out(fit))
        over = 0.4 if fit.spacing > 0.99 else 0.0
        return [replace(sides[0], overflow_mm=over), *sides[1:]]

    fit = fit_pages(LONG, lay_out).fit
    assert not any(side.overflow_mm for side in lay_out(fit))
    assert fit.spacing >= 0.95


# --- booklets ------------------------------------------------------------------------------------

BOOKLET = replace(
    PAGES, sides=12, most_sides=48, signature=4, last_side_fill=0.0, type_pt=(11.9, 13.1)
)


@dataclass
class Booklet:
    """A booklet whose text fills pages of 250 mm, then a record of 50 mm and a back cover."""

    length_mm: float
    laid_out: list[Fit] = field(default_factory=list)

    def lay_out(self, fit: Fit) -> list[PageSide]:
        self.laid_out.append(fit)
        rest = self.length_mm * (0.9 + 0.1 * fit.spacing) * (fit.type_pt / 11.9) ** 2
        pages: list[list[tuple[str, float]]] = []
        while rest > 0:
            pages.append([("risks", min(rest, 250.0))])
            rest -= 250
        if fit.own_page or pages[-1][0][1] > 190:
            pages.append([])
        pages[-1] += [("end", 50.0), ("record", 50.0)]
        sides = [_side(200.0, ())]
        sides += [_side(sum(mm for name, mm in parts if name != "end"), parts) for parts in pages]
        sides += [_side(20.0, ())] * fit.notes
        return [*sides, _side(150.0, ())]


def _side(mm: float, parts: Sequence[tuple[str, float]]) -> PageSide:
    return PageSide(mm, 250.0, 0.0, ends_with_heading=False, words=200, parts=tuple(parts))


@pytest.mark.parametrize("length_mm", range(2000, 4000, 90))
def test_a_booklet_of_some_length_has_one_page_of_notes_at_most(length_mm: int) -> None:
    book = Booklet(length_mm)
    fitted = fit_pages(BOOKLET, book.lay_out)
    assert len(book.lay_out(fitted.fit)) % 4 == 0
    assert fitted.fit.notes <= 1
    assert fitted.layouts <= MOST_LAYOUTS_PAGES


def test_what_a_reader_keeps_gets_a_page_of_its_own_before_there_are_notes() -> None:
    book = Booklet(250 * 5 + 100)  # seven pages and the back cover, where the record moves on
    fit = fit_pages(BOOKLET, book.lay_out).fit
    assert (fit.own_page, fit.notes) == (False, 0)
    longer = Booklet(250 * 8 + 100)
    fit = fit_pages(BOOKLET, longer.lay_out).fit
    assert (fit.own_page, fit.notes) == (True, 0)
    assert dict(fit.lines)["end"] >= 15


def test_a_record_stays_below_text_that_would_leave_a_nearly_empty_page() -> None:
    def sides(text_mm: float) -> list[PageSide]:
        parts = [("risks", text_mm), ("end", 50.0), ("record", 50.0)]
        return [_side(250.0, [("risks", 250.0)]), _side(text_mm + 50, parts), _side(150.0, ())]

    start = BOOKLET.start
    assert (filled_up(start, sides(40), 1).own_page, filled_up(start, sides(40), 1).notes) == (
        False,
        1,
    )
    assert (filled_up(start, sides(90), 1).own_page, filled_up(start, sides(90), 1).notes) == (
        True,
        0,
    )


def test_larger_type_of_a_booklet_sticks_out_of_no_page() -> None:
    book = Booklet(2600)
    largest = fit_pages(BOOKLET, book.lay_out).fit.type_pt
    assert largest == BOOKLET.type_pt[1]

    def lay_out(fit: Fit) -> list[PageSide]:
        sides = book.lay_out(fit)
        over = 0.3 if fit.type_pt == largest else 0.0
        return [replace(sides[0], overflow_mm=over), *sides[1:]]

    assert BOOKLET.type_pt[0] < fit_pages(BOOKLET, lay_out).fit.type_pt < largest


def test_lines_that_take_one_page_more_are_left_out() -> None:
    book = Booklet(250 * 5 + 60)

    def lay_out(fit: Fit) -> list[PageSide]:
        sides = book.lay_out(fit)
        return [*sides[:-1], _side(8.0, (("end", 8.0),)), sides[-1]] if fit.lines else sides

    fitted = fit_pages(BOOKLET, lay_out)
    assert len(lay_out(fitted.fit)) % 4 == 0
    assert fitted.fit.lines == ()
