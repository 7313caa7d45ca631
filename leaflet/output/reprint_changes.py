"""Compares two manifests: what each clinic has to reprint, recycle and put out. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from leaflet.formats.format import ENDINGS
from leaflet.output.manifest_entries import ManifestEntry


class Action(StrEnum):
    """What a clinic does with the paper of an edition, in the order of listing."""

    REPRINT = "reprint"
    RECYCLE = "recycle"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class EditionChange:
    """A changed edition; `old` is None for a new edition, `new` for a removed one."""

    old: ManifestEntry | None
    new: ManifestEntry | None

    @property
    def entry(self) -> ManifestEntry:
        """The new entry or, for a removed edition, the old one."""
        entry = self.new or self.old
        assert entry is not None
        return entry

    @property
    def action(self) -> Action:
        """What a clinic does with the paper of the edition."""
        if self.old is None:
            return Action.NEW
        return Action.REPRINT if self.new else Action.RECYCLE

    @property
    def is_same(self) -> bool:
        """Whether the paper stays: it has the same bytes, and nothing in it is older."""
        return bool(
            self.old and self.new and self.old.sha256 == self.new.sha256 and not self.new.stale
        )

    @property
    def has_new_wording(self) -> bool | None:
        """Whether the words for patients differ; None for a new or removed edition."""
        return self.old.words != self.new.words if self.old and self.new else None

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons for a reprint, as far as the manifests show them."""
        old, new = self.old, self.new
        if old is None or new is None:
            return ()
        reasons = ["wording changed"] if self.has_new_wording else []
        reasons += [
            f"{what} {before} to {after}"
            for what, before, after in (
                ("version", old.version, new.version),
                ("state", old.state, new.state),
            )
            if before != after
        ]
        reasons += [f"has {older}" for older in new.stale]
        return tuple(reasons) or ("details or layout, same wording",)


@dataclass(frozen=True, slots=True)
class Line:
    """The editions of a leaflet in a language that have the same action for the same reasons."""

    action: Action
    leaflet: str
    language: str
    reasons: tuple[str, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClinicChanges:
    """The changes for one clinic, and the number of its unchanged editions."""

    clinic: str
    changes: tuple[EditionChange, ...]
    unchanged: int

    def count(self, action: Action) -> int:
        """With how many editions something is done."""
        return sum(change.action is action for change in self.changes)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The changes with formats grouped, in the order of the actions."""
        together: dict[tuple[int, str, str, tuple[str, ...]], set[str]] = defaultdict(set)
        order = list(Action)
        for change in self.changes:
            entry = change.entry
            key = (order.index(change.action), entry.leaflet, entry.language, change.reasons)
            together[key].add(_medium(entry))
        return tuple(
            Line(order[at], leaflet, language, reasons, tuple(sorted(formats)))
            for (at, leaflet, language, reasons), formats in sorted(together.items())
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes by clinic; clinics without changes are only counted.

    `is_wording_same` means that no edition in both manifests has other words.
    """

    clinics: tuple[ClinicChanges, ...]
    unchanged: int
    is_wording_same: bool

    def count(self, action: Action) -> int:
        """With how many editions something is done."""
        return sum(clinic.count(action) for clinic in self.clinics)


def diff(old: Iterable[ManifestEntry], new: Iterable[ManifestEntry]) -> Changes:
    """The changes from one manifest's entries to another's. An edition with equal bytes counts as
    unchanged, unless it is stale: then its paper is old although no newer file was built.
    """
    before, after = ({entry.path: entry for entry in entries} for entries in (old, new))
    changed: dict[str, list[EditionChange]] = defaultdict(list)
    same: dict[str, int] = defaultdict(int)
    changes = [EditionChange(before.get(path), after.get(path)) for path in sorted(before | after)]
    for change in changes:
        clinic = change.entry.clinic
        if change.is_same:
            same[clinic] += 1
        else:
            changed[clinic].append(change)
    clinics = tuple(
        ClinicChanges(clinic, tuple(found), same[clinic])
        for clinic, found in sorted(changed.items())
    )
    is_wording_same = not any(change.has_new_wording for change in changes)
    return Changes(clinics, sum(same.values()), is_wording_same)


def total(changes: Changes | ClinicChanges) -> str:
    """The number of editions for each action: "2 to reprint, 3 new"; empty without changes."""
    labels = (("to reprint", Action.REPRINT), ("to recycle", Action.RECYCLE), ("new", Action.NEW))
    counts = ((changes.count(action), words) for words, action in labels)
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def _medium(entry: ManifestEntry) -> str:
    """The name of an edition's format, marked if it is for a screen."""
    is_paper = entry.path.endswith(ENDINGS["paper"])
    return entry.format if is_paper else f"{entry.format} (online)"
