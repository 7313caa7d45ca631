"""An edition that is being built, in two phases: the leaflet, then pages for the printer only.

Phase 1 composes the leaflet; its rendering is checked. Phase 2 composes the pages that depend on
the number of its pages: a cover note, a proof. The builder has them rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from leaflet.checks.run import Rules, check_rendering
from leaflet.checks.subjects import OwnPages, RenderedEdition
from leaflet.compose.composer import compose
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding, UsageError
from leaflet.core.digests import digest
from leaflet.imposition.print_files import PrintOptions, print_files, print_pages
from leaflet.model.leaflet import State
from leaflet.output.manifest_entries import ManifestEntry
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from leaflet.planning.plan import PlannedEdition
from leaflet.planning.printed_pages import PrintedPages

#: The name of the leaflet's own pages among those of a job.
LEAFLET = "leaflet"


@dataclass(slots=True)
class EditionJob:
    """An edition that is being built.

    `waiting` holds the compositions that are not rendered yet, `renderings` the others' results,
    both by name; `files` is None until everything is rendered. `own_pages` is what a project's own
    templates print, for their check. `seconds` is the time spent so far.
    """

    planned: PlannedEdition
    edition: Edition
    state: State
    waiting: dict[str, Composition] = field(default_factory=dict)
    renderings: dict[str, Rendering] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, bytes] | None = None
    own_pages: OwnPages | None = None
    seconds: float = 0.0
    is_rendered: bool = False
    is_over: bool = False

    @property
    def reading(self) -> Rendering:
        """The rendering of the leaflet."""
        return self.renderings[LEAFLET]

    @property
    def own_templates(self) -> tuple[str, ...]:
        """The project's own templates and styles that made the pages which are being built."""
        waiting = (name for pages in self.waiting.values() for name in pages.own_templates)
        rendered = (name for page in self.renderings.values() for name in page.facts.own_templates)
        return tuple(dict.fromkeys((*waiting, *rendered)))

    @property
    def page_count(self) -> int:
        """The number of pages of the reading PDF; 1 for a screen or a text."""
        return len(self.reading.facts.sides) or 1


@contextmanager
def _fits_its_sheets(job: EditionJob) -> Iterator[None]:
    """Tell pages that cannot be imposed as trouble of the templates that made them."""
    try:
        yield
    except ValueError as problem:
        if not job.own_templates:
            raise
        hint = "leave the size and the number of pages to the format"
        raise UsageError(f"templates/{job.own_templates[-1]}: {problem}", hint) from problem


@dataclass(frozen=True, slots=True)
class EditionSteps:
    """The steps of a job: compositions for each phase, checks, files and the manifest entry."""

    project: Project
    print_options: PrintOptions

    def check_templates(self) -> None:
        """Raises `UsageError` when a template cannot be read; all editions need the templates."""
        _ = self.project.templates

    def leaflet_pages(self, job: EditionJob) -> dict[str, Composition]:
        """Phase 1: the composition of the leaflet."""
        composition = compose(job.edition, job.state, self.project.templates)
        if composition.own_templates:
            job.own_pages = PrintedPages(self.project).own_pages(job.edition, composition)
        return {LEAFLET: composition}

    def check(self, job: EditionJob) -> tuple[Finding, ...]:
        """The findings of the rendered checks in the leaflet's pages."""
        subject = RenderedEdition(job.edition, job.planned.files, job.reading, job.own_pages)
        edition = job.edition
        kinds = {edition.leaflet.kind: edition.kind} if edition.leaflet.kind else {}
        rules = Rules(self.project.settings.severities, kinds=kinds)
        return tuple(check_rendering(subject, rules))

    def printer_pages(self, job: EditionJob) -> dict[str, Composition]:
        """Phase 2: the compositions of up to two pages that only the printer needs."""
        pages = print_pages(
            job.edition,
            job.page_count,
            printing=self.project.settings.printing,
            print_options=self.print_options,
        )
        templates = self.project.templates
        return {
            name: compose(page.edition, job.state, templates, extra_context=page.extra_context)
            for name, page in pages.items()
        }

    def files(self, job: EditionJob) -> Mapping[str, bytes]:
        """All files of an edition by name suffix; that of the reading file is empty.

        Raises `UsageError` where a project's own templates made pages of another size or number
        than their sheets are for.
        """
        with _fits_its_sheets(job):
            printed = print_files(
                job.edition,
                {name: rendering.file for name, rendering in job.renderings.items()},
                job.page_count,
                printing=self.project.settings.printing,
                print_options=self.print_options,
            )
        return {**printed, "": job.reading.file}

    def entry(self, job: EditionJob) -> ManifestEntry:
        """The edition as the manifest lists it."""
        edition = job.edition
        return ManifestEntry(
            leaflet=edition.leaflet.id,
            language=edition.leaflet.language,
            clinic=edition.clinic.id,
            format=edition.format.id,
            path=edition.path,
            sha256=digest(job.reading.file),
            pages=job.page_count,
            version=edition.leaflet.version,
            words=edition.words,
            state=job.state.value,
        )
