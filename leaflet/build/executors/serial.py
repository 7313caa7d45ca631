"""Renders one edition after another in this process."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
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
from leaflet.core.stop_signals import STOP_SIGNALS, Stopped


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
        self.heard = 0
        self.before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in STOP_SIGNALS:
                handler = signal.getsignal(number)
                if callable(handler):  # else the signal is ignored, or ends the process
                    self.before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)
        if self.heard and not (kind and issubclass(kind, KeyboardInterrupt)):
            raise Stopped(self.heard)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.heard = self.heard or number
        self.before[number](number, frame)


EXECUTOR = Executor(
    id="serial",
    summary="One edition after another, in the process that was called.",
    run=_run,
)
