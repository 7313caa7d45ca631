"""Makes plans: walks the matrix in a fixed order, looks at each file, and each leaflet with each
clinic, once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from leaflet.content.project import Project, lexicon_names
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, did_you_mean, error, warning
from leaflet.core.located import FieldPath, Files, Loaded
from leaflet.model.clinic import Clinic, Pack
from leaflet.model.leaflet import Leaflet, texts
from leaflet.model.locale import Locale
from leaflet.page.edition import Edition
from leaflet.planning.approval_status import RECORD_CODES, Records
from leaflet.planning.file_summaries import Outline, Outlines
from leaflet.planning.matrix import Cell, Matrix, Selection
from leaflet.planning.plan import Inputs, Plan, Wanted


def make_plan(
    project: Project,
    selection: Selection,
    *,
    whole: bool = False,
    today: datetime.date | None = None,
    outlines: Outlines | None = None,
) -> Plan:
    """All editions of a selection, read and checked; `whole` also looks at files that no edition
    uses, `today` is the day on which the values of a jurisdiction must be in date.

    Raises `UsageError` for a name that the project does not have.
    """
    planner = _Planner(project, selection, today, outlines or Outlines(project))
    plan = planner.plan(planner.all_files() if whole else ())
    editions = tuple(map(planner.complete, plan.editions))
    return replace(plan, editions=editions, complete=lambda wanted: wanted)


def sketch_plan(
    project: Project, selection: Selection, outlines: Outlines, *, today: datetime.date
) -> Plan:
    """The same from outlines: an edition has its inputs and what is wrong with its single files,
    and is read and checked once `Plan.complete` is called for it.
    """
    return _Planner(project, selection, today, outlines).plan()


class _Planner:
    """Walks the matrix; looks at each file, and each leaflet with each clinic, once."""

    def __init__(
        self,
        project: Project,
        selection: Selection,
        today: datetime.date | None,
        outlines: Outlines,
    ) -> None:
        self.project = project
        self.today = today
        self.outlines = outlines
        self.records = Records(outlines, today or datetime.date.min)
        self.selection = selection
        self.matrix = Matrix(project, selection, outlines)
        self._found: dict[int, tuple[Finding, ...]] = {}
        self._targets: dict[int, tuple[str, ...]] = {}
        self._clinic_findings: dict[tuple[int, int], list[Finding]] = {}

    def plan(self, extra_findings: Iterable[Finding] = ()) -> Plan:
        """A sketch of the plan; `extra_findings` are findings that touch none of its editions."""
        editions = sorted(map(self._sketch, self.matrix.cells()), key=lambda wanted: wanted.name)
        notes = tuple(dict.fromkeys(self.matrix.notes))
        loose = tuple(dict.fromkeys([*self._unknown_names(), *extra_findings]))

        def paths() -> frozenset[str]:
            """For a selection this looks at files that none of its editions uses."""
            if self.selection == Selection():
                return frozenset(wanted.path for wanted in editions)
            whole = Matrix(self.project, Selection(), self.outlines)
            return frozenset(_wanted(cell).path for cell in whole.cells())

        return Plan(tuple(editions), notes, loose, paths, self.complete)

    def all_files(self) -> Iterator[Finding]:
        """Findings of every file of the project."""
        project = self.project
        kinds: list[Files[Any, Any]] = [project.leaflets, project.clinics]
        kinds += [project.locales, project.packs, project.lexicons]
        for files in kinds:
            for key in files:
                yield from self._findings(self.outlines.of(files, key), files, key)
        for path in project.foreign_paths:
            yield from project.text(path)[1]
        for key in project.approvals:
            if key not in project.leaflets:
                yield self._approval_of_nothing(*key)

    def _sketch(self, cell: Cell) -> Wanted:
        project, outlines = self.project, self.outlines
        work = outlines.of(project.leaflets, (cell.leaflet, cell.language))
        house = outlines.of(project.clinics, cell.clinic)
        findings = [*self._findings(work, project.leaflets, (cell.leaflet, cell.language))]
        findings += self._findings(house, project.clinics, cell.clinic)
        locale = pack = None
        if cell.language in project.locales:
            locale = outlines.of(project.locales, cell.language)
            findings += self._findings(locale, project.locales, cell.language)
        if house.jurisdiction in project.packs:
            pack = outlines.of(project.packs, house.jurisdiction)
            findings += self._findings(pack, project.packs, house.jurisdiction)
        for name in lexicon_names(cell.language):
            if name in project.lexicons:
                lexicon = outlines.of(project.lexicons, name)
                findings += self._findings(lexicon, project.lexicons, name)
        if locale is None:
            loaded = project.leaflets[cell.leaflet, cell.language]
            findings.append(
                _absent(loaded, ("language",), "locale", cell.language, project.locales)
            )
        findings += self._no_pack(cell.clinic)
        names = (cell.leaflet, cell.language, cell.clinic)
        standing = self.records.standing(*names) if self.today else None
        if self.today:
            findings += self.records.of_leaflet(cell.leaflet, cell.language)
            findings += self.records.of_clinic(cell.clinic)
        made = replace(_wanted(cell), findings=tuple(findings), standing=standing)
        return replace(made, inputs=self._inputs(made, [work, house, locale, pack]))

    def _approval_of_nothing(self, leaflet: str, language: str) -> Finding:
        loaded = self.project.approvals[leaflet, language]
        known = {name for name, _ in self.project.leaflets}
        hint = did_you_mean(leaflet, known) if leaflet not in known else "delete it"
        message = f'approvals of "{leaflet}" in {language}, which there is not'
        return error("unknown-leaflet", loaded.place(()), message, hint)

    def _inputs(self, wanted: Wanted, outlines: list[Outline | None]) -> Inputs | None:
        work, house, locale, pack = outlines
        if not (work and house and locale and pack and self.today and wanted.standing):
            return None
        if not all((work.digest, house.digest, locale.digest, pack.digest)):
            return None
        stale = " out of date" if pack.verify_by < self.today else ""
        # What is reported on approvals and dates is kept with the edition, so it is an input too.
        messages = sorted({f.message_with_hint for f in wanted.findings if f.code in RECORD_CODES})
        return Inputs(
            edition=wanted.name,
            leaflet=work.digest,
            clinic=house.digest,
            locale=locale.digest,
            jurisdiction=pack.digest + stale,
            state=wanted.standing.state.value,
            record=", ".join(messages),
            checks=self.outlines.rules_digest,
        )

    def complete(self, wanted: Wanted) -> Wanted:
        """An edition with its files read, and checked as a whole."""
        if wanted.is_broken and not self._is_readable(wanted):
            return wanted
        from leaflet.checks.run import check_edition
        from leaflet.checks.subjects import CheckedEdition

        project = self.project
        work = project.leaflets[wanted.leaflet, wanted.language]
        house = project.clinics[wanted.clinic]
        locale = project.locales.get(wanted.language)
        pack = project.packs.get(house.value.jurisdiction) if house.value else None
        files = tuple(file for file in (work, house, locale, pack) if file is not None)
        findings = [*wanted.findings, *self._meet(work, house)]
        edition = None
        if not any(finding.is_error for finding in findings):
            edition = _edition(work, house, locale, pack, wanted)
        if edition:
            checked = CheckedEdition(edition, files)
            findings += check_edition(checked, self.outlines.rules)
        return replace(wanted, files=files, edition=edition, findings=tuple(findings))

    def _is_readable(self, wanted: Wanted) -> bool:
        """Whether leaflet and clinic may be looked at together."""
        work = self.outlines.of(self.project.leaflets, (wanted.leaflet, wanted.language))
        return work.is_sound and self.outlines.of(self.project.clinics, wanted.clinic).is_sound

    def _findings(self, outline: Outline, files: Any, key: Any) -> tuple[Finding, ...]:
        """What is wrong with a file on this day."""
        if id(outline) not in self._found:
            found = outline.findings
            if self.today and outline.verify_by < self.today:
                found = (*found, _out_of_date(files[key]))
            self._found[id(outline)] = found
        return self._found[id(outline)]

    def _unknown_names(self) -> Iterator[Finding]:
        """Names in the selected clinics and leaflets that nothing in the project has."""
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
            outline: Outline = self.outlines.of(folder, key)
            for field, (what, names) in known.items():
                for index, name in enumerate(getattr(outline, field) or ()):
                    if name not in names:
                        yield _absent(folder[key], (field, index), what, name, names)
        for clinic in matrix.clinics:
            yield from self._no_pack(clinic)

    def _no_pack(self, clinic: str) -> Iterator[Finding]:
        """What is wrong with a clinic's jurisdiction when the project knows none of its name."""
        packs = self.project.packs
        jurisdiction = self.outlines.of(self.project.clinics, clinic).jurisdiction
        if jurisdiction and jurisdiction not in packs:
            yield _absent(
                self.project.clinics[clinic], ("jurisdiction",), "pack", jurisdiction, packs
            )

    def _meet(self, loaded: Loaded[Leaflet], house: Loaded[Clinic]) -> list[Finding]:
        """What keeps a leaflet from being handed out by a clinic, though both are well."""
        if loaded.value is None or house.value is None:
            return []
        from leaflet.checks.run import check_leaflet_at_clinic
        from leaflet.checks.subjects import LeafletAtClinic

        pair = (id(loaded), id(house))
        if pair not in self._clinic_findings:
            if id(loaded) not in self._targets:
                self._targets[id(loaded)] = tuple(_clinic_marks(loaded.value))
            leaflet_at_clinic = LeafletAtClinic(loaded, house, self._targets[id(loaded)])
            self._clinic_findings[pair] = check_leaflet_at_clinic(
                leaflet_at_clinic, self.outlines.rules
            )
        return self._clinic_findings[pair]


def _wanted(cell: Cell) -> Wanted:
    return Wanted(cell.leaflet, cell.clinic, cell.language, cell.format, (), None)


def _out_of_date(file: Loaded[Pack]) -> Finding:
    """Emergency numbers and rules that nobody has looked at in time."""
    pack = file.value
    assert pack
    message = f'"{pack.code}" was to be verified by {pack.verify_by}'
    hint = "verify each value, then set a new date"
    return warning("stale-pack", file.place(("verify_by",)), message, hint)


def _edition(
    loaded: Loaded[Leaflet],
    house: Loaded[Clinic],
    locale: Loaded[Locale] | None,
    pack: Loaded[Pack] | None,
    wanted: Wanted,
) -> Edition | None:
    if not (loaded.value and house.value and locale and locale.value and pack and pack.value):
        return None
    return Edition(
        leaflet=loaded.value,
        clinic=house.value,
        locale=locale.value,
        pack=pack.value,
        format=extensions.load("formats", wanted.format),
        figures=loaded.uses,
        logo=house.uses.get("logo"),
        words=wanted.standing.words if wanted.standing else "",
    )


def _clinic_marks(leaflet: Leaflet) -> Iterator[str]:
    """The targets of the clinic marks of a leaflet that point at something a clinic may have."""
    from leaflet.content.markdown import marks

    for _, text in texts(leaflet):
        if "](clinic:" in text:
            yield from (mark.target for mark, _ in marks(text) if mark.scheme == "clinic")


#: Where a thing of a name stands.
_FILES = {
    "leaflet": "content/leaflets/{}",
    "locale": "content/locales/{}.yaml",
    "pack": "content/jurisdictions/{}.yaml",
    "format": "the format {}",
}


def _absent(
    loaded: Loaded[Any], field_path: FieldPath, what: str, name: str, known: Iterable[str]
) -> Finding:
    hint = did_you_mean(name, known) or f"add {_FILES[what].format(name)}"
    return error(f"unknown-{what}", loaded.place(field_path), f'no {what} "{name}"', hint)
