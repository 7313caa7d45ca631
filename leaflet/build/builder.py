"""Builds editions: those up to date stay, the others are composed, rendered, checked, written.

```
for each edition of the plan:
    up to date?  → CACHED
    phase 1      compose the leaflet          → render, here or in a worker → check
    phase 2      compose pages for the printer → render
    finish       impose, write the files       → BUILT or FAILED
```
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import groupby, islice

from leaflet.build import tasks
from leaflet.build.edition_job import LEAFLET, EditionJob, EditionSteps
from leaflet.build.outcome import Outcome, Result
from leaflet.build.render_cache import RenderCache, rendering_key
from leaflet.build.request import BuildRequest, PreparedBuild, prepare
from leaflet.build.tasks import Done, Failure, Task
from leaflet.build.up_to_date import BuiltEdition
from leaflet.content.project import Project
from leaflet.core import fonts
from leaflet.core.diagnostics import Finding, LeafletError, MachineError, Span, error
from leaflet.output.folder import OutputFolder
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.planning.loading import EditionLoader
from leaflet.planning.plan import Plan, PlannedEdition
from leaflet.render.html_page import PACKED
from leaflet.render.renderer import render

#: So many outcomes may wait while there are tasks to be had.
AT_ONCE = 50


def run(project: Project, request: BuildRequest, *, render: tasks.Render = render) -> BuildRun:
    """Build the editions of a request into its output folder.

    Each file is written whole or not at all, the manifest when the last is done or the caller
    stops; files of editions that are gone or fail are deleted. An edition that breaks its template,
    the renderer or its worker fails alone. Raises `UsageError` for a request that cannot be met.
    """
    return BuildRun(prepare(project, request), render)


class BuildRun(Iterator[Outcome]):
    """A build under way: yields an outcome for each edition, in the order in which they are done.

    `plan` is known from the start. Whoever stops early calls `close`, so that the manifest is true.
    """

    def __init__(self, prepared: PreparedBuild, render: tasks.Render) -> None:
        self.plan: Plan = prepared.plan
        self._prepared = prepared
        self._outcomes = _outcomes(prepared, render)

    @property
    def notes(self) -> list[str]:
        """What was amiss with the cache, each once."""
        return self._prepared.store.notes

    def __next__(self) -> Outcome:
        return next(self._outcomes)

    def close(self) -> None:
        """Stop what still runs and write the manifest."""
        self._outcomes.close()


def _outcomes(prepared: PreparedBuild, render: tasks.Render) -> Generator[Outcome]:
    request = prepared.request
    folder = OutputFolder(
        request.output,
        prepared.project.root,
        prepared.all_paths,
        prepared.file_index,
        prepared.shard,
    )
    try:
        for outcome in _Builder(prepared, folder).outcomes(render):
            yield outcome
            if request.fail_fast and outcome.result is Result.FAILED:
                return
    finally:
        folder.close()


class _Builder:
    """Feeds an executor with the compositions of editions, and finishes them with the results."""

    def __init__(self, prepared: PreparedBuild, folder: OutputFolder) -> None:
        self.prepared = prepared
        self.folder = folder
        self.up_to_date = prepared.up_to_date
        self.cache = RenderCache(prepared.store)
        self.steps = EditionSteps(prepared.project, prepared.request.print_options)
        self.loader = EditionLoader(prepared.summaries)
        self.numbers = itertools.count()
        self.sent: dict[int, tuple[EditionJob, str]] = {}
        self.ready: deque[Task] = deque()
        self.done: deque[Outcome] = deque()

    def outcomes(self, render: tasks.Render) -> Iterator[Outcome]:
        """Editions that are up to date first, then the others as they are done: a leaflet for all
        clinics after the other, since they share its layout; as many side by side as there are
        workers that keep to their layouts.
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
        stale.sort(key=lambda planned: planned.id.layout_group)
        self.steps.check_templates()
        executor, options = self.prepared.executor(len(stale)), self.prepared.worker_options()
        groups_at_once = options.workers if executor.keeps_layout_groups else 1
        tasks = self._tasks(_in_turn(stale, groups_at_once))
        with closing(executor.run(render, tasks, options)) as results:
            for result in results:
                if result:
                    self._receive(*result)
                while self.done:
                    yield self.done.popleft()
        yield from self.done

    # --- without rendering ------------------------------------------------------------------

    def _without_rendering(self, planned: PlannedEdition) -> Outcome | None:
        """The outcome of an edition that is broken, withheld or up to date; None for any other."""
        if planned.is_broken:
            return self._failed(self.loader.load(planned), (), 0.0, "content")
        if planned.withheld:
            self.folder.withhold(planned.path)
            return Outcome(planned, Result.WITHHELD, planned.findings, stage="withheld")
        built = self._up_to_date(planned)
        return Outcome(planned, Result.CACHED, built.findings, entry=built.entry) if built else None

    def _up_to_date(self, planned: PlannedEdition) -> BuiltEdition | None:
        """An edition whose files stand in the folder, or are put back from the store."""
        built = self.up_to_date.find(planned)
        if built is None:
            return None
        if self.up_to_date.is_in_folder(built):
            self.folder.confirm(built.entry, built.files)
        else:
            store = self.prepared.store
            files = {suffix: store.get_file(sha256) for suffix, sha256 in built.files.items()}
            whole = {suffix: data for suffix, data in files.items() if data is not None}
            if len(whole) < len(files):
                return None
            self.folder.keep(built.entry, whole)
        self.up_to_date.confirm(planned)
        return built

    # --- what is rendered -------------------------------------------------------------------

    def _tasks(self, stale: Iterator[PlannedEdition]) -> tasks.TaskSource:
        """Tasks as long as there are editions; None where outcomes or results wait."""
        more = True
        while more or self.sent or self.ready or self.done:
            if self.ready:
                yield self.ready.popleft()
                continue
            if len(self.done) >= AT_ONCE or not more:
                yield None
                continue
            planned = next(stale, None)
            if planned is None:
                more = False
            else:
                self._begin(planned)

    def _begin(self, lazily_planned: PlannedEdition) -> None:
        """Phase 1 of an edition."""
        planned = self.loader.load(lazily_planned)
        if planned.edition is None:
            self.done.append(self._failed(planned, (), 0.0, "content"))
            return
        assert planned.release_status
        job = EditionJob(planned, planned.edition, planned.release_status.state)
        self._guard(job, lambda: self._request(job, self.steps.leaflet_pages(job)))

    def _request(self, job: EditionJob, pages: Mapping[str, Composition]) -> None:
        """Have pages rendered, except for those whose rendering is cached."""
        job.waiting.update(pages)
        for name, composition in pages.items():
            rendering = self.cache.rendering(rendering_key(composition))
            if rendering is None:
                self._send(job, name, composition)
            else:
                self._take(job, name, rendering)

    def _send(self, job: EditionJob, name: str, composition: Composition) -> None:
        number = next(self.numbers)
        job.is_rendered = True
        self.sent[number] = (job, name)
        fit, blobs = self.cache.fit(composition), self._blobs(composition)
        group = job.planned.id.layout_group
        self.ready.append(Task(number, composition, blobs, fit, group))

    def _blobs(self, composition: Composition) -> dict[str, bytes]:
        """The bytes that a worker needs, wherever it is."""
        held = self.prepared.project.blobs
        assets = (asset.sha256 for asset in composition.assets)
        needed = {sha256: held[sha256] for sha256 in assets if sha256 in held}
        if composition.medium == "screen":
            needed |= {PACKED + font.sha256: self.cache.packed(font) for font in fonts.FONTS}
        return needed

    def _receive(self, task: Task, result: tasks.Result) -> None:
        """Take the result of a task."""
        job, name = self.sent.pop(task.number)
        job.seconds += result.seconds
        if isinstance(result, Done):
            self.cache.keep_rendering(rendering_key(task.composition), result.rendering)
            if not task.fitted and result.rendering.facts.fit.layouts:
                self.cache.keep_fit(task.composition, result.rendering.facts.fit)
            self._guard(job, lambda: self._take(job, name, result.rendering))
        elif result.code == "machine":
            raise MachineError(result.message, result.hint)
        else:
            self._end(job, self._failure(job, result))

    def _take(self, job: EditionJob, name: str, rendering: Rendering) -> None:
        """Take a rendering; the last of a phase begins the next one."""
        job.renderings[name] = rendering
        del job.waiting[name]
        if job.waiting:
            return
        if name == LEAFLET:
            job.findings = self.steps.check(job)
            if any(finding.is_error for finding in job.findings):
                self._end(job, self._failed(job.planned, job.findings, job.seconds, "rendered"))
                return
            pages = self.steps.printer_pages(job)
            if pages:
                self._request(job, pages)
                return
        job.files = self.steps.files(job)

    def _write(self, job: EditionJob, files: Mapping[str, bytes]) -> Outcome:
        """Write the files of an edition. Raises `UsageError` where the folder refuses them."""
        planned = job.planned
        found = (*planned.findings, *job.findings)
        entry = self.steps.entry(job)
        built = BuiltEdition(entry, found, self.folder.keep(entry, files))
        for suffix, data in files.items():
            if suffix:  # the reading file is kept with its rendering
                self.prepared.store.put_file(data)
        self.up_to_date.keep(planned, built)
        result = Result.BUILT if job.is_rendered else Result.CACHED
        return Outcome(planned, result, found, job.seconds, entry=entry)

    # --- what goes wrong --------------------------------------------------------------------

    def _guard(self, job: EditionJob, step: Callable[[], None]) -> None:
        """Take a step of a job, and write its files after the last one. Whatever goes wrong in a
        step ends this edition alone.
        """
        start = time.monotonic()
        try:
            step()
        except MachineError:
            raise
        except Exception as problem:  # noqa: BLE001  # one edition must not stop the others
            job.seconds += time.monotonic() - start
            self._end(job, self._failure(job, _as_failure(problem)))
            return
        job.seconds += time.monotonic() - start
        if job.files is not None:
            self._end(job, self._write(job, job.files))

    def _end(self, job: EditionJob, outcome: Outcome) -> None:
        """An edition has one outcome, even where several of its pages go wrong."""
        if not job.is_over:
            job.is_over = True
            self.done.append(outcome)

    def _failure(self, job: EditionJob, failure: Failure) -> Outcome:
        place = Span(job.planned.files[0].path)
        finding = error(failure.code, place, failure.message, failure.hint)
        stage = "template" if failure.code == "template" else "rendered"
        return self._failed(job.planned, (finding,), job.seconds, stage)

    def _failed(
        self, planned: PlannedEdition, findings: tuple[Finding, ...], seconds: float, stage: str
    ) -> Outcome:
        self.folder.drop(planned.path)
        found = (*planned.findings, *findings)
        return Outcome(planned, Result.FAILED, found, seconds, stage)


def _as_failure(problem: Exception) -> Failure:
    """What stopped an edition in this process: a template's mistake, or one of the program."""
    if isinstance(problem, LeafletError):
        return Failure("template", problem.message, problem.hint)
    return tasks.broken(problem)


def _in_turn(stale: Sequence[PlannedEdition], groups_at_once: int) -> Iterator[PlannedEdition]:
    """Sorted editions, so many layout groups in turn."""
    groups = (deque(group) for _, group in groupby(stale, lambda planned: planned.id.layout_group))
    going = deque(islice(groups, groups_at_once))
    while going:
        group = going.popleft()
        yield group.popleft()
        going.extend([group] if group else islice(groups, 1))
