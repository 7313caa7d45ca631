"""The request of a build, and what is prepared from it: cache, plan, up-to-date check."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from leaflet.build.executors import Executor
from leaflet.build.tasks import (
    WorkerOptions,
)
from leaflet.build.up_to_date import UpToDateCheck
from leaflet.cache.file_index import FileIndex
from leaflet.cache.store import Store
from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.core.diagnostics import UsageError, did_you_mean
from leaflet.imposition.print_files import PrintOptions
from leaflet.output.manifest_entries import Shard
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import Plan, released, shard_of, with_type_size
from leaflet.planning.planner import all_paths, lazy_plan

#: The number of editions from which on starting worker processes saves time.
MANY = 4

#: The executor for few pages of own templates: a worker has limits of time and memory.
FOREIGN = "processes"


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The options of a build; see docs/commands.md.

    `cache` is the folder of the store; without it nothing is cached. `type_size` is that of large
    print in points. `shard` is the number of a shard and the number of shards. Without `executor`,
    few editions are rendered in this process and more by `jobs` processes (default: one for each
    processor); those of a project with own templates by processes in any case.
    """

    selection: Selection
    today: datetime.date
    output: Path = Path("dist")
    cache: Path | None = None
    print_options: PrintOptions = field(default_factory=PrintOptions)
    type_size: float | None = None
    jobs: int | None = None
    executor: str | None = None
    scheduler: str | None = None
    shard: tuple[int, int] | None = None
    fresh: bool = False
    fail_fast: bool = False
    release: bool = False


@dataclass(frozen=True, slots=True)
class PreparedBuild:
    """A build that is planned and not yet run; `plan` is this shard of `whole_plan`."""

    project: Project
    request: BuildRequest
    plan: Plan
    whole_plan: Plan
    summaries: FileSummaries
    file_index: FileIndex
    up_to_date: UpToDateCheck

    @property
    def store(self) -> Store:
        """The store of the cache."""
        return self.file_index.store

    @property
    def shard(self) -> Shard | None:
        """The shard for the manifest; None where all editions are built."""
        if not self.request.shard:
            return None
        planned = tuple(p.name for p in self.plan.editions if not p.withheld)
        return Shard(*self.request.shard, planned)

    def all_paths(self) -> Collection[str]:
        """The paths of all editions of the project, selected or not."""
        if self.request.selection == Selection():
            return frozenset(planned.path for planned in self.whole_plan.editions)
        return all_paths(self.summaries)

    def worker_options(self) -> WorkerOptions:
        """The number of workers, and the limits of one rendering."""
        limits, request = self.project.settings.limits, self.request
        workers = request.jobs or _processors()
        return WorkerOptions(workers, limits.seconds, limits.megabytes, request.scheduler)

    def executor(self, editions: int) -> Executor:
        """The executor for this many editions."""
        name = self.request.executor
        if name is None:
            is_worth_it = self.worker_options().workers > 1 and editions >= MANY
            few = FOREIGN if self.project.has_own_templates else "serial"
            name = "processes" if is_worth_it else few
        executor: Executor = extensions.load("executors", name)
        return executor


def prepare(project: Project, request: BuildRequest) -> PreparedBuild:
    """Open the cache and plan the editions; files that the cache knows are not read.

    Raises `UsageError` for an unknown name, executor or type size.
    """
    store = Store(request.cache, fresh=request.fresh)
    file_index = FileIndex(store, project.root, request.output)
    summaries = FileSummaries(project, file_index)
    plan = lazy_plan(request.selection, summaries, today=request.today)
    if request.type_size is not None:
        plan = with_type_size(plan, request.type_size)
    if request.release:
        plan = released(plan)
    _check_executor(request)
    part = shard_of(plan, *request.shard) if request.shard else plan
    up_to_date = UpToDateCheck(
        project, file_index, request.output, request.print_options, summaries
    )
    return PreparedBuild(project, request, part, plan, summaries, file_index, up_to_date)


def _check_executor(request: BuildRequest) -> None:
    """Raises `UsageError` for an unknown executor, one without the scheduler that it needs, and a
    scheduler for an executor that needs none.
    """
    known = extensions.names("executors")
    if request.executor and request.executor not in known:
        hint = did_you_mean(request.executor, known)
        raise UsageError(f'unknown executor "{request.executor}"', hint)
    chosen = _with_scheduler([request.executor] if request.executor else [])
    if bool(chosen) == bool(request.scheduler):
        return
    fitting = chosen or _with_scheduler(known)
    if not fitting:
        raise UsageError("no executor has a scheduler", "leave out: --scheduler")
    names = " or ".join(executor.id for executor in fitting)
    raise UsageError(
        f"--executor {names} and --scheduler go together",
        f"add: --executor {fitting[0].id} --scheduler {fitting[0].scheduler_form}",
    )


def _with_scheduler(names: Iterable[str]) -> list[Executor]:
    """The executors among the named ones that need a scheduler."""
    loaded: list[Executor] = [extensions.load("executors", name) for name in names]
    return [executor for executor in loaded if executor.needs_scheduler]


def _processors() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
