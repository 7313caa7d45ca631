"""Compares the pages that a project's own templates make with those of an older version of them.

Both versions fill the same edition, that of the newer version, so what differs comes from the
templates alone. Shipped templates do not count: no approval is bound to them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from leaflet.compose.composer import compose
from leaflet.content.project import Project
from leaflet.content.templates import Templates
from leaflet.core.diagnostics import Finding, Span, UsageError, error, warning
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.printed_text import printed_text
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.loading import edition_of
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import PlannedEdition
from leaflet.planning.planner import lazy_plan
from leaflet.planning.printed_pages import PrintedPages
from leaflet.revisions.page_changes import (
    FileFate,
    PageApproval,
    PageChange,
    Printed,
    Remade,
    TemplateChanges,
    TemplateFile,
    printed_changes,
)

_CODE = "template"


def changed_files(old: Templates, new: Templates) -> tuple[TemplateFile, ...]:
    """The own templates that differ, by name."""
    found = []
    for name in sorted({*old.own, *new.own}):
        was, is_ = name in old.own, name in new.own
        if was and is_ and old[name] == new[name]:
            continue
        fate = FileFate.CHANGED if was and is_ else FileFate.NEW if is_ else FileFate.GONE
        found.append(TemplateFile(f"templates/{name}", fate))
    return tuple(found)


def template_changes(
    old: Project, old_name: str, project: Project, leaflet: tuple[str, str], today: datetime.date
) -> TemplateChanges:
    """What became of the pages of a leaflet, given by id and language, since the templates of an
    older version of a project; `old_name` names that version in findings.

    Raises `UsageError` where the project file is wrong.
    """
    try:
        was = old.templates
    except UsageError as problem:
        return TemplateChanges((), findings=(unusable(problem, old_name),))
    try:
        files = changed_files(was, project.templates)
    except UsageError as problem:
        return TemplateChanges((), findings=(unusable(problem),))
    if not files:
        return TemplateChanges(())
    comparison = _Comparison(was, old_name, project)
    selection = Selection(leaflets=(leaflet[0],), languages=(leaflet[1],))
    plan = lazy_plan(selection, FileSummaries(project), today=today)
    made = [one for planned in plan.editions if (one := comparison.compare(planned)) is not None]
    blobs = {**old.blobs, **project.blobs}
    findings = tuple(dict.fromkeys(comparison.findings))
    return TemplateChanges(files, tuple(_merged(made)), blobs, findings)


def _merged(made: list[Remade]) -> Iterator[Remade]:
    """One for each change of a format, with all clinics that have it."""

    def key(one: Remade) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
        change = one.change
        items = tuple((item.kind, item.text) for item in change.items)
        return change.format, change.printed.value, change.approval.value, items

    for _, group in groupby(sorted(made, key=key), key):
        some = list(group)
        clinics = tuple(clinic for one in some for clinic in one.change.clinics)
        yield replace(some[0], change=replace(some[0].change, clinics=clinics))


class _Comparison:
    """Fills both versions of the templates with editions."""

    def __init__(self, old: Templates, old_name: str, project: Project) -> None:
        self.old, self.old_name, self.project = old, old_name, project
        self.pages = PrintedPages(project)
        self.findings: list[Finding] = []
        self.broken: set[tuple[bool, str]] = set()

    def compare(self, planned: PlannedEdition) -> Remade | None:
        """What became of an edition; None where its files have errors."""
        edition = edition_of(self.project, planned)
        if edition is None:
            self._not_made(planned)
            return None
        before = self._composed(edition, is_old=True)
        after = self._composed(edition, is_old=False)
        name, clinics = edition.format.id, (edition.clinic.id,)
        if before is None or after is None:
            approval = PageApproval.UNKNOWN if after else PageApproval.VOID
            change = PageChange(name, clinics, Printed.UNKNOWN, approval)
        elif _parts(before) == _parts(after):
            change = PageChange(name, clinics, Printed.UNCHANGED, PageApproval.KEPT)
        else:
            items = tuple(printed_changes(printed_text(before), printed_text(after)))
            printed = Printed.OTHER if items else Printed.SAME
            approval = self._approval(planned, edition) if items else PageApproval.KEPT
            change = PageChange(name, clinics, printed, approval, items)
        return Remade(edition, change, before, after)

    def _not_made(self, planned: PlannedEdition) -> None:
        wrong = [finding for finding in planned.findings if finding.is_error]
        self.findings += wrong

    def _composed(self, edition: Edition, *, is_old: bool) -> Composition | None:
        """The composition with one version of the templates; a format that they cannot fill for one
        clinic is not tried for the others.
        """
        tried = (is_old, edition.format.template)
        if tried in self.broken:
            return None
        try:
            templates = self.old if is_old else self.project.templates
            return compose(edition, State.APPROVED, templates)
        except UsageError as problem:
            self.broken.add(tried)
            self.findings.append(unusable(problem, self.old_name if is_old else ""))
            return None

    def _approval(self, planned: PlannedEdition, edition: Edition) -> PageApproval:
        """What becomes of an approval where other things are printed."""
        new = self.pages.digest(edition)
        if new in ("", self.pages.digest(edition, self.old)):
            return PageApproval.KEPT
        status = planned.release_status
        is_given = status is not None and status.state is State.APPROVED
        return PageApproval.GIVEN if is_given else PageApproval.VOID


def unusable(problem: UsageError, old_name: str = "") -> Finding:
    """The finding on templates that cannot be read or filled: an error, or for those of an older
    version, which is named, a warning.
    """
    place, _, message = problem.message.partition(": ")
    path, _, line = place.partition(":")
    if not message or " " in path:
        path, line, message = "templates", "", problem.message
    number = line.split(":")[0]
    span = Span(path, int(number) if number.isdigit() else 0, 1 if number.isdigit() else 0)
    if old_name:
        return warning(_CODE, span, f"as it stands in {old_name}: {message}", problem.hint)
    return error(_CODE, span, message, problem.hint)


def _parts(composition: Composition) -> tuple[object, ...]:
    """What a page is made of."""
    return composition.css, composition.body, composition.slots, composition.assets
