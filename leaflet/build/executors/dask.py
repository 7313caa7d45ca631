"""Renders on a running Dask cluster; tasks are sent with their assets.

Needs the extra `cluster`. Dask itself restarts lost tasks on another worker. Before the build,
workers are compared with this process; a worker whose rendering takes too long is restarted.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import suppress
from dataclasses import dataclass
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
from leaflet.cache import toolchain
from leaflet.core.diagnostics import MachineError, UsageError

#: The tasks that are sent for each worker: one is rendered while the other is transferred.
_DEEP = 2

#: A scheduler that has not answered after this many seconds is not there.
_CONNECT_SECONDS = 10

#: Killed workers that are not back after this many seconds do not come back.
_RESTART_SECONDS = 20

_ALONE = threading.Lock()


def _work_alone(render: Render, task: Task, rendering_key: str) -> Result:
    """Render one task at a time in a worker process: its threads share WeasyPrint's fonts.

    A worker that joined after the comparison is compared here.
    """
    if toolchain.here().rendering_key != rendering_key:
        return Failure("machine", "a worker that joined the cluster would render other bytes")
    with _ALONE:
        return work(render, task)


def _run(render: Render, tasks: TaskSource, options: WorkerOptions) -> Results:
    try:
        import distributed
    except ImportError as problem:
        hint = "install the extra: pip install 'patient-leaflet[cluster]'"
        raise MachineError("Dask is not installed", hint) from problem
    try:
        client = distributed.Client(options.scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as problem:
        message = f'no scheduler answers at "{options.scheduler}"'
        raise UsageError(message, "start one: dask scheduler") from problem
    with client:
        workers = _compare(client)
        cluster = _Cluster(client, render, options, workers)
        yield from cluster.run(tasks, _DEEP * workers)


def _environment() -> toolchain.Environment:
    """The environment of a worker."""
    return toolchain.here()


def _compare(client: Any) -> int:
    """The number of workers, all of which render the same bytes as this process.

    Raises `MachineError` when there is no worker, or when one has another environment.
    """
    here = toolchain.here()
    answers = client.run(_environment, on_error="return")
    # A worker that is lost in the meantime answers with an `OSError`, and gets no tasks.
    found = {name: there for name, there in answers.items() if not isinstance(there, OSError)}
    if not found:
        raise MachineError("the cluster has no workers", "start some: dask worker ADDRESS")
    differing = []
    for name, there in sorted(found.items()):
        if isinstance(there, toolchain.Environment):
            if here.rendering_key != there.rendering_key:
                differing.append(f"{name}: {'; '.join(here.differences(there))}")
        else:
            differing.append(f"{name}: {there}")
    if differing:
        message = f"workers would render other bytes: {' | '.join(differing)}"
        raise MachineError(message, "give them the same packages and native libraries")
    return len(found)


@dataclass(slots=True)
class _Running:
    task: Task
    deadline: float


class _Cluster:
    """The tasks that are sent to a cluster; `suspects` are lost tasks to try last."""

    def __init__(self, client: Any, render: Render, options: WorkerOptions, workers: int) -> None:
        self.client = client
        self.workers = workers
        self.pool = client.get_executor()
        self.key = toolchain.here().rendering_key
        self.seconds = options.seconds * (_DEEP + 1)  # a task may wait for those before it
        self.render = render
        self.options = options
        self.running: dict[Future[Result], _Running] = {}
        self.retried: set[int] = set()
        self.suspects: deque[Task] = deque()

    def run(self, tasks: TaskSource, most: int) -> Results:
        is_fed = True
        try:
            while True:
                while is_fed and len(self.running) < most:
                    task = next(tasks, NO_MORE)
                    is_fed = task is not NO_MORE
                    if not isinstance(task, Task):
                        break
                    self._begin(task)
                if self.running:
                    yield from self._finished()
                elif self.suspects:
                    self._wait_for_workers()
                    self._begin(self.suspects.popleft())
                elif is_fed:
                    yield None
                else:
                    return
        finally:
            for future in self.running:
                future.cancel()

    def _begin(self, task: Task) -> None:
        future = self.pool.submit(_work_alone, self.render, task, self.key)
        self.running[future] = _Running(task, time.monotonic() + self.seconds)

    def _wait_for_workers(self) -> None:
        """Let workers that were killed start again, so that the next suspect is not blamed for one
        that is still going down.
        """
        with suppress(TimeoutError):
            self.client.wait_for_workers(self.workers, timeout=_RESTART_SECONDS)

    def _finished(self) -> Results:
        soonest = min(running.deadline for running in self.running.values()) - time.monotonic()
        done, _ = wait(self.running, max(0.0, soonest), FIRST_COMPLETED)
        late = set() if done else self._stop_the_late()
        for future in done | late:
            task = self.running.pop(future).task
            result = timed_out(self.seconds) if future in late else _result(future)
            if self._is_worth_another_try(task, result):
                self.retried.add(task.number)
                if isinstance(result, Failure) and result.code == "worker":
                    self.suspects.append(task)
                else:
                    self._begin(task)
            else:
                self.retried.discard(task.number)
                yield task, result

    def _is_worth_another_try(self, task: Task, result: Result) -> bool:
        """Whether a second try may succeed.

        Dask gives up a task after several workers that held it were lost, even if it was only
        queued there. Such a task is tried once more, alone, after all others.
        """
        if not isinstance(result, Failure) or task.number in self.retried:
            return False
        return result.may_pass or result.code == "worker"

    def _stop_the_late(self) -> set[Future[Result]]:
        """Give up the tasks that are past their deadline, and restart the busy workers; Dask moves
        the other tasks of these.
        """
        now = time.monotonic()
        late = {future for future, running in self.running.items() if running.deadline <= now}
        busy = [worker for worker, keys in self.client.processing().items() if keys]
        for future in late:
            future.cancel()
        if busy:
            self.client.restart_workers(busy, timeout=30, raise_for_error=False)
        for running in self.running.values():
            running.deadline = (
                time.monotonic() + self.seconds
            )  # restarting moved them back in the queue
        return late


def _result(future: Future[Result]) -> Result:
    try:
        return future.result()
    except CancelledError:
        return died("was taken away")
    except Exception as problem:  # noqa: BLE001  # any error of a cluster means a lost worker
        return died(f"was lost ({type(problem).__name__})")


EXECUTOR = Executor(
    id="dask",
    summary="The workers of a Dask cluster that runs already, on other machines or on this one.",
    run=_run,
    scheduler_form="tcp://HOST:8786",
)
