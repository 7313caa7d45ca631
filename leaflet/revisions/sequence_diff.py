"""Matches equal elements of two sequences, and words of two texts, in a bounded number of steps.

The cost is at least the product of the two lengths, and texts may be written to be costly. So the
cost is estimated first, and taken from an `Allowance` that all comparisons share.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

#: One or two seconds of comparing; two versions of a long leaflet take a tenth of it.
STEPS = 8_000_000

_TOKEN = re.compile(r"\s*(?:\w+(?:[.,'’]\w+)*%?|[^\w\s])")


@dataclass(slots=True)
class Allowance:
    """The steps that are left for comparisons, and whether some comparison was left out."""

    steps: int = STEPS
    is_exceeded: bool = field(default=False, init=False)

    def takes(self, steps: int) -> bool:
        """Take this many steps; returns False if they are not left."""
        if steps > self.steps:
            self.is_exceeded = True
            return False
        self.steps -= steps
        return True


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a changed text that are the same in both versions, new, or gone."""

    kind: Literal["same", "gone", "new"]
    text: str


def matches(
    old: Sequence[Hashable], new: Sequence[Hashable], allowance: Allowance
) -> list[tuple[int, int]]:
    """Pairs of indices of equal elements, both increasing; only the common start and end once the
    allowance is spent.
    """
    most = min(len(old), len(new))
    head = 0
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    pairs = [(at, at) for at in range(head)]
    if left and right and allowance.takes(_cost(left, right)):
        found = difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
        pairs += [(head + b.a + n, head + b.b + n) for b in found for n in range(b.size)]
    return pairs + [(len(old) - at, len(new) - at) for at in range(tail, 0, -1)]


def _cost(left: Sequence[Hashable], right: Sequence[Hashable]) -> int:
    """The most steps that matching takes: each round visits all pairs of equal elements."""
    often: Mapping[Hashable, int] = Counter(right)
    same = sum(often.get(thing, 0) for thing in left)
    rounds = min(same, len(left), len(right)) + 1
    return (same + len(left)) * rounds + len(right)


def word_runs(old: str, new: str, allowance: Allowance) -> Iterator[Run]:
    """The words of both texts in order; words that are gone precede those that replace them."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    equal = matches([t.strip() for t in left], [t.strip() for t in right], allowance)
    equal = _without_crumbs(equal, right, len(left))
    same: list[str] = []
    i = j = 0
    for a, b in [*equal, (len(left), len(right))]:
        if a > i or b > j:
            if same:
                yield Run("same", "".join(same))
            same = []
            if a > i:
                apart = "" if j else " "  # only the first word has no space before it
                yield Run("gone", "".join(left[i:a]) + apart)
            if b > j:
                yield Run("new", "".join(right[j:b]))
        same += right[b : b + 1]
        i, j = a + 1, b + 1
    if same:
        yield Run("same", "".join(same))


def _without_crumbs(
    equal: list[tuple[int, int]], right: Sequence[str], length: int
) -> list[tuple[int, int]]:
    """Leave out short words that are alone between changed words: a text that alternates between
    old and new words is hard to read.
    """

    def is_crumb(at: int) -> bool:
        i, j = equal[at]
        before = equal[at - 1] if at else (-1, -1)
        after = equal[at + 1] if at + 1 < len(equal) else (length, len(right))
        apart = i - before[0] > 1 and j - before[1] > 1 and after[0] - i > 1 and after[1] - j > 1
        return apart and len(right[j].strip()) <= 3 and right[j].strip().isalpha()

    return [pair for at, pair in enumerate(equal) if not is_crumb(at)]
