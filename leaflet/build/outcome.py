"""What happened to an edition in a build."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leaflet.core.diagnostics import Finding
from leaflet.core.edition_id import EditionId
from leaflet.output.manifest_entries import ManifestEntry
from leaflet.planning.plan import PlannedEdition


class Result(StrEnum):
    """What happened to an edition."""

    BUILT = "built"
    CACHED = "cached"
    FAILED = "failed"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An edition and what happened to it.

    `stage` names the stage at which it failed: content, template or rendered; or it is "withheld".
    `seconds` is the time spent on it, including the time in workers.
    """

    planned: PlannedEdition
    result: Result
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    stage: str = ""
    entry: ManifestEntry | None = None

    @property
    def id(self) -> EditionId:
        """The id of the edition."""
        return self.planned.id
