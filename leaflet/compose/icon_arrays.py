"""Shares of people under one denominator, and an icon array of one share.

Readers can compare shares only under the same denominator, and understand a share best as N people
of a hundred, stated both ways (Fagerlin 2011, J Natl Cancer Inst 103:1436; Trevena 2013, BMC Med
Inform Decis Mak 13 S2:S7). An unknown frequency has no share and no picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from leaflet.model.blocks import Frequency

if TYPE_CHECKING:
    from markupsafe import Markup

#: The common denominators to choose from: the first under which no share rounds to nobody.
DENOMINATORS = (100, 1_000, 10_000, 100_000)
#: The most people that an icon array draws.
MOST_DRAWN = 100
_IN_A_ROW = 20


@dataclass(frozen=True, slots=True)
class RoundedShare:
    """`n` people of `of`; `is_about` where `n` was rounded."""

    n: int
    of: int
    is_about: bool = False

    @property
    def rest(self) -> int:
        """The number of people without it, for stating the share the other way round."""
        return self.of - self.n

    @property
    def is_drawn(self) -> bool:
        """Whether an icon array can draw the people one by one."""
        return self.of <= MOST_DRAWN


def denominator(frequencies: Iterable[Frequency | None]) -> int:
    """The common denominator of frequencies: their own where they agree, else the smallest under
    which no share rounds to nobody.
    """
    known = [frequency for frequency in frequencies if frequency]
    own = {frequency.of for frequency in known}
    if len(own) == 1:
        return own.pop()
    for of in DENOMINATORS:
        if all(f.n == 0 or f.n * of >= f.of for f in known):
            return of
    return DENOMINATORS[-1]


def shares(frequencies: Sequence[Frequency | None]) -> tuple[RoundedShare | None, ...]:
    """The frequencies as shares under one denominator, in the same order; None stays None."""
    of = denominator(frequencies)
    return tuple(_share(frequency, of) if frequency else None for frequency in frequencies)


def _share(frequency: Frequency, of: int) -> RoundedShare:
    n, rest = divmod(frequency.n * of, frequency.of)
    if not rest:
        return RoundedShare(n, of)
    rounded = n + (2 * rest >= frequency.of)
    return RoundedShare(min(max(rounded, 1), of - 1), of, is_about=True)


@cache
def icon_array(share: RoundedShare, title: str) -> Markup:
    """A share as SVG: rows of twenty people, those affected filled and the others outlined, so that
    it is readable without colour. A screen reader reads the `title`.
    """
    from markupsafe import Markup, escape

    wide, rows = min(share.of, _IN_A_ROW), -(-share.of // _IN_A_ROW)
    have = "".join(_disc(index, _OUTER) for index in range(share.n))
    have_not = "".join(
        _disc(index, _OUTER) + _disc(index, _INNER, turn=0) for index in range(share.n, share.of)
    )
    return Markup(
        f'<svg class="icon-array rows-{rows}" viewBox="0 0 {wide * 10} {rows * 10}">'
        f"<title>{escape(title)}</title>"
        f'<path fill="var(--branddeep)" d="{have}"/><path fill="var(--line)" d="{have_not}"/></svg>'
    )


_OUTER, _INNER = 3.8, 2.8


def _disc(index: int, r: float, turn: int = 1) -> str:
    """The path of a disc; drawn counter-clockwise inside another disc it leaves a ring."""
    x, y = index % _IN_A_ROW * 10 + 5, index // _IN_A_ROW * 10 + 5
    half = f"a{r:g} {r:g} 0 1 {turn}"
    return f"M{x - r:g} {y}{half} {2 * r:g} 0{half} {-2 * r:g} 0z"
