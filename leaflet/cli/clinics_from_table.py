"""Runs `leaflet new clinic --from`: shows what a table changes, then writes it."""

from __future__ import annotations

import datetime
import difflib
import sys
from pathlib import Path

import click

from leaflet.cli import text_report
from leaflet.content.project import Project
from leaflet.core.atomic import create_files, replace_clinic_file
from leaflet.core.diagnostics import MachineError, UsageError
from leaflet.scaffolding.clinic_table import ClinicChange, changes, read_table


def run_clinics_from_table(
    project: Project, table: Path, today: datetime.date, *, yes: bool
) -> int:
    """Write new clinics and changes of others; returns the exit code.

    The differences go to stdout first. Nothing is written where a row cannot be used, or where
    nobody agrees. Raises `UsageError` where nobody can be asked.
    """
    rows = read_table(table)
    made, findings = changes(project, table, rows, today)
    if findings:
        colour = text_report.use_colour(sys.stdout)
        click.echo("\n".join(text_report.finding_lines(findings, colour=colour)))
        click.echo(
            f"{text_report.counted(len(findings), 'row')} to mend; nothing is written", err=True
        )
        return text_report.Exit.FINDINGS
    for change in made:
        click.echo(_shown(change), nl=False)
    new = sum(change.is_new for change in made)
    unchanged = len(rows) - len(made)
    click.echo(f"{new} new, {len(made) - new} changed, {unchanged} unchanged", err=True)
    if not made:
        return text_report.Exit.DONE
    if not yes and not _agreed():
        click.echo("nothing is written", err=True)
        return text_report.Exit.DONE
    _write(project.root, made)
    return text_report.Exit.DONE


def _shown(change: ClinicChange) -> str:
    if change.is_new:
        return f"new {change.path}\n"
    old, new = (text.splitlines(keepends=True) for text in (change.old, change.new))
    lines = difflib.unified_diff(old, new, change.path, change.path, n=0)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise UsageError("no terminal to ask in, so nothing is written", "to write it: --yes")
    return click.confirm("Write this?", err=True)


def _write(root: Path, made: list[ClinicChange]) -> None:
    files: dict[Path, bytes] = {}
    for change in made:
        if change.is_new:
            files[root / change.path] = change.new.encode()
            files |= {root / name: data for name, data in change.others.items()}
    try:
        create_files(files, root)
        for change in made:
            if not change.is_new:
                replace_clinic_file(root / change.path, change.new.encode(), root)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise MachineError(f"a clinic cannot be written: {reason}", "check the folder") from None
