"""Copyfitting as arithmetic: a pretended layout whose heights follow from the fit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.formats.format import Panel
from leaflet.page.composition import Budget, Fit
from leaflet.page.facts import Heights
from leaflet.render.copyfitting import (
    MOST_LAYOUTS_PANELS,
    fit_panels,
)
from tests.support.projects import patient

BUDGET = Budget(
    paper_width_mm=210,
    panels=(Panel("front", 250), Panel("back", 250)),
    sides=2,
    signature=1,
    last_side_fill=0.7,
    spacing=(0.6, 1.0, 1.6),
    figures=(0.7, 1.0),
    type_pt=(11.9, 12.9),
)


@dataclass
class Paper:
    """Pieces of text on an endless page: words grow with the square of the type size, figures
    with their width, and each piece has some space of its own.
    """

    texts: dict[str, float]
    figure_mm: float = 0.0
    fixed_mm: float = 40.0
    laid_out: list[Fit] = field(default_factory=list)

    def measure(self, fit: Fit) -> Heights:
        self.laid_out.append(fit)
        places = dict(fit.places)
        spacing = dict(fit.by_panel)
        held = {name: places.get(name, "front") for name in self.texts}
        pieces = {
            name: mm * (fit.type_pt / 11.9) ** 2
            + 10 * spacing.get(held[name], fit.spacing)
            + (self.figure_mm * fit.figures if name == "a" else 0)
            for name, mm in self.texts.items()
        }
        gap = 4 * fit.spacing
        panels = {}
        for name in ("front", "back"):
            inside = [pieces[piece] for piece, panel in held.items() if panel == name]
            own = 4 * spacing.get(name, fit.spacing)
            panels[name] = self.fixed_mm + sum(inside) + own * len(inside)
        words = dict.fromkeys((*pieces, "front", "back"), 100)
        return Heights(panels, pieces, held, gap, words)


def letters(*heights: float) -> dict[str, float]:
    return dict(zip("abcdefgh", heights, strict=False))


def test_a_text_that_has_room_is_set_large_and_opened_until_the_panels_are_full() -> None:
    paper = Paper(letters(40, 40, 40, 40))
    fitted = fit_panels(BUDGET, paper.measure)
    assert fitted.fit.type_pt == 12.9
    assert fitted.excess == ()
    reached = paper.measure(fitted.fit).panels
    assert all(spacing == 1.6 for _, spacing in fitted.fit.by_panel) or all(
        249 < mm <= 250 for mm in reached.values()
    )


def test_lines_for_notes_fill_the_panel_where_a_text_ends_and_none_before() -> None:
    budget = replace(BUDGET, most_lines=20)
    paper = Paper(letters(60, 60, 60))
    fitted = fit_panels(budget, paper.measure)
    ((panel, lines),) = fitted.fit.lines
    assert panel == dict(fitted.fit.places)["c"] == "back"
    free = 250 - paper.measure(fitted.fit).panels["back"] - 13.5
    assert lines == int((free - 0.4) / 8.4) >= 3


@pytest.mark.parametrize(
    ("heights", "most", "lines"),
    [
        ((190, 190), 20, ()),
        ((10,), 4, (("front", 4), ("back", 4))),
        ((10, 10), 4, (("front", 4), ("back", 4))),
        ((60, 60, 60), 0, ()),
        ((240, 240, 240), 20, ()),
    ],
)
def test_a_full_panel_gets_no_lines_and_an_empty_one_as_many_as_there_are(
    heights: tuple[float, ...], most: int, lines: tuple[tuple[str, int], ...]
) -> None:
    fitted = fit_panels(replace(BUDGET, most_lines=most), Paper(letters(*heights)).measure)
    assert fitted.fit.lines == lines


def test_pieces_stay_in_order_and_the_panels_are_balanced() -> None:
    fitted = fit_panels(BUDGET, Paper(letters(95, 55, 55, 85)).measure)
    assert dict(fitted.fit.places) == {"a": "front", "b": "front", "c": "back", "d": "back"}


def test_a_panel_that_no_spacing_fills_takes_a_section_of_the_next() -> None:
    fitted = fit_panels(BUDGET, Paper(letters(90, 30, 30, 80)).measure)
    assert dict(fitted.fit.places) == {"a": "front", "b": "front", "c": "front", "d": "back"}


def test_room_to_spare_holds_the_record_then_own_questions_then_notes() -> None:
    panels = (*BUDGET.panels, Panel("cover", 250, flows=False))
    budget = replace(BUDGET, panels=panels, most_lines=6, lined=("cover",), asks=True)
    paper = Paper(letters(60, 60, 60))

    def measure(fit: Fit) -> Heights:
        heights = paper.measure(fit)
        return replace(heights, panels={**heights.panels, "cover": 150.0})

    fit = fit_panels(replace(budget, record_mm=40), measure).fit
    assert fit.fills == (("back", "record"), ("back", "questions"), ("cover", "notes"))
    assert fit.lines[-1] == ("cover", 6)
    alone = fit_panels(budget, measure).fit
    assert alone.fills == (("back", "questions"), ("cover", "notes"))
    assert fit_panels(replace(budget, record_mm=240), measure).fit.fills == alone.fills


def test_an_empty_panel_is_the_last() -> None:
    fitted = fit_panels(BUDGET, Paper(letters(90)).measure)
    assert dict(fitted.fit.places) == {"a": "front"}


def test_figures_give_before_type() -> None:
    paper = Paper(letters(70, 60, 65, 60), figure_mm=45)
    fitted = fit_panels(BUDGET, paper.measure)
    assert fitted.excess == ()
    assert fitted.fit.type_pt == 12.9
    assert 0.7 <= fitted.fit.figures < 1


def test_type_gives_last_and_never_under_the_floor() -> None:
    paper = Paper(letters(90, 85, 90, 80))
    fitted = fit_panels(BUDGET, paper.measure)
    assert fitted.excess == ()
    assert 11.9 <= fitted.fit.type_pt < 12.9
    assert fitted.fit.figures == 1, "wide figures again, they were not enough"


def test_figures_and_type_give_together_where_neither_is_enough() -> None:
    paper = Paper(letters(72, 75, 92, 95), figure_mm=60)
    fitted = fit_panels(BUDGET, paper.measure)
    assert fitted.excess == ()
    assert fitted.fit.type_pt == 11.9
    assert 0.7 <= fitted.fit.figures < 1


def test_what_cannot_fit_is_reported_by_panel_with_what_it_costs() -> None:
    fitted = fit_panels(BUDGET, Paper(letters(150, 150, 150)).measure)
    assert fitted.fit.type_pt == 11.9
    (excess,) = fitted.excess
    assert excess.place == 'panel "back"' or excess.place == 'panel "front"'
    assert excess.over_mm > 90
    assert excess.words > 10
    assert {name for name, _ in excess.costs} >= {"b"} or len(excess.costs) == 3


@given(
    st.lists(st.floats(min_value=5, max_value=160), min_size=1, max_size=8),
    st.floats(min_value=0, max_value=80),
)
@patient
def test_a_fit_fits_or_says_why_in_a_few_layouts(texts: list[float], figure_mm: float) -> None:
    paper = Paper(letters(*texts), figure_mm)
    fitted = fit_panels(BUDGET, paper.measure)
    assert fitted.layouts == len(paper.laid_out) + 1 <= MOST_LAYOUTS_PANELS
    fit = fitted.fit
    assert 11.9 <= fit.type_pt <= 12.9
    assert 0.7 <= fit.figures <= 1
    assert all(0.6 <= spacing <= 1.6 for _, spacing in fit.by_panel)
    reached = paper.measure(fit).panels
    if not fitted.excess:
        assert max(reached.values()) <= 250.01
    else:
        assert max(reached.values()) > 249


def test_the_same_text_fits_the_same_way() -> None:
    texts = letters(90, 85, 90, 80)
    assert fit_panels(BUDGET, Paper(texts).measure) == fit_panels(BUDGET, Paper(texts).measure)
