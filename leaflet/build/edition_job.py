"""How one edition is made: each page composed, rendered elsewhere, checked, put on sheets."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from leaflet.checks.run import Rules, check_rendering
from leaflet.checks.subjects import RenderedEdition
from leaflet.compose.composer import compose
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding
from leaflet.imposition.print_files import Wishes, print_files
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from leaflet.planning.plan import Wanted


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edition's rendering, the leaflet's state, and the other files by how their names end."""

    rendering: Rendering
    state: State
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)


#: An edition in the making: asks for a composition after the other, and is sent its rendering.
Course = Generator[Composition, Rendering, Drawn]


@dataclass(frozen=True, slots=True)
class Press:
    """Makes the files of editions; whoever runs a course says where pages are rendered."""

    project: Project
    wishes: Wishes

    def check_templates(self) -> None:
        """Raises `UsageError` when a template cannot be read: all editions need them."""
        _ = self.project.templates

    def course(self, wanted: Wanted, edition: Edition) -> Course:
        """An edition composed, rendered and checked; what is for the printer, if it is sound."""
        assert wanted.standing
        state = wanted.standing.state
        rendering = yield self._compose(edition, state, {})
        rules = Rules(self.project.settings.severities)
        findings = tuple(check_rendering(RenderedEdition(edition, wanted.files, rendering), rules))
        if any(finding.is_error for finding in findings):
            return Drawn(rendering, state, findings)
        making = print_files(
            edition,
            rendering.file,
            len(rendering.facts.sides),
            printing=self.project.settings.printing,
            wishes=self.wishes,
        )
        try:
            page, extra_context = next(making)
            while True:
                sent = yield self._compose(page, state, extra_context)
                page, extra_context = making.send(sent.file)
        except StopIteration as end:
            return Drawn(rendering, state, findings, end.value)

    def _compose(
        self, edition: Edition, state: State, extra_context: Mapping[str, Any]
    ) -> Composition:
        project = self.project
        ratio = project.logo_ratio(edition.logo)
        return compose(
            edition, state, project.templates, logo_ratio=ratio, extra_context=extra_context
        )
