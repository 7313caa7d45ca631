"""`manifest.json`: what stands in an output folder, as a function of the inputs only."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from leaflet.assets import digest
from leaflet.diagnostics import UsageError

NAME = "manifest.json"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One reading PDF: which edition it is, where it stands, what it hashes to."""

    leaflet: str
    language: str
    clinic: str
    format: str
    path: str
    sha256: str
    pages: int
    version: str
    words: str
    state: str

    @property
    def name(self) -> str:
        """The path without its ending; the files for the printer are named after it."""
        return f"{self.clinic}/{self.language}/{self.leaflet}.{self.format}"

    @property
    def is_ours(self) -> bool:
        """Whether it can stand in a manifest that we wrote, and so may be deleted."""
        texts = [value for name, value in asdict(self).items() if name != "pages"]
        if not all(isinstance(text, str) for text in texts) or not isinstance(self.pages, int):
            return False
        names = (self.clinic, self.language, self.leaflet, self.format)
        paths = (f"{self.name}.pdf", f"{self.name}.html")
        return self.path in paths and all(re.fullmatch(r"[A-Za-z0-9-]+", name) for name in names)


def read(folder: Path) -> list[Entry]:
    """The entries of an output folder; none when there is no manifest.

    Raises `UsageError` for a manifest that is not ours, so that no foreign file is overwritten
    or deleted.
    """
    path = folder / NAME
    names = [field.name for field in fields(Entry)]
    try:
        listed = json.loads(path.read_text("utf-8"))["editions"]
        entries = [Entry(**{name: item[name] for name in names}) for item in listed]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise _foreign(path) from problem
    if not all(entry.is_ours for entry in entries):
        raise _foreign(path)
    return entries


def _foreign(path: Path) -> UsageError:
    return UsageError(f'"{path}" is no manifest of ours', "delete it, or build elsewhere with -o")


def check_folder(folder: Path, root: Path) -> None:
    """Raises `UsageError` when a folder cannot be, or is no place, to build into."""
    for own in ("content", "templates"):
        if folder.resolve().is_relative_to(root / own):
            hint = "name another folder with -o"
            raise UsageError(f'"{folder}" is inside "{own}", which is written by hand', hint)
    there = folder
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    if not there.is_dir():
        raise UsageError(f'"{there}" is no folder', "name another folder with -o")
    if not os.access(there, os.W_OK):
        raise UsageError(f'"{there}" cannot be written to', "name another folder with -o")


def stands(folder: Path, entry: Entry) -> bool:
    """Whether the PDF of an entry is there, byte for byte."""
    try:
        return digest((folder / entry.path).read_bytes()) == entry.sha256
    except OSError:
        return False


def write(folder: Path, entries: Iterable[Entry]) -> None:
    """Write the manifest whole, entries in the order of their paths."""
    listed = [asdict(entry) for entry in sorted(entries, key=lambda entry: entry.path)]
    text = json.dumps({"editions": listed}, indent=1, ensure_ascii=False) + "\n"
    write_whole(folder / NAME, text.encode())


def write_whole(path: Path, data: bytes, option: str = "-o") -> None:
    """Write a file so that it is there whole or not at all; folders are made.

    `option` is what the caller named the place with.

    Raises `UsageError` when the place cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".leaflet-", dir=path.parent)
    except OSError as problem:
        raise _unwritable(path, problem, option) from problem
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as problem:
        raise _unwritable(path, problem, option) from problem
    finally:
        Path(temporary).unlink(missing_ok=True)


def _unwritable(path: Path, problem: OSError, option: str = "-o") -> UsageError:
    reason = (problem.strerror or str(problem)).lower()
    return UsageError(f'"{path}" cannot be written: {reason}', f"name another place with {option}")


def remove_file(path: Path) -> None:
    """Delete a file that we wrote, if it is there."""
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise _unwritable(path, problem) from problem


def remove(folder: Path, entry: Entry, besides: Iterable[str] = ()) -> None:
    """Delete the file that an entry lists, those beside it whose names end like `besides`, and
    the folders that are empty then.
    """
    path = folder / entry.path
    for file in (path, *(folder / f"{entry.name}{suffix}" for suffix in besides)):
        remove_file(file)
    for parent in path.parents:
        if parent == folder:
            break
        try:
            parent.rmdir()
        except OSError:
            break
