"""Where the text of a booklet ends, and what fills the rest of its last sheet. Arithmetic only.

The text ends with a record that a reader keeps. What is left is filled in this order: lines for own
questions below the record, a page that begins with the record unless little text would be left
before it, then pages for notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leaflet.page.composition import WRITING_LINE_MM, Fit
from leaflet.page.facts import PageSide

#: The name of what a text ends with (`composition.ENDS_WITH`), and of its record in page facts.
_END, _RECORD = "end", "record"

#: In mm: the heading of writing lines with the gap above it, and the empty foot of a record above
#: them.
_HEAD_MM, _RECORD_FOOT_MM = 15.0, 12.0

#: A record stays below text that would fill a smaller share of its page without it.
_LITTLE = 0.25

#: The least lines that are worth a heading, and those that a template has.
_FEWEST_LINES, _MOST_LINES = 3, 19


def last_of_text(sides: Sequence[PageSide]) -> int:
    """The number from 0 of the side on which the text ends: a back cover has none of its parts."""
    return max((n for n, side in enumerate(sides) if side.parts), default=len(sides) - 1)


def length(sides: Sequence[PageSide]) -> float:
    """How far a text reaches, in sides and the share of the one on which it ends."""
    last = last_of_text(sides)
    return last + sides[last].fill if sides else 0.0


def shares_its_page(sides: Sequence[PageSide]) -> bool:
    """Whether the record stands below other text."""
    names = {name for name, _ in sides[last_of_text(sides)].parts} if sides else set()
    return _RECORD in names and len(names - {_RECORD, _END}) > 0


def leaves_little(sides: Sequence[PageSide]) -> bool:
    """Whether the page of the record would be nearly empty without it."""
    last = sides[last_of_text(sides)]
    return last.filled_mm - dict(last.parts).get(_RECORD, 0.0) < _LITTLE * last.room_mm


def filled_up(fit: Fit, sides: Sequence[PageSide], spare: int) -> Fit:
    """The fit of a text laid out on `sides` with what fills the `spare` ones of its last sheet and
    the rest of the page on which it ends.
    """
    own_page = spare > 0 and shares_its_page(sides) and (spare > 1 or not leaves_little(sides))
    last = sides[last_of_text(sides)]
    record = dict(last.parts).get(_RECORD, 0.0)
    foot = _RECORD_FOOT_MM if record else 0.0
    filled = record if own_page else last.filled_mm + foot
    # Without a record, a page for questions is among those that fill up the sheet.
    has_lines = _ends(sides) and (record > 0 or spare < 2)
    lines = int((last.room_mm - filled - _HEAD_MM) // WRITING_LINE_MM) if has_lines else 0
    return replace(
        fit,
        notes=spare - own_page,
        own_page=own_page,
        lines=((_END, min(lines, _MOST_LINES)),) if lines >= _FEWEST_LINES else (),
    )


def _ends(sides: Sequence[PageSide]) -> bool:
    """Whether a text has a place for the lines with which it ends."""
    return any(name == _END for side in sides for name, _ in side.parts)
