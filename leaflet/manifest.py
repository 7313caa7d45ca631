"""`manifest.json`: what stands in an output folder, as a function of the inputs only."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

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


def read(folder: Path) -> list[Entry]:
    """The entries of an output folder; none when there is no manifest.

    Raises `UsageError` for a manifest that is not ours, so that no foreign file is overwritten.
    """
    path = folder / NAME
    try:
        listed = json.loads(path.read_text("utf-8"))["editions"]
        names = {field.name for field in fields(Entry)}
        entries = [Entry(**{name: item[name] for name in names}) for item in listed]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise UsageError(f"{path} is no manifest of ours", "delete it, or build elsewhere") from (
            problem
        )
    return [entry for entry in entries if _is_inside(entry.path)]


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


def write(folder: Path, entries: Iterable[Entry]) -> None:
    """Write the manifest whole, entries in the order of their paths."""
    listed = [asdict(entry) for entry in sorted(entries, key=lambda entry: entry.path)]
    text = json.dumps({"editions": listed}, indent=1, ensure_ascii=False) + "\n"
    write_whole(folder / NAME, text.encode())


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all; folders are made.

    Raises `UsageError` when the place cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".leaflet-", dir=path.parent)
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    finally:
        Path(temporary).unlink(missing_ok=True)


def _unwritable(path: Path, problem: OSError) -> UsageError:
    reason = (problem.strerror or str(problem)).lower()
    return UsageError(f"cannot write {path}: {reason}", "name another folder with -o")


def remove(folder: Path, entry: Entry) -> None:
    """Delete a PDF that the manifest lists, and the folders that are empty then."""
    path = folder / entry.path
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder:
            break
        try:
            parent.rmdir()
        except OSError:
            break
