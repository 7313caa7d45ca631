"""What differs between two versions of a leaflet, as values: sections, sentence records, words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from leaflet.revisions.sentence_records import SentenceRecord
from leaflet.revisions.sequence_diff import Run


class Kind(StrEnum):
    """What became of a sentence record."""

    SAME = "same"
    CHANGED = "changed"
    BEHIND = "source changed"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


class Fate(StrEnum):
    """What became of a section."""

    SAME = "same"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


#: What is said where comparing everything with everything would take too long.
COARSE = "too much differs to be compared in full: some sentences stand as gone and new"


@dataclass(frozen=True, slots=True)
class SentenceDifference:
    """A sentence record of the new version, of the old one where it is gone, or of both; `runs` are
    the words of one that changed.
    """

    kind: Kind
    old: SentenceRecord | None
    new: SentenceRecord | None
    runs: tuple[Run, ...] = ()

    @property
    def record(self) -> SentenceRecord:
        """The new sentence record, the old one where it is gone."""
        either = self.new or self.old
        assert either is not None
        return either

    @property
    def has_other_basis(self) -> bool:
        """Whether something else stands behind the new sentence record than behind the old one."""
        return bool(self.old and self.new and self.old.basis != self.new.basis)


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """A section by its id and heading: what became of it, and of its sentence records in order."""

    id: str
    heading: str
    fate: Fate
    steps: tuple[SentenceDifference, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of a leaflet is read, as its front matter says; `name` is what it was called
    by.
    """

    name: str
    leaflet: str
    language: str
    title: str
    version: str
    published: datetime.date
    review_due: datetime.date


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions and their sections in the order of the new one, what is gone where it stood.

    Without an `old` one nothing is compared, and all sentence records are the same.
    """

    old: Version | None
    new: Version
    sections: tuple[SectionDifference, ...]
    is_coarse: bool = False

    def count(self, kind: Kind) -> int:
        """How many sentence records something became of."""
        return sum(step.kind is kind for section in self.sections for step in section.steps)

    @property
    def is_wording_same(self) -> bool:
        """Whether a patient reads the same words in the same order."""
        kinds = (Kind.CHANGED, Kind.MOVED, Kind.NEW, Kind.GONE)
        return not any(map(self.count, kinds)) and all(s.fate is Fate.SAME for s in self.sections)


def total(difference: Difference) -> str:
    """How much differs, in one line."""
    count = difference.count
    changed = count(Kind.CHANGED)
    parts = [f"{changed} sentence{'' if changed == 1 else 's'} changed"] if changed else []
    parts += [f"{n} {k}" for k in (Kind.NEW, Kind.GONE, Kind.MOVED) if (n := count(k))]
    sections = [section.fate for section in difference.sections]
    for fate in (Fate.NEW, Fate.GONE, Fate.MOVED):
        if n := sections.count(fate):
            parts.append(f"{n} section{'' if n == 1 else 's'} {fate}")
    summary = ", ".join(parts) or "no word changed"
    behind = count(Kind.BEHIND)
    if behind:
        summary += f"; {behind} with the same words and another source behind them"
    return summary
