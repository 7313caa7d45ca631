"""The store of the cache: records and files by the digest of everything they depend on.

A record is JSON after a line with version and digest; a file is named by its sha256. A record or
file that is damaged, truncated, unreadable or of another version counts as a cache miss and is
reported in a note. Without write access nothing is stored. Writes are atomic, so builds may share
a folder.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from leaflet.core.atomic import delete, delete_empty_folder, replace_atomically
from leaflet.core.digests import digest

#: The folder of this version's entries. Entries of another version are never read, only pruned.
VERSION = "v2"

FILES = "files"
_HEAD = b"leaflet-cache 2 "


def default_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder of the store: `LEAFLET_CACHE`, else one in the user's cache folder; None for a
    user without a home. A relative `XDG_CACHE_HOME` is ignored
    (specifications.freedesktop.org/basedir-spec).
    """
    if named := environ.get("LEAFLET_CACHE"):
        return Path(named).absolute()
    of_user = Path(environ.get("XDG_CACHE_HOME", ""))
    if of_user.is_absolute():
        return of_user / "leaflet"
    try:
        home = Path(environ.get("HOME") or "~").expanduser()
    except RuntimeError:
        return None
    return home / ".cache" / "leaflet"


def key_of(value: Any, *more: str) -> str:
    """The key of a dataclass: a digest of all its fields and of the texts in `more`."""
    parts = {field.name: getattr(value, field.name) for field in fields(value)}
    return digest(repr((type(value).__name__, parts, more)).encode())


def _head(kind: str, key: str, payload: bytes) -> bytes:
    """The first line of a record, with a digest of its kind, key and content."""
    return _HEAD + digest(f"{kind} {key}\n".encode() + payload).encode()


class Store:
    """A folder of records by kind and key, and of files by sha256; with `None` nothing is stored.

    A `fresh` store ignores older entries and stores new ones.
    """

    def __init__(self, folder: Path | None, *, fresh: bool = False) -> None:
        self.folder = folder / VERSION if folder else None
        self.fresh = fresh
        self._notes: Counter[str] = Counter()
        self._put: set[Path] = set()
        self.is_unwritable = False  # until something could not be stored

    @property
    def notes(self) -> list[str]:
        """The problems of the store, each listed once."""
        return [
            f"{note} ({times} times)" if times > 1 else note for note, times in self._notes.items()
        ]

    def get(self, kind: str, key: str) -> Any | None:
        """The record of a key; None for a miss."""
        path = self._path(kind, key)
        data = self._read(path)
        if path is None or data is None:
            return None
        head, _, payload = data.partition(b"\n")
        if head == _head(kind, key, payload):
            try:
                return json.loads(payload)
            except (ValueError, RecursionError):
                pass
        self.reject(kind)
        return None

    def reject(self, kind: str) -> None:
        """Add a note that an entry could not be used."""
        self._notes[f"cache: an entry of {kind} is damaged or of another version; rebuilt"] += 1

    def put(self, kind: str, key: str, record: Any) -> None:
        """Store a record under a key."""
        payload = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
        self._write(self._path(kind, key), _head(kind, key, payload) + b"\n" + payload)

    def get_file(self, sha256: str) -> bytes | None:
        """The bytes with a sha256; None for a miss."""
        data = self._read(self._path(FILES, sha256))
        if data is not None and digest(data) != sha256:
            self.reject(FILES)
            return None
        return data

    def put_file(self, data: bytes) -> str:
        """Store bytes; returns their sha256."""
        sha256 = digest(data)
        path = self._path(FILES, sha256)
        if path not in self._put:
            self._write(path, data)
        return sha256

    def instant(self) -> int:
        """The current time of the store's file system in ns; 0 where nothing can be stored.

        A time that is compared with file times must come from the same kind of clock.
        """
        path = self.folder / "instant" if self.folder else None
        self._write(path, b"")
        try:
            return path.stat().st_mtime_ns if path else 0
        except OSError:
            return 0

    def _path(self, kind: str, key: str) -> Path | None:
        return self.folder / kind / key[:2] / key[2:] if self.folder else None

    def _read(self, path: Path | None) -> bytes | None:
        if path is None or (self.fresh and path not in self._put):
            return None
        try:
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as problem:
            self._amiss("read", problem)
            return None
        with suppress(OSError):  # the store is read-only
            os.utime(path)  # pruning goes by the time of the last use
        return data

    def _write(self, path: Path | None, data: bytes) -> None:
        if path is None:
            return
        try:
            replace_atomically(path, data, self.folder)
            self._put.add(path)
        except OSError as problem:
            if not isinstance(problem, IsADirectoryError):  # that is one damaged entry
                self.is_unwritable = True
            self._amiss("written to", problem)

    def _amiss(self, what: str, problem: OSError) -> None:
        reason = (problem.strerror or str(problem)).lower()
        note = f"cache: {self.folder} cannot be {what}: {reason}; name another: LEAFLET_CACHE=DIR"
        self._notes[note] = 1


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a store: its kind, its size in bytes, the time of its last use in ns."""

    path: Path
    kind: str
    size: int
    used_ns: int


def contents(folder: Path) -> Iterator[StoredFile]:
    """The files of all versions in a store's folder, without the `instant` of this version."""
    for path in sorted(folder.glob("v[0-9]*/**/*")):
        try:
            found = path.lstat()
        except OSError:
            continue  # another build has pruned it
        version, kind, *name = path.relative_to(folder).parts
        is_old = version != VERSION
        if (name or is_old) and (not path.is_dir() or path.is_symlink()):
            kind = f"{version}/{kind}" if is_old else kind
            yield StoredFile(path, kind, found.st_size, found.st_mtime_ns)


def prune(folder: Path, before_ns: int | None) -> list[StoredFile]:
    """Delete the files last used before a time (ns since 1970), or all files without a time, and
    empty folders; returns the deleted files.
    """
    gone = []
    for kept in contents(folder):
        if before_ns is None or kept.used_ns < before_ns:
            try:
                delete(kept.path, folder)
            except OSError:
                continue
            gone.append(kept)
    for path in sorted(folder.glob("v[0-9]*/**/"), reverse=True):
        delete_empty_folder(path)
    return gone
