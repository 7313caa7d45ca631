"""Shares of people under common denominators, and an icon array of one share.

Readers can compare shares only under the same denominator, and understand a share best as N people
of a hundred, stated both ways (Fagerlin 2011, J Natl Cancer Inst 103:1436; Trevena 2013, BMC Med
Inform Decis Mak 13 S2:S7). Shares of less than one in a hundred have a denominator of their own,
so that a rare risk does not turn 38 of 100 into 380 of 1000. An unknown frequency has no share and
no picture. Benefits are drawn in the same way as risks, those who had a treatment beside those who
did not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from leaflet.model.blocks import Benefit, Frequency, Share

if TYPE_CHECKING:
    from markupsafe import Markup

#: What is counted: people of people.
Counted = Frequency | Share

#: The common denominators to choose from: the first under which no share rounds to nobody.
DENOMINATORS = (100, 1_000, 10_000, 100_000)
#: The most people that an icon array draws.
MOST_DRAWN = 100
#: People stand in rows of twenty with a gap after ten. One takes 3.4 x 4.6 mm on A4, and the gap is
#: 2 mm; the picture is drawn in tenths of that mm.
_IN_A_ROW, _WIDE, _HIGH, _GAP = 20, 34, 46, 20


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


def denominator(frequencies: Iterable[Counted | None]) -> int:
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
    """The frequencies as shares in the same order, those of one in a hundred and more under one
    denominator and the rarer ones under another; None stays None.
    """
    of = {is_rare: denominator(f for f in frequencies if f and _is_rare(f) == is_rare)
          for is_rare in (False, True)}  # fmt: skip
    return tuple(_share(f, of[_is_rare(f)]) if f else None for f in frequencies)


def benefit_groups(benefits: Sequence[Benefit]) -> tuple[tuple[RoundedShare, ...], ...]:
    """The groups of people to draw for each benefit, in the same order: those who had the
    treatment, then those who did not, where both are known.

    All have one denominator that can be drawn. A benefit has no group where its size is not known,
    or one of its shares is less than one in a hundred: half a comparison misleads.
    """
    counted = [_drawable(benefit) for benefit in benefits]
    of = min(denominator(share for pair in counted for share in pair), MOST_DRAWN)
    return tuple(tuple(_share(share, of) for share in pair) for pair in counted)


def _drawable(benefit: Benefit) -> tuple[Share, ...]:
    known = tuple(share for share in (benefit.size, benefit.against) if share)
    return () if any(map(_is_rare, known)) else known


def _is_rare(frequency: Counted) -> bool:
    return 0 < frequency.n * DENOMINATORS[0] < frequency.of


def _share(frequency: Counted, of: int) -> RoundedShare:
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

    wide, rows = _IN_A_ROW * _WIDE + _GAP, -(-share.of // _IN_A_ROW)
    have = "".join(_person(index, 0) for index in range(share.n))
    have_not = "".join(_person(index, _EDGE / 2) for index in range(share.n, share.of))
    return Markup(
        f'<svg class="icon-array rows-{rows}" viewBox="0 0 {wide} {rows * _HIGH}">'
        f"<title>{escape(title)}</title>"
        f'<path fill="var(--branddeep)" d="{have}"/>'
        f'<path fill="none" stroke="var(--line)" stroke-width="{_EDGE}" d="{have_not}"/></svg>'
    )


#: The width of an outline, the radius of a head, and half the width of a body.
_EDGE, _HEAD, _BODY = 3, 7.5, 11


def _person(index: int, inset: float) -> str:
    """The path of a head above shoulders, `inset` by half an outline so that an outlined person is
    no larger than a filled one.
    """
    column, row = index % _IN_A_ROW, index // _IN_A_ROW
    x = column * _WIDE + _WIDE / 2 + (_GAP if column >= _IN_A_ROW / 2 else 0)
    top, foot = row * _HIGH + 2 + inset, (row + 1) * _HIGH - 3 - inset
    head, body = _HEAD - inset, _BODY - inset
    shoulders = row * _HIGH + 2 + 2 * _HEAD + 3 + inset
    return (
        f"M{x - head:g} {top + head:g}a{head:g} {head:g} 0 1 1 {2 * head:g} 0"
        f"a{head:g} {head:g} 0 1 1 {-2 * head:g} 0z"
        f"M{x - body:g} {foot:g}v{shoulders + body - foot:g}"
        f"a{body:g} {body:g} 0 0 1 {2 * body:g} 0V{foot:g}z"
    )
