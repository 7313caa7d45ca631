"""Which places of two sequences hold the same, in a bounded number of steps; words of a text.

Comparing costs the product of two lengths and more, and texts may be made to be costly. So what
it may cost is reckoned first, and taken from an `Allowance` that all comparing shares.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

#: A second or two of comparing; two versions of a long leaflet take a tenth of it.
STEPS = 8_000_000

_TOKEN = re.compile(r"\s*(?:\w+(?:[.,'’]\w+)*%?|[^\w\s])")


@dataclass(slots=True)
class Allowance:
    """How many steps all comparing may still take, and whether something did without."""

    steps: int = STEPS
    is_exceeded: bool = field(default=False, init=False)

    def takes(self, steps: int) -> bool:
        """Whether so many steps are left; they are taken then."""
        if steps > self.steps:
            self.is_exceeded = True
            return False
        self.steps -= steps
        return True


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a changed text that are the same in both, new, or gone."""

    kind: Literal["same", "gone", "new"]
    text: str


def matches(
    old: Sequence[Hashable], new: Sequence[Hashable], allowance: Allowance
) -> list[tuple[int, int]]:
    """Which places hold the same, both rising; only what both begin and end with, where the
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
    """The most steps that matching takes: each round looks at all places that hold the same."""
    often: Mapping[Hashable, int] = Counter(right)
    same = sum(often.get(thing, 0) for thing in left)
    rounds = min(same, len(left), len(right)) + 1
    return (same + len(left)) * rounds + len(right)


def word_runs(old: str, new: str, allowance: Allowance) -> Iterator[Run]:
    """The new text with the old one's words in their places; what is gone stands first."""
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
                apart = "" if j else " "  # nothing but the first word stands without a space
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
    """Without short words that stand alone between others that changed: they hold nothing
    together, and a text that changes back and forth is hard to read.
    """

    def is_crumb(at: int) -> bool:
        i, j = equal[at]
        before = equal[at - 1] if at else (-1, -1)
        after = equal[at + 1] if at + 1 < len(equal) else (length, len(right))
        apart = i - before[0] > 1 and j - before[1] > 1 and after[0] - i > 1 and after[1] - j > 1
        return apart and len(right[j].strip()) <= 3 and right[j].strip().isalpha()

    return [pair for at, pair in enumerate(equal) if not is_crumb(at)]
