"""The file index: stat data and sha256 of the files that the last build into a folder read.

A file with the same device, inode, size and modification time (ns) is not hashed again, unless it
was modified shortly before it was hashed, or later: a second change within one clock step would
not show. Git calls such an entry racily clean (git-scm.com/docs/racy-git).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from leaflet.cache.store import Store
from leaflet.core.digests import digest

_KIND = "file-indexes"

#: The coarsest timestamp resolution of a file system (FAT).
_STEP_NS = 2_000_000_000


class _Stamp(NamedTuple):
    """The stat data of a file, its sha256, and a time before it was hashed."""

    device: int
    inode: int
    size: int
    changed_ns: int
    sha256: str
    seen_ns: int

    @property
    def is_certain(self) -> bool:
        """Whether a change after the hashing would show in the stat data."""
        return self.changed_ns < self.seen_ns - _STEP_NS


class FileIndex:
    """Digests of files, and the plan key of each edition by its path in the output folder."""

    def __init__(self, store: Store, root: Path, output: Path) -> None:
        self.store = store
        self.key = digest(f"{root}\n{output.absolute()}".encode())
        self.keys, self._known = _read(store, self.key)
        self._seen: dict[str, _Stamp] = {}
        self._start_ns = store.instant()
        self._is_new = False

    def digest(self, path: Path | str, read: Callable[[], bytes | None] | None = None) -> str:
        """The sha256 of a file, empty if it cannot be read; `read` replaces the plain reading."""
        name = str(path)
        try:
            found = os.stat(name)  # noqa: PTH116  # a thousand Path objects are slow to make
        except (OSError, ValueError):
            return ""
        stands = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        seen, known = self._seen.get(name), self._known.get(name)
        if seen and seen[:4] == stands:
            return seen.sha256
        if known and known[:4] == stands and known.is_certain:
            return known.sha256
        sha256 = self._hash(path, read)
        if sha256:
            self._note(name, found, sha256)
        return sha256

    def _hash(self, path: Path | str, read: Callable[[], bytes | None] | None) -> str:
        if read:
            data = read()
            return digest(data) if data is not None else ""
        try:
            return digest(Path(path).read_bytes())
        except OSError:
            return ""

    def is_as_left(self, path: Path) -> bool:
        """Whether a file has the content that it had when the last build into the folder ended."""
        known = self._known.get(str(path))
        return known is not None and self.digest(path) == known.sha256

    def note(self, path: Path, sha256: str) -> None:
        """Record a file that was just written, without reading it again."""
        with suppress(OSError):  # the file has been deleted since
            self._note(str(path), path.stat(), sha256)

    def _note(self, name: str, found: os.stat_result, sha256: str) -> None:
        stands = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        self._seen[name] = _Stamp(*stands, sha256, self._start_ns)
        self._is_new = True

    def know(self, path: str, key: str) -> None:
        """Record the plan key of the edition at a path; an empty key removes it."""
        if self.keys.get(path, "") != key:
            self._is_new = True
            if key:
                self.keys[path] = key
            else:
                del self.keys[path]

    def save(self) -> None:
        """Write the index to the store, if anything changed."""
        if self._is_new:
            stamps = {**self._known, **self._seen}
            self.store.put(_KIND, self.key, {"stamps": stamps, "keys": self.keys})


def _read(store: Store, key: str) -> tuple[dict[str, str], dict[str, _Stamp]]:
    """The plan keys of editions and the stamps of files in the store."""
    record = store.get(_KIND, key)
    if record is None:
        return {}, {}
    try:
        keys = {str(path): str(known) for path, known in record["keys"].items()}
        return keys, {str(name): _Stamp(*stamp) for name, stamp in record["stamps"].items()}
    except (AttributeError, KeyError, TypeError):
        store.reject(_KIND)
        return {}, {}
