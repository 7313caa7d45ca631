"""What the last build into a folder saw: how files stood and what they hashed to.

A file that stands as it stood (device, inode, size, time of change in ns) is not hashed again.
A file that was changed at about the time when the ledger was written is, because a second
change within the clock's step would not show: git calls such an entry racily clean
(git-scm.com/docs/racy-git).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from leaflet.assets import digest
from leaflet.cache import Store

_KIND = "ledgers"

#: The coarsest step of a file system's clock, that of FAT.
_STEP_NS = 2_000_000_000

Stamp = list[int | str]


class Ledger:
    """Digests of files, and the plan key of each edition by its path in the output folder."""

    def __init__(self, store: Store, root: Path, output: Path) -> None:
        self.store = store
        self.key = digest(f"{root}\n{output.absolute()}".encode())
        record = store.get(_KIND, self.key) if not store.fresh else None
        record = record if isinstance(record, dict) else {}
        self._known: dict[str, Stamp] = record.get("stamps", {})
        self._at_ns: int = record.get("at", 0)
        self.keys: dict[str, str] = record.get("keys", {})
        self._seen: dict[str, Stamp] = {}
        self._is_new = False

    def digest(self, path: Path | str, read: Callable[[], bytes | None] | None = None) -> str:
        """The sha256 of a file, empty where it cannot be read; `read` reads it in a safe way."""
        name = str(path)
        try:
            found = os.stat(name)  # noqa: PTH116  # a thousand paths are dear to make
        except (OSError, ValueError):
            return ""
        stamp: Stamp = [found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns]
        for stamps in (self._seen, self._known):
            if stamps.get(name, [])[:4] == stamp and (
                stamps is self._seen or found.st_mtime_ns < self._at_ns - _STEP_NS
            ):
                self._seen[name] = stamps[name]
                return str(stamps[name][4])
        sha256 = self._hash(path, read)
        self._is_new = True
        if sha256:
            self._seen[name] = [*stamp, sha256]
        return sha256

    def _hash(self, path: Path | str, read: Callable[[], bytes | None] | None) -> str:
        if read:
            data = read()
            return digest(data) if data is not None else ""
        try:
            return digest(Path(path).read_bytes())
        except OSError:
            return ""

    def note(self, path: Path, sha256: str) -> None:
        """Know a file that was just written, without reading it again."""
        found = path.stat()
        self._is_new = True
        self._seen[str(path)] = [
            found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, sha256,
        ]  # fmt: skip

    def know(self, path: str, key: str) -> None:
        """Know the plan key of an edition by its path; empty when it is gone."""
        if self.keys.get(path, "") != key:
            self._is_new = True
            if key:
                self.keys[path] = key
            else:
                del self.keys[path]

    def save(self) -> None:
        """Keep what was seen, if it is anything new."""
        if not self._is_new:
            return
        at_ns = self.store.instant()
        stamps = {**self._known, **self._seen}
        self.store.put(_KIND, self.key, {"at": at_ns, "stamps": stamps, "keys": self.keys})
