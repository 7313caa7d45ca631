"""Build editions: compose, render, check, write; yields an outcome for each, keeps going."""

from __future__ import annotations

import datetime
import signal
import threading
import time
import traceback
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
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
from leaflet.printing import SUFFIXES, Wishes, print_files
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


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edition's rendering, the leaflet's state, and the other files by how their names end."""

    rendering: Rendering
    state: State
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)


def build(
    project: Project,
    plan: Plan,
    output: Path,
    *,
    today: datetime.date,
    wishes: Wishes | None = None,
    render: Render = render,
) -> Generator[Outcome]:
    """Build a plan into an output folder, one outcome for each edition in the plan's order.

    Each PDF is written whole or not at all, the manifest when the last is done or the caller
    stops; a listed PDF whose edition is gone or fails is deleted. An edition that breaks its
    template or the renderer fails alone. Raises `UsageError` when a template cannot be read or
    the folder not be written to. Whoever stops early closes the iterator, so that the manifest
    is true.
    """
    press = _Press(project, project.templates, today, wishes or Wishes(), render)
    book = _Book(project, output)
    try:
        with _Interrupts() as interrupts:
            for wanted in plan.editions:
                yield _build_one(wanted, book, interrupts.guard(press.draw))
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

    def guard(self, draw: Callable[[Wanted, Edition], Drawn]) -> Callable[[Wanted, Edition], Drawn]:
        """The same, but what was interrupted meanwhile neither succeeds nor fails."""

        def guarded(wanted: Wanted, edition: Edition) -> Drawn:
            try:
                return draw(wanted, edition)
            finally:
                if self.heard:
                    raise KeyboardInterrupt

        return guarded


@dataclass(frozen=True, slots=True)
class _Press:
    """Makes the files of one edition after another."""

    project: Project
    templates: Mapping[str, str]
    today: datetime.date
    wishes: Wishes
    render: Render

    def draw(self, wanted: Wanted, edition: Edition) -> Drawn:
        """An edition composed, rendered and checked; what is for the printer, if it is sound."""
        rendering = self._render(edition, {})
        state = edition.leaflet.state(self.today)
        findings = tuple(check_rendering(Rendered(edition, wanted.files, rendering)))
        if any(finding.is_error for finding in findings):
            return Drawn(rendering, state, findings)
        files = print_files(
            edition,
            rendering.file,
            len(rendering.facts.sides),
            printing=self.project.settings.printing,
            wishes=self.wishes,
            draw=lambda page, besides: self._render(page, besides).file,
        )
        return Drawn(rendering, state, findings, files)

    def _render(self, edition: Edition, besides: Mapping[str, Any]) -> Rendering:
        ratio = self.project.logo_ratio(edition.logo)
        state = edition.leaflet.state(self.today)
        composition = compose(edition, state, self.templates, logo_ratio=ratio, besides=besides)
        return self.render(composition, self.project.blobs)


def _build_one(wanted: Wanted, book: _Book, draw: Callable[[Wanted, Edition], Drawn]) -> Outcome:
    edition = wanted.edition
    if edition is None:
        return book.fail(Outcome(wanted, Result.FAILED, wanted.findings, stage="content"))
    start = time.monotonic()
    try:
        drawn = draw(wanted, edition)
    except MachineError:
        raise
    except Exception as problem:  # noqa: BLE001  # one edition must not stop the others
        found = (*wanted.findings, _broken(wanted, problem))
        stage = "template" if isinstance(problem, LeafletError) else "rendered"
        return book.fail(Outcome(wanted, Result.FAILED, found, time.monotonic() - start, stage))
    found = (*wanted.findings, *drawn.findings)
    seconds = time.monotonic() - start
    if any(finding.is_error for finding in drawn.findings):
        return book.fail(Outcome(wanted, Result.FAILED, found, seconds, stage="rendered"))
    entry = _entry(edition, drawn)
    book.keep(entry, drawn.rendering.file, drawn.files)
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


def _entry(edition: Edition, drawn: Drawn) -> manifest.Entry:
    return manifest.Entry(
        leaflet=edition.leaflet.id,
        language=edition.leaflet.language,
        clinic=edition.clinic.id,
        format=edition.format.id,
        path=edition.path,
        sha256=digest(drawn.rendering.file),
        pages=len(drawn.rendering.facts.sides) or 1,
        version=edition.leaflet.version,
        words=words_hash(edition),
        state=drawn.state.value,
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

    def keep(self, entry: manifest.Entry, file: bytes, besides: Mapping[str, bytes]) -> None:
        """Write an edition's files; what stood beside an older one and is no longer made goes."""
        self._writing = entry
        for suffix in SUFFIXES:
            beside = self.output / f"{entry.name}{suffix}"
            if suffix in besides:
                manifest.write_whole(beside, besides[suffix])
            else:
                manifest.remove_file(beside)
        manifest.write_whole(self.output / entry.path, file)
        self.entries[entry.path] = entry
        self._writing = None

    def fail(self, outcome: Outcome) -> Outcome:
        self._drop(outcome.wanted.path)
        return outcome

    def _drop(self, path: str) -> None:
        entry = self.entries.get(path)
        if entry:
            manifest.remove(self.output, entry, SUFFIXES)
            del self.entries[path]

    def close(self) -> None:
        last = self._writing
        if last and manifest.stands(self.output, last):  # interrupted after the file was there
            self.entries[last.path] = last
        if self.entries or (self.output / manifest.NAME).exists():
            manifest.write(self.output, self.entries.values())
