"""Runs `leaflet check`."""

from __future__ import annotations

import datetime
import os
import sys
from dataclasses import dataclass

import click

from leaflet import __version__
from leaflet.cli import finding_writers, github, text_report
from leaflet.cli.call import cached_summaries
from leaflet.cli.quiet import is_quiet, notes, say
from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, Severity
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import Plan
from leaflet.planning.planner import checked_plan


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The options of `check`: the output format, the `stage` of findings (None for all), whether
    warnings fail, whether notes are shown, and whether the cache is ignored.
    """

    output_format: str = "text"
    stage: str | None = None
    strict: bool = False
    verbose: bool = False
    fresh: bool = False


def run_check(
    project: Project, selection: Selection, inquiry: Inquiry, *, today: datetime.date
) -> int:
    """Check the content of a selection, or every file without one; findings go to stdout.

    Returns the exit code, which does not depend on the output format.
    """
    plan, asked, found_out = _asked(project, selection, inquiry, today)
    shows_notes = inquiry.verbose or inquiry.stage == "rendered"
    findings = tuple(f for f in asked if shows_notes or f.severity is not Severity.NOTE)
    report = finding_writers.FindingReport(
        findings,
        folder=github.folder_of(project.root, os.environ),
        version=__version__,
        strict=inquiry.strict,
        colour=text_report.use_colour(sys.stdout),
        summary=not is_quiet(),
    )
    click.echo(finding_writers.find(inquiry.output_format).write(report), nl=False)
    notes((*plan.notes, *found_out))
    if not plan.editions:
        raise text_report.nothing(plan, "check")
    if hidden := len(asked) - len(findings):
        them = "it" if hidden == 1 else "them"
        say(f"{text_report.counted(hidden, 'note')}; --verbose shows {them}")
    found = text_report.effects(findings)
    say(f"{text_report.counted(len(plan.editions), 'edition')}: {found}")
    return text_report.Exit.FINDINGS if any(map(report.fails, findings)) else text_report.Exit.DONE


def _asked(
    project: Project, selection: Selection, inquiry: Inquiry, today: datetime.date
) -> tuple[Plan, list[Finding], list[str]]:
    """The plan of a selection, the findings that are asked for, and what the cache says."""

    def is_asked(finding: Finding) -> bool:
        return inquiry.stage in (None, _stage_of(finding))

    if inquiry.stage == "rendered":
        from leaflet.cli.check_rendered import rendered_findings

        return rendered_findings(project, selection, is_asked, today=today, fresh=inquiry.fresh)
    summaries = cached_summaries(project, fresh=inquiry.fresh)
    whole = selection == Selection()
    plan = checked_plan(selection, summaries, today=today, whole=whole)
    assert summaries.file_index
    summaries.file_index.save()
    return plan, list(filter(is_asked, plan.findings)), list(summaries.file_index.store.notes)


def _stage_of(finding: Finding) -> str:
    """The stage of the check that a finding is of; "content" for what no check finds."""
    from leaflet.checks.check import find_check

    return (
        find_check(finding.code).stage if finding.code in extensions.names("checks") else "content"
    )
