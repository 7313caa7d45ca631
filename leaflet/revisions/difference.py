"""The difference of two versions of a leaflet: sections, sentence records, words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from leaflet.revisions.sentence_records import SentenceRecord
from leaflet.revisions.sequence_diff import Run


class Kind(StrEnum):
    """How a sentence record changed."""

    SAME = "same"
    CHANGED = "changed"
    BEHIND = "source changed"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


class Fate(StrEnum):
    """How a section changed."""

    SAME = "same"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


#: The note on a difference that is coarse.
COARSE = "too much differs to be compared in full: some sentences stand as gone and new"


@dataclass(frozen=True, slots=True)
class SentenceDifference:
    """A sentence record of the old version, of the new one, or of both; `runs` are the words of one
    that changed.
    """

    kind: Kind
    old: SentenceRecord | None
    new: SentenceRecord | None
    runs: tuple[Run, ...] = ()

    @property
    def record(self) -> SentenceRecord:
        """The new sentence record, or the old one where it is gone."""
        either = self.new or self.old
        assert either is not None
        return either

    @property
    def has_other_basis(self) -> bool:
        """Whether the new sentence record has another basis than the old one."""
        return bool(self.old and self.new and self.old.basis != self.new.basis)


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """A section, how it changed, and the differences of its sentence records in order."""

    id: str
    heading: str
    fate: Fate
    steps: tuple[SentenceDifference, ...]


#: What stands in place of a date that a leaflet does not name.
NO_DATE = "(no date)"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a leaflet as its front matter states it; `name` is the file or revision that was
    read, the days are None where it has none.
    """

    name: str
    leaflet: str
    language: str
    title: str
    version: str
    published: datetime.date | None
    review_due: datetime.date | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions, and their sections in the order of the new one; what is gone keeps its place.

    Without an `old` version nothing is compared, and all sentence records are the same.
    """

    old: Version | None
    new: Version
    sections: tuple[SectionDifference, ...]
    is_coarse: bool = False

    def count(self, kind: Kind) -> int:
        """The number of sentence records of a kind."""
        return sum(step.kind is kind for section in self.sections for step in section.steps)

    @property
    def is_wording_same(self) -> bool:
        """Whether a patient reads the same words in the same order."""
        kinds = (Kind.CHANGED, Kind.MOVED, Kind.NEW, Kind.GONE)
        return not any(map(self.count, kinds)) and all(s.fate is Fate.SAME for s in self.sections)


def total(difference: Difference) -> str:
    """The numbers of changes, in one line."""
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
