"""What happened to an edition in a build."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leaflet.core.diagnostics import Finding
from leaflet.core.edition_id import EditionId
from leaflet.output.manifest import ManifestEntry
from leaflet.planning.plan import PlannedEdition


class Result(StrEnum):
    """What happened to an edition."""

    BUILT = "built"
    CACHED = "cached"
    FAILED = "failed"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An edition and what happened to it. `stage` says where it failed: content, template,
    rendered, or withheld where it is no release. `seconds` is the time spent on it, in workers too.
    """

    planned: PlannedEdition
    result: Result
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    stage: str = ""
    entry: ManifestEntry | None = None

    @property
    def id(self) -> EditionId:
        """What names the edition."""
        return self.planned.id
