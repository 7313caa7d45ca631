"""The project that a version of a leaflet belongs to: on disk, or as it stood at a revision of git.

A revision is read into a temporary folder, and nothing of it is trusted more than a file of a
project: it is bounded in number and size, and its links are followed inside of it alone.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from leaflet.content.git_versions import ask_git, blobs_of, split_version
from leaflet.content.project import PROJECT_FILE, SHIPPED, Project
from leaflet.core.atomic import delete_scratch, fill_scratch, make_scratch
from leaflet.core.diagnostics import UsageError

#: The files of a project by which its pages are made.
WHOLE = (PROJECT_FILE, "content", "templates")
TEMPLATES = ("templates",)

#: The most files and bytes of a project at a revision.
_MOST_FILES, _MOST_BYTES = 20_000, 200_000_000
#: The most links that lead from one to the next.
_MOST_LINKS = 8
_LINK, _PLAIN = "120000", ("100644", "100755")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file at a revision: its mode in git, the name of its object, and its size in bytes."""

    mode: str
    object: str
    size: int


def project_folder_of(name: str, folder: Path) -> Path | None:
    """The folder of the project whose leaflet a version is; None for a file elsewhere than at
    `content/leaflets/ID/LANGUAGE.md`, and for the folder of the program itself.

    `name` is a path relative to the folder, or `REVISION:PATH`.
    """
    named = split_version(name, folder)
    start = folder.resolve()
    path = Path(os.path.normpath(start / named[1])) if named else (folder / name).resolve()
    if path.parts[-4:-2] != ("content", "leaflets") or len(path.parts) < 5:
        return None
    root = path.parents[3]
    return None if root / "templates" == SHIPPED / "templates" else root


@contextmanager
def project_at(name: str, folder: Path, parts: Sequence[str] = WHOLE) -> Iterator[Project | None]:
    """The project whose leaflet a version is, with these parts; None as in `project_folder_of`.

    Raises `UsageError` for a project at a revision that is too large, and `MachineError` when git
    is needed but not installed.
    """
    root, named = project_folder_of(name, folder), split_version(name, folder)
    if root is None or named is None:
        yield Project(root) if root else None
        return
    scratch = make_scratch()
    try:
        inside = posixpath.relpath(root.as_posix(), folder.resolve().as_posix())
        _extract(named[0], inside, folder, parts, scratch)
        yield Project(Path(scratch).resolve())
    finally:
        delete_scratch(scratch)


def _extract(revision: str, inside: str, folder: Path, parts: Sequence[str], into: str) -> None:
    """Write the files of a project at a revision, `inside` the folder, into another."""
    entries: dict[str, _Entry] = {}
    for part in parts:
        entries |= _entries(f"{revision}:./{inside}/{part}", part, folder)
    if len(entries) > _MOST_FILES or sum(entry.size for entry in entries.values()) > _MOST_BYTES:
        message = f'the project at "{revision}" has more than {_MOST_FILES:,} files or 200 MB'
        raise UsageError(message, "compare files of the project instead: leaflet diff FILE FILE")
    data = blobs_of([entry.object for entry in entries.values()], folder)
    files = {path: _followed(path, entry, entries, data) for path, entry in entries.items()}
    fill_scratch(into, {path: found for path, found in files.items() if found is not None})


def _entries(name: str, part: str, folder: Path) -> dict[str, _Entry]:
    """The files of a part of a project by path; none where the revision does not have it."""
    head = ask_git(["cat-file", "--batch-check"], f"{name}\n", folder).decode(errors="replace")
    object_, kind, size = [*head.rstrip("\n").rsplit(" ", 2), "", ""][:3]
    if kind == "blob":
        return {part: _Entry(_PLAIN[0], object_, int(size))}
    if kind != "tree":
        return {}
    listed = ask_git(["ls-tree", "-r", "-z", "-l", "--full-tree", object_], "", folder)
    found = {}
    for record in filter(None, listed.decode(errors="surrogateescape").split("\0")):
        head, _, path = record.partition("\t")
        mode, kind, object_, size = head.split()
        if kind == "blob":
            found[f"{part}/{path}"] = _Entry(mode, object_, int(size))
    return found


def _followed(
    path: str, entry: _Entry, entries: Mapping[str, _Entry], data: Mapping[str, bytes]
) -> bytes | None:
    """The bytes of a file, or of the file to which its link leads; None where there is none."""
    for _ in range(_MOST_LINKS):
        found = data.get(entry.object)
        if entry.mode != _LINK or found is None:
            return found if entry.mode in _PLAIN else None
        target = found.decode(errors="surrogateescape")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if path not in entries:
            return None
        entry = entries[path]
    return None
