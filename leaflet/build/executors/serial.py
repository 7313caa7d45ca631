"""Renders one edition after another in this process."""

from __future__ import annotations

import signal
import threading
from types import TracebackType
from typing import Any, Self

from leaflet.build.executors import Executor
from leaflet.build.tasks import (
    Render,
    Result,
    Results,
    Task,
    TaskSource,
    WorkerOptions,
    work,
)


def _run(render: Render, tasks: TaskSource, _: WorkerOptions) -> Results:
    for task in tasks:
        yield (task, _alone(render, task)) if task else None


def _alone(render: Render, task: Task) -> Result:
    with _Interrupts():
        return work(render, task)


class _Interrupts:
    """Raises `KeyboardInterrupt` at the end of the block, even if it was caught within.

    While WeasyPrint draws an SVG it catches everything, including `KeyboardInterrupt`, and goes on
    without the picture.
    """

    def __init__(self) -> None:
        self.heard = False
        self.before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self.before = signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if self.before is not None:
            signal.signal(signal.SIGINT, self.before)
        if self.heard and kind is not KeyboardInterrupt:
            raise KeyboardInterrupt

    def _hear(self, *_: object) -> None:
        self.heard = True
        raise KeyboardInterrupt


EXECUTOR = Executor(
    id="serial",
    summary="One edition after another, in the process that was called.",
    run=_run,
)
