"""Build editions: recall what was made before, have the rest rendered, check, write; yields an
outcome for each, keeps going.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, islice
from pathlib import Path

from leaflet.build import executors
from leaflet.build.edition_job import Course, Drawn, Press
from leaflet.build.executors import Done, Executor, Failure, Task, WorkerOptions
from leaflet.build.render_cache import RenderCache, rendering_key
from leaflet.build.up_to_date import Made, UpToDateCheck
from leaflet.cache.file_index import FileIndex
from leaflet.cache.store import Store
from leaflet.content.project import Project
from leaflet.core import extensions, fonts
from leaflet.core.diagnostics import Finding, LeafletError, MachineError, Span, error
from leaflet.core.digests import digest
from leaflet.imposition.print_files import PrintOptions
from leaflet.output import manifest
from leaflet.output.folder import OutputFolder
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.planning.plan import Plan, PlannedEdition
from leaflet.render.html_page import PACKED
from leaflet.render.renderer import render


class Result(StrEnum):
    """What happened to an edition."""

    BUILT = "built"
    CACHED = "cached"
    FAILED = "failed"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An edition and what happened to it. `stage` says where it failed: content, template,
    rendered, or withheld where it is no release.
    """

    planned: PlannedEdition
    result: Result
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    stage: str = ""
    entry: manifest.Entry | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """How a build goes about it. Without `executor`, few editions are rendered in this process
    and more by several; `shard` is for the manifest. Without `file_index` nothing is recalled.
    """

    print_options: PrintOptions = field(default_factory=PrintOptions)
    executor: str | None = None
    options: WorkerOptions = field(default_factory=WorkerOptions)
    fail_fast: bool = False
    shard: manifest.Shard | None = None
    file_index: FileIndex | None = None


#: So many outcomes may wait while there are tasks to be had.
AT_ONCE = 50

#: From so many editions on the start of worker processes is worth its while.
MANY = 4


def build(
    project: Project,
    plan: Plan,
    output: Path,
    *,
    means: Means | None = None,
    render: executors.Render = render,
) -> Generator[Outcome]:
    """Build a plan into an output folder: an outcome for each edition, in the order in which
    they are done.

    Each PDF is written whole or not at all, the manifest when the last is done or the caller
    stops; a listed PDF whose edition is gone or fails is deleted. An edition that breaks its
    template, the renderer or its worker fails alone. Raises `UsageError` when a template cannot
    be read or the folder not be written to. Whoever stops early closes the iterator, so that
    the manifest is true.
    """
    means = means or Means()
    file_index = means.file_index or FileIndex(Store(None), project.root, output)
    folder = OutputFolder(output, project.root, plan.paths, file_index, means.shard)
    try:
        up_to_date = UpToDateCheck(project, file_index, output, means.print_options)
        works = _Works(Press(project, means.print_options), folder, up_to_date, plan.complete)
        for outcome in works.outcomes(plan, means, render):
            yield outcome
            if means.fail_fast and outcome.result is Result.FAILED:
                return
    finally:
        folder.close()


def _executor(means: Means, editions: int) -> Executor:
    name = means.executor
    if name is None:
        name = "processes" if means.options.workers > 1 and editions >= MANY else "serial"
    executor: Executor = extensions.load("executors", name)
    return executor


@dataclass(slots=True)
class _Job:
    """An edition in the making; `key` is that of the composition it waits for."""

    planned: PlannedEdition
    course: Course
    composition: Composition
    key: str = ""
    seconds: float = 0.0
    is_rendered: bool = False


class _Works:
    """Feeds an executor with the compositions of editions, and finishes them with the results."""

    def __init__(
        self,
        press: Press,
        folder: OutputFolder,
        up_to_date: UpToDateCheck,
        complete: Callable[[PlannedEdition], PlannedEdition],
    ) -> None:
        self.press = press
        self.folder = folder
        self.up_to_date = up_to_date
        self.complete = complete
        self.cache = RenderCache(up_to_date.file_index.store)
        self.jobs: dict[int, _Job] = {}
        self.ready: deque[Task] = deque()
        self.done: deque[Outcome] = deque()

    def outcomes(self, plan: Plan, means: Means, render: executors.Render) -> Iterator[Outcome]:
        """What stands already first, then whatever is to be made, as it is done: a leaflet for all
        clinics after the other, since they share its layout; as many side by side as there are
        workers.
        """
        stale: list[PlannedEdition] = []
        for planned in plan.editions:
            known = self._known(planned)
            if known:
                yield known
            else:
                stale.append(planned)
        if not stale:
            return
        stale.sort(key=_layout_group)
        self.press.check_templates()
        executor = _executor(means, len(stale))
        source = self._tasks(
            _in_turn(stale, means.options.workers if executor.keeps_layout_groups else 1)
        )
        with closing(executor.run(render, source, means.options)) as running:
            for result in running:
                if result:
                    self._advance(*result)
                while self.done:
                    yield self.done.popleft()
        yield from self.done

    def _known(self, planned: PlannedEdition) -> Outcome | None:
        """What becomes of an edition that is not made; None for one that is."""
        if planned.is_broken:
            return self._fail(self.complete(planned), (), 0.0, "content")
        if planned.withheld:
            self.folder.withhold(planned.path)
            return Outcome(planned, Result.WITHHELD, planned.findings, stage="withheld")
        made = self._restored(planned)
        return Outcome(planned, Result.CACHED, made.findings, entry=made.entry) if made else None

    def _restored(self, planned: PlannedEdition) -> Made | None:
        """An edition that need not be made: its files stand, or can be put back."""
        made = self.up_to_date.find(planned)
        if made is None:
            return None
        if self.up_to_date.stands(made):
            self.folder.confirm(made.entry, made.files)
        else:
            store = self.cache.store
            files = {suffix: store.get_file(sha256) for suffix, sha256 in made.files.items()}
            whole = {suffix: data for suffix, data in files.items() if data is not None}
            if len(whole) < len(files):
                return None
            self.folder.keep(made.entry, whole)
        self.up_to_date.confirm(planned)
        return made

    def _tasks(self, stale: Iterator[PlannedEdition]) -> executors.TaskSource:
        """Tasks as long as there are editions; None where outcomes or results wait."""
        more = True
        while more or self.jobs or self.ready or self.done:
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

    def _begin(self, sketch: PlannedEdition) -> None:
        planned = self.complete(sketch)
        if planned.edition is None:
            self.done.append(self._fail(planned, (), 0.0, "content"))
            return
        start = time.monotonic()
        course = self.press.course(planned, planned.edition)
        try:
            job = _Job(planned, course, next(course))
        except Exception as problem:  # noqa: BLE001  # one edition must not stop the others
            self.done.append(self._broken(planned, problem, time.monotonic() - start))
            return
        job.seconds = time.monotonic() - start
        self._ask(job)

    def _ask(self, job: _Job) -> None:
        """Have the composition of a job rendered, unless its rendering is kept."""
        while True:
            job.key = rendering_key(job.composition)
            kept = self.cache.rendering(job.key)
            if kept is None:
                break
            if not self._go_on(job, kept):
                return
        job.is_rendered = True
        self.jobs[id(job)] = job
        fit = self.cache.fit(job.composition)
        blobs = self._blobs(job.composition)
        self.ready.append(Task(id(job), job.composition, blobs, fit, _layout_group(job.planned)))

    def _blobs(self, composition: Composition) -> dict[str, bytes]:
        """The bytes that a worker needs, wherever it is."""
        held = self.press.project.blobs
        assets = (asset.sha256 for asset in composition.assets)
        needed = {sha256: held[sha256] for sha256 in assets if sha256 in held}
        if composition.medium == "screen":
            needed |= {PACKED + font.sha256: self.cache.packed(font) for font in fonts.FONTS}
        return needed

    def _advance(self, task: Task, result: executors.Result) -> None:
        """Take a result: the edition asks for its next page, or is done."""
        job = self.jobs.pop(task.number)
        job.seconds += result.seconds
        if isinstance(result, Done):
            self.cache.keep_rendering(job.key, result.rendering)
            if not task.fitted and result.rendering.facts.fit.layouts:
                self.cache.keep_fit(task.composition, result.rendering.facts.fit)
            if self._go_on(job, result.rendering):
                self._ask(job)
        elif result.code == "machine":
            raise MachineError(result.message, result.hint)
        else:
            self.done.append(self._lost(job.planned, result, job.seconds))

    def _go_on(self, job: _Job, rendering: Rendering) -> bool:
        """Whether an edition, sent its rendering, asks for another; else it is done."""
        start = time.monotonic()
        try:
            job.composition = job.course.send(rendering)
        except StopIteration as end:
            job.seconds += time.monotonic() - start
            self.done.append(self._finish(job, end.value))
            return False
        except Exception as problem:  # noqa: BLE001  # one edition must not stop the others
            seconds = job.seconds + time.monotonic() - start
            self.done.append(self._broken(job.planned, problem, seconds))
            return False
        job.seconds += time.monotonic() - start
        return True

    def _finish(self, job: _Job, drawn: Drawn) -> Outcome:
        planned = job.planned
        if any(finding.is_error for finding in drawn.findings):
            return self._fail(planned, drawn.findings, job.seconds, "rendered")
        found = (*planned.findings, *drawn.findings)
        entry = _entry(planned, drawn)
        files = {**drawn.files, "": drawn.rendering.file}
        made = Made(entry, found, self.folder.keep(entry, files))
        for data in drawn.files.values():
            self.cache.store.put_file(data)
        self.up_to_date.keep(planned, made)
        result = Result.BUILT if job.is_rendered else Result.CACHED
        return Outcome(planned, result, found, job.seconds, entry=entry)

    def _broken(self, planned: PlannedEdition, problem: Exception, seconds: float) -> Outcome:
        """What stopped an edition here: a template's mistake with its place, or a bug of ours."""
        if isinstance(problem, MachineError):
            raise problem
        if isinstance(problem, LeafletError):
            failure = Failure("template", problem.message, problem.hint)
        else:
            failure = executors.broken(problem)
        return self._lost(planned, failure, seconds)

    def _lost(self, planned: PlannedEdition, failure: Failure, seconds: float) -> Outcome:
        finding = error(failure.code, Span(planned.files[0].path), failure.message, failure.hint)
        stage = "template" if failure.code == "template" else "rendered"
        return self._fail(planned, (finding,), seconds, stage)

    def _fail(
        self, planned: PlannedEdition, findings: tuple[Finding, ...], seconds: float, stage: str
    ) -> Outcome:
        self.folder.drop(planned.path)
        found = (*planned.findings, *findings)
        return Outcome(planned, Result.FAILED, found, seconds, stage)


def _layout_group(planned: PlannedEdition) -> tuple[str, ...]:
    """What editions have in common that share a layout."""
    return (planned.leaflet, planned.language, planned.format)


def _in_turn(stale: Sequence[PlannedEdition], groups_at_once: int) -> Iterator[PlannedEdition]:
    """Sorted editions, so many kins in turn."""
    layout_groups = (deque(group) for _, group in groupby(stale, _layout_group))
    going = deque(islice(layout_groups, groups_at_once))
    while going:
        layout_group = going.popleft()
        yield layout_group.popleft()
        going.extend([layout_group] if layout_group else islice(layout_groups, 1))


def _entry(planned: PlannedEdition, drawn: Drawn) -> manifest.Entry:
    edition = planned.edition
    assert edition
    return manifest.Entry(
        leaflet=edition.leaflet.id,
        language=edition.leaflet.language,
        clinic=edition.clinic.id,
        format=edition.format.id,
        path=edition.path,
        sha256=digest(drawn.rendering.file),
        pages=len(drawn.rendering.facts.sides) or 1,
        version=edition.leaflet.version,
        words=edition.words,
        state=drawn.state.value,
    )
