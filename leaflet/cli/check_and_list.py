"""Runs `leaflet check` and `leaflet list`."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import click

from leaflet import __version__
from leaflet.checks.check import all_checks
from leaflet.cli import finding_writers, github, text_report
from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.core.diagnostics import Severity
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import lazy_plan, make_plan


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The options of `check`: the output format, the `stage` of findings (None for all), whether
    warnings fail, and whether notes are shown.
    """

    output_format: str = "text"
    stage: str | None = None
    strict: bool = False
    verbose: bool = False


def run_check(
    project: Project, selection: Selection, inquiry: Inquiry, *, today: datetime.date
) -> int:
    """Check the content of a selection, or every file without one; findings go to stdout.

    Returns the exit code, which does not depend on the output format.
    """
    plan = make_plan(project, selection, whole=selection == Selection(), today=today)
    stages = {check.id: check.stage for check in all_checks()}
    asked = [f for f in plan.findings if inquiry.stage in (None, stages.get(f.code, "content"))]
    findings = tuple(f for f in asked if inquiry.verbose or f.severity is not Severity.NOTE)
    report = finding_writers.FindingReport(
        findings,
        folder=github.folder_of(project.root, os.environ),
        version=__version__,
        rules={check.id: check.summary for check in all_checks()},
        strict=inquiry.strict,
        colour=text_report.use_colour(sys.stdout),
    )
    click.echo(finding_writers.find(inquiry.output_format).write(report), nl=False)
    for note in plan.notes:
        click.echo(f"note: {note}", err=True)
    if not plan.editions:
        raise text_report.nothing(plan, "check")
    if hidden := len(asked) - len(findings):
        them = "it" if hidden == 1 else "them"
        click.echo(f"{text_report.counted(hidden, 'note')}; --verbose shows {them}", err=True)
    found = text_report.effects(findings)
    click.echo(f"{text_report.counted(len(plan.editions), 'edition')}: {found}", err=True)
    return text_report.Exit.FINDINGS if any(map(report.fails, findings)) else text_report.Exit.DONE


def run_list(find: Callable[[], Project], what: str, *, today: datetime.date, as_json: bool) -> int:
    """List leaflets, clinics or another kind on stdout; returns the exit code."""
    rows: Sequence[Row] = _editions(find, today) if what == "editions" else _LISTS[what](find)
    if as_json:
        click.echo(json.dumps({what: rows}, indent=1, ensure_ascii=False))
    elif rows:
        cells = [[_cell(value) for value in row.values()] for row in rows]
        click.echo(text_report.table(cells, text_report.terminal_width()))
    return text_report.Exit.DONE


def _cell(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


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
    formats = extensions.load_all("formats")
    return [{"format": format_.id, "title": format_.title} for format_ in formats]


def _languages(find: Callable[[], Project]) -> list[dict[str, str]]:
    return [
        {"language": name, "name": loaded.value.name if loaded.value else "(has errors)"}
        for name, loaded in find().locales.items()
    ]


def _shared(find: Callable[[], Project]) -> list[dict[str, str]]:
    from leaflet.planning.file_summaries import FileSummaries
    from leaflet.planning.shared_uses import SharedUses

    uses = SharedUses(FileSummaries(find()))
    return [
        {"shared": name, "leaflet": leaflet, "language": language}
        for name in uses.known()
        for leaflet, language in uses.leaflets(name) or [("(none)", "")]
    ]


def _kinds(find: Callable[[], Project]) -> list[dict[str, str | list[str]]]:
    project = find()
    return [
        {
            "kind": name,
            "label": ", ".join(dict.fromkeys(kind.label.values())) if kind else "(has errors)",
            "must": list(kind.must) if kind else [],
        }
        for name in sorted(project.kinds)
        for kind in [project.kinds[name].value]
    ]


def _editions(find: Callable[[], Project], today: datetime.date) -> list[dict[str, str]]:
    return [
        {
            "clinic": planned.id.clinic,
            "language": planned.id.language,
            "leaflet": planned.id.leaflet,
            "format": planned.id.format,
            "path": planned.path,
        }
        for planned in lazy_plan(Selection(), FileSummaries(find()), today=today).editions
    ]


def _checks(_: Callable[[], Project]) -> list[dict[str, str]]:
    return [
        {
            "check": check.id,
            "stage": check.stage,
            "severity": check.severity.value,
            "effect": (check.effect or check.severity).value,
            "summary": check.summary,
        }
        for check in all_checks()
    ]


#: A row of a list: a text, or several, by name.
Row = Mapping[str, str | list[str]]

_LISTS: dict[str, Callable[[Callable[[], Project]], Sequence[Row]]] = {
    "leaflets": _leaflets,
    "clinics": _clinics,
    "formats": _formats,
    "languages": _languages,
    "shared": _shared,
    "kinds": _kinds,
    "checks": _checks,
}
