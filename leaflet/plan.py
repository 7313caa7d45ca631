"""Which editions there are: leaflets × clinics × languages × formats, by selectors. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from leaflet import checks, registry
from leaflet.diagnostics import Finding, UsageError, did_you_mean, error
from leaflet.edition import Edition
from leaflet.project import Project
from leaflet.sources import Loaded


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


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be built, in a fixed order, and what was left out and why."""

    editions: tuple[Wanted, ...]
    notes: tuple[str, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of all files that the editions use, each once, in the order of the files."""
        found = {finding: None for wanted in self.editions for finding in wanted.findings}
        return tuple(sorted(found, key=lambda finding: (finding.span, finding.code)))


def make_plan(project: Project, selection: Selection) -> Plan:
    """All editions of a selection.

    Raises `UsageError` for a name that the project does not have.
    """
    known_leaflets = {name for name, _ in project.leaflets}
    known_languages = {language for _, language in project.leaflets} | set(project.locales)
    _known("leaflet", selection.leaflets, known_leaflets)
    _known("clinic", selection.clinics, project.clinics)
    _known("format", selection.formats, registry.names("formats"))
    _known("language", selection.languages, known_languages)
    _known("format", project.settings.formats or (), registry.names("formats"))
    planner = _Planner(project, selection)
    editions = tuple(sorted(planner.editions(), key=lambda wanted: wanted.name))
    return Plan(editions, tuple(dict.fromkeys(planner.notes)))


def _known(what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    options = set(known)
    for name in asked:
        if name not in options:
            raise UsageError(f'unknown {what} "{name}"', did_you_mean(name, options))


class _Planner:
    """Walks the matrix; checks each file once."""

    def __init__(self, project: Project, selection: Selection) -> None:
        self.project = project
        self.selection = selection
        self.notes: list[str] = []
        self._checked: dict[int, tuple[Finding, ...]] = {}

    def editions(self) -> Iterator[Wanted]:
        chosen = self.selection
        for (leaflet, language), loaded in self.project.leaflets.items():
            if chosen.leaflets and leaflet not in chosen.leaflets:
                continue
            if chosen.languages and language not in chosen.languages:
                continue
            for clinic, house in self.project.clinics.items():
                if chosen.clinics and clinic not in chosen.clinics:
                    continue
                if self._is_meant(leaflet, language, loaded, clinic, house):
                    for format_ in self._formats(house):
                        yield self._wanted(leaflet, clinic, language, format_, loaded, house)

    def _is_meant(
        self, leaflet: str, language: str, loaded: Loaded[Any], clinic: str, house: Loaded[Any]
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

    def _formats(self, house: Loaded[Any]) -> tuple[str, ...]:
        """The clinic's formats, else the project's, else all; as far as they are selected."""
        own = house.value.formats if house.value else None
        offered = own or self.project.settings.formats or registry.names("formats")
        chosen = self.selection.formats
        return tuple(f for f in (chosen or offered) if f in offered or chosen)

    def _wanted(
        self,
        leaflet: str,
        clinic: str,
        language: str,
        format_: str,
        loaded: Loaded[Any],
        house: Loaded[Any],
    ) -> Wanted:
        locale = self.project.locales.get(language)
        pack = self.project.packs.get(house.value.jurisdiction) if house.value else None
        files = tuple(file for file in (loaded, house, locale, pack) if file is not None)
        findings = [finding for file in files for finding in self._check(file)]
        if locale is None:
            findings.append(_absent(loaded, "language", "locale", language, self.project.locales))
        if house.value and pack is None:
            code = house.value.jurisdiction
            findings.append(_absent(house, "jurisdiction", "pack", code, self.project.packs))
        if house.value and format_ not in registry.names("formats"):
            known = registry.names("formats")
            findings.append(_absent(house, "formats", "format", format_, known))
        edition = None
        usable = not any(finding.is_error for finding in findings)
        if (
            usable
            and loaded.value
            and house.value
            and locale
            and pack
            and locale.value
            and pack.value
        ):
            edition = Edition(
                leaflet=loaded.value,
                clinic=house.value,
                locale=locale.value,
                pack=pack.value,
                format=registry.load("formats", format_, "FORMAT"),
                figures=loaded.uses,
                logo=house.uses.get("logo"),
            )
        return Wanted(leaflet, clinic, language, format_, files, edition, tuple(findings))

    def _check(self, file: Loaded[Any]) -> tuple[Finding, ...]:
        if id(file) not in self._checked:
            self._checked[id(file)] = (*file.findings, *checks.check_file(file))
        return self._checked[id(file)]


def _absent(loaded: Loaded[Any], field: str, what: str, name: str, known: Iterable[str]) -> Finding:
    place = loaded.place((field,))
    return error(f"unknown-{what}", place, f'no {what} "{name}"', did_you_mean(name, known))
