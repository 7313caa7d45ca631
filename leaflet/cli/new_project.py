"""Runs `leaflet new project`."""

from __future__ import annotations

import datetime
import os
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from leaflet import __version__
from leaflet.cli.clinic_questions import ClinicQuestions
from leaflet.core.atomic import create_files
from leaflet.core.diagnostics import MachineError, UsageError
from leaflet.scaffolding.new_project import FIRST_LEAFLET, project_files, shipped_names

#: What may stand in the folder of a new project.
_HARMLESS = frozenset({".git", ".DS_Store"})
_HASHED = re.compile(r"(?:[\w.-]+ *@ *)?https://\S+\.whl#sha256=[0-9a-f]{64}")
_IN_INDEX = re.compile(r"[\w.-]+==[\w.+!-]+")


def run_new_project(
    folder: Path,
    given: Mapping[str, Any],
    tool: str | None,
    *,
    today: datetime.date,
    example: bool,
) -> int:
    """Write a new project and say which commands come next; returns the exit code.

    Raises `UsageError` for a folder that holds something, and for wrong or missing answers.
    """
    _check_empty(folder)
    place, wheel = _tool(tool)
    if example and (said := [name for name, value in given.items() if value is not None]):
        raise UsageError(f"--example asks nothing, and --{said[0]} is given", "leave one out")
    shipped = [shipped_names(folder) for folder in ("locales", "jurisdictions")]
    details = None if example else ClinicQuestions(given, *shipped).answers()
    files = {**wheel, **project_files(details, place, today)}
    try:
        create_files({folder / name: data for name, data in files.items()}, folder)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise MachineError(f'"{folder}" cannot be written: {reason}', "name another place") from None
    clinic = details.id if details else "riverside"
    language = details.language if details else "en-GB"
    _say_next(folder, f"dist/{clinic}/{language}/{FIRST_LEAFLET}.a4.pdf", len(files))
    return 0


def _check_empty(folder: Path) -> None:
    """Raises `UsageError` for a folder that exists and holds something."""
    hint = "name a new folder; in a project: leaflet new clinic NAME"
    try:
        held = sorted(set(os.listdir(folder)) - _HARMLESS)  # noqa: PTH208
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise UsageError(f'"{folder}" is a file', hint) from None
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise UsageError(f'"{folder}" cannot be read: {reason}', hint) from None
    if held:
        raise UsageError(f'"{folder}" exists and holds "{held[0]}"', hint)


def _tool(place: str | None) -> tuple[str, dict[str, bytes]]:
    """Where CI installs the tool from, and the wheel to copy into the project, if it is one."""
    if place is None:
        return f"patient-leaflet=={__version__}", {}
    if _HASHED.fullmatch(place):
        return place if "@" in place.partition("https:")[0] else f"patient-leaflet @ {place}", {}
    if _IN_INDEX.fullmatch(place):
        return place, {}
    if place.startswith("https://"):
        hint = "add the hash of the wheel, as …whl#sha256=0f6e…"
        raise UsageError(f'--tool: "{place}" has no hash', hint)
    path = Path(place)
    if path.suffix != ".whl" or not path.is_file():
        hint = "name a wheel, an address with #sha256=…, or NAME==VERSION"
        raise UsageError(f'--tool: "{place}" is no wheel', hint)
    return f"./{path.name}", {path.name: path.read_bytes()}


def _say_next(folder: Path, page: str, count: int) -> None:
    there = "" if folder.resolve() == Path.cwd() else f"  cd {shlex.quote(str(folder))}\n"
    click.echo(f"{count} files in {folder}. Next:", err=True)
    click.echo(f"{there}  leaflet build    # then open {page}\n  leaflet check    # what is still to fill in")
