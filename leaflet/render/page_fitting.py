"""Fits a text that flows from page to page. Arithmetic only.

A text is fitted into the usual sides of its format if it can be: spacing is reduced first, then the
width of figures. A longer text takes more sides, up to the most of its format, and from some number
of sides on shows its list of contents. A short one is set larger and wider until its sheet is full
or the best of the format is reached. One that is too long is reported, never shrunk further and
never cut.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from leaflet.page.composition import Budget, Excess, Fit, Fitted
from leaflet.page.facts import PageSide
from leaflet.render.last_sheet import (
    filled_up,
    last_of_text,
    leaves_little,
    length,
    shares_its_page,
)

#: The most layouts that a fit takes, including the one that is printed.
MOST_LAYOUTS_PAGES = 8

#: Tighter spacing and smaller figures save at most this share of the sides.
_MOST_SAVED = 0.25

#: The share of the sides of a booklet that is worth saving for one sheet less.
_SAVED_FOR_A_SHEET = 0.1

#: The widest spacing of a booklet in larger type, and how much longer that makes it at most.
_LOOSE, _MOST_GROWN = 1.25, 1.3

#: A last side of a long text that is emptier than this is saved if it can be.
_NEARLY_EMPTY = 0.25

#: A page before the last that is emptier than this has room for a part of what follows.
_HALF_WHITE = 0.7

#: Factors of the spacing that move a line which hangs over by a hair; nobody sees them.
_STEADYING = (0.98, 0.95, 1.02)

#: A text of so many sides is short: it is printed on one sheet, and its type may grow.
_SHORT_SIDES = 2

#: The room in sides that an estimated fit leaves, since lines and boxes are not parted.
_SPARE_SIDES = 0.04

#: The least and the greatest step of an estimate between two fits, as a share.
_STEPS = (0.12, 0.88)


def fit_pages(budget: Budget, lay_out: Callable[[Fit], Sequence[PageSide]]) -> Fitted:
    """The fit of a text that flows from page to page. `lay_out` lays out the text as printed.

    Takes one layout when the text fits as it is or is long, at most `MOST_LAYOUTS_PAGES` otherwise.
    """
    return _Pages(budget, lay_out).run()


class _Pages:
    """Tightens a text that has too many sides; loosens one that has room."""

    def __init__(self, budget: Budget, lay_out: Callable[[Fit], Sequence[PageSide]]) -> None:
        self.budget = budget
        self.lay_out = lay_out
        self.most = max(budget.most_sides, budget.sides)
        self.seen: dict[Fit, Sequence[PageSide]] = {}

    def sides(self, fit: Fit) -> Sequence[PageSide]:
        if fit not in self.seen:
            self.seen[fit] = self.lay_out(fit)
        return self.seen[fit]

    def run(self) -> Fitted:
        fit = self._without_white(self._start())
        count = len(self.sides(fit))
        is_booklet = self.budget.signature > 1
        if count > (self.most if is_booklet else self.budget.sides):
            fit = self._shorten(fit)
        elif count == 1 or not self._is_well_filled(fit):
            fit = self._fill(fit)
        if is_booklet and len(self.sides(fit)) <= self.most:
            fit = self._close(fit)
        if len(self.sides(fit)) > self.most:
            return self._too_long(fit)
        fit = self._steady(fit)
        fit = self._with_room(self._fill_up(fit))
        self.sides(fit)
        return Fitted(fit, len(self.seen))

    def _start(self) -> Fit:
        """The usual fit, with a list of contents where the text is long enough for one."""
        fit, start = self.budget.start, self.budget.contents_from
        has_contents = 0 < start <= self._printed(len(self.sides(fit)))
        return fit if has_contents == fit.contents else replace(fit, contents=has_contents)

    def _without_white(self, fit: Fit) -> Fit:
        """The fit that lets long sections break, where a page before the last is half white."""
        if not self.budget.can_break:
            return fit
        first, last = (1, -2) if self.budget.signature > 1 else (0, -1)  # covers and their backs
        is_white = any(side.fill < _HALF_WHITE for side in self.sides(fit)[first:last])
        return replace(fit, breaks=True) if is_white else fit

    def _steady(self, fit: Fit) -> Fit:
        """The fit with a little more or less spacing where a line hangs over the foot of a page."""
        count = len(self.sides(fit))
        for factor in (1.0, *_STEADYING):
            near = replace(fit, spacing=round(fit.spacing * factor, 3))
            if not self._can_try(near):
                break
            if self._holds(near, count):
                return near
        return fit

    def _can_try(self, fit: Fit) -> bool:
        """Whether a layout is left for a fit, besides the one that is printed; a booklet needs one
        more for its lines, which are left out where they do not fit.
        """
        printed = 2 if self.budget.signature > 1 else 1
        return fit in self.seen or len(self.seen) < MOST_LAYOUTS_PAGES - printed

    def _printed(self, sides: int) -> int:
        """The sides with the writing pages that fill up the last sheet."""
        return sides + -sides % self.budget.signature

    def _is_well_filled(self, fit: Fit) -> bool:
        sides = self.sides(fit)
        return len(sides) == 1 or sides[-1].fill >= self.budget.last_side_fill

    def _shorten(self, wanted: Fit) -> Fit:
        """The mildest fit within the usual sides; for a longer text within the most sides, and
        without a last side that is nearly empty.
        """
        count = len(self.sides(wanted))
        for most in dict.fromkeys((self.budget.sides, self.most)):
            if most < count <= most / (1 - _MOST_SAVED):
                fit = self._squeeze(wanted, most)
                if len(self.sides(fit)) <= most:
                    return fit
        if self.sides(wanted)[-1].fill < _NEARLY_EMPTY and count <= self.most:
            tight = (self.budget.spacing[0] + wanted.spacing) / 2
            saved = replace(wanted, spacing=round(tight, 3))
            if saved != wanted and len(self.sides(saved)) < count:
                return saved
        return wanted

    def _squeeze(self, wanted: Fit, most: int) -> Fit:
        """The mildest fit within a number of sides; the tightest fit where none is."""
        least = self.budget.figures[0]
        tight = replace(wanted, spacing=self.budget.spacing[0])
        rungs = [tight, replace(tight, figures=least)] if least < wanted.figures else [tight]
        milder = wanted
        for rung in rungs:
            if not self._can_try(rung):
                break
            if len(self.sides(rung)) <= most:
                return self._between(rung, milder, most)
            milder = rung
        return milder

    def _fill(self, wanted: Fit) -> Fit:
        """A fit that fills the last side better: with more spacing, and larger type on a single
        sheet; else with one side less.
        """
        count = len(self.sides(wanted))
        loose = replace(wanted, spacing=self.budget.spacing[2])
        if count <= _SHORT_SIDES:
            loose = replace(loose, type_pt=self.budget.type_pt[1])
        opened = self._between(wanted, loose, count)
        if self._is_well_filled(opened):
            return opened
        tight = replace(wanted, spacing=self.budget.spacing[0])
        if len(self.sides(tight)) < count:
            return self._between(tight, wanted, count - 1)
        return opened

    def _holds(self, fit: Fit, most: int) -> bool:
        """Whether the text has at most `most` sides and overflows none of them: the last line of a
        box may stick out by less than WeasyPrint breaks a page for.
        """
        sides = self.sides(fit)
        return len(sides) <= most and not any(side.overflow_mm for side in sides)

    def _between(self, fits: Fit, milder: Fit, most: int) -> Fit:
        """The fit nearest to `milder` with at most `most` sides, by two estimates from how far the
        text reaches with both.
        """
        if self._can_try(milder) and self._holds(milder, most):
            return milder
        for _ in range(2):
            goal = self._length_in(self.sides(milder), most) - _SPARE_SIDES
            middle = self._estimated(fits, milder, goal)
            if not self._can_try(middle):
                break
            if self._holds(middle, most):
                fits = middle
            else:
                milder = middle
        return fits

    def _estimated(self, tight: Fit, loose: Fit, goal: float) -> Fit:
        """The fit between two with which the text is about `goal` sides long."""
        short, long = (length(self.sides(fit)) for fit in (tight, loose))
        share = (goal - short) / (long - short) if long > short else 0.5
        share = min(max(share, _STEPS[0]), _STEPS[1])

        def between(one: float, other: float, digits: int) -> float:
            return round(one + share * (other - one), digits)

        return replace(
            tight,
            spacing=between(tight.spacing, loose.spacing, 3),
            figures=between(tight.figures, loose.figures, 3),
            type_pt=between(tight.type_pt, loose.type_pt, 2),
        )

    def _length_in(self, sides: Sequence[PageSide], most: int) -> float:
        """The length of a text whose sides, with those after its end, are `most`."""
        return most - (len(sides) - 1 - last_of_text(sides))

    # --- booklets: the end of the last sheet ------------------------------------------------------

    def _spare(self, fit: Fit) -> int:
        """The sides of the last sheet that the text leaves blank."""
        return -len(self.sides(fit)) % self.budget.signature

    def _close(self, fit: Fit) -> Fit:
        """The fit that leaves at most one page for notes: with one sheet less, else in larger type;
        the wanted fit where neither helps.
        """
        count, spare = len(self.sides(fit)), self._spare(fit)
        if self._ends_well(fit):
            return fit
        fewer = count + spare - self.budget.signature
        saved = length(self.sides(fit)) - self._length_in(self.sides(fit), fewer)
        if fewer > 0 and saved <= _SAVED_FOR_A_SHEET * count:
            tight = self._squeeze(fit, fewer)
            if len(self.sides(tight)) <= fewer:
                return tight
        return self._grown(fit, count + spare)

    def _ends_well(self, fit: Fit) -> bool:
        """Whether at most one page for notes is left: what a reader keeps may take one more, where
        it shares its page with other text that is worth a page.
        """
        sides = self.sides(fit)
        may_move = shares_its_page(sides) and not leaves_little(sides)
        return self._spare(fit) <= (2 if may_move else 1)

    def _grown(self, fit: Fit, most: int) -> Fit:
        """The fit in larger type that fills at most `most` sides well."""
        breaks = fit.breaks or self.budget.can_break
        large = replace(fit, spacing=_LOOSE, type_pt=self.budget.type_pt[1], breaks=breaks)
        least = self._length_in(self.sides(fit), most) - 2
        if large.type_pt == fit.type_pt or least > _MOST_GROWN * length(self.sides(fit)):
            return fit
        tight, loose = fit, large
        for goal in (0.0, 1.4, 0.7):
            wanted = self._length_in(self.sides(fit), most) - goal
            near = self._estimated(tight, loose, wanted) if goal else large
            if not self._can_try(near):
                break
            fits = self._holds(near, most)
            if fits and self._ends_well(near) and self._white(near) <= self._white(fit) + 1:
                return near
            if fits and near == large:
                break
            tight, loose = (near, loose) if fits else (tight, near)
        return fit

    def _white(self, fit: Fit) -> int:
        """The pages before the last of the text that are half white, without a cover."""
        sides, first = self.sides(fit), 1 if self.budget.signature > 1 else 0
        return sum(side.fill < _HALF_WHITE for side in sides[first : last_of_text(sides)])

    def _fill_up(self, fit: Fit) -> Fit:
        """The fit with what fills the last sheet of a booklet."""
        if self.budget.signature == 1:
            return fit
        return filled_up(fit, self.sides(fit), self._spare(fit))

    def _with_room(self, fit: Fit) -> Fit:
        """The fit without lines on the last page of the text, where they take a page more."""
        has_room = not fit.lines or self._spare(fit) == 0
        return fit if has_room else replace(fit, lines=())

    def _too_long(self, fit: Fit) -> Fitted:
        sides, most = self.sides(fit), self.most
        extra = sum(side.filled_mm for side in sides[most:])
        filled = sum(side.filled_mm for side in sides) or 1
        words = round(extra * sum(side.words for side in sides) / filled)
        costs: dict[str, float] = {}
        for side in sides:
            for name, mm in side.parts:
                costs[name] = round(costs.get(name, 0) + mm, 1)
        pages = f"page {most + 1}" if len(sides) == most + 1 else f"pages {most + 1}-{len(sides)}"
        excess = Excess(pages, round(extra, 1), max(words, 1), tuple(costs.items()))
        return Fitted(fit, len(self.seen), (excess,))
