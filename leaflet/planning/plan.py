"""What is to be built: editions with their inputs, and what is wrong with their content."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, UsageError
from leaflet.core.located import Loaded
from leaflet.page.edition import Edition
from leaflet.planning.release_status import Standing


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that an edition follows from: digests and short texts, named as a person names them.

    `record` is what is told of approvals and dates, `checks` are the project's severities and
    lexicons, `options` those of the build, `printing` is how print forms are made, `program` stands
    for the program, its packages and the native libraries. Their digest is the plan key.
    """

    edition: str
    leaflet: str
    clinic: str
    locale: str
    jurisdiction: str
    state: str
    record: str = ""
    checks: str = ""
    templates: str = ""
    printing: str = ""
    options: str = ""
    program: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An edition by its names, with its files; `edition` is None where one of them is broken, or
    while the plan is a sketch.

    `inputs` say what the edition follows from, `standing` where it stands on the day; None where
    that cannot be told. `withheld` says why it is not built where only releases are.
    """

    leaflet: str
    clinic: str
    language: str
    format: str
    files: tuple[Loaded[Any], ...]
    edition: Edition | None
    findings: tuple[Finding, ...] = ()
    inputs: Inputs | None = None
    standing: Standing | None = None
    withheld: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As reports name it; the same as `Edition.name`."""
        return f"{self.clinic}/{self.language}/{self.leaflet}.{self.format}"

    @property
    def path(self) -> str:
        """Where the reading file goes; the same as `Edition.path`."""
        format_ = extensions.load("formats", self.format)
        return f"{self.name}{format_.suffix}"

    @property
    def is_broken(self) -> bool:
        """Whether a finding keeps it from being built."""
        return any(finding.is_error for finding in self.findings)


def _as_it_is(wanted: Wanted) -> Wanted:
    return wanted


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be built, in a fixed order, and what was left out and why.

    `loose` are findings that touch no edition, such as the misspelt name of a leaflet, `paths`
    tells those of all editions of the project, selected or not. `complete` reads the files of an
    edition of a sketch and checks them.
    """

    editions: tuple[Wanted, ...]
    notes: tuple[str, ...]
    loose: tuple[Finding, ...] = ()
    paths: Callable[[], Collection[str]] = frozenset
    complete: Callable[[Wanted], Wanted] = _as_it_is

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of all files that the editions use, each once, in the order of the files."""
        found = {finding: None for wanted in self.editions for finding in wanted.findings}
        found |= dict.fromkeys(self.loose)
        return tuple(sorted(found, key=lambda finding: (finding.span, finding.code)))


def enlarged(plan: Plan, points: float) -> Plan:
    """The plan with its large print at another type size.

    Raises `UsageError` where there is no large print, or when the size is under its floor.
    """
    formats = {w.format: extensions.load("formats", w.format) for w in plan.editions}
    large = [format_ for format_ in formats.values() if format_.is_large_print]
    if plan.editions and not large:
        every = extensions.load_all("formats")
        names = " or ".join(format_.id for format_ in every if format_.is_large_print)
        raise UsageError("--type-size is for large print", f"add: --format {names}")
    for format_ in large:
        format_.at_type_size(points)
    editions = tuple(_enlarge(wanted, points) for wanted in plan.editions)
    return replace(
        plan, editions=editions, complete=lambda wanted: _enlarge(plan.complete(wanted), points)
    )


def released(plan: Plan) -> Plan:
    """The plan with everything withheld that may not be released."""
    editions = (
        replace(wanted, withheld=wanted.standing.lacks) if wanted.standing else wanted
        for wanted in plan.editions
    )
    return replace(plan, editions=tuple(editions))


def _enlarge(wanted: Wanted, points: float) -> Wanted:
    edition = wanted.edition
    if edition is None or not edition.format.is_large_print:
        return wanted
    return replace(wanted, edition=replace(edition, format=edition.format.at_type_size(points)))
