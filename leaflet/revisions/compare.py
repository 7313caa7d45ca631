"""Compares two versions of a leaflet: sections by id, then sentence records, then words.

All comparisons share one `Allowance`. Text for which it is not enough is listed as gone and new,
and the difference is marked as coarse.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet
from leaflet.revisions.difference import (
    Difference,
    Fate,
    Kind,
    SectionDifference,
    SentenceDifference,
    Version,
)
from leaflet.revisions.sentence_records import (
    FIGURES,
    FRONT,
    IMPRINT,
    SHORT,
    SentenceRecord,
    sentence_records,
)
from leaflet.revisions.sequence_diff import Allowance, matches, word_runs

#: The share of equal words from which on one sentence counts as a new wording of another.
_ALIKE = 0.4

#: How many places away similar sentences are searched where a full search costs too much; and the
#: steps of one comparison.
_NEAR, _STEPS_EACH = 20, 16

#: The fewest words of a sentence that counts as moved.
_FEWEST_MOVED = 3

#: Labels that several sentence records of one item have.
_REPEATED = frozenset({"", SHORT, "sign", "do", "do not", "legend", "drawing", "source"})

_WORD = re.compile(r"\w+")


def alone(name: str, loaded: Loaded[Leaflet]) -> Difference:
    """A version without comparison, its sentence records by section."""
    parts = _by_section(loaded)
    sections = [
        SectionDifference(id_, _heading(id_, records), Fate.SAME, tuple(map(_same, records)))
        for id_, records in parts.items()
    ]
    return Difference(None, _version(name, loaded), tuple(sections))


def compare(
    old_name: str,
    old: Loaded[Leaflet],
    new_name: str,
    new: Loaded[Leaflet],
    allowance: Allowance | None = None,
) -> Difference:
    """The difference of two versions; each must have a value."""
    allowance = allowance or Allowance()
    before, after = _by_section(old), _by_section(new)
    sections = [
        SectionDifference(
            id_,
            _heading(id_, after.get(id_) or before[id_]),
            fate,
            tuple(_steps(before.get(id_, ()), after.get(id_, ()), allowance)),
        )
        for id_, fate in _fates(list(before), list(after), allowance)
    ]
    with_moves = tuple(_with_moves(sections))
    versions = _version(old_name, old), _version(new_name, new)
    return Difference(*versions, with_moves, is_coarse=allowance.is_exceeded)


def _version(name: str, loaded: Loaded[Leaflet]) -> Version:
    leaflet = loaded.value
    assert leaflet is not None
    return Version(
        name=name,
        leaflet=leaflet.id,
        language=leaflet.language,
        title=leaflet.title,
        version=leaflet.version,
        published=leaflet.published,
        review_due=leaflet.review_due,
    )


def _by_section(loaded: Loaded[Leaflet]) -> dict[str, list[SentenceRecord]]:
    parts: dict[str, list[SentenceRecord]] = {}
    for record in sentence_records(loaded):
        parts.setdefault(record.section, []).append(record)
    return parts


def _heading(id_: str, records: Sequence[SentenceRecord]) -> str:
    if id_ in (FRONT, FIGURES, IMPRINT):
        return id_.capitalize()
    return next((s.text for s in records if s.kind == "heading"), id_)


# --- sections ------------------------------------------------------------------------------------


def _fates(old: list[str], new: list[str], allowance: Allowance) -> Iterator[tuple[str, Fate]]:
    """The sections of the new version in order; one that is gone follows its old predecessor."""
    kept = set(old) & set(new)
    left, right = [s for s in old if s in kept], [s for s in new if s in kept]
    still = {left[i] for i, _ in matches(left, right, allowance)}
    gone: dict[str, list[str]] = {}
    before = ""
    for id_ in old:
        if id_ in kept:
            before = id_
        else:
            gone.setdefault(before, []).append(id_)
    yield from ((id_, Fate.GONE) for id_ in gone.get("", ()))
    for id_ in new:
        yield id_, (Fate.SAME if id_ in still else Fate.MOVED if id_ in kept else Fate.NEW)
        yield from ((other, Fate.GONE) for other in gone.get(id_, ()))


# --- sentence records ----------------------------------------------------------------------------


def _same(record: SentenceRecord) -> SentenceDifference:
    return SentenceDifference(Kind.SAME, record, record)


def _steps(
    old: Sequence[SentenceRecord], new: Sequence[SentenceRecord], allowance: Allowance
) -> Iterator[SentenceDifference]:
    """The differences of a section: equal records are matched first, then similar ones."""
    equal = matches([_key(s) for s in old], [_key(s) for s in new], allowance)
    i = j = 0
    for a, b in [*equal, (len(old), len(new))]:
        yield from _between(old[i:a], new[j:b], allowance)
        if a < len(old) and b < len(new):
            step = SentenceDifference(Kind.SAME, old[a], new[b])
            yield replace(step, kind=Kind.BEHIND) if step.has_other_basis else step
        i, j = a + 1, b + 1


def _key(record: SentenceRecord) -> tuple[str, str]:
    return record.label, record.text


def _between(
    old: Sequence[SentenceRecord], new: Sequence[SentenceRecord], allowance: Allowance
) -> Iterator[SentenceDifference]:
    """The differences between two equal sentence records."""
    i = j = 0
    for a, b in [*_pairs(old, new, allowance), (len(old), len(new))]:
        yield from (SentenceDifference(Kind.GONE, record, None) for record in old[i:a])
        yield from (SentenceDifference(Kind.NEW, None, record) for record in new[j:b])
        if a < len(old) and b < len(new):
            runs = tuple(word_runs(old[a].text, new[b].text, allowance))
            yield SentenceDifference(Kind.CHANGED, old[a], new[b], runs)
        i, j = a + 1, b + 1


def _pairs(
    old: Sequence[SentenceRecord], new: Sequence[SentenceRecord], allowance: Allowance
) -> list[tuple[int, int]]:
    """Pairs of similar sentence records, chosen by similarity so that no pair crosses another."""
    reach = _reach(len(old), len(new), allowance)
    bags = [[_bag(s.text) for s in side] for side in (old, new)] if reach else [[], []]
    alike = sorted(
        (-likeness, i, j)
        for i, one in enumerate(old)
        for j in _near(i * len(new) // len(old), reach, len(new))
        if (likeness := _likeness(one, new[j], bags[0][i], bags[1][j])) >= _ALIKE
    )
    taken: list[tuple[int, int]] = []
    for _, i, j in alike:
        at = bisect(taken, (i, j))
        follows = at == 0 or (taken[at - 1][0] < i and taken[at - 1][1] < j)
        precedes = at == len(taken) or (i < taken[at][0] and j < taken[at][1])
        if follows and precedes:
            taken.insert(at, (i, j))
    return taken


def _reach(old: int, new: int, allowance: Allowance) -> int:
    """How many places apart similar records are searched: all, a few, or 0, by the allowance."""
    for reach in (new, _NEAR):
        if old and new and allowance.takes(old * min(2 * reach + 1, new) * _STEPS_EACH):
            return reach
    return 0


def _near(middle: int, reach: int, length: int) -> range:
    return range(max(middle - reach, 0), min(middle + reach + 1, length)) if reach else range(0)


def _bag(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _likeness(
    old: SentenceRecord, new: SentenceRecord, one: Counter[str], other: Counter[str]
) -> float:
    """The share of common words (Dice coefficient); 1 for the same field of the same item."""
    if old.label != new.label or (old.kind == "heading") != (new.kind == "heading"):
        return 0.0
    if old.kind == "heading" or (old.label not in _REPEATED and old.item == new.item):
        return 1.0
    common = sum((one & other).values())
    return 2 * common / max(sum(one.values()) + sum(other.values()), 1)


def _with_moves(sections: Sequence[SectionDifference]) -> Iterator[SectionDifference]:
    """The sections, in which a record that is gone in one place and new in another is one move."""
    gone: dict[str, deque[tuple[int, int]]] = {}
    for i, section in enumerate(sections):
        for j, step in enumerate(section.steps):
            if step.kind is Kind.GONE and len(_WORD.findall(step.record.text)) >= _FEWEST_MOVED:
                gone.setdefault(step.record.text, deque()).append((i, j))
    moved: set[tuple[int, int]] = set()
    made: list[list[SentenceDifference]] = []
    for section in sections:
        steps = []
        for step in section.steps:
            if step.kind is Kind.NEW and (waiting := gone.get(step.record.text)):
                i, j = waiting.popleft()
                moved.add((i, j))
                left = sections[i].steps[j]
                step = SentenceDifference(Kind.MOVED, left.old, step.new)  # noqa: PLW2901
            steps.append(step)
        made.append(steps)
    for i, (section, steps) in enumerate(zip(sections, made, strict=True)):
        left_here = tuple(step for j, step in enumerate(steps) if (i, j) not in moved)
        yield replace(section, steps=left_here)
