"""Several processes on this machine, each with a pipe of its own; a lost worker loses one edition.

The standard library's pool breaks as a whole when a worker dies. Pebble's workers share one pipe
behind a lock: a worker that is killed while it writes leaves half a result in the pipe of all, or
keeps the lock. Neither replaces a worker by the memory it holds. Hence this pool.

`_server` starts the workers. A worker is lost when its pipe is closed: the server that would tell
of its end may have died before it.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import connection
from typing import Any

from leaflet.build.executors import Executor, _worker
from leaflet.build.executors._server import WorkerServer
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
)
from leaflet.core.atomic import delete_scratch, make_scratch
from leaflet.core.diagnostics import MachineError

#: A worker that holds more megabytes than this after a task is replaced.
RETIRE_MB = 350

#: The number of tasks for each worker that wait ready.
_AHEAD = 3

#: The seconds that the start of a worker may take on top of its first rendering.
_START_SECONDS = 60

#: The exit code of a process whose server has died; Python has no constant for it
#: (`multiprocessing/popen_forkserver.py`).
_UNKNOWN = 255


class _Worker:
    """A process, its pipe, and what it works on."""

    def __init__(
        self, server: WorkerServer, render: Render, options: WorkerOptions, folder: str
    ) -> None:
        self.process, self.pipe = server.start(
            _worker.serve, lambda theirs: (render, theirs, options.megabytes, folder)
        )
        self.seconds = options.seconds
        self.task: Task | None = None
        self.layout_group: tuple[str, ...] = ()
        self.deadline = 0.0
        self.is_started = False

    def begin(self, task: Task) -> None:
        """Send a task. A worker that has died in the meantime is reported by `result`."""
        self.task, self.layout_group = task, task.layout_group
        start = 0 if self.is_started else _START_SECONDS
        self.deadline = time.monotonic() + start + self.seconds
        try:
            self.pipe.send(task)
        except OSError:
            self.kill()

    def result(self) -> tuple[Result, bool] | None:
        """The result, and whether the worker can be used again; None while it works."""
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
            pass  # it died
        else:
            if time.monotonic() < self.deadline:
                return None
            return timed_out(self.seconds), False
        self.process.join(1)
        code = self.process.exitcode
        return died(_how(code), by_hand=code in (-signal.SIGKILL, _UNKNOWN)), False

    @property
    def ends(self) -> list[Any]:
        """What to wait on for a result or its end."""
        is_told = self.process.exitcode is None
        return [self.pipe, *([self.process.sentinel] if is_told else [])]

    def kill(self) -> None:
        """Kill the process, even if its server has died, after which Python kills no more."""
        self.process.kill()
        with suppress(OSError):
            if self.process.exitcode == _UNKNOWN and not self.pipe.poll():  # it lives
                os.kill(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        self.kill()
        self.pipe.close()
        self.process.join()


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was killed by signal {-code}"
    return f"ended with code {code}"


class _Floor:
    """The workers; a lost or retired worker is replaced when there is a task for it."""

    def __init__(self, render: Render, options: WorkerOptions) -> None:
        self.render = render
        self.options = options
        self.server = WorkerServer()
        self.workers: list[_Worker] = []
        self.most = options.workers
        self.folder = make_scratch()  # a killed worker cannot tidy up

    @property
    def busy(self) -> list[_Worker]:
        return [worker for worker in self.workers if worker.task]

    @property
    def has_room(self) -> bool:
        return len(self.busy) < self.most

    def begin(self, tasks: deque[Task]) -> None:
        """Send one of the tasks to an idle worker: the first of the layout group that it worked on
        last, else the first of a group that no worker has, else the first.

        Where no further worker can be started, those that run do the rest. Raises `MachineError`
        where none runs.
        """
        idle = next((worker for worker in self.workers if not worker.task), None)
        if idle is None:
            try:
                idle = _Worker(self.server, self.render, self.options, self.folder)
            except MachineError:
                self.most = len(self.workers)
                if not self.most:
                    raise
                return
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
        """The results that are there; waits for the first one."""
        busy = self.busy
        soonest = min(worker.deadline for worker in busy) - time.monotonic()
        ends = [end for worker in busy for end in worker.ends]
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
            worker.kill()
        for worker in self.workers:
            worker.stop()
        delete_scratch(self.folder)


class _Line:
    """The queue of tasks for the workers.

    It holds several tasks for each worker, so that no worker waits for a page to be composed and
    each finds a task of its layout group. A task that was lost goes to the front.
    """

    def __init__(self, tasks: TaskSource, floor: _Floor) -> None:
        self.tasks = tasks
        self.floor = floor
        self.ready: deque[Task] = deque()
        self.tries: dict[int, int] = {}
        self.is_fed = True

    def fill(self) -> None:
        """Send tasks to idle workers, and take more from the source."""
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
        """Put a task that was lost back; whether it is tried again."""
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
