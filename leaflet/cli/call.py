"""What several commands share: the project, today's date and the selectors of editions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from leaflet.cli.completion import names


class Call:
    """A call of the command; `start` is the folder at or below the root of the project."""

    def __init__(self, start: Path) -> None:
        self.start = start

    def project(self) -> Any:
        """The project at or above the start folder. Raises `UsageError` where there is none."""
        from leaflet.content.project import Project, find_root

        return Project(find_root(self.start))


def selectors(command: Any) -> Any:
    """Add the argument and options that select editions to a command."""
    options = [
        click.argument("leaflets", metavar="[LEAFLET]…", nargs=-1,
                       shell_complete=names("leaflets", or_files=True)),
        click.option("-c", "--clinic", "clinics", metavar="CLINIC", multiple=True,
                     shell_complete=names("clinics"),
                     help="Only this clinic; may be repeated."),
        click.option("-f", "--format", "formats", metavar="FORMAT", multiple=True,
                     shell_complete=names("formats"),
                     help="Only this format; may be repeated."),
        click.option("-l", "--language", "languages", metavar="LANG", multiple=True,
                     shell_complete=names("languages"),
                     help="Only this language; may be repeated."),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def cached_summaries(project: Any, *, fresh: bool = False) -> Any:
    """The summaries of a project's files, from the cache where files are as they were; a `fresh`
    cache gives nothing. Its index of files is not that of a build into a folder.
    """
    from leaflet.cache.file_index import FileIndex
    from leaflet.cache.store import Store, default_folder
    from leaflet.planning.file_summaries import FileSummaries

    store = Store(default_folder(os.environ), fresh=fresh)
    return FileSummaries(project, FileIndex(store, project.root, project.root))


def today() -> Any:
    """The day of SOURCE_DATE_EPOCH in UTC, else today; the only function that reads the clock.

    Raises `UsageError` for an invalid timestamp (reproducible-builds.org/specs/source-date-epoch).
    """
    import datetime

    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    if not stamp:
        return datetime.date.today()
    try:
        return datetime.datetime.fromtimestamp(int(stamp), datetime.UTC).date()
    except (ValueError, OverflowError, OSError) as problem:
        from leaflet.core.diagnostics import UsageError

        hint = "set it to seconds since 1970, or unset it"
        raise UsageError(f'SOURCE_DATE_EPOCH is "{stamp}"', hint) from problem
