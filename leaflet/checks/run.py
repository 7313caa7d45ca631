"""Checks: one file, one `CHECK` each; `(subject) → Iterator[Finding]`, never cached.

A check says which stage it belongs to: "content" reads a file of an author with its places, the
words of a leaflet, or a leaflet together with its clinic, "composed" a planned edition,
"rendered" an edition with its rendering. `leaflet list checks` names them all, `leaflet explain`
says what each is for.

Which checks a leaflet must pass is its profile's to say (`profiles/`), how much each matters the
project's (`checks:` in leaflet.yaml); what somebody has accepted is waived in the leaflet itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import Any, Literal

from leaflet import profiles, registry
from leaflet.clinic import Clinic
from leaflet.diagnostics import Finding, Severity, Span, warning
from leaflet.edition import Edition
from leaflet.lexicon import Lexicon
from leaflet.model import Leaflet
from leaflet.reading import Reading
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


#: What a check finds past this many in one file is the same again.
MOST_FINDINGS = 200

#: Place, message, hint; and a severity where it differs from the check's.
Found = tuple[Span, str, str] | tuple[Span, str, str, Severity]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: stable id, stage, what it reads, severity, and its promise in one sentence.

    `run` yields (place, message, hint), and where a finding matters more or less than the others
    its severity too; id and severity are added here. `finds` says when it speaks, `mend` what to do
    then, `why` what it rests on: the instrument, paper or rule. A check that `binds` can neither be
    waived nor made to matter less.
    """

    id: str
    stage: Stage
    reads: type[Any]
    severity: Severity
    summary: str
    run: Callable[[Any], Iterator[Found]]
    finds: str = ""
    mend: str = ""
    why: str = ""
    binds: bool = False

    def findings(self, subject: Any) -> Iterator[Finding]:
        """What the check finds in a subject."""
        for found in self.run(subject):
            span, message, hint = found[:3]
            severity = found[3] if len(found) > 3 else self.severity
            yield Finding(self.id, severity, span, message, hint)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a project adds to the checks: severities by id, lexicons by language, and texts of
    others by their names.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    lexicons: Mapping[str, Lexicon] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@cache
def every() -> tuple[Check, ...]:
    """All checks, by name."""
    checks: tuple[Check, ...] = registry.load_all("checks", "CHECK")
    return checks


def find(name: str) -> Check:
    """The check of a name."""
    check: Check = registry.load("checks", name, "CHECK")
    return check


@cache
def _of(stage: Stage, reads: Any) -> tuple[Check, ...]:
    return tuple(check for check in every() if (check.stage, check.reads) == (stage, reads))


def check_file(loaded: Loaded[Any], rules: Rules | None = None) -> list[Finding]:
    """Content checks of a file that could be read."""
    rules = rules or Rules()
    value = loaded.value
    reads: Any = type(value)
    if not isinstance(value, Leaflet):
        return _run(_of("content", reads), loaded, None, rules)
    reading = Reading(loaded, rules.lexicons.get(value.language), rules.texts)
    found = [
        *_run(_of("content", Leaflet), loaded, value, rules),
        *_run(_of("content", Reading), reading, value, rules),
    ]
    return [*found, *_unused(loaded, value, {finding.code for finding in found})]


def _unused(loaded: Loaded[Any], leaflet: Leaflet, found: set[str]) -> Iterator[Finding]:
    """Waivers of checks of this stage that found nothing: what they will hide one day, nobody has
    accepted.
    """
    ran = {check.id for check in (*_of("content", Leaflet), *_of("content", Reading))}
    for index, waiver in enumerate(leaflet.waivers):
        if waiver.check in ran - found - {"waivers"}:
            place = loaded.place(("waivers", index, "check"))
            message = f'"{waiver.check}" finds nothing here, so nothing is waived'
            yield warning("unused-waiver", place, message, "delete the waiver")


def check_meeting(meeting: Meeting, rules: Rules | None = None) -> list[Finding]:
    """Content checks of a leaflet and a clinic together."""
    return _run(_of("content", Meeting), meeting, meeting.leaflet.value, rules or Rules())


def check_planned(subject: Planned, rules: Rules | None = None) -> list[Finding]:
    """Composed checks of an edition."""
    return _run(_of("composed", Planned), subject, subject.edition.leaflet, rules or Rules())


def check_rendering(subject: Rendered, rules: Rules | None = None) -> list[Finding]:
    """Rendered checks of an edition."""
    return _run(_of("rendered", Rendered), subject, subject.edition.leaflet, rules or Rules())


def _run(
    checks: Iterable[Check], subject: Any, leaflet: Leaflet | None, rules: Rules
) -> list[Finding]:
    """What checks find in a subject, as the leaflet's profile, its waivers and the project have
    it.
    """
    without = profiles.find(leaflet.profile).without if leaflet else frozenset()
    waivers = {waiver.check: waiver for waiver in reversed(leaflet.waivers)} if leaflet else {}
    found = []
    for check in checks:
        if check.id in without:
            continue
        for finding in islice(check.findings(subject), MOST_FINDINGS):
            waiver = waivers.get(check.id)
            if check.binds:
                found.append(finding)
            elif waiver:
                told = f"accepted by {waiver.by} on {waiver.date.isoformat()}: {waiver.reason}"
                found.append(replace(finding, severity=Severity.WAIVED, waiver=told))
            elif check.id in rules.severities:
                found.append(replace(finding, severity=rules.severities[check.id]))
            else:
                found.append(finding)
    return found
