"""Several processes on this machine, each with a pipe of its own; one that is lost takes its
edition with it and nothing else.

The standard library's pool breaks as a whole when a worker dies. Pebble's workers share one
pipe behind a lock: killed while it writes, a worker leaves half a result in everybody's pipe, or
the lock taken. Neither retires a worker by the memory it holds. Hence these lines of ours.

On Linux workers are forked from a server that has WeasyPrint loaded and has no threads; elsewhere
they are started afresh.
"""

from __future__ import annotations

import gc
import multiprocessing as mp
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from multiprocessing import connection
from typing import Any

from leaflet.build.executors import Executor
from leaflet.build.tasks import (
    NO_MORE,
    Failure,
    Render,
    Result,
    Results,
    Task,
    TaskSource,
    WorkerOptions,
    died,
    timed_out,
    work,
)

#: A worker that holds more than this many megabytes when it is done is replaced by a fresh one.
RETIRE_MB = 350

#: So many tasks for each worker wait ready.
_AHEAD = 3

#: The seconds that the start of a worker may take on top of its first rendering.
_START_SECONDS = 60


# --- in the worker ---------------------------------------------------------------------------


def _serve(render: Render, pipe: Any, megabytes: int, folder: str) -> None:
    """Work until the pipe is closed; `folder` is for temporary files."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that was called decides
    tempfile.tempdir = folder
    threading.Thread(target=_end_with_build, args=(folder,), daemon=True).start()
    _limit_memory(megabytes)
    gc.freeze()
    pipe.send(None)  # from here on the time counts
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
    """Wait for the end of the process that was called; when it was killed, nobody else stops a
    worker that hangs, or tidies up.
    """
    build = mp.parent_process()
    if build:
        connection.wait([build.sentinel])
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """A claim past the limit fails in the worker, before it troubles the machine."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes * 1024 * 1024
        if hard == resource.RLIM_INFINITY or wanted < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def _resident_mb() -> float:
    """The megabytes that this process holds; 0 where that is unknown."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
            pages = int(statm.read().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


# --- in the process that was called ----------------------------------------------------------


def _context() -> Any:
    if sys.platform != "linux":
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(["leaflet.build.executors._preload"])
    return context


class _Worker:
    """A process, its pipe, and what it works on."""

    def __init__(self, context: Any, render: Render, options: WorkerOptions, folder: str) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(render, theirs, options.megabytes, folder), daemon=True
        )
        self.process.start()
        theirs.close()
        self.seconds = options.seconds
        self.task: Task | None = None
        self.layout_group: tuple[str, ...] = ()
        self.deadline = 0.0
        self.is_started = False

    def begin(self, task: Task) -> None:
        """Hand a task over; a worker that is dead by now is found out by `result`."""
        self.task, self.layout_group = task, task.layout_group
        start = 0 if self.is_started else _START_SECONDS
        self.deadline = time.monotonic() + start + self.seconds
        try:
            self.pipe.send(task)
        except OSError:
            self.process.kill()

    def result(self) -> tuple[Result, bool] | None:
        """The result, and whether the worker is still fit for use; None while it works."""
        try:
            if self.pipe.poll():
                received = self.pipe.recv()
                if received is None:
                    self.is_started = True
                    self.deadline = time.monotonic() + self.seconds
                    return None
                result, resident_mb = received
                return result, resident_mb < RETIRE_MB and not isinstance(result, Failure)
        except (EOFError, OSError):
            pass  # it died while it wrote
        else:
            if self.process.is_alive():
                if time.monotonic() < self.deadline:
                    return None
                return timed_out(self.seconds), False
        self.process.join(1)
        code = self.process.exitcode
        return died(_how(code), by_hand=code == -signal.SIGKILL), False

    def stop(self) -> None:
        self.process.kill()
        self.pipe.close()
        self.process.join()


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was killed by signal {-code}"
    return f"ended with code {code}"


class _Floor:
    """The workers; those that are lost or retired are replaced when there is work for them."""

    def __init__(self, render: Render, options: WorkerOptions) -> None:
        self.render = render
        self.options = options
        self.context = _context()
        self.workers: list[_Worker] = []
        self.folder = tempfile.mkdtemp(prefix="leaflet-")  # a killed worker cannot tidy up

    @property
    def busy(self) -> list[_Worker]:
        return [worker for worker in self.workers if worker.task]

    @property
    def has_room(self) -> bool:
        return len(self.busy) < self.options.workers

    def begin(self, tasks: deque[Task]) -> None:
        """Hand an idle worker one of the tasks: the first of a layout group that it has worked on,
        else the first of a group that nobody works on, else the first.
        """
        idle = next((worker for worker in self.workers if not worker.task), None)
        if idle is None:
            idle = _Worker(self.context, self.render, self.options, self.folder)
            self.workers.append(idle)
        others = {worker.layout_group for worker in self.busy}
        ranks = [
            (task.layout_group != idle.layout_group, task.layout_group in others) for task in tasks
        ]
        at = ranks.index(min(ranks))
        task = tasks[at]
        del tasks[at]
        idle.begin(task)

    def finished(self) -> Iterator[tuple[Task, Result]]:
        """What is done by now; waits until something is."""
        busy = self.busy
        soonest = min(worker.deadline for worker in busy) - time.monotonic()
        ends = [end for worker in busy for end in (worker.pipe, worker.process.sentinel)]
        connection.wait(ends, max(0.0, soonest))
        for worker in busy:
            if found := worker.result():
                result, is_fit = found
                task, worker.task = worker.task, None
                if not is_fit:
                    worker.stop()
                    self.workers.remove(worker)
                assert task
                yield task, result

    def close(self) -> None:
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class _Line:
    """Tasks on their way to the workers.

    Some for each worker wait ready, so that no worker waits for a page to be composed, and each
    finds one of a layout group that it knows. A task that was lost goes to the front.
    """

    def __init__(self, tasks: TaskSource, floor: _Floor) -> None:
        self.tasks = tasks
        self.floor = floor
        self.ready: deque[Task] = deque()
        self.tries: dict[int, int] = {}
        self.is_fed = True

    def fill(self) -> None:
        """Hand tasks to idle workers, and take more."""
        self.begin()
        while self.is_fed and len(self.ready) < _AHEAD * self.floor.options.workers:
            task = next(self.tasks, NO_MORE)
            self.is_fed = task is not NO_MORE
            if not isinstance(task, Task):
                return
            self.ready.append(task)
            self.begin()

    def begin(self) -> None:
        while self.ready and self.floor.has_room:
            self.floor.begin(self.ready)

    def takes_back(self, task: Task, result: Result) -> bool:
        """Whether a task is tried again."""
        tries = self.tries.pop(task.number, 0) + 1
        if isinstance(result, Failure) and result.may_pass and tries < result.tries:
            self.tries[task.number] = tries
            self.ready.appendleft(task)
            return True
        return False


def _run(render: Render, tasks: TaskSource, options: WorkerOptions) -> Results:
    floor = _Floor(render, options)
    line = _Line(tasks, floor)
    try:
        while True:
            line.fill()
            if not floor.busy:
                if not line.is_fed:
                    return
                yield None
                continue
            for task, result in list(floor.finished()):
                is_again = line.takes_back(task, result)
                line.begin()
                if not is_again:
                    yield task, result
    finally:
        floor.close()


EXECUTOR = Executor(
    id="processes",
    summary="Several processes on this machine; one that is lost takes only its edition with it.",
    run=_run,
    keeps_layout_groups=True,
)
