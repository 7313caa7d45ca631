"""Runs `leaflet site`, and writes the page of an output folder after a build or merge."""

from __future__ import annotations

import os
from pathlib import Path

import click

from leaflet.cache.store import Store, default_folder
from leaflet.cli import text_report
from leaflet.content.project import find_root, project_near
from leaflet.core.diagnostics import LeafletError, UsageError
from leaflet.model.settings import Printing
from leaflet.output import manifest
from leaflet.site import marker
from leaflet.site.index_writer import update_index


def run_site(start: Path, built: Path, output: Path, since: Path | None, *, archives: bool) -> int:
    """Write the site of a build; returns the exit code. No project is needed."""
    from leaflet.site.site_folder import SiteRequest, write_site

    try:
        root = find_root(start)
    except UsageError:  # without a project no folder has to be protected
        root = output.resolve()
    request = SiteRequest(
        built,
        output,
        printing=project_near(start).settings.printing,
        since=None if since is None else manifest.whole(since),
        archives=archives,
    )
    site = write_site(request, root, Store(default_folder(os.environ)))
    editions = text_report.counted(len(site.cards), "edition")
    clinics = text_report.counted(len({card.entry.clinic for card in site.cards}), "clinic")
    click.echo(f"{editions} of {clinics} in {output}", err=True)
    if site.reprint is not None:
        click.echo(f"since before: {site.reprint.total or 'nothing to reprint'}", err=True)
    click.echo(f"open {output / marker.NAME}", err=True)
    return text_report.Exit.DONE


def write_index(folder: Path, printing: Printing) -> text_report.Exit:
    """Write the page of an output folder, where it is not what it should be; returns the exit
    code. A page that is not ours stays, and a note says so.
    """
    try:
        note = update_index(folder, printing, Store(default_folder(os.environ)))
    except LeafletError as problem:
        click.echo(text_report.error_lines(problem), err=True)
        return text_report.error_code(problem)
    if note:
        click.echo(f"note: {note}", err=True)
    return text_report.Exit.DONE
