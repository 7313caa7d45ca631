"""Which editions there are: leaflets × clinics × languages × formats, by selectors. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from leaflet import checks, registry
from leaflet.clinic import Clinic, Pack
from leaflet.diagnostics import Finding, UsageError, did_you_mean, error, warning
from leaflet.edition import Edition
from leaflet.markdown import marks
from leaflet.model import Leaflet, texts
from leaflet.project import Project
from leaflet.sources import Loaded, Way
from leaflet.wording import Locale


@dataclass(frozen=True, slots=True)
class Selection:
    """What the caller asked for; an empty tuple means everything."""

    leaflets: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """An edition by its names, with its files; `edition` is None where one of them is broken."""

    leaflet: str
    clinic: str
    language: str
    format: str
    files: tuple[Loaded[Any], ...]
    edition: Edition | None
    findings: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        """As reports name it; the same as `Edition.name`."""
        return f"{self.clinic}/{self.language}/{self.leaflet}.{self.format}"

    @property
    def path(self) -> str:
        """Where the reading file goes; the same as `Edition.path`."""
        format_ = registry.load("formats", self.format, "FORMAT")
        return f"{self.name}{format_.suffix}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be built, in a fixed order, and what was left out and why.

    `loose` are findings that touch no edition, such as the misspelt name of a leaflet.
    """

    editions: tuple[Wanted, ...]
    notes: tuple[str, ...]
    loose: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of all files that the editions use, each once, in the order of the files."""
        found = {finding: None for wanted in self.editions for finding in wanted.findings}
        found |= dict.fromkeys(self.loose)
        return tuple(sorted(found, key=lambda finding: (finding.span, finding.code)))


def make_plan(
    project: Project,
    selection: Selection,
    *,
    whole: bool = False,
    today: datetime.date | None = None,
) -> Plan:
    """All editions of a selection; `whole` also looks at files that no edition uses, `today`
    is the day on which the values of a jurisdiction must be in date.

    Raises `UsageError` for a name that the project does not have.
    """
    known_leaflets = {name for name, _ in project.leaflets}
    known_languages = {language for _, language in project.leaflets} | set(project.locales)
    _known("leaflet", selection.leaflets, known_leaflets)
    _known("clinic", selection.clinics, project.clinics)
    _known("format", selection.formats, registry.names("formats"))
    _known("language", selection.languages, known_languages)
    _known("format", project.settings.formats or (), registry.names("formats"))
    planner = _Planner(project, selection, today)
    editions = tuple(sorted(planner.editions(), key=lambda wanted: wanted.name))
    loose = [*planner.unknown_names(), *(planner.all_files() if whole else ())]
    return Plan(editions, tuple(dict.fromkeys(planner.notes)), tuple(dict.fromkeys(loose)))


def enlarged(plan: Plan, points: float) -> Plan:
    """The plan with its large print at another type size.

    Raises `UsageError` where there is no large print, or when the size is under its floor.
    """
    editions = tuple(_enlarge(wanted, points) for wanted in plan.editions)
    if plan.editions and editions == plan.editions:
        raise UsageError("--type-size is for large print", "add: --format large-print")
    return replace(plan, editions=editions)


def _enlarge(wanted: Wanted, points: float) -> Wanted:
    edition = wanted.edition
    if edition is None or not edition.format.is_large_print:
        return wanted
    return replace(wanted, edition=replace(edition, format=edition.format.at_type_size(points)))


def _known(what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    options = set(known)
    for name in asked:
        if name not in options:
            raise UsageError(f'unknown {what} "{name}"', did_you_mean(name, options))


class _Planner:
    """Walks the matrix; checks each file once."""

    def __init__(self, project: Project, selection: Selection, today: datetime.date | None) -> None:
        self.project = project
        self.selection = selection
        self.today = today
        self.notes: list[str] = []
        self._checked: dict[int, tuple[Finding, ...]] = {}
        self._targets: dict[int, tuple[str, ...]] = {}
        self._met: dict[tuple[int, int], list[Finding]] = {}

    def leaflets(self) -> dict[tuple[str, str], Loaded[Leaflet]]:
        """The selected leaflets."""
        ids, languages = self.selection.leaflets, self.selection.languages
        return {
            (leaflet, language): loaded
            for (leaflet, language), loaded in self.project.leaflets.items()
            if (not ids or leaflet in ids) and (not languages or language in languages)
        }

    def clinics(self) -> dict[str, Loaded[Clinic]]:
        """The selected clinics."""
        chosen = self.selection.clinics
        houses = self.project.clinics
        return {name: house for name, house in houses.items() if not chosen or name in chosen}

    def editions(self) -> Iterator[Wanted]:
        for folder, found in (("leaflets", self.leaflets()), ("clinics", self.clinics())):
            if not found:
                self.notes.append(f"no {folder} in content/{folder}")
        self._note_languages()
        for (leaflet, language), loaded in self.leaflets().items():
            for clinic, house in self.clinics().items():
                if self._is_meant(leaflet, language, loaded, clinic, house):
                    for format_ in self._formats(clinic, house):
                        yield self._wanted(leaflet, clinic, language, format_, loaded, house)

    def _note_languages(self) -> None:
        """A language that a clinic speaks and no leaflet is written in."""
        chosen, written = self.selection.languages, {tag for _, tag in self.project.leaflets}
        for clinic, house in self.clinics().items():
            for language in house.value.languages if house.value else ():
                if language not in written and (not chosen or language in chosen):
                    self.notes.append(f"{clinic}: no leaflet in {language}")

    def unknown_names(self) -> Iterator[Finding]:
        """Names in the selected clinics and leaflets that nothing in the project has."""
        project = self.project
        known: dict[str, tuple[str, Iterable[str]]] = {
            "leaflets": ("leaflet", {name for name, _ in project.leaflets}),
            "languages": ("locale", project.locales),
            "formats": ("format", registry.names("formats")),
            "jurisdictions": ("pack", project.packs),
        }
        files: list[Loaded[Any]] = [*self.clinics().values(), *self.leaflets().values()]
        for file in files:
            for field, (what, names) in known.items():
                for index, name in enumerate(getattr(file.value, field, None) or ()):
                    if name not in names:
                        yield _absent(file, (field, index), what, name, names)
        for house in self.clinics().values():
            yield from self._no_pack(house)

    def all_files(self) -> Iterator[Finding]:
        """Findings of every file of the project."""
        project = self.project
        for files in (project.leaflets, project.clinics, project.locales, project.packs):
            for file in files.values():
                yield from self._check(file)

    def _is_meant(
        self,
        leaflet: str,
        language: str,
        loaded: Loaded[Leaflet],
        clinic: str,
        house: Loaded[Clinic],
    ) -> bool:
        """Whether the clinic hands this leaflet out; a broken file counts as a yes, so that its
        findings are seen.
        """
        if house.value is None:
            return True
        if house.value.leaflets is not None and leaflet not in house.value.leaflets:
            return False
        if language not in house.value.languages:
            self.notes.append(f'{clinic}: "{leaflet}" in {language} left out, not its language')
            return False
        if loaded.value and house.value.jurisdiction not in loaded.value.jurisdictions:
            where = house.value.jurisdiction
            self.notes.append(f'{clinic}: "{leaflet}" left out, not written for {where}')
            return False
        return True

    def _formats(self, clinic: str, house: Loaded[Clinic]) -> tuple[str, ...]:
        """The clinic's formats, else the project's, else all; as far as they are selected."""
        known, chosen = registry.names("formats"), self.selection.formats
        own = house.value.formats if house.value else None
        offered = own or self.project.settings.formats or known
        for format_ in chosen:
            if format_ not in offered:
                self.notes.append(f"{clinic}: {format_} left out, not its format")
        wanted = [f for f in offered if f in known and (f in chosen or not chosen)]
        return tuple(dict.fromkeys(wanted))

    def _wanted(
        self,
        leaflet: str,
        clinic: str,
        language: str,
        format_: str,
        loaded: Loaded[Leaflet],
        house: Loaded[Clinic],
    ) -> Wanted:
        locale = self.project.locales.get(language)
        pack = self.project.packs.get(house.value.jurisdiction) if house.value else None
        files = tuple(file for file in (loaded, house, locale, pack) if file is not None)
        findings = [finding for file in files for finding in self._check(file)]
        if locale is None:
            locales = self.project.locales
            findings.append(_absent(loaded, ("language",), "locale", language, locales))
        findings += self._meet(loaded, house)
        edition = None
        if not any(finding.is_error for finding in findings):
            edition = _edition(loaded, house, locale, pack, format_)
        if edition:
            findings += checks.check_planned(checks.Planned(edition, files))
        return Wanted(leaflet, clinic, language, format_, files, edition, tuple(findings))

    def _meet(self, loaded: Loaded[Leaflet], house: Loaded[Clinic]) -> list[Finding]:
        """What keeps a leaflet from being handed out by a clinic, though both are well."""
        if loaded.value is None or house.value is None:
            return []
        pair = (id(loaded), id(house))
        if pair not in self._met:
            if id(loaded) not in self._targets:
                self._targets[id(loaded)] = tuple(_clinic_marks(loaded.value))
            meeting = checks.Meeting(loaded, house, self._targets[id(loaded)])
            self._met[pair] = checks.check_meeting(meeting)
        return [*self._no_pack(house), *self._met[pair]]

    def _no_pack(self, house: Loaded[Clinic]) -> Iterator[Finding]:
        """What is wrong with a clinic's jurisdiction when the project knows none of its name."""
        packs = self.project.packs
        if house.value and house.value.jurisdiction not in packs:
            code = house.value.jurisdiction
            yield _absent(house, ("jurisdiction",), "pack", code, packs)

    def _check(self, file: Loaded[Any]) -> tuple[Finding, ...]:
        if id(file) not in self._checked:
            found = (*file.findings, *checks.check_file(file), *self._out_of_date(file))
            self._checked[id(file)] = found
        return self._checked[id(file)]

    def _out_of_date(self, file: Loaded[Any]) -> Iterator[Finding]:
        """Emergency numbers and rules that nobody has looked at in time."""
        pack = file.value
        if isinstance(pack, Pack) and self.today and pack.verify_by < self.today:
            message = f'"{pack.code}" was to be verified by {pack.verify_by}'
            hint = "verify each value, then set a new date"
            yield warning("stale-pack", file.place(("verify_by",)), message, hint)


def _edition(
    loaded: Loaded[Leaflet],
    house: Loaded[Clinic],
    locale: Loaded[Locale] | None,
    pack: Loaded[Pack] | None,
    format_: str,
) -> Edition | None:
    if not (loaded.value and house.value and locale and locale.value and pack and pack.value):
        return None
    return Edition(
        leaflet=loaded.value,
        clinic=house.value,
        locale=locale.value,
        pack=pack.value,
        format=registry.load("formats", format_, "FORMAT"),
        figures=loaded.uses,
        logo=house.uses.get("logo"),
    )


def _clinic_marks(leaflet: Leaflet) -> Iterator[str]:
    """The targets of the clinic marks of a leaflet that point at something a clinic may have."""
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


def _absent(loaded: Loaded[Any], way: Way, what: str, name: str, known: Iterable[str]) -> Finding:
    hint = did_you_mean(name, known) or f"add {_FILES[what].format(name)}"
    return error(f"unknown-{what}", loaded.place(way), f'no {what} "{name}"', hint)
