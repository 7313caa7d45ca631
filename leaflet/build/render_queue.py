"""The compositions to render: those whose rendering is cached never become tasks."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Mapping

from leaflet.build.edition_job import EditionJob
from leaflet.build.render_cache import RenderCache, rendering_key
from leaflet.build.tasks import Done, Result, Task
from leaflet.content.project import Project
from leaflet.core import fonts
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.render.html_page import PACKED


class RenderQueue:
    """Makes tasks of compositions, and assigns the results to the jobs that asked for them."""

    def __init__(self, project: Project, cache: RenderCache) -> None:
        self._ready: deque[Task] = deque()
        self._project = project
        self._cache = cache
        self._numbers = itertools.count()
        self._pending: dict[int, tuple[EditionJob, str, str]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether no task waits and none is with the executor."""
        return not self._pending

    def next(self) -> Task | None:
        """The first task that was not taken yet; None where there is none."""
        return self._ready.popleft() if self._ready else None

    def take_all(self) -> list[Task]:
        """The tasks that were not taken yet."""
        tasks = list(self._ready)
        self._ready.clear()
        return tasks

    def request(self, job: EditionJob, pages: Mapping[str, Composition]) -> dict[str, Rendering]:
        """Queue the pages of a job; returns those that are cached, by name."""
        job.waiting.update(pages)
        cached: dict[str, Rendering] = {}
        for name, composition in pages.items():
            key = rendering_key(composition)
            rendering = self._cache.rendering(key)
            if rendering is None:
                self._queue(job, name, composition, key)
            else:
                cached[name] = rendering
        return cached

    def receive(self, task: Task, result: Result) -> tuple[EditionJob, str]:
        """Cache the result of a task; returns the job and the name of the page."""
        job, name, key = self._pending.pop(task.number)
        job.seconds += result.seconds
        if isinstance(result, Done):
            self._cache.keep_rendering(key, result.rendering)
            facts = result.rendering.facts
            # The fit of other height classes is not that of the composition.
            if not task.fitted and facts.fit.layouts and not facts.slot_classes:
                self._cache.keep_fit(task.composition, facts.fit)
        return job, name

    def _queue(self, job: EditionJob, name: str, composition: Composition, key: str) -> None:
        number = next(self._numbers)
        job.is_rendered = True
        self._pending[number] = (job, name, key)
        fit, blobs = self._cache.fit(composition), self._blobs(composition)
        self._ready.append(Task(number, composition, blobs, fit, job.planned.id.layout_group))

    def _blobs(self, composition: Composition) -> dict[str, bytes]:
        """The bytes that a worker needs, by sha256."""
        held = self._project.blobs
        assets = (asset.sha256 for asset in composition.assets)
        needed = {sha256: held[sha256] for sha256 in assets if sha256 in held}
        if composition.medium == "screen":
            needed |= {PACKED + font.sha256: self._cache.packed(font) for font in fonts.FONTS}
        return needed
