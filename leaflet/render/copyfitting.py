"""Copyfitting: finds the fit with which a text fills the panels of its format. Arithmetic only.

Spacing is reduced first, then the width of figures, then the type size down to the format's floor.
A text that still does not fit is reported, never shrunk further and never cut. All panels are
measured at once on an endless page; the height of a panel is nearly linear in its spacing, so one
secant step finds the spacing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations_with_replacement

from leaflet.page.composition import WRITING_LINE_MM, Budget, Excess, Fit, Fitted
from leaflet.page.facts import Heights

#: The most layouts that a fit to panels takes, including the one that is printed.
MOST_LAYOUTS_PANELS = 8

#: Layouts still to come once type and figures are found: the loosest, the opened, the printed one.
_STILL_NEEDED = 3

#: The space in mm left free in a panel, because heights are not quite linear.
_MARGIN_MM = 0.4

#: The height of the head above lines for notes with its space (`.notes-to-write` of the shared
#: stylesheet), and the fewest lines that are worth a head.
_NOTES_HEAD_MM, _FEWEST_LINES = 13.5, 2


class _Counted:
    """A layout function that counts its calls."""

    def __init__(self, lay_out: Callable[[Fit], Heights]) -> None:
        self.lay_out = lay_out
        self.calls = 0

    def __call__(self, fit: Fit) -> Heights:
        self.calls += 1
        return self.lay_out(fit)


def fit_panels(budget: Budget, measure: Callable[[Fit], Heights]) -> Fitted:
    """The fit of a text to panels. `measure` lays out the text with a fit on an endless page.

    Takes at most `MOST_LAYOUTS_PANELS` layouts, including the one that is printed.
    """
    counted = _Counted(measure)
    rung, heights = _descend(budget, counted)
    places = _arrange(budget, heights)
    rung = replace(rung, places=tuple(places.items()))
    tight = {p.name: _natural(p.name, heights, places) for p in budget.panels}
    excess = tuple(_excesses(budget, heights, tight, places))
    if excess:
        return Fitted(rung, counted.calls + 1, excess)
    rung, reached = _open(budget, rung, heights, counted)
    return Fitted(_filled(budget, rung, reached), counted.calls + 1)


def _filled(budget: Budget, fit: Fit, reached: Mapping[str, float]) -> Fit:
    """The fit with what fills up the panel with the end of the text, those behind it and those that
    take no text: the reader's record in the first that holds it, then lines, the first for own
    questions.
    """
    free = dict(_free(budget, dict(fit.places), reached))
    fills: list[tuple[str, str]] = []
    lines: list[tuple[str, int]] = []
    holders = [name for name, mm in free.items() if 0 < budget.record_mm <= mm]
    for name in holders[:1]:
        fills.append((name, "record"))
        free[name] -= budget.record_mm
    for name, mm in free.items():
        count = min(int((mm - _NOTES_HEAD_MM) / WRITING_LINE_MM), budget.most_lines)
        if count >= _FEWEST_LINES:
            fills.append((name, "questions" if budget.asks and not lines else "notes"))
            lines.append((name, count))
    return replace(fit, lines=tuple(lines), fills=tuple(fills))


def _free(
    budget: Budget, places: Mapping[str, str], reached: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    """The room in mm of the panels that may be filled up, in order."""
    flows = [panel for panel in budget.panels if panel.flows]
    ends = [i for i, panel in enumerate(flows) if panel.name in places.values()]
    others = [panel for panel in budget.panels if not panel.flows and panel.name in budget.lined]
    for panel in (*flows[max(ends, default=0) :], *others):
        yield panel.name, panel.height_mm - reached[panel.name] - _MARGIN_MM


def tightest(budget: Budget, measure: Callable[[Fit], Heights]) -> Heights:
    """The heights of a text set as tightly as its format allows, in one layout."""
    return measure(Fit(budget.type_pt[0], budget.figures[0], budget.spacing[0]))


def is_held(budget: Budget, heights: Heights) -> bool:
    """Whether the panels hold a text of some heights at the best arrangement."""
    return _fullness(budget, heights) <= 1


def _descend(budget: Budget, measure: _Counted) -> tuple[Fit, Heights]:
    """The largest figures and type with which the text fits at tight spacing.

    Figures are narrowed first. Where that is not enough, the type is reduced and figures are wide
    again, so that figures are narrow only where the type is at its floor.
    """
    floor_pt, best_pt = budget.type_pt
    least, wanted = budget.figures
    tight = budget.spacing[0]
    ladder = [Fit(best_pt, wanted, tight), Fit(best_pt, least, tight)]
    ladder += [Fit(floor_pt, wanted, tight), Fit(floor_pt, least, tight)]
    milder = (0, 0, 0, 2)  # index of the milder rung that differs in one dimension only
    tried: dict[Fit, tuple[Fit, Heights]] = {}
    for rung, index in zip(ladder, milder, strict=True):
        if rung in tried:
            continue
        tried[rung] = rung, measure(rung)
        if _fullness(budget, tried[rung][1]) <= 1:
            above = ladder[index]
            if rung == above:
                return tried[rung]
            return _between(budget, tried[rung], tried[above], measure)
    return tried[ladder[-1]]


def _between(
    budget: Budget, fits: tuple[Fit, Heights], above: tuple[Fit, Heights], measure: _Counted
) -> tuple[Fit, Heights]:
    """A fit between one at which the text fits and the next milder one at which it does not: a
    secant step, then a shorter one if lines break differently than expected.
    """
    low, high = (_fullness(budget, heights) for _, heights in (fits, above))
    from_, to = fits[0], above[0]
    for caution in (0.95, 0.5):
        share = (1 - low) / (high - low) * caution
        candidate = replace(
            from_,
            type_pt=_floor(from_.type_pt + share * (to.type_pt - from_.type_pt), 0.05),
            figures=_floor(from_.figures + share * (to.figures - from_.figures), 0.01),
        )
        if candidate == from_ or measure.calls + _STILL_NEEDED >= MOST_LAYOUTS_PANELS:
            break
        heights = measure(candidate)
        if _fullness(budget, heights) <= 1:
            return candidate, heights
    return fits


def _floor(value: float, step: float) -> float:
    return round(int(value / step + 1e-9) * step, 3)


def _open(
    budget: Budget, fit: Fit, heights: Heights, measure: _Counted
) -> tuple[Fit, Mapping[str, float]]:
    """The fit with the spacing of each panel increased until the panel is full or the format's
    limit is reached, and the heights of the panels; that of one that was not measured is its own.
    Sections are moved where they leave less room that no spacing fills.
    """
    least, _, most = budget.spacing
    places = dict(fit.places)
    tight = {p.name: _natural(p.name, heights, places) for p in budget.panels}
    if least == most:
        return fit, tight
    opened = measure(replace(fit, spacing=most))
    places = _arrange(budget, heights, opened)
    fit = replace(fit, places=tuple(places.items()))
    tight = {p.name: _natural(p.name, heights, places) for p in budget.panels}
    loose = {p.name: _natural(p.name, opened, places) for p in budget.panels}
    slopes = {p.name: max(loose[p.name] - tight[p.name], 0.01) / (most - least)
              for p in budget.panels}  # fmt: skip
    spacing = {}
    for panel in budget.panels:
        space = panel.height_mm - _MARGIN_MM - tight[panel.name]
        spacing[panel.name] = min(most, max(least, least + space / slopes[panel.name]))
    full = {p.name: p.height_mm for p in budget.panels}
    reached: Mapping[str, float] = full
    for _ in range(2):
        fit = replace(fit, by_panel=tuple((n, round(s, 3)) for n, s in spacing.items()))
        if measure.calls + 2 > MOST_LAYOUTS_PANELS:
            break
        reached = measure(fit).panels
        over = {name: reached[name] - mm for name, mm in full.items()}
        if max(over.values()) <= 0:
            break
        for name, mm in over.items():
            if mm > 0:
                less = (mm + _MARGIN_MM) / slopes[name]
                spacing[name] = max(least, spacing[name] - less)
    fit = replace(fit, by_panel=tuple((n, round(s, 3)) for n, s in spacing.items()))
    return fit, {name: min(reached[name], mm) for name, mm in full.items()}


def _fullness(budget: Budget, heights: Heights) -> float:
    """The fullness of the fullest panel at the best arrangement; 1 is exactly full."""
    places = _arrange(budget, heights)
    return max(_natural(p.name, heights, places) / p.height_mm for p in budget.panels)


def _arrange(budget: Budget, heights: Heights, opened: Heights | None = None) -> dict[str, str]:
    """The panel of each piece. Pieces keep their order; the fullest panel is as empty as possible,
    then the next fullest; of equal arrangements the one whose empty panels are last. Of those that
    fit, the ones come first that leave the least room before the end of the text where all is
    `opened`, that is set with the widest spacing.
    """
    flows = [panel.name for panel in budget.panels if panel.flows]
    pieces = list(heights.pieces)
    if not flows or not pieces:
        return {}
    best: tuple[tuple[float, list[float]], dict[str, str]] | None = None
    for cuts in combinations_with_replacement(range(len(pieces) + 1), len(flows) - 1):
        edges = (0, *cuts, len(pieces))
        places = {
            piece: flows[i] for i in range(len(flows)) for piece in pieces[edges[i] : edges[i + 1]]
        }
        fullness = (_natural(p.name, heights, places) / p.height_mm for p in budget.panels)
        fullest_first = sorted((round(share, 4) for share in fullness), reverse=True)
        fits = opened is not None and fullest_first[0] <= 1
        left_mm = _left(budget, opened, places) if opened and fits else math.inf
        order = (left_mm if opened else 0.0, fullest_first)
        if best is None or order <= best[0]:
            best = order, places
    return best[1] if best else {}


def _left(budget: Budget, opened: Heights, places: Mapping[str, str]) -> float:
    """The room in mm, to the next ten, that panels with text leave before the one with its end."""
    flows = [panel for panel in budget.panels if panel.flows]
    end = max(i for i, panel in enumerate(flows) if panel.name in places.values())
    left = (p.height_mm - _natural(p.name, opened, places) for p in flows[:end])
    return float(sum(max(round(mm, -1), 0) for mm in left))


def _natural(name: str, heights: Heights, places: Mapping[str, str]) -> float:
    """The natural height in mm of a panel with its pieces."""
    held = [heights.pieces[piece] for piece, panel in places.items() if panel == name]
    fixed = heights.fixed(name)
    gaps = len(held) - (0 if fixed else 1) if held else 0
    return fixed + sum(held) + gaps * heights.gap_mm


def _excesses(
    budget: Budget, heights: Heights, naturals: Mapping[str, float], places: Mapping[str, str]
) -> Iterator[Excess]:
    for panel in budget.panels:
        over = naturals[panel.name] - panel.height_mm
        if over > 0:
            held = {p: heights.pieces[p] for p, name in places.items() if name == panel.name}
            parts = heights.parts.get(panel.name, {})
            costs = {**(parts or {panel.name: heights.fixed(panel.name)}), **held}
            words = round(over * heights.words_per_mm(panel.name, held))
            causes = tuple((name, round(mm, 1)) for name, mm in costs.items() if mm)
            yield Excess(f'panel "{panel.name}"', round(over, 1), max(words, 1), causes)
