"""Build editions: compose, render, check, write; yields an outcome for each, keeps going."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from leaflet import manifest
from leaflet.checks import Rendered, check_rendering
from leaflet.compose import Composition, compose
from leaflet.diagnostics import Finding
from leaflet.edition import Edition
from leaflet.plan import Plan, Wanted
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
    """An edition and what happened to it. `stage` says where it failed: content or rendered."""

    wanted: Wanted
    result: Result
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    stage: str = ""
    entry: manifest.Entry | None = None


Render = Callable[[Composition, Mapping[str, bytes]], Rendering]


def build(
    project: Project,
    plan: Plan,
    output: Path,
    *,
    today: datetime.date,
    render: Render = render,
) -> Iterator[Outcome]:
    """Build a plan into an output folder, one outcome for each edition in the plan's order.

    Each PDF is written whole or not at all, the manifest when the last is done or the caller
    stops; a listed PDF whose edition is gone or fails is deleted. Raises `UsageError` when the
    folder cannot be written to.
    """
    book = _Book(project, output)
    try:
        for wanted in plan.editions:
            outcome = _build_one(project, wanted, output, today=today, render=render)
            book.note(outcome)
            yield outcome
    finally:
        book.close()


def _build_one(
    project: Project, wanted: Wanted, output: Path, *, today: datetime.date, render: Render
) -> Outcome:
    edition = wanted.edition
    if edition is None:
        return Outcome(wanted, Result.FAILED, wanted.findings, stage="content")
    start = time.monotonic()
    state = edition.leaflet.state(today)
    ratio = project.logo_ratio(edition.logo)
    composition = compose(edition, state, project.templates, logo_ratio=ratio)
    rendering = render(composition, project.blobs)
    findings = check_rendering(Rendered(edition, wanted.files[0], wanted.files[1], rendering))
    found = (*wanted.findings, *findings)
    seconds = time.monotonic() - start
    if any(finding.is_error for finding in findings):
        return Outcome(wanted, Result.FAILED, found, seconds, stage="rendered")
    manifest.write_whole(output / edition.path, rendering.pdf)
    entry = _entry(edition, rendering, state.value)
    return Outcome(wanted, Result.BUILT, found, seconds, entry=entry)


def _entry(edition: Edition, rendering: Rendering, state: str) -> manifest.Entry:
    from leaflet.assets import digest

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
    """Keeps the manifest true while editions are built and fail."""

    def __init__(self, project: Project, output: Path) -> None:
        self.output = output
        self.entries = {entry.path: entry for entry in manifest.read(output)}
        for entry in list(self.entries.values()):
            gone = (entry.leaflet, entry.language) not in project.leaflets
            if gone or entry.clinic not in project.clinics:
                self._drop(entry.path)

    def note(self, outcome: Outcome) -> None:
        if outcome.entry:
            self.entries[outcome.entry.path] = outcome.entry
        elif outcome.result is Result.FAILED:
            self._drop(f"{outcome.wanted.name}.pdf")

    def _drop(self, path: str) -> None:
        entry = self.entries.pop(path, None)
        if entry:
            manifest.remove(self.output, entry)

    def close(self) -> None:
        if self.entries or (self.output / manifest.NAME).exists():
            manifest.write(self.output, self.entries.values())
