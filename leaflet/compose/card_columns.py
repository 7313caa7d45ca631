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


def _spans(cuts: Sequence[int], length: int) -> list[tuple[int, int]]:
    edges = (0, *cuts, length)
    return list(pairwise(edges))


def _lines(level: Any) -> float:
    """The lines that the card of a level takes the room of."""
    signs = sum(ceil(len(sign) / _LINE) for sign in level.signs)
    return _HEAD + signs + (_NUMBERS if level.call == "clinic" else 0)
