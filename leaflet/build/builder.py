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
from leaflet.build.executors import Crew, Done, Executor, Loss, Task
from leaflet.build.render_cache import Shelf, rendering_key
from leaflet.build.up_to_date import Made, Recall
from leaflet.cache.file_index import Ledger
from leaflet.cache.store import Store
from leaflet.content.project import Project
from leaflet.core import extensions, fonts
from leaflet.core.diagnostics import Finding, LeafletError, MachineError, Span, error
from leaflet.core.digests import digest
from leaflet.imposition.print_files import Wishes
from leaflet.output import manifest
from leaflet.output.folder import Book
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.planning.plan import Plan, Wanted
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

    wanted: Wanted
    result: Result
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    stage: str = ""
    entry: manifest.ManifestEntry | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """How a build goes about it. Without `executor`, few editions are rendered in this process
    and more by several; `shard` is for the manifest. Without `ledger` nothing is recalled.
    """

    wishes: Wishes = field(default_factory=Wishes)
    executor: str | None = None
    crew: Crew = field(default_factory=Crew)
    fail_fast: bool = False
    shard: manifest.Shard | None = None
    ledger: Ledger | None = None


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
    ledger = means.ledger or Ledger(Store(None), project.root, output)
    book = Book(output, project.root, plan.paths, ledger, means.shard)
    try:
        recall = Recall(project, ledger, output, means.wishes)
        works = _Works(Press(project, means.wishes), book, recall, plan.complete)
        for outcome in works.outcomes(plan, means, render):
            yield outcome
            if means.fail_fast and outcome.result is Result.FAILED:
                return
    finally:
        book.close()


def _executor(means: Means, editions: int) -> Executor:
    name = means.executor
    if name is None:
        name = "processes" if means.crew.workers > 1 and editions >= MANY else "serial"
    executor: Executor = extensions.load("executors", name)
    return executor


@dataclass(slots=True)
class _Job:
    """An edition in the making; `key` is that of the composition it waits for."""

    wanted: Wanted
    course: Course
    composition: Composition
    key: str = ""
    seconds: float = 0.0
    is_rendered: bool = False


class _Works:
    """Feeds an executor with the compositions of editions, and finishes them with the results."""

    def __init__(
        self, press: Press, book: Book, recall: Recall, complete: Callable[[Wanted], Wanted]
    ) -> None:
        self.press = press
        self.book = book
        self.recall = recall
        self.complete = complete
        self.shelf = Shelf(recall.ledger.store)
        self.jobs: dict[int, _Job] = {}
        self.ready: deque[Task] = deque()
        self.done: deque[Outcome] = deque()

    def outcomes(self, plan: Plan, means: Means, render: executors.Render) -> Iterator[Outcome]:
        """What stands already first, then whatever is to be made, as it is done: a leaflet for all
        clinics after the other, since they share its layout; as many side by side as there are
        workers.
        """
        stale: list[Wanted] = []
        for wanted in plan.editions:
            known = self._known(wanted)
            if known:
                yield known
            else:
                stale.append(wanted)
        if not stale:
            return
        stale.sort(key=_kin)
        self.press.check_templates()
        executor = _executor(means, len(stale))
        feed = self._feed(_in_turn(stale, means.crew.workers if executor.keeps_kin else 1))
        with closing(executor.run(render, feed, means.crew)) as running:
            for result in running:
                if result:
                    self._advance(*result)
                while self.done:
                    yield self.done.popleft()
        yield from self.done

    def _known(self, wanted: Wanted) -> Outcome | None:
        """What becomes of an edition that is not made; None for one that is."""
        if wanted.is_broken:
            return self._fail(self.complete(wanted), (), 0.0, "content")
        if wanted.withheld:
            self.book.withhold(wanted.path)
            return Outcome(wanted, Result.WITHHELD, wanted.findings, stage="withheld")
        made = self._recalled(wanted)
        return Outcome(wanted, Result.CACHED, made.findings, entry=made.entry) if made else None

    def _recalled(self, wanted: Wanted) -> Made | None:
        """An edition that need not be made: its files stand, or can be put back."""
        made = self.recall.find(wanted)
        if made is None:
            return None
        if self.recall.stands(made):
            self.book.confirm(made.entry, made.files)
        else:
            store = self.shelf.store
            files = {suffix: store.get_file(sha256) for suffix, sha256 in made.files.items()}
            whole = {suffix: data for suffix, data in files.items() if data is not None}
            if len(whole) < len(files):
                return None
            self.book.keep(made.entry, whole)
        self.recall.confirm(wanted)
        return made

    def _feed(self, stale: Iterator[Wanted]) -> executors.Feed:
        """Tasks as long as there are editions; None where outcomes or results wait."""
        more = True
        while more or self.jobs or self.ready or self.done:
            if self.ready:
                yield self.ready.popleft()
                continue
            if len(self.done) >= AT_ONCE or not more:
                yield None
                continue
            wanted = next(stale, None)
            if wanted is None:
                more = False
            else:
                self._begin(wanted)

    def _begin(self, sketch: Wanted) -> None:
        wanted = self.complete(sketch)
        if wanted.edition is None:
            self.done.append(self._fail(wanted, (), 0.0, "content"))
            return
        start = time.monotonic()
        course = self.press.course(wanted, wanted.edition)
        try:
            job = _Job(wanted, course, next(course))
        except Exception as problem:  # noqa: BLE001  # one edition must not stop the others
            self.done.append(self._broken(wanted, problem, time.monotonic() - start))
            return
        job.seconds = time.monotonic() - start
        self._ask(job)

    def _ask(self, job: _Job) -> None:
        """Have the composition of a job rendered, unless its rendering is kept."""
        while True:
            job.key = rendering_key(job.composition)
            kept = self.shelf.rendering(job.key)
            if kept is None:
                break
            if not self._go_on(job, kept):
                return
        job.is_rendered = True
        self.jobs[id(job)] = job
        fit = self.shelf.fit(job.composition)
        blobs = self._blobs(job.composition)
        self.ready.append(Task(id(job), job.composition, blobs, fit, _kin(job.wanted)))

    def _blobs(self, composition: Composition) -> dict[str, bytes]:
        """The bytes that a worker needs, wherever it is."""
        held = self.press.project.blobs
        assets = (asset.sha256 for asset in composition.assets)
        needed = {sha256: held[sha256] for sha256 in assets if sha256 in held}
        if composition.medium == "screen":
            needed |= {PACKED + font.sha256: self.shelf.packed(font) for font in fonts.FONTS}
        return needed

    def _advance(self, task: Task, result: executors.Result) -> None:
        """Take a result: the edition asks for its next page, or is done."""
        job = self.jobs.pop(task.number)
        job.seconds += result.seconds
        if isinstance(result, Done):
            self.shelf.keep_rendering(job.key, result.rendering)
            if not task.fitted and result.rendering.facts.fit.layouts:
                self.shelf.keep_fit(task.composition, result.rendering.facts.fit)
            if self._go_on(job, result.rendering):
                self._ask(job)
        elif result.code == "machine":
            raise MachineError(result.message, result.hint)
        else:
            self.done.append(self._lost(job.wanted, result, job.seconds))

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
            self.done.append(self._broken(job.wanted, problem, seconds))
            return False
        job.seconds += time.monotonic() - start
        return True

    def _finish(self, job: _Job, drawn: Drawn) -> Outcome:
        wanted = job.wanted
        if any(finding.is_error for finding in drawn.findings):
            return self._fail(wanted, drawn.findings, job.seconds, "rendered")
        found = (*wanted.findings, *drawn.findings)
        entry = _entry(wanted, drawn)
        files = {**drawn.files, "": drawn.rendering.file}
        made = Made(entry, found, self.book.keep(entry, files))
        for data in drawn.files.values():
            self.shelf.store.put_file(data)
        self.recall.keep(wanted, made)
        result = Result.BUILT if job.is_rendered else Result.CACHED
        return Outcome(wanted, result, found, job.seconds, entry=entry)

    def _broken(self, wanted: Wanted, problem: Exception, seconds: float) -> Outcome:
        """What stopped an edition here: a template's mistake with its place, or a bug of ours."""
        if isinstance(problem, MachineError):
            raise problem
        if isinstance(problem, LeafletError):
            loss = Loss("template", problem.message, problem.hint)
        else:
            loss = executors.broken(problem)
        return self._lost(wanted, loss, seconds)

    def _lost(self, wanted: Wanted, loss: Loss, seconds: float) -> Outcome:
        finding = error(loss.code, Span(wanted.files[0].path), loss.message, loss.hint)
        stage = "template" if loss.code == "template" else "rendered"
        return self._fail(wanted, (finding,), seconds, stage)

    def _fail(
        self, wanted: Wanted, findings: tuple[Finding, ...], seconds: float, stage: str
    ) -> Outcome:
        self.book.drop(wanted.path)
        found = (*wanted.findings, *findings)
        return Outcome(wanted, Result.FAILED, found, seconds, stage)


def _kin(wanted: Wanted) -> tuple[str, ...]:
    """What editions have in common that share a layout."""
    return (wanted.leaflet, wanted.language, wanted.format)


def _in_turn(stale: Sequence[Wanted], kins_at_once: int) -> Iterator[Wanted]:
    """Sorted editions, so many kins in turn."""
    kins = (deque(group) for _, group in groupby(stale, _kin))
    going = deque(islice(kins, kins_at_once))
    while going:
        kin = going.popleft()
        yield kin.popleft()
        going.extend([kin] if kin else islice(kins, 1))


def _entry(wanted: Wanted, drawn: Drawn) -> manifest.ManifestEntry:
    edition = wanted.edition
    assert edition
    return manifest.ManifestEntry(
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
