"""What each clinic reprints and recycles when the files of a site take the place of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leaflet.output.manifest_entries import ManifestEntry
from leaflet.output.reprint_changes import Action, ClinicChanges, Line, diff, total
from leaflet.site.cards import format_words

#: A list of more lines is folded up at first.
_SHORT = 12
_WORDS = {Action.REPRINT: "Reprint", Action.RECYCLE: "Recycle", Action.NEW: "New"}


@dataclass(frozen=True, slots=True)
class ReprintLine:
    """What is done with the formats of a leaflet, and why, in words; `wait` says why the new file
    must not be handed out yet, and is empty where it may be.
    """

    what: str
    title: str
    formats: str
    reasons: str
    wait: str


@dataclass(frozen=True, slots=True)
class ClinicReprints:
    """What one clinic does."""

    id: str
    name: str
    lines: tuple[ReprintLine, ...]


@dataclass(frozen=True, slots=True)
class ReprintList:
    """What all clinics do; `total` counts it: "2 to reprint, 3 new", empty where nothing is."""

    total: str
    clinics: tuple[ClinicReprints, ...]

    @property
    def is_short(self) -> bool:
        """Whether the list takes little room."""
        return 0 < sum(len(clinic.lines) for clinic in self.clinics) <= _SHORT


def reprint_list(before: Iterable[ManifestEntry], after: Iterable[ManifestEntry]) -> ReprintList:
    """The list from one manifest's entries to another's."""
    old, new = tuple(before), tuple(after)
    changes = diff(old, new)
    shown = {(e.leaflet, e.language): e.title for e in (*old, *new) if e.title}
    names = {e.clinic: e.clinic_name for e in (*old, *new) if e.clinic_name}
    clinics = tuple(
        ClinicReprints(
            found.clinic,
            names.get(found.clinic, found.clinic),
            tuple(_line(line, shown, _wait(found, line)) for line in found.lines),
        )
        for found in changes.clinics
    )
    return ReprintList(total(changes), clinics)


def _wait(changes: ClinicChanges, line: Line) -> str:
    """Why what a line says to print must not be handed out yet."""
    new = [
        change.new
        for change in changes.changes
        if change.new
        and (change.new.leaflet, change.new.language) == (line.leaflet, line.language)
        and (change.action, change.reasons) == (line.action, line.reasons)
    ]
    states = {entry.state for entry in new if entry.state != "approved"}
    if states:
        return f"Wait: the new file is not for patients ({', '.join(sorted(states))})."
    is_stale = any(entry.stale for entry in new)
    return "Wait: the new file is not built yet." if is_stale else ""


def _line(line: Line, titles: dict[tuple[str, str], str], wait: str) -> ReprintLine:
    title = titles.get((line.leaflet, line.language), line.leaflet)
    return ReprintLine(
        what=_WORDS[line.action],
        title=f"{title}, {line.language}",
        formats="; ".join(map(_format, line.formats)),
        reasons="; ".join(line.reasons),
        wait=wait,
    )


def _format(medium: str) -> str:
    """A format in words; one for screens is online, and there is no paper."""
    name, _, online = medium.partition(" ")
    return f"{format_words(name)[0]} {online}".strip()
