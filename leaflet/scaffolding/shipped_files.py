"""Finds shipped files by the names that people know them by, to copy them into a project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leaflet.content.project import SHIPPED
from leaflet.core.diagnostics import UsageError, did_you_mean

#: The folders below `content` of which a project may have its own files.
_CONTENT = ("locales", "kinds", "jurisdictions", "lexicons", "figures")


def shipped_file(name: str) -> tuple[str, bytes]:
    """The path in a project, and the bytes, of the shipped file with a name: that of a locale,
    kind, jurisdiction, lexicon, figure or template, or its path.

    Raises `UsageError` for a name that no file has, and for one that several have.
    """
    named = {path.relative_to(SHIPPED).as_posix(): path for path in _paths()}
    found = sorted(shown for shown in named if name in _names(shown))
    if not found:
        every = {short for shown in named for short in _names(shown)}
        raise UsageError(f'nothing that is shipped is called "{name}"', did_you_mean(name, every))
    if len(found) > 1:
        raise UsageError(f'"{name}" may be {" or ".join(found)}', "name it by its path")
    return found[0], named[found[0]].read_bytes()


def shipped_names() -> set[str]:
    """The names that `shipped_file` takes, without paths and endings where a short one will do."""
    every = (path.relative_to(SHIPPED).as_posix() for path in _paths())
    return {
        shown.removeprefix("templates/") if shown.startswith("templates/") else Path(shown).stem
        for shown in every
    }


def _paths() -> Iterator[Path]:
    for folder in _CONTENT:
        yield from (path for path in (SHIPPED / "content" / folder).iterdir() if path.is_file())
    yield from (path for path in (SHIPPED / "templates").rglob("*") if path.is_file())


def _names(shown: str) -> set[str]:
    """What a file may be called: its path, its name with and without its ending, and of a template
    the path that other templates use.
    """
    path = Path(shown)
    if path.parts[0] == "templates":
        return {shown, shown.removeprefix("templates/"), path.name}
    return {shown, path.name, path.stem}
