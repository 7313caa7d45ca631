"""The worker side of `processes`: renders tasks from a pipe within a limit of memory."""

from __future__ import annotations

import gc
import multiprocessing as mp
import os
import signal
import sys
import tempfile
import threading
from multiprocessing import connection
from typing import Any

from leaflet.build.tasks import Render, work
from leaflet.core.atomic import delete_scratch
from leaflet.core.stop_signals import STOP_SIGNALS


def serve(render: Render, pipe: Any, megabytes: int, folder: str) -> None:
    """Render tasks until the pipe is closed; `folder` is for temporary files.

    Sends None when the start is over, then for each task its result and the resident megabytes.
    """
    for number in STOP_SIGNALS:  # the calling process handles them, and stops its workers
        signal.signal(number, signal.SIG_IGN)
    tempfile.tempdir = folder
    threading.Thread(target=_end_with_build, args=(folder,), daemon=True).start()
    _limit_memory(megabytes)
    gc.freeze()
    pipe.send(None)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        result = work(render, task)
        try:
            pipe.send((result, _resident_mb()))
        except (BrokenPipeError, ConnectionResetError):
            return


def _end_with_build(folder: str) -> None:
    """Exit and delete temporary files when the calling process ends: if it was killed, no other
    process stops a worker that hangs.
    """
    build = mp.parent_process()
    if build:
        connection.wait([build.sentinel])
        delete_scratch(folder)
        os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """Make an allocation above the limit fail in this worker, before the machine runs short."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes * 1024 * 1024
        if hard == resource.RLIM_INFINITY or wanted < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def _resident_mb() -> float:
    """The resident memory of this process in megabytes; 0 where that is unknown."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
            pages = int(statm.read().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024
