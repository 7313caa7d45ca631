"""The journal of an output folder: what in it is ours while a build or a merge writes there.

It is written before the first file is written, replaced or deleted, and deleted after the manifest
is written. Where a process died, it is still there; the next one reads it, deletes what is not
whole, and puts the manifest right. Its lines are JSON: the first holds the paths that may be
written and the entries that stood in the folder, each other an entry that is about to be written.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflet.core.atomic import append, replace_atomically, unfinished
from leaflet.core.diagnostics import UsageError
from leaflet.core.digests import digest
from leaflet.output import manifest, writing
from leaflet.output.manifest_entries import SUFFIXES, ManifestEntry, entries_of, is_edition_path

#: The size limit of a journal that is read, in bytes: an edition stands there up to twice.
MOST_BYTES = 3 * manifest.MOST_BYTES

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Written:
    """An entry that was about to be written, and the sha256 of its files by suffix."""

    entry: ManifestEntry
    files: Mapping[str, str]

    def is_whole(self, folder: Path) -> bool:
        """Whether all its files stand in a folder as they were written."""
        return all(_stands(folder / self.entry.file(s), sha) for s, sha in self.files.items())


@dataclass(frozen=True, slots=True)
class Record:
    """The content of a journal: the paths that may be ours, the entries that stood in the folder,
    and those that were written since.
    """

    planned: tuple[str, ...]
    entries: tuple[ManifestEntry, ...]
    written: tuple[Written, ...]


class Journal:
    """The journal of a process that writes to an output folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / manifest.JOURNAL
        self.is_begun = False

    def begin(self, planned: Iterable[str], entries: Iterable[ManifestEntry]) -> None:
        """Write the paths that may be written from now on, and the entries of files that stand;
        nothing if it is begun already. Raises `UsageError` if it cannot be written.
        """
        if self.is_begun:
            return
        standing = sorted(entries, key=lambda entry: entry.path)
        head = {
            "journal": _VERSION,
            "planned": sorted({*planned, *(entry.path for entry in standing)}),
            "editions": [entry.record for entry in standing],
        }
        try:
            replace_atomically(self.path, _line(head), self.path.parent, durable=True)
        except OSError as problem:
            raise writing.unwritable(self.path, problem) from problem
        self.is_begun = True

    def note(self, entry: ManifestEntry, files: Mapping[str, bytes]) -> None:
        """Add an edition before its files, given by suffix, are written."""
        digests = {suffix: digest(data) for suffix, data in files.items()}
        try:
            append(self.path, _line({"entry": entry.record, "files": digests}))
        except OSError as problem:
            raise writing.unwritable(self.path, problem) from problem

    def end(self) -> None:
        """Delete it, if there is one, because the manifest lists everything."""
        writing.remove_file(self.path, self.path.parent)
        self.is_begun = False


def read(folder: Path) -> Record | None:
    """The journal that a process left in a folder when it died; None where there is none.

    Raises `UsageError` for a journal that this program did not write.
    """
    path = folder / manifest.JOURNAL
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise writing.unwritable(path, problem) from problem
    record = _record(data) if len(data) <= MOST_BYTES else None
    if record is None:
        hint = "delete it, or build elsewhere with -o"
        raise UsageError(f'"{path}" is not a journal of leaflet', hint)
    return record


def recover(folder: Path, listed: Iterable[ManifestEntry]) -> dict[str, ManifestEntry] | None:
    """The entries of the editions that stand whole in a folder where a process died, by path; None
    where none died. Files of all others that it may have touched are deleted, and so is what it
    was writing.

    `listed` are the entries of the manifest. Raises `UsageError` for a foreign journal, and for
    files that cannot be deleted.
    """
    record = read(folder)
    if record is None:
        return None
    whole = {entry.path: entry for entry in (*record.entries, *listed)
             if manifest.stands(folder, entry)}  # fmt: skip
    paths = {*record.planned, *(entry.path for entry in listed)}
    for written in {written.entry.path: written for written in record.written}.values():
        paths.add(written.entry.path)
        whole.pop(written.entry.path, None)
        if written.is_whole(folder):
            whole[written.entry.path] = written.entry
            writing.remove_files(folder, written.entry.path, set(SUFFIXES) - written.files.keys())
    for path in paths - whole.keys():
        writing.remove_files(folder, path, {*SUFFIXES, ""})
    for place in {folder, *((folder / path).parent for path in paths)}:
        remove_unfinished(folder, place)
    return whole


def remove_unfinished(folder: Path, place: Path) -> None:
    """Delete the files in a place inside an output folder that a process which died was writing."""
    if writing.is_inside(folder, place):
        for path in unfinished(place):
            writing.remove_file(path, folder)


def _stands(path: Path, sha256: str) -> bool:
    try:
        return digest(path.read_bytes()) == sha256
    except OSError:
        return False


def _line(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _record(data: bytes) -> Record | None:
    """The content of a journal's bytes; None if this program did not write them. A last line
    without its end was being written when the process died, before any of its files was.
    """
    head, *lines = data.split(b"\n")[:-1] or [b""]
    try:
        content = json.loads(head)
        planned = _paths(content["planned"])
        entries = entries_of(content["editions"])
        written = tuple(_written(json.loads(line)) for line in lines)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Record(planned, entries, written) if content["journal"] == _VERSION else None


def _paths(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(map(is_edition_path, value)):
        raise ValueError("no paths of editions")
    return tuple(value)


def _written(value: Any) -> Written:
    (entry,) = entries_of([value["entry"]])
    files: Collection[tuple[Any, Any]] = value["files"].items()
    if not all(suffix in {*SUFFIXES, ""} and isinstance(sha, str) for suffix, sha in files):
        raise ValueError("no files of an edition")
    return Written(entry, dict(files))
