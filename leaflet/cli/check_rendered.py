"""Renders editions for `leaflet check --stage rendered`, and keeps no file of them."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from leaflet.build import BuildRequest, Outcome, run
from leaflet.build.outcome import Result
from leaflet.cache.store import default_folder
from leaflet.cli import progress
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import Plan


def rendered_findings(
    project: Project,
    selection: Selection,
    is_asked: Callable[[Finding], bool],
    *,
    today: datetime.date,
    fresh: bool,
) -> tuple[Plan, list[Finding], list[str]]:
    """The plan of a selection, the findings of its renderings that are asked for, in the order of
    the plan, with why an edition could not be rendered, and the notes of the build.
    """
    with tempfile.TemporaryDirectory(prefix="leaflet-") as place:
        cache = default_folder(os.environ)
        request = BuildRequest(selection, today, Path(place) / "dist", cache, fresh=fresh)
        building = run(project, request)
        plan = building.plan
        if building.is_of_nothing:
            return plan, list(plan.loose), building.notes
        outcomes: list[Outcome] = []
        with closing(building), progress.watching(len(plan.editions)) as show:
            for outcome in building:
                outcomes.append(outcome)
                show(outcome)
        order = {planned.id: number for number, planned in enumerate(plan.editions)}
        outcomes.sort(key=lambda outcome: order[outcome.id])
        found = [
            finding
            for outcome in outcomes
            for finding in outcome.findings
            if is_asked(finding) or (_was_not_rendered(outcome) and finding.effect)
        ]
        return plan, list(dict.fromkeys(found)), building.notes


def _was_not_rendered(outcome: Outcome) -> bool:
    return outcome.result is Result.FAILED and outcome.stage != "rendered"
