"""The lock of an output folder: two builds at a time would delete each other's files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from leaflet.core.diagnostics import UsageError


class FolderLock:
    """Keeps a folder for this process until `close`, or until the process ends however it does.

    The lock is on the folder itself and leaves no file. Where the system or the file system has no
    locks (`is_held` is false) the folder is not kept.

    Raises `UsageError` if another process keeps the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._handle: int | None = None
        try:
            import fcntl
        except ImportError:  # not a POSIX system
            return
        try:
            self._handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            self.close()
            hint = "wait until it has ended, or name another folder with -o"
            raise UsageError(f'another process is writing to "{folder}"', hint) from problem
        except OSError:
            self.close()

    @property
    def is_held(self) -> bool:
        """Whether this process keeps the folder."""
        return self._handle is not None

    def close(self) -> None:
        """Give the folder back."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
