"""Build editions: compose, render, check, write; yields an outcome for each, keeps going."""

from __future__ import annotations

import datetime
import signal
import threading
import time
import traceback
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Self

from leaflet import manifest
from leaflet.assets import digest
from leaflet.checks import Rendered, check_rendering
from leaflet.compose import compose
from leaflet.composition import Composition
from leaflet.diagnostics import Finding, LeafletError, MachineError, Span, error
from leaflet.edition import Edition
from leaflet.model import State
from leaflet.plan import Plan, Selection, Wanted, make_plan
from leaflet.project import Project
from leaflet.render import Rendering, render
from leaflet.words import words_hash


class Result(StrEnum):
    """What happened to an edition."""

    BUILT = "built"
    CACHED = "cached"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An edition and what happened to it. `stage` says where it failed: content, template or
    rendered.
    """

    wanted: Wanted
    result: Result
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    stage: str = ""
    entry: manifest.Entry | None = None


Render = Callable[[Composition, Mapping[str, bytes]], Rendering]
Drawn = tuple[Rendering, State]


def build(
    project: Project,
    plan: Plan,
    output: Path,
    *,
    today: datetime.date,
    render: Render = render,
) -> Generator[Outcome]:
    """Build a plan into an output folder, one outcome for each edition in the plan's order.

    Each PDF is written whole or not at all, the manifest when the last is done or the caller
    stops; a listed PDF whose edition is gone or fails is deleted. An edition that breaks its
    template or the renderer fails alone. Raises `UsageError` when a template cannot be read or
    the folder not be written to. Whoever stops early closes the iterator, so that the manifest
    is true.
    """
    templates = project.templates
    draw = partial(_draw, project, templates, today, render)
    book = _Book(project, output)
    try:
        with _Interrupts() as interrupts:
            for wanted in plan.editions:
                yield _build_one(wanted, book, interrupts.guard(draw))
    finally:
        book.close()


class _Interrupts:
    """Ctrl-C that is heard even where somebody else swallows it.

    WeasyPrint catches everything, `KeyboardInterrupt` too, while it draws an SVG, and goes on
    without the picture.
    """

    def __init__(self) -> None:
        self.heard = False
        self.before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self.before = signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        if self.before is not None:
            signal.signal(signal.SIGINT, self.before)

    def _hear(self, *_: object) -> None:
        self.heard = True
        raise KeyboardInterrupt

    def guard(self, draw: Callable[[Edition], Drawn]) -> Callable[[Edition], Drawn]:
        """The same, but what was interrupted meanwhile neither succeeds nor fails."""

        def guarded(edition: Edition) -> Drawn:
            try:
                return draw(edition)
            finally:
                if self.heard:
                    raise KeyboardInterrupt

        return guarded


def _draw(
    project: Project,
    templates: Mapping[str, str],
    today: datetime.date,
    render: Render,
    edition: Edition,
) -> Drawn:
    state = edition.leaflet.state(today)
    ratio = project.logo_ratio(edition.logo)
    composition = compose(edition, state, templates, logo_ratio=ratio)
    return render(composition, project.blobs), state


def _build_one(wanted: Wanted, book: _Book, draw: Callable[[Edition], Drawn]) -> Outcome:
    edition = wanted.edition
    if edition is None:
        return book.fail(Outcome(wanted, Result.FAILED, wanted.findings, stage="content"))
    start = time.monotonic()
    try:
        rendering, state = draw(edition)
    except MachineError:
        raise
    except Exception as problem:  # noqa: BLE001  # one edition must not stop the others
        found = (*wanted.findings, _broken(wanted, problem))
        stage = "template" if isinstance(problem, LeafletError) else "rendered"
        return book.fail(Outcome(wanted, Result.FAILED, found, time.monotonic() - start, stage))
    findings = check_rendering(Rendered(edition, wanted.files, rendering))
    found = (*wanted.findings, *findings)
    seconds = time.monotonic() - start
    if any(finding.is_error for finding in findings):
        return book.fail(Outcome(wanted, Result.FAILED, found, seconds, stage="rendered"))
    entry = _entry(edition, rendering, state.value)
    book.keep(entry, rendering.pdf)
    return Outcome(wanted, Result.BUILT, found, seconds, entry=entry)


def _broken(wanted: Wanted, problem: Exception) -> Finding:
    """What stopped an edition: a template's mistake with its place, or a bug of ours."""
    span = Span(wanted.files[0].path)
    if isinstance(problem, LeafletError):
        return error("template", span, problem.message, problem.hint)
    told = str(problem).partition("\n")[0][:200]
    frame = traceback.extract_tb(problem.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    message = f"stopped in {where} by {type(problem).__name__}: {told}".rstrip(": ")
    return error("bug", span, message, "report it: this is a mistake of the program")


def _entry(edition: Edition, rendering: Rendering, state: str) -> manifest.Entry:
    return manifest.Entry(
        leaflet=edition.leaflet.id,
        language=edition.leaflet.language,
        clinic=edition.clinic.id,
        format=edition.format.id,
        path=edition.path,
        sha256=digest(rendering.pdf),
        pages=len(rendering.facts.sides),
        version=edition.leaflet.version,
        words=words_hash(edition),
        state=state,
    )


class _Book:
    """Keeps the manifest true while editions are built, fail and are interrupted."""

    def __init__(self, project: Project, output: Path) -> None:
        self.output = output
        self.entries = {entry.path: entry for entry in manifest.read(output)}
        manifest.check_folder(output, project.root)
        self._writing: manifest.Entry | None = None
        if self.entries:
            planned = {wanted.path for wanted in make_plan(project, Selection()).editions}
            for path in self.entries.keys() - planned:
                self._drop(path)

    def keep(self, entry: manifest.Entry, pdf: bytes) -> None:
        self._writing = entry
        manifest.write_whole(self.output / entry.path, pdf)
        self.entries[entry.path] = entry
        self._writing = None

    def fail(self, outcome: Outcome) -> Outcome:
        self._drop(outcome.wanted.path)
        return outcome

    def _drop(self, path: str) -> None:
        entry = self.entries.get(path)
        if entry:
            manifest.remove(self.output, entry)
            del self.entries[path]

    def close(self) -> None:
        last = self._writing
        if last and manifest.stands(self.output, last):  # interrupted after the file was there
            self.entries[last.path] = last
        if self.entries or (self.output / manifest.NAME).exists():
            manifest.write(self.output, self.entries.values())
