"""What a build would do with each edition, and why; nothing is rendered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from leaflet.build.request import BuildRequest, PreparedBuild, prepare
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding
from leaflet.planning.loading import EditionLoader
from leaflet.planning.plan import Plan, PlannedEdition, withheld_by

#: What a build does with an edition; "fail" is for content with errors, "withhold" for an edition
#: that may not be released.
Action = Literal["build", "restore", "keep", "fail", "withhold"]


@dataclass(frozen=True, slots=True)
class DryStep:
    """What a build would do with an edition, why in a few words, and the findings so far."""

    planned: PlannedEdition
    action: Action
    reason: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """The steps of a build that is not run; `notes` list the problems with the cache.

    `is_of_nothing` tells whether the selection has no edition at all.
    """

    plan: Plan
    steps: tuple[DryStep, ...]
    notes: tuple[str, ...]
    cache_is_unwritable: bool
    is_of_nothing: bool = False


def dry_run(project: Project, request: BuildRequest) -> DryRun:
    """What a build of a request would do. Raises the same `UsageError` as the build."""
    prepared = prepare(project, request)
    steps = tuple(_steps(prepared))
    prepared.file_index.save()
    is_of_nothing = not prepared.whole_plan.editions
    store = prepared.store
    return DryRun(prepared.plan, steps, tuple(store.notes), store.is_unwritable, is_of_nothing)


def _steps(prepared: PreparedBuild) -> Iterator[DryStep]:
    check, loader = prepared.up_to_date, EditionLoader(prepared.summaries)
    for lazily_planned in prepared.plan.editions:
        if lazily_planned.withheld and not lazily_planned.is_broken:
            reason = "; ".join(lazily_planned.withheld)
            yield DryStep(lazily_planned, "withhold", reason, lazily_planned.findings)
            continue
        built = check.find(lazily_planned)
        planned = lazily_planned if built else loader.load(lazily_planned)
        withheld = withheld_by(planned, built.findings if built else planned.findings)
        if prepared.request.release and withheld and not planned.is_broken:
            yield DryStep(planned, "withhold", "; ".join(withheld.withheld), planned.findings)
        elif planned.is_broken:
            yield DryStep(planned, "fail", "its content has errors", planned.findings)
        elif built is None:
            yield DryStep(planned, "build", check.reason(planned), planned.findings)
        elif check.is_in_folder(built):
            yield DryStep(planned, "keep", "unchanged", built.findings)
        else:
            yield DryStep(planned, "restore", check.absence(planned), built.findings)
