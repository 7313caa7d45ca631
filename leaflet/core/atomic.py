"""Atomic file writes."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PREFIX = ".leaflet-"
_UNFINISHED = re.compile(r"\.leaflet-[a-z0-9_]{8}")


def replace_atomically(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Write bytes to a path in one step; missing folders are created.

    A concurrent reader sees either the old file or the new one. A `durable` file is on the disk
    before anything else is done, so that it is there after a power failure. Raises `OSError`.
    """
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
