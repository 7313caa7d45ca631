"""Makes plans: goes through the matrix in a fixed order, and examines each file once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from leaflet.content.project import Project, lexicon_names
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, did_you_mean, error, near_word, warning
from leaflet.core.edition_id import EditionId
from leaflet.core.located import FieldPath, Files, Loaded
from leaflet.model.clinic import Pack
from leaflet.planning.approval_status import STATUS_CODES, ApprovalStatus
from leaflet.planning.clinic_details import SHARED_DETAIL
from leaflet.planning.details_of_others import DetailsOfOthers
from leaflet.planning.file_summaries import FileSummaries, FileSummary
from leaflet.planning.kept_findings import KeptFindings
from leaflet.planning.language_gaps import gap_findings, gaps
from leaflet.planning.matrix import Matrix, Selection
from leaflet.planning.mentioned_details import CLINIC_DETAIL
from leaflet.planning.plan import Inputs, Plan, PlannedEdition
from leaflet.planning.release_status import ReleaseStatus
from leaflet.planning.shared_uses import SharedUses
from leaflet.planning.special_days import day_findings, standing

if TYPE_CHECKING:
    from leaflet.planning.printed_pages import PrintedPages


def make_plan(
    project: Project,
    selection: Selection,
    *,
    today: datetime.date,
    summaries: FileSummaries | None = None,
    whole: bool = False,
) -> Plan:
    """The plan of a selection with all editions loaded and checked on a day; `whole` also checks
    files that no edition uses.

    Raises `UsageError` for a name that the project does not have.
    """
    from leaflet.planning.loading import EditionLoader

    summaries = summaries or FileSummaries(project)
    planner = _Planner(selection, summaries, today)
    plan = planner.plan(planner.all_files() if whole else ())
    loader = EditionLoader(summaries)
    return replace(plan, editions=tuple(map(loader.load, plan.editions)))


def lazy_plan(selection: Selection, summaries: FileSummaries, *, today: datetime.date) -> Plan:
    """The plan of a selection, nothing loaded: editions have inputs and findings of single files.

    Raises `UsageError` for a name that the project does not have.
    """
    return _Planner(selection, summaries, today).plan()


def checked_plan(
    selection: Selection, summaries: FileSummaries, *, today: datetime.date, whole: bool = False
) -> Plan:
    """The plan of a selection with the findings that `make_plan` gives, from the cache where the
    inputs of an edition are those of an earlier check; editions are not loaded.

    Raises `UsageError` for a name that the project does not have.
    """
    planner = _Planner(selection, summaries, today)
    plan = planner.plan(planner.all_files() if whole else ())
    kept = KeptFindings(summaries)
    return replace(plan, editions=tuple(map(kept.with_findings, plan.editions)))


def all_paths(summaries: FileSummaries) -> frozenset[str]:
    """The paths of all reading files of a project, relative to the output folder."""
    matrix = Matrix(summaries.project, Selection(), summaries)
    return frozenset(PlannedEdition(id_).path for id_ in matrix.editions())


class _Planner:
    """Makes the plan of a selection; examines each file once."""

    def __init__(
        self, selection: Selection, summaries: FileSummaries, today: datetime.date
    ) -> None:
        self.project = summaries.project
        self.today = today
        self.summaries = summaries
        self.approval_status = ApprovalStatus(summaries, today)
        self.matrix = Matrix(self.project, selection, summaries)
        self.shared = SharedUses(summaries)
        self._found: dict[tuple[str, Any], tuple[Finding, ...]] = {}

    @cached_property
    def pages(self) -> PrintedPages:
        """The pages that the project's own templates print."""
        from leaflet.planning.printed_pages import PrintedPages

        return PrintedPages(self.project)

    def plan(self, more_findings: Iterable[Finding] = ()) -> Plan:
        """The plan of the selection; `more_findings` belong to none of its editions."""
        editions = sorted(map(self._planned, self.matrix.editions()), key=lambda p: p.name)
        notes = tuple(dict.fromkeys(self.matrix.notes))
        names, changes = self._unknown_names(), self._shared_changes()
        loose = tuple(dict.fromkeys([*names, *changes, *more_findings]))
        return Plan(tuple(editions), notes, loose)

    def all_files(self) -> Iterator[Finding]:
        """Findings of every file of the project."""
        project = self.project
        kinds: list[Files[Any, Any]] = [project.leaflets, project.clinics]
        kinds += [project.locales, project.packs, project.kinds, project.lexicons]
        for files in kinds:
            for key in (key for key in files if project.is_own(files.paths[key])):
                yield from self._findings(self.summaries.of(files, key), files, key)
        yield from DetailsOfOthers(self.summaries, project.clinics).in_all()
        for path in project.foreign_paths:
            yield from project.text(path)[1]
        for key in project.approvals:
            if key not in project.leaflets:
                yield self._approval_of_nothing(*key)
        yield from self.shared.unplaced()

    def _planned(self, id_: EditionId) -> PlannedEdition:
        project, summaries = self.project, self.summaries
        work = summaries.of(project.leaflets, (id_.leaflet, id_.language))
        house = summaries.of(project.clinics, id_.clinic)
        findings = [*self._findings(work, project.leaflets, (id_.leaflet, id_.language))]
        findings += self._findings(house, project.clinics, id_.clinic)
        findings += self._details_of_others.in_edition(id_)
        locale = self._summary(project.locales, id_.language, findings)
        pack = self._summary(project.packs, house.jurisdiction, findings)
        kind = self._summary(project.kinds, work.kind, findings)
        if pack and gaps(pack.spoken, id_.language):
            findings += gap_findings(project.packs[house.jurisdiction], pack.spoken, id_.language)
        for name in lexicon_names(id_.language):
            self._summary(project.lexicons, name, findings)
        findings += self._absent_files(id_, work.kind)
        names = (id_.leaflet, id_.language, id_.clinic)
        status = self.approval_status.release_status(*names)
        findings += self.approval_status.of_leaflet(id_.leaflet, id_.language)
        findings += self.approval_status.of_clinic(id_.clinic)
        planned = PlannedEdition(
            id_,
            findings=tuple(findings),
            release_status=status,
            day=self.today,
            text_file=self.matrix.text_beside(id_),
        )
        if self.project.has_own_templates:
            from leaflet.planning.printed_pages import with_page_approval

            planned = with_page_approval(planned, self.pages, self.summaries)
        return replace(planned, inputs=self._inputs(planned, [work, house, locale, pack], kind))

    @cached_property
    def _details_of_others(self) -> DetailsOfOthers:
        return DetailsOfOthers(self.summaries, self.matrix.clinics)

    def _shared_changes(self) -> Iterator[Finding]:
        """Findings on shared blocks in leaflets whose approvals are void."""
        leaflets = self.project.leaflets
        selected = (self.summaries.of(leaflets, key).shared for key in self.matrix.leaflets)
        for name in sorted({name for names in selected for name in names}):
            uses = self.shared.leaflets(name)
            void = [key for key in uses if self.approval_status.is_void(*key)]
            if void:
                yield self.shared.changed(name, uses, void)

    def _summary(
        self, files: Files[str, Any], name: str | None, findings: list[Finding]
    ) -> FileSummary | None:
        """The summary of a file, whose findings are added; None where there is no such file."""
        if name is None or name not in files:
            return None
        summary: FileSummary = self.summaries.of(files, name)
        findings += self._findings(summary, files, name)
        return summary

    def _absent_files(self, id_: EditionId, kind: str | None) -> Iterator[Finding]:
        """Errors for a kind, locale or pack that an edition names and the project does not have."""
        project, key = self.project, (id_.leaflet, id_.language)
        if kind and kind not in project.kinds:
            yield _absent(project.leaflets[key], ("kind",), "kind", kind, project.kinds)
        if id_.language not in project.locales:
            loaded = project.leaflets[key]
            yield _absent(loaded, ("language",), "locale", id_.language, project.locales)
        yield from self._no_pack(id_.clinic)

    def _approval_of_nothing(self, leaflet: str, language: str) -> Finding:
        loaded = self.project.approvals[leaflet, language]
        known = {name for name, _ in self.project.leaflets}
        hint = did_you_mean(leaflet, known) if leaflet not in known else "delete it"
        message = f'approvals of "{leaflet}" in {language}, which does not exist'
        return error("unknown-leaflet", loaded.place(()), message, hint)

    def _inputs(
        self,
        planned: PlannedEdition,
        summaries: list[FileSummary | None],
        kind: FileSummary | None,
    ) -> Inputs | None:
        work, house, locale, pack = summaries
        if not (work and house and locale and pack and planned.release_status):
            return None
        if not all((work.digest, house.digest, locale.digest, pack.digest)):
            return None
        stale = " out of date" if pack.verify_by < self.today else ""
        # Findings on approvals and on other clinics' files are cached with the edition, so they
        # are part of its key.
        codes = (*STATUS_CODES, SHARED_DETAIL, CLINIC_DETAIL)
        messages = sorted({f.message_with_hint for f in planned.findings if f.code in codes})
        return Inputs(
            edition=planned.name,
            leaflet=work.digest,
            clinic=house.digest + standing(house.exceptions, self.today),
            locale=locale.digest,
            jurisdiction=pack.digest + stale,
            kind=kind.digest if kind else "",
            state=_state(planned.release_status),
            record=", ".join(messages),
            checks=f"{self.summaries.rules_digest} {self.project.settings.limits.sides}",
            links=planned.text_file,
        )

    def _findings(self, summary: FileSummary, files: Any, key: Any) -> tuple[Finding, ...]:
        """The findings in a file on this day."""
        name = (files.kind, key)
        if name not in self._found:
            found = summary.findings
            if summary.verify_by < self.today:
                found = (*found, _out_of_date(files[key]))
            found = (*found, *day_findings(summary.exceptions, self.today))
            self._found[name] = found
        return self._found[name]

    def _unknown_names(self) -> Iterator[Finding]:
        """Names in the selected clinics and leaflets that the project does not have."""
        project, matrix = self.project, self.matrix
        known: dict[str, tuple[str, Iterable[str]]] = {
            "leaflets": ("leaflet", {name for name, _ in project.leaflets}),
            "languages": ("locale", project.locales),
            "formats": ("format", extensions.names("formats")),
            "jurisdictions": ("pack", project.packs),
        }
        files: list[tuple[Files[Any, Any], Any]] = [
            (project.clinics, name) for name in matrix.clinics
        ]
        files += [(project.leaflets, key) for key in matrix.leaflets]
        for folder, key in files:
            summary: FileSummary = self.summaries.of(folder, key)
            for field, (what, names) in known.items():
                for index, name in enumerate(getattr(summary, field) or ()):
                    if name not in names:
                        yield _absent(folder[key], (field, index), what, name, names)
        for clinic in matrix.clinics:
            yield from self._no_pack(clinic)

    def _no_pack(self, clinic: str) -> Iterator[Finding]:
        """An error for a clinic whose jurisdiction has no pack in the project."""
        packs = self.project.packs
        jurisdiction = self.summaries.of(self.project.clinics, clinic).jurisdiction
        if jurisdiction and jurisdiction not in packs:
            yield _absent(
                self.project.clinics[clinic], ("jurisdiction",), "pack", jurisdiction, packs
            )


def _state(status: ReleaseStatus) -> str:
    """The state in words, with the number of things to mend that the band tells."""
    to_mend = f", {status.to_mend} to mend" if status.to_mend else ""
    return status.state.value + to_mend


def _out_of_date(file: Loaded[Pack]) -> Finding:
    """A warning for a pack whose numbers and rules were not verified in time."""
    pack = file.value
    assert pack
    message = f'"{pack.code}" was to be verified by {pack.verify_by}'
    hint = "verify each value, then set a new date"
    return warning("stale-pack", file.place(("verify_by",)), message, hint)


#: What to add for an unknown name that is like none of the known ones.
_FILES = {
    "locale": "content/locales/{}.yaml",
    "pack": "content/jurisdictions/{}.yaml",
    "kind": "content/kinds/{}.yaml",
}


def _absent(
    loaded: Loaded[Any], field_path: FieldPath, what: str, name: str, known: Iterable[str]
) -> Finding:
    file = _FILES.get(what, "")
    hint = did_you_mean(name, known) or f"add the {what} {name}"
    if file and not near_word(name, known):
        hint = f"add {file.format(name)}"
    return error(f"unknown-{what}", loaded.place(field_path), f'no {what} "{name}"', hint)
