"""Runs `leaflet cache`: shows the size of the cache, deletes what was not used recently."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable
from pathlib import Path

import click

from leaflet.cache.store import StoredFile, contents, default_folder, prune
from leaflet.cli import text_report
from leaflet.core.diagnostics import MachineError
from leaflet.core.json_records import to_json


def run_size(*, as_json: bool) -> int:
    """Show files and bytes by kind on stdout; returns the exit code."""
    folder = _folder()
    kinds: dict[str, list[StoredFile]] = {}
    for stored in contents(folder):
        kinds.setdefault(stored.kind, []).append(stored)
    rows = [(kind, len(found), _bytes(found)) for kind, found in sorted(kinds.items())]
    if as_json:
        listed = [{"kind": kind, "files": files, "bytes": size} for kind, files, size in rows]
        click.echo(to_json("cache", {"folder": str(folder), "kinds": listed}))
        return text_report.Exit.DONE
    if rows:
        click.echo(
            text_report.table([[kind, str(files), _shown(size)] for kind, files, size in rows])
        )
    click.echo(f"{_shown(sum(size for *_, size in rows))} in {folder}", err=True)
    return text_report.Exit.DONE


def run_prune(today: datetime.date, days: int) -> int:
    """Delete what was not used for this many days; 0 deletes everything. Returns the exit code."""
    folder = _folder()
    gone = prune(folder, _nanoseconds(today - datetime.timedelta(days)) if days else None)
    freed = _shown(_bytes(gone))
    click.echo(f"{text_report.counted(len(gone), 'file')} deleted, {freed}, in {folder}", err=True)
    return text_report.Exit.DONE


def _folder() -> Path:
    """The folder of the store. Raises `MachineError` where there can be none."""
    folder = default_folder(os.environ)
    if folder is None:
        raise MachineError("there is no home for a cache", "name a folder: LEAFLET_CACHE=DIR")
    return folder


def _bytes(stored: Iterable[StoredFile]) -> int:
    return sum(one.size for one in stored)


def _nanoseconds(day: datetime.date) -> int:
    """The start of a day in UTC, in nanoseconds since 1970."""
    midnight = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    return int(midnight.timestamp()) * 1_000_000_000


def _shown(size: int) -> str:
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
