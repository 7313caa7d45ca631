"""Runs `leaflet evidence`: writes the evidence for a leaflet as one PDF."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from leaflet.cli import text_report
from leaflet.cli.quiet import say
from leaflet.content.project import Project
from leaflet.output import writing
from leaflet.planning.approval_status import ApprovalStatus
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from leaflet.staff_documents.evidence import gather, print_evidence


def run_evidence(
    project: Project, name: str, language: str | None, output: Path | None, today: datetime.date
) -> int:
    """Write the evidence for a leaflet, even if it has findings; returns the exit code.

    Raises `UsageError` for a leaflet that cannot be read.
    """
    languages = (language,) if language else ()
    summaries = FileSummaries(project)
    chosen = Selection((name,), languages=languages)
    plan = make_plan(project, chosen, today=today, summaries=summaries)
    loaded = project.leaflet(name, language)
    if loaded.value is None:
        for line in text_report.finding_lines(loaded.findings, colour=text_report.use_colour()):
            click.echo(line, err=True)
        return text_report.Exit.FINDINGS
    evidence = gather(plan, loaded, ApprovalStatus(summaries, today))
    path = output or Path(f"{name}.{loaded.value.language}.evidence.pdf")
    writing.write_output(path, print_evidence(evidence, project.templates))
    say(f"{path}: {text_report.effects(evidence.findings)}")
    return text_report.Exit.DONE
