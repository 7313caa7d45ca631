"""What the commands do with a project: run, show, and return the exit code."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import click

from leaflet import checks, registry, report
from leaflet.build import Outcome, build
from leaflet.diagnostics import LeafletError, Severity
from leaflet.manifest import write_whole
from leaflet.plan import Plan, Selection, enlarged, make_plan
from leaflet.printing import Wishes
from leaflet.project import Project

#: What whoever prints fronts and backs apart must know; see `sheets.fronts_and_backs`.
TURN_THE_PILE = (
    "print the fronts, put the pile back as it lies, printed side down, neither turned nor sorted,"
    " then print the backs; try one sheet first"
)


def run_build(
    project: Project,
    selection: Selection,
    output: Path,
    *,
    today: datetime.date,
    report_file: Path | None,
    wishes: Wishes | None = None,
) -> int:
    """Build a selection, say so on stderr, write the report."""
    wishes = wishes or Wishes()
    plan = make_plan(project, selection, today=today)
    if wishes.type_size is not None:
        plan = enlarged(plan, wishes.type_size)
    outcomes: list[Outcome] = []
    stopped: LeafletError | None = None
    try:
        with closing(build(project, plan, output, today=today, wishes=wishes)) as running:
            for outcome in running:
                outcomes.append(outcome)
                if report.is_live():
                    progress = f"[{len(outcomes)}/{len(plan.editions)}]"
                    click.echo(f"{progress} {report.outcome_line(outcome)}", err=True)
    except LeafletError as problem:
        stopped = problem
    finally:
        if report_file:
            write_whole(report_file, report.to_json(outcomes).encode(), "--report")
    findings = [*plan.loose, *(finding for outcome in outcomes for finding in outcome.findings)]
    problems = [finding for finding in findings if finding.severity is not Severity.NOTE]
    _say(plan, report.finding_lines(problems, colour=report.use_colour()))
    _say_how_to_turn(wishes)
    if outcomes or not stopped:
        click.echo(report.summary(outcomes, str(output)), err=True)
    code = report.exit_code(outcomes, findings)
    if stopped:
        click.echo(report.error_lines(stopped), err=True)
        code = max(code, report.error_code(stopped))
    return code


def _say_how_to_turn(wishes: Wishes) -> None:
    if wishes.manual_duplex:
        click.echo(f"note: {TURN_THE_PILE}", err=True)


def run_check(
    project: Project, selection: Selection, output_format: str, *, today: datetime.date
) -> int:
    """Check a selection's content, findings to stdout; without one, every file."""
    plan = make_plan(project, selection, whole=selection == Selection(), today=today)
    if output_format == "json":
        records = [report.finding_record(finding) for finding in plan.findings]
        click.echo(json.dumps({"findings": records}, indent=1, ensure_ascii=False))
    else:
        colour = report.use_colour(sys.stdout)
        for line in report.finding_lines(plan.findings, colour=colour):
            click.echo(line)
    _say(plan, [])
    found = report.severities(plan.findings)
    click.echo(f"{report.counted(len(plan.editions), 'edition')}: {found}", err=True)
    return report.exit_code((), plan.findings)


def _say(plan: Plan, lines: list[str]) -> None:
    for line in (*lines, *(f"note: {note}" for note in plan.notes)):
        click.echo(line, err=True)


def run_list(find: Callable[[], Project], what: str, *, as_json: bool) -> int:
    """List one kind of thing to stdout."""
    rows = _LISTS[what](find)
    if as_json:
        click.echo(json.dumps({what: rows}, indent=1, ensure_ascii=False))
    elif rows:
        cells = [[str(value) for value in row.values()] for row in rows]
        click.echo(report.table(cells, report.terminal_width()))
    return report.Exit.DONE


def _leaflets(find: Callable[[], Project]) -> list[dict[str, str]]:
    return [
        {
            "leaflet": name,
            "language": language,
            "title": loaded.value.title if loaded.value else "(has errors)",
        }
        for (name, language), loaded in find().leaflets.items()
    ]


def _clinics(find: Callable[[], Project]) -> list[dict[str, str]]:
    return [
        {"clinic": name, "name": loaded.value.name if loaded.value else "(has errors)"}
        for name, loaded in find().clinics.items()
    ]


def _formats(_: Callable[[], Project]) -> list[dict[str, str]]:
    formats = registry.load_all("formats", "FORMAT")
    return [{"format": format_.id, "title": format_.title} for format_ in formats]


def _languages(find: Callable[[], Project]) -> list[dict[str, str]]:
    return [
        {"language": name, "name": loaded.value.name if loaded.value else "(has errors)"}
        for name, loaded in find().locales.items()
    ]


def _editions(find: Callable[[], Project]) -> list[dict[str, str]]:
    return [
        {
            "clinic": wanted.clinic,
            "language": wanted.language,
            "leaflet": wanted.leaflet,
            "format": wanted.format,
            "path": wanted.path,
        }
        for wanted in make_plan(find(), Selection()).editions
    ]


def _checks(_: Callable[[], Project]) -> list[dict[str, str]]:
    return [
        {
            "check": check.id,
            "stage": check.stage,
            "severity": check.severity.value,
            "summary": check.summary,
        }
        for check in checks.every()
    ]


_LISTS: dict[str, Callable[[Callable[[], Project]], list[dict[str, str]]]] = {
    "leaflets": _leaflets,
    "clinics": _clinics,
    "formats": _formats,
    "languages": _languages,
    "editions": _editions,
    "checks": _checks,
}
