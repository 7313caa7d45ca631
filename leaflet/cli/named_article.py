"""Tells whether a call of `leaflet build` names a file in place of leaflets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leaflet.core.diagnostics import UsageError

#: The options of `build` that only a project has a use for.
_OF_PROJECTS = {
    "release": "--release",
    "shard": "--shard",
    "dry_run": "--dry-run",
    "fresh": "--fresh",
    "report": "--report",
    "executor": "--executor",
    "scheduler": "--scheduler",
    "jobs": "--jobs",
    "fail_fast": "--fail-fast",
}


def named_article(names: Sequence[str], options: Mapping[str, Any]) -> Path | None:
    """The file that a call of `build` names in place of a leaflet; None where it names none.

    Raises `UsageError` where a file does not go with the other names or options.
    """
    files = [name for name in names if _is_article(name)]
    if not files:
        return None
    if len(names) > 1:
        hint = "build one after the other; a folder of articles: leaflet import DIR"
        raise UsageError("a file is built alone", hint)
    for name, option in _OF_PROJECTS.items():
        if options.get(name):
            hint = "leave it out, or import the article into a project: leaflet import FILE"
            raise UsageError(f"{option} is for the leaflets of a project", hint)
    return Path(files[0])


def _is_article(name: str) -> bool:
    """Whether a name is that of a file, not of a leaflet; files of a project's content are those of
    its leaflets.
    """
    path = Path(name)
    if path.is_dir() or "content" in path.parts[:-1] or (path.suffix == "" and "/" not in name):
        return False
    return path.suffix != "" or path.is_file()
