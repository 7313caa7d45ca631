"""What is to be built: editions with their inputs, and what is wrong with their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, UsageError
from leaflet.core.edition_id import EditionId
from leaflet.core.located import Loaded
from leaflet.formats.format import Format
from leaflet.page.edition import Edition
from leaflet.planning.release_status import ReleaseStatus


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that an edition follows from: digests and short texts, named as a person names them.

    `record` is what is reported on approvals and dates, `checks` are the project's severities and
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
class PlannedEdition:
    """An edition of a plan. `files` and `edition` are empty until it is loaded; `edition` stays
    None where a file has errors.

    `inputs` are what the edition follows from, `release_status` is its state on the day; both are
    None where a file is broken. `withheld` lists why it is not built where only releases are.
    """

    id: EditionId
    files: tuple[Loaded[Any], ...] = ()
    edition: Edition | None = None
    findings: tuple[Finding, ...] = ()
    inputs: Inputs | None = None
    release_status: ReleaseStatus | None = None
    withheld: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As reports name it."""
        return self.id.name

    @property
    def format(self) -> Format:
        """Its format, in the type size that was asked for."""
        format_: Format = extensions.load("formats", self.id.format)
        return format_.at_type_size(self.id.type_size) if self.id.type_size else format_

    @property
    def path(self) -> str:
        """Where the reading file goes, relative to the output folder."""
        return self.id.file(self.format.suffix)

    @property
    def is_broken(self) -> bool:
        """Whether a finding keeps it from being built."""
        return any(finding.is_error for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Plan:
    """The editions of a selection in a fixed order, and notes on what was left out and why.

    `loose` are findings that touch no edition, such as the misspelt name of a leaflet.
    """

    editions: tuple[PlannedEdition, ...]
    notes: tuple[str, ...] = ()
    loose: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of all files that the editions use, each once, in the order of the files."""
        found = {finding: None for planned in self.editions for finding in planned.findings}
        found |= dict.fromkeys(self.loose)
        return tuple(sorted(found, key=lambda finding: (finding.span, finding.code)))


def with_type_size(plan: Plan, points: float) -> Plan:
    """The plan with its large print in a type size, in points.

    Raises `UsageError` where there is no large print, or when the size is under its floor.
    """
    is_large = {planned.id.format: planned.format.is_large_print for planned in plan.editions}
    if plan.editions and not any(is_large.values()):
        every = extensions.load_all("formats")
        names = " or ".join(format_.id for format_ in every if format_.is_large_print)
        raise UsageError("--type-size is for large print", f"add: --format {names}")
    editions = tuple(
        replace(planned, id=planned.id._replace(type_size=points))
        if is_large[planned.id.format]
        else planned
        for planned in plan.editions
    )
    for planned in editions:
        _ = planned.format  # a size that it does not have
    return replace(plan, editions=editions)


def released(plan: Plan) -> Plan:
    """The plan with everything withheld that may not be released."""
    editions = (
        replace(planned, withheld=planned.release_status.lacks)
        if planned.release_status
        else planned
        for planned in plan.editions
    )
    return replace(plan, editions=tuple(editions))


def shard_of(plan: Plan, number: int, of: int) -> Plan:
    """Part `number` of the plan in `of` parts, by a digest of the editions' names: the same on
    every machine.
    """

    def part(planned: PlannedEdition) -> int:
        return int.from_bytes(hashlib.sha256(planned.name.encode()).digest()[:8], "big") % of

    mine = tuple(planned for planned in plan.editions if part(planned) == number - 1)
    return replace(plan, editions=mine)
