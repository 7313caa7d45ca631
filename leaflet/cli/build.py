"""Runs `leaflet build`: shows outcomes and findings, writes the report."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from leaflet.build import BuildRequest, BuildRun, Outcome, dry_run, run
from leaflet.cli import github, progress, text_report
from leaflet.cli.quiet import notes, say
from leaflet.cli.site import write_index
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding, LeafletError, Severity
from leaflet.output.writing import write_output
from leaflet.planning.plan import Plan

#: The instruction for printing fronts and backs separately; see `imposed_pdf.fronts_and_backs`.
TURN_THE_PILE = (
    "print the fronts, put the pile back as it lies, printed side down, neither turned nor sorted,"
    " then print the backs; try one sheet first"
)

#: The actions of a dry run, in the order of its summary.
_ACTIONS = ("build", "restore", "keep", "fail", "withhold")


def run_build(
    project: Project,
    request: BuildRequest,
    report: Path | None = None,
    fails_on: str | None = None,
) -> int:
    """Run a build, show it on stderr, and write the report; returns the exit code. Findings with
    the effect `fails_on`, or a graver one, fail the run although the editions are written.
    """
    outcomes: list[Outcome] = []
    building = run(project, request)
    plan = building.plan
    if building.is_of_nothing:
        _show(project, plan, plan.loose, building.notes)
        raise text_report.nothing(plan, "build")
    try:
        stopped = _watch(building, outcomes)
    finally:
        order = {planned.id: number for number, planned in enumerate(plan.editions)}
        outcomes.sort(key=lambda outcome: order[outcome.id])
        if report:
            write_output(report, text_report.to_json(outcomes, building.stale).encode(), "--report")
    findings = [*plan.loose, *(finding for outcome in outcomes for finding in outcome.findings)]
    _show(project, plan, findings, building.notes)
    _show_outcomes(request, outcomes, stopped)
    say(*text_report.stale_lines(building.stale, request.output))
    _add_job_summary(outcomes, None if stopped else findings)
    code = text_report.exit_code(outcomes, findings, fails_on)
    if building.cache_is_unwritable:
        code = max(code, text_report.Exit.MACHINE)
    if stopped:
        click.echo(text_report.error_lines(stopped), err=True)
        return max(code, text_report.error_code(stopped))
    code = max(code, write_index(request.output, project.settings.printing))
    where = text_report.where_to_look(outcomes, request.output)
    if where and code == text_report.Exit.DONE:
        say(where)
    return code


def _watch(building: BuildRun, outcomes: list[Outcome]) -> LeafletError | None:
    """Show and collect outcomes; returns the error that stopped the build, if any."""
    try:
        with closing(building), progress.watching(len(building.plan.editions)) as show:
            for outcome in building:
                outcomes.append(outcome)
                show(outcome)
    except LeafletError as problem:
        return problem
    return None


def _show_outcomes(
    request: BuildRequest, outcomes: list[Outcome], stopped: LeafletError | None
) -> None:
    """Show the outcomes of all editions on stderr."""
    if request.print_options.manual_duplex:
        notes([TURN_THE_PILE])
    for line in text_report.withheld_lines(outcomes):
        click.echo(line, err=True)
    if outcomes or not stopped:
        say(text_report.summary(outcomes, str(request.output)), *text_report.drafts_line(outcomes))


def run_dry(project: Project, request: BuildRequest, fails_on: str | None = None) -> int:
    """Show on stdout what a build would do with each edition; returns the exit code."""
    found = dry_run(project, request)
    if found.is_of_nothing:
        _show(project, found.plan, found.plan.loose, found.notes)
        raise text_report.nothing(found.plan, "build")
    if found.steps:
        rows = [[step.action, step.planned.name, step.reason] for step in found.steps]
        click.echo(text_report.table(rows, text_report.terminal_width()))
    findings = [*found.plan.loose, *(finding for step in found.steps for finding in step.findings)]
    _show(project, found.plan, findings, found.notes)
    counts = {action: sum(step.action == action for step in found.steps) for action in _ACTIONS}
    listed = ", ".join(f"{count} to {action}" for action, count in counts.items() if count)
    editions = text_report.counted(len(found.steps), "edition")
    say(f"{editions}: {listed or 'nothing to do'}")
    code = text_report.exit_code((), findings, fails_on)
    if counts["withhold"]:
        code = max(code, text_report.Exit.RENDERING)
    return max(code, text_report.Exit.MACHINE) if found.cache_is_unwritable else code


def _add_job_summary(outcomes: list[Outcome], findings: list[Finding] | None) -> None:
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path or not github.is_runner(os.environ):
        return
    if note := github.add_summary(github.job_summary(outcomes, findings), path):
        notes([note])


def _show(project: Project, plan: Plan, findings: Iterable[Finding], more: Iterable[str]) -> None:
    """Show findings and notes on stderr, and findings as annotations on a GitHub runner."""
    problems = [finding for finding in findings if finding.severity is not Severity.NOTE]
    if github.is_runner(os.environ):
        lines = github.annotations(problems, folder=github.folder_of(project.root, os.environ))
    else:
        lines = text_report.finding_lines(problems, colour=text_report.use_colour())
    for line in lines:
        click.echo(line, err=True)
    notes((*plan.notes, *more))
