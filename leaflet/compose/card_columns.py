"""Sets the cards of levels of help into columns that are about as tall, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from math import ceil
from typing import Any

#: The characters of a line of signs in the narrowest card.
_LINE = 24
#: The lines that the head of a card and the space below it take the room of.
_HEAD = 2.5
#: The most characters of the signs of a card of half the width of a panel.
_SHORT_CARD = 130
#: The lines of the numbers of the clinic below the signs.
_NUMBERS = 3


def card_columns(levels: Sequence[Any], most: int = 3) -> tuple[tuple[Any, ...], ...]:
    """The levels in at most `most` columns. Of all ways that keep their order it is the one whose
    tallest column is the shortest, by an estimate of its lines, and of these the one whose first
    columns are the shortest: what is urgent stands alone.
    """
    count = min(most, len(levels))
    if count < 1:
        return ()
    heights = [_lines(level) for level in levels]

    def order(cuts: tuple[int, ...]) -> list[float]:
        columns = [sum(heights[start:end]) for start, end in _spans(cuts, len(levels))]
        return [max(columns), *columns]

    best = min(combinations(range(1, len(levels)), count - 1), key=order)
    return tuple(tuple(levels[start:end]) for start, end in _spans(best, len(levels)))


def routine_pair(levels: Sequence[Any]) -> tuple[Any, ...]:
    """The last two levels where both are routine and short, so that their cards may stand beside
    each other in a narrow column; none otherwise.
    """
    last = tuple(levels[-2:])
    is_short = all(sum(map(len, level.signs)) <= _SHORT_CARD for level in last)
    are_routine = [level.urgency for level in last] == ["routine", "routine"]
    return last if are_routine and is_short else ()


def _spans(cuts: Sequence[int], length: int) -> list[tuple[int, int]]:
    edges = (0, *cuts, length)
    return list(pairwise(edges))


def _lines(level: Any) -> float:
    """The lines that the card of a level takes the room of."""
    signs = sum(ceil(len(sign) / _LINE) for sign in level.signs)
    return _HEAD + signs + (_NUMBERS if level.call == "clinic" else 0)
