"""Runs `leaflet due`: lists the reviews that are due, and writes a calendar."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from leaflet.cli import text_report
from leaflet.cli.quiet import notes, say
from leaflet.content.project import Project
from leaflet.core.json_records import to_json
from leaflet.governance.reviews_due import due, to_calendar, unread
from leaflet.output import writing


def run_due(
    project: Project,
    today: datetime.date,
    within: datetime.timedelta,
    *,
    ics: Path | None,
    as_json: bool,
) -> int:
    """List due and overdue reviews on stdout, and write a calendar if requested; returns the exit
    code.
    """
    items = due(project, today, within)
    if ics is not None:
        writing.write_output(ics, to_calendar(items, today), "--ics")
    if as_json:
        records = [
            {"due": item.day.isoformat(), "what": item.what, "name": item.name,
             "title": item.title, "days": (item.day - today).days}
            for item in items
        ]  # fmt: skip
        click.echo(to_json("due", {"due": records}))
    elif items:
        rows = [
            [item.day.isoformat(), item.time_left(today), item.what, item.name, item.title]
            for item in items
        ]
        click.echo(text_report.table(rows, text_report.terminal_width()))
    notes(f"{loaded.path}: has errors, so its dates are not known" for loaded in unread(project))
    overdue = sum(item.day < today for item in items)
    to_mend = sum(item.what == "mend" for item in items)
    coming = len(items) - overdue - to_mend
    more = f", {to_mend} approved and to mend: leaflet check" if to_mend else ""
    say(f"{coming} due within {within.days} days, {overdue} overdue{more}")
    return text_report.Exit.DONE
