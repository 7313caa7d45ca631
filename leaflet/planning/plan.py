"""The plan of a build: its editions with their inputs, and the findings in their content."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, UsageError
from leaflet.core.edition_id import EditionId
from leaflet.core.located import Loaded
from leaflet.formats.format import Format
from leaflet.planning.release_status import ReleaseStatus, things

if TYPE_CHECKING:
    from leaflet.page.edition import Edition


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that an edition depends on, as digests and short texts; hashed to the plan key.

    `record` holds the findings on approvals and dates, `checks` the project's severities and
    lexicons, `options` those of the build, `printing` the settings of print forms; `program` stands
    for the program, its packages and the native libraries, `links` for the files to which a screen
    page leads.
    """

    edition: str
    leaflet: str
    clinic: str
    locale: str
    jurisdiction: str
    state: str
    kind: str = ""
    record: str = ""
    checks: str = ""
    templates: str = ""
    printing: str = ""
    options: str = ""
    program: str = ""
    links: str = ""


@dataclass(frozen=True, slots=True)
class PlannedEdition:
    """An edition of a plan, made on a `day`; `files` and `edition` are empty until it is loaded.

    `edition` stays None where a file has errors. `inputs` and `release_status` are None where a
    file is broken. `withheld` lists the reasons why a release leaves the edition out, `text_file`
    is that of the edition.
    """

    id: EditionId
    files: tuple[Loaded[Any], ...] = ()
    edition: Edition | None = None
    findings: tuple[Finding, ...] = ()
    inputs: Inputs | None = None
    release_status: ReleaseStatus | None = None
    withheld: tuple[str, ...] = ()
    day: datetime.date = datetime.date.min
    text_file: str = ""

    @property
    def name(self) -> str:
        """The name of the edition in reports."""
        return self.id.name

    @property
    def format(self) -> Format:
        """Its format, in the requested type size."""
        format_: Format = extensions.load("formats", self.id.format)
        return format_.at_type_size(self.id.type_size) if self.id.type_size else format_

    @property
    def path(self) -> str:
        """The path of the reading file, relative to the output folder."""
        return self.id.file(self.format.suffix)

    @property
    def is_broken(self) -> bool:
        """Whether no page can be made of it."""
        return any(finding.is_broken for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Plan:
    """The editions of a selection in a fixed order, and notes on what was left out and why.

    `loose` are findings that belong to no edition, such as the misspelt name of a leaflet.
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

    Raises `UsageError` where there is no large print, or when the size is below its minimum.
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
        _ = planned.format  # raises for a size that the format does not have
    return replace(plan, editions=editions)


def released(plan: Plan) -> Plan:
    """The plan in which every edition that may not be released is withheld."""
    editions = (
        replace(planned, withheld=planned.release_status.lacks)
        if planned.release_status
        else planned
        for planned in plan.editions
    )
    return replace(plan, editions=tuple(editions))


def withheld_by(planned: PlannedEdition, findings: Iterable[Finding]) -> PlannedEdition | None:
    """The edition, withheld from a release where one of its findings is unfit; None where none is.

    Unfit findings of single files are among the reasons of the release status; this holds those of
    a leaflet at a clinic and of own templates, which are known once an edition is loaded.
    """
    count = len({finding for finding in findings if finding.is_unfit})
    return replace(planned, withheld=(f"{things(count)} to mend",)) if count else None


def shard_of(plan: Plan, number: int, of: int) -> Plan:
    """Shard `number` of `of` shards; a digest of its name decides the shard of an edition, so that
    all machines agree.
    """

    def part(planned: PlannedEdition) -> int:
        return int.from_bytes(hashlib.sha256(planned.name.encode()).digest()[:8], "big") % of

    mine = tuple(planned for planned in plan.editions if part(planned) == number - 1)
    return replace(plan, editions=mine)
