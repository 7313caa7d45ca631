"""Starts worker processes; on Linux they are forked from a server that has WeasyPrint loaded.

The server may be lost or may never start. A new one is started then, and where that fails workers
are started afresh.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from leaflet.core.diagnostics import MachineError

#: What the server of workers imports; Python is silent about a name that does not exist.
PRELOADED = "leaflet.build.executors._preload"

#: How often a worker is started before the server is given up.
_TRIES = 3
#: Until the system has taken note of a server's death.
_PAUSE_SECONDS = 0.05

#: The longest folder of temporary files, in bytes, in which the server's socket may lie. A path has
#: 107 bytes (`sockaddr_un` in unix(7)), of which Python adds 32.
LONGEST_FOLDER = 70
_SHORT_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm")  # Python makes a folder in it


class WorkerServer:
    """Starts processes, by a server as long as one can be had."""

    def __init__(self) -> None:
        self.context: Any = mp.get_context("spawn")
        self.folder = socket_folder() if sys.platform == "linux" else None
        if self.folder:
            self.context = mp.get_context("forkserver")
            self.context.set_forkserver_preload([PRELOADED])

    def start(
        self, target: Callable[..., None], arguments: Callable[[Any], tuple[Any, ...]]
    ) -> tuple[Any, Any]:
        """A started process, and the end of its pipe; `arguments` takes the other end.

        Raises `MachineError` where no process can be started.
        """
        problem: Exception = OSError()
        for _ in range(_TRIES):
            try:
                return self._start(target, arguments)
            except (EOFError, OSError) as lost:  # the server died, before or while it forked
                problem = lost
                time.sleep(_PAUSE_SECONDS)
        if self.context.get_start_method() == "spawn":
            reason = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
            message = f"no worker process can be started: {reason.lower()}"
            raise MachineError(message, "use fewer workers: -j 1") from problem
        self.context, self.folder = mp.get_context("spawn"), None
        return self.start(target, arguments)

    def _start(
        self, target: Callable[..., None], arguments: Callable[[Any], tuple[Any, ...]]
    ) -> tuple[Any, Any]:
        ours, theirs = self.context.Pipe()
        before = tempfile.tempdir
        try:
            tempfile.tempdir = self.folder or before
            process = self.context.Process(target=target, args=arguments(theirs), daemon=True)
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            tempfile.tempdir = before
            theirs.close()
        return process, ours


def socket_folder() -> str | None:
    """A folder for the server's socket: that of temporary files, or a shorter one; None where
    there is none.
    """
    try:
        usual = tempfile.gettempdir()
    except OSError:
        return None
    for folder in (usual, *_SHORT_FOLDERS):
        if len(os.fsencode(folder)) <= LONGEST_FOLDER and os.access(folder, os.W_OK | os.X_OK):
            return folder
    return None
