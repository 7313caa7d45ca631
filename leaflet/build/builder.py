"""Builds editions: what is up to date stays, the rest is composed, rendered, checked and written.

```
for each edition of the plan:
    up to date?  → CACHED
    phase 1      compose the leaflet          → render, here or in a worker → check
    phase 2      compose pages for the printer → render
    finish       impose, write the files       → BUILT or FAILED
```
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing

from leaflet.build.edition_job import LEAFLET, EditionJob, EditionSteps
from leaflet.build.edition_output import EditionOutput
from leaflet.build.outcome import Outcome, Result
from leaflet.build.render_cache import RenderCache
from leaflet.build.render_queue import RenderQueue
from leaflet.build.request import BuildRequest, PreparedBuild, prepare
from leaflet.build.task_order import TaskOrder
from leaflet.build.tasks import Done, Failure, Render, Task, TaskSource, broken
from leaflet.build.tasks import Result as TaskResult
from leaflet.content.project import Project
from leaflet.core.diagnostics import LeafletError, MachineError
from leaflet.core.machine_trouble import machine_trouble
from leaflet.core.stop_signals import raise_heard
from leaflet.output.edition_inputs import StaleGroup
from leaflet.output.folder import FolderPlan, OutputFolder
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.planning.loading import EditionLoader
from leaflet.planning.plan import Plan, PlannedEdition
from leaflet.render.renderer import render

#: No edition is begun while this many outcomes wait to be taken.
MAX_OUTCOMES = 50


def run(project: Project, request: BuildRequest, *, render: Render = render) -> BuildRun:
    """Build the editions of a request into its output folder.

    Each file is written whole or not at all. The manifest is written after the last edition, or
    when the caller stops. Files of editions that fail or no longer exist are deleted. An error in a
    template, the renderer or a worker fails one edition only. Raises `UsageError` for a request
    that cannot be met.
    """
    return BuildRun(prepare(project, request), render)


class BuildRun(Iterator[Outcome]):
    """A running build; yields the outcome of each edition as soon as it is finished.

    `plan` is known from the start. A caller that stops early calls `close`, which writes the
    manifest.
    """

    def __init__(self, prepared: PreparedBuild, render: Render) -> None:
        self.plan: Plan = prepared.plan
        self._prepared = prepared
        self._folder: OutputFolder | None = None
        self._outcomes = self._run(render)

    @property
    def notes(self) -> list[str]:
        """The problems with the cache and the output folder, each once."""
        return [*self._prepared.store.notes, *(self._folder.notes if self._folder else ())]

    @property
    def is_of_nothing(self) -> bool:
        """Whether the selection has no edition at all; that a shard has none is no mistake."""
        return not self._prepared.whole_plan.editions

    @property
    def stale(self) -> tuple[StaleGroup, ...]:
        """The editions in the output folder that this build did not make and that are older than
        the project; known when the build has ended.
        """
        return self._folder.stale if self._folder else ()

    @property
    def cache_is_unwritable(self) -> bool:
        """Whether the cache did not take something."""
        return self._prepared.store.is_unwritable

    def __next__(self) -> Outcome:
        return next(self._outcomes)

    def close(self) -> None:
        """Stop what still runs, and write the manifest."""
        self._outcomes.close()

    def _run(self, render: Render) -> Generator[Outcome]:
        prepared, request = self._prepared, self._prepared.request
        plan = FolderPlan(
            prepared.all_paths,
            [planned.path for planned in prepared.plan.editions],
            prepared.up_to_date.listed_inputs.older,
            prepared.shard,
        )
        root, file_index = prepared.project.root, prepared.file_index
        self._folder = folder = OutputFolder(request.output, root, file_index, plan)
        try:
            for outcome in _Builder(prepared, folder).outcomes(render):
                yield outcome
                raise_heard()
                if request.fail_fast and outcome.result is Result.FAILED:
                    return
        finally:
            folder.close()


class _Builder:
    """Feeds an executor with the pages of editions, and finishes editions with the results."""

    def __init__(self, prepared: PreparedBuild, folder: OutputFolder) -> None:
        self.prepared = prepared
        self.steps = EditionSteps(prepared.project, prepared.request.print_options)
        self.loader = EditionLoader(prepared.summaries)
        self.queue = RenderQueue(prepared.project, RenderCache(prepared.store))
        self.output = EditionOutput(prepared, folder, self.steps)
        self.done: deque[Outcome] = deque()

    def outcomes(self, render: Render) -> Iterator[Outcome]:
        """Editions that need no rendering first, then the others in the order in which they finish.

        The clinics of a leaflet are built one after the other, because they share its layouts; see
        `TaskOrder`.
        """
        stale: list[PlannedEdition] = []
        for planned in self.prepared.plan.editions:
            outcome = self._without_rendering(planned)
            if outcome:
                yield outcome
            else:
                stale.append(planned)
        if not stale:
            return
        self.steps.check_templates()
        executor, options = self.prepared.executor(len(stale)), self.prepared.worker_options()
        groups_at_once = options.workers if executor.keeps_layout_groups else 1
        tasks = self._tasks(TaskOrder(stale, groups_at_once))
        with closing(executor.run(render, tasks, options)) as results:
            for result in results:
                if result:
                    self._receive(*result)
                while self.done:
                    yield self.done.popleft()
        yield from self.done

    def _without_rendering(self, planned: PlannedEdition) -> Outcome | None:
        """The outcome of an edition that is broken, withheld or up to date; None for any other."""
        if planned.is_broken:
            return self.output.fail(self.loader.load(planned), "content")
        if planned.withheld:
            return self.output.withhold(planned)
        return self.output.restore(planned)

    def _tasks(self, order: TaskOrder) -> TaskSource:
        """The tasks of all editions; None while outcomes or results have to be taken first."""
        while not (order.is_over and self.queue.is_empty and not self.done):
            task = self.queue.next()
            if task is None and not order.is_over and not self._has_many_outcomes():
                task = order.next(self._begun, self._has_many_outcomes)
            yield task

    def _has_many_outcomes(self) -> bool:
        return len(self.done) >= MAX_OUTCOMES

    def _begun(self, planned: PlannedEdition) -> list[Task]:
        """Begin an edition; returns its tasks."""
        self._begin(planned)
        return self.queue.take_all()

    def _begin(self, lazily_planned: PlannedEdition) -> None:
        """Begin phase 1 of an edition."""
        planned = self.loader.load(lazily_planned)
        if planned.edition is None:
            self.done.append(self.output.fail(planned, "content"))
            return
        if unreleased := self.output.unreleased(planned, planned.findings):
            self.done.append(unreleased)
            return
        assert planned.release_status
        job = EditionJob(planned, planned.edition, planned.release_status.state)
        self._guard(job, lambda: self._request(job, self.steps.leaflet_pages(job)))

    def _request(self, job: EditionJob, pages: Mapping[str, Composition]) -> None:
        for name, rendering in self.queue.request(job, pages).items():
            self._take(job, name, rendering)

    def _receive(self, task: Task, result: TaskResult) -> None:
        """Continue the edition of a task. Raises `MachineError` if the machine lacks something."""
        job, name = self.queue.receive(task, result)
        if isinstance(result, Done):
            self._guard(job, lambda: self._take(job, name, result.rendering))
        elif result.code == "machine":
            raise MachineError(result.message, result.hint)
        else:
            self._end(job, self.output.fail_job(job, result))

    def _take(self, job: EditionJob, name: str, rendering: Rendering) -> None:
        """Add a rendering to its job; the last one of a phase begins the next phase."""
        job.renderings[name] = rendering
        del job.waiting[name]
        if job.waiting:
            return
        if name == LEAFLET:
            job.findings = self.steps.check(job)
            if any(finding.is_broken for finding in job.findings):
                failed = self.output.fail(job.planned, "rendered", job.findings, job.seconds)
                self._end(job, failed)
                return
            pages = self.steps.printer_pages(job)
            if pages:
                self._request(job, pages)
                return
        job.files = self.steps.files(job)

    def _guard(self, job: EditionJob, step: Callable[[], None]) -> None:
        """Take a step of a job, and write its files after the last step. An exception fails this
        edition only.
        """
        start = time.monotonic()
        try:
            step()
        except MachineError:
            raise
        except Exception as problem:  # noqa: BLE001  # one edition must not stop the others
            job.seconds += time.monotonic() - start
            self._end(job, self.output.fail_job(job, _as_failure(problem)))
            return
        job.seconds += time.monotonic() - start
        if job.files is not None:
            self._end(job, self.output.write(job))

    def _end(self, job: EditionJob, outcome: Outcome) -> None:
        """Report an outcome, unless another page of the edition failed before."""
        if not job.is_over:
            job.is_over = True
            self.done.append(outcome)


def _as_failure(problem: Exception) -> Failure:
    """An exception of this process: a mistake in a template, or in the program.

    Raises `MachineError` for one that is the machine's trouble.
    """
    if trouble := machine_trouble(problem):
        raise trouble from problem
    if isinstance(problem, LeafletError):
        return Failure("template", problem.message, problem.hint)
    return broken(problem)
