"""Writes and deletes files for the user: a path that cannot be written is an error with a hint."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path

from leaflet.core.atomic import delete, delete_empty_folder, make_folders, replace_atomically
from leaflet.core.diagnostics import LeafletError, MachineError, UsageError
from leaflet.core.write_rules import check_clash
from leaflet.output.manifest_entries import ManifestEntry

#: The errors of a path that is wrong; any other means that the machine does not let it be written.
_WRONG_PATH = (FileExistsError, IsADirectoryError, NotADirectoryError)


def make_folder(folder: Path) -> None:
    """Make an output folder, if it is not there. Raises `UsageError` if that is impossible."""
    try:
        make_folders(folder)
    except OSError as problem:
        raise unwritable(folder, problem) from problem


def write_output(
    path: Path, data: bytes, option: str = "-o", *, within: Path | None = None
) -> None:
    """Write a file in one step; missing folders are created.

    `option` is the command-line option that named the path, or the folder `within` that the path is
    below.

    Raises `UsageError` for a path that may not be written, and `MachineError` where the machine
    does not let it be written.
    """
    try:
        if within is not None:
            check_clash(path, within)
        replace_atomically(path, data, within)
    except OSError as problem:
        raise unwritable(path, problem, option) from problem


def unwritable(path: Path, problem: OSError, option: str = "-o") -> LeafletError:
    """The error for a path that cannot be written to; `option` named it."""
    reason = (problem.strerror or str(problem)).lower()
    is_wrong = isinstance(problem, _WRONG_PATH) or problem.errno in (
        errno.ENAMETOOLONG,
        errno.ELOOP,
    )
    kind = UsageError if is_wrong else MachineError
    return kind(f'"{path}" cannot be written: {reason}', f"name another place with {option}")


def remove_file(path: Path, within: Path) -> None:
    """Delete a file that this program wrote below a folder, if it exists."""
    try:
        delete(path, within)
    except OSError as problem:
        raise unwritable(path, problem) from problem


def is_inside(folder: Path, place: Path) -> bool:
    """Whether a folder in an output folder lies in it, and no link leads out."""
    return place.resolve().is_relative_to(folder.resolve())


def remove(folder: Path, entry: ManifestEntry, suffixes: Iterable[str] = ()) -> None:
    """Delete the reading file of an entry, its files with these suffixes, and empty folders."""
    remove_files(folder, entry.path, {*suffixes, ""})


def remove_files(folder: Path, path: str, suffixes: Iterable[str]) -> None:
    """Delete files of the edition with a reading file at a path, which is "" among the suffixes,
    and folders that are empty then. Nothing is deleted where a link leads out of the folder.
    """
    place = (folder / path).parent
    if not is_inside(folder, place):
        return
    name = path.rpartition(".")[0]
    for suffix in suffixes:
        file = folder / (f"{name}{suffix}" if suffix else path)
        if not file.is_dir() or file.is_symlink():
            remove_file(file, folder)
    for parent in (folder / path).parents:
        if parent == folder:
            break
        if not delete_empty_folder(parent):
            break
