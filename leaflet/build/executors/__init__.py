"""Executors decide where compositions are rendered; one file each, which assigns `EXECUTOR`.

An executor takes tasks and yields their results in the order in which they finish. Only rendering
(`tasks.work`) runs in a worker; all other steps of a build run in the calling process.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leaflet.build.tasks import Render, Results, TaskSource, WorkerOptions

__all__ = ["Executor"]


@dataclass(frozen=True, slots=True)
class Executor:
    """An executor: its id, and its purpose in one sentence.

    `run` renders all tasks of a source; closing its iterator stops whatever still runs.
    `keeps_layout_groups` tells whether each worker prefers tasks of the layout group it has worked
    on. `scheduler_form` shows how the address of its scheduler is written (`tcp://HOST:8786`);
    empty where it has none.
    """

    id: str
    summary: str
    run: Callable[[Render, TaskSource, WorkerOptions], Results]
    keeps_layout_groups: bool = False
    scheduler_form: str = ""

    @property
    def needs_scheduler(self) -> bool:
        """Whether it needs the address of a scheduler."""
        return bool(self.scheduler_form)
