"""The gate of all writers: only this module writes, deletes and makes folders.

`write_rules` says where. Temporary files of a build lie in a scratch folder of their own.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from leaflet.core.diagnostics import MachineError
from leaflet.core.machine_trouble import no_temporary_folder
from leaflet.core.write_rules import (
    check_clinic_file,
    check_import_file,
    check_new_file,
    check_place,
)

_PREFIX = ".leaflet-"
_UNFINISHED = re.compile(r"\.leaflet-[a-z0-9_]{8}")


def replace_atomically(
    path: Path,
    data: bytes,
    within: Path | None = None,
    *,
    approvals_of: Path | None = None,
    durable: bool = False,
) -> None:
    """Write bytes to a path in one step; missing folders are created. `within` and `approvals_of`
    are those of `check_place`.

    A concurrent reader sees either the old file or the new one. Where a link stands below `within`,
    the file replaces it, and what it leads to is not touched. A `durable` file is on the disk
    before anything else is done, so that it is there after a power failure. Raises `OSError`, and
    `UsageError` where the file may not be written.
    """
    check_place(path, within, approvals_of=approvals_of)
    _replace(path, data, durable=durable)


def replace_clinic_file(path: Path, data: bytes, root: Path) -> None:
    """Write the file of a clinic of the project at `root` anew, in one step. Raises `OSError`, and
    `UsageError` for any other file.
    """
    check_clinic_file(path, root)
    _replace(path, data)


def replace_import(path: Path, data: bytes, root: Path) -> None:
    """Write a file of an imported leaflet of the project at `root` anew, in one step. Raises
    `OSError`, and `UsageError` for any other file.
    """
    check_import_file(path, root)
    _replace(path, data)


def _replace(path: Path, data: bytes, *, durable: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=_PREFIX, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    if durable:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def unfinished(folder: Path) -> Iterator[Path]:
    """The files in a folder that a process which died was writing."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        return
    yield from (path for path in paths if _UNFINISHED.fullmatch(path.name))


def create_files(files: Mapping[Path, bytes], root: Path) -> None:
    """Write new files below `root`, the root of a project that may not exist yet: all of them, or
    none where one may not be written, the disk is full, or the command is stopped. Nothing is ever
    overwritten. Raises `OSError`, and `UsageError` where a file exists or may not be there.
    """
    check_place(root / "any", root)
    for path in files:
        check_new_file(path, root)
    made: list[Path] = []
    try:
        for path, data in files.items():
            made += _make_parents(path.parent)
            with path.open("xb") as stream:
                made.append(path)
                stream.write(data)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        raise


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder and those above it; those that were made, the outermost first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def append(path: Path, data: bytes) -> None:
    """Add bytes to the end of a file that the environment names; it is made where there is none.

    Raises `OSError`, and `UsageError` where the file may not be written.
    """
    check_place(path)
    with path.open("ab", buffering=0) as stream:
        stream.write(data)


def delete(path: Path, within: Path) -> None:
    """Delete a file below a folder, if it exists. Raises `OSError`, and `UsageError` where it may
    not be written.
    """
    if path.parent.exists():
        check_place(path, within)
        path.unlink(missing_ok=True)


def make_folders(path: Path) -> None:
    """Make a folder and those above it. Raises `OSError`, and `UsageError` where it may not be."""
    check_place(path / "any", path)
    path.mkdir(parents=True, exist_ok=True)


def delete_empty_folder(path: Path) -> bool:
    """Delete a folder if it is empty; whether it was."""
    try:
        path.rmdir()
    except OSError:
        return False
    return True


def make_scratch() -> str:
    """A new folder for temporary files. Raises `MachineError` where there is no place for one."""
    try:
        return tempfile.mkdtemp(prefix="leaflet-")
    except OSError as problem:
        raise no_temporary_folder(problem) from problem


def fill_scratch(folder: str, files: Mapping[str, bytes]) -> None:
    """Write files by relative path into an empty scratch folder, which may become the copy of a
    project. A path that leads out of it, or that no file of a project has, is left out. Raises
    `MachineError` where they cannot be written.
    """
    for name, data in files.items():
        parts = name.split("/")
        if any(part in ("", ".", "..") or set(part) & set("\\:\0") for part in parts):
            continue
        path = Path(folder, *parts)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            message = f'the temporary file "{path}" cannot be written: {reason}'
            raise MachineError(message, "set TMPDIR to a folder with free space") from problem


def delete_scratch(folder: str) -> None:
    """Delete a scratch folder with everything in it."""
    shutil.rmtree(folder, ignore_errors=True)
