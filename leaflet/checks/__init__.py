"""Checks: one file, one `CHECK` each; `(subject) → Iterator[Finding]`, never cached.

A check says which stage it belongs to: "content" reads a file of an author with its places, or
a leaflet together with its clinic, "composed" a planned edition, "rendered" an edition with its
rendering. `leaflet list checks` names them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from leaflet import registry
from leaflet.clinic import Clinic
from leaflet.diagnostics import Finding, Severity, Span
from leaflet.edition import Edition
from leaflet.model import Leaflet
from leaflet.render import Rendering
from leaflet.sources import Loaded

Stage = Literal["content", "composed", "rendered"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A leaflet and a clinic that hands it out; `targets` are the clinic marks in its texts."""

    leaflet: Loaded[Leaflet]
    clinic: Loaded[Clinic]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """An edition and the files it is made of: the leaflet's first, then the clinic's, locale and
    jurisdiction.
    """

    edition: Edition
    files: tuple[Loaded[Any], ...]

    @property
    def leaflet(self) -> Loaded[Leaflet]:
        """The leaflet's file."""
        return self.files[0]

    @property
    def clinic(self) -> Loaded[Clinic]:
        """The clinic's file."""
        return self.files[1]


@dataclass(frozen=True, slots=True)
class Rendered(Planned):
    """What a rendered check reads: a planned edition and what came out."""

    rendering: Rendering


@dataclass(frozen=True, slots=True)
class Check:
    """A check: stable id, stage, what it reads, severity, and its promise in one sentence.

    `run` yields (place, message, hint); severity and id are added here.
    """

    id: str
    stage: Stage
    reads: type[Any]
    severity: Severity
    summary: str
    run: Callable[[Any], Iterator[tuple[Span, str, str]]]

    def findings(self, subject: Any) -> Iterator[Finding]:
        """What the check finds in a subject."""
        for span, message, hint in self.run(subject):
            yield Finding(self.id, self.severity, span, message, hint)


def every() -> tuple[Check, ...]:
    """All checks, by name."""
    checks: tuple[Check, ...] = registry.load_all("checks", "CHECK")
    return checks


def check_file(loaded: Loaded[Any]) -> list[Finding]:
    """Content checks of a file that could be read."""
    return [
        finding
        for check in every()
        if check.stage == "content" and isinstance(loaded.value, check.reads)
        for finding in check.findings(loaded)
    ]


def check_meeting(meeting: Meeting) -> list[Finding]:
    """Content checks of a leaflet and a clinic together."""
    together = (check for check in every() if check.reads is Meeting)
    return [finding for check in together for finding in check.findings(meeting)]


def check_planned(subject: Planned) -> list[Finding]:
    """Composed checks of an edition."""
    planned = (check for check in every() if check.stage == "composed")
    return [finding for check in planned for finding in check.findings(subject)]


def check_rendering(subject: Rendered) -> list[Finding]:
    """Rendered checks of an edition."""
    rendered = (check for check in every() if check.stage == "rendered")
    return [finding for check in rendered for finding in check.findings(subject)]
