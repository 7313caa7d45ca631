"""The matrix of editions: leaflets × clinics × languages × formats, by selection and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.core.diagnostics import UsageError, did_you_mean
from leaflet.core.edition_id import EditionId
from leaflet.core.located import FieldPath
from leaflet.formats.format import Format
from leaflet.model.settings import Rule
from leaflet.planning.check_effects import refuse_lowered
from leaflet.planning.file_summaries import FileSummaries, FileSummary
from leaflet.planning.unknown_names import unknown_name


@dataclass(frozen=True, slots=True)
class Selection:
    """The names that the caller selected; an empty tuple selects everything."""

    leaflets: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Matrix:
    """The editions of a selection, and notes on what was left out.

    Raises `UsageError` for a name, in the selection or the project file, that the project does
    not have.
    """

    def __init__(self, project: Project, selection: Selection, summaries: FileSummaries) -> None:
        self.project = project
        self.selection = selection
        self.summaries = summaries
        self.notes: list[str] = []
        self.rules = project.settings.editions or (Rule(),)
        _check_names(project, selection)

    @property
    def leaflets(self) -> list[tuple[str, str]]:
        """The selected leaflets by id and language."""
        ids, languages = self.selection.leaflets, self.selection.languages
        return [
            (leaflet, language)
            for leaflet, language in self.project.leaflets
            if (not ids or leaflet in ids) and (not languages or language in languages)
        ]

    @property
    def clinics(self) -> list[str]:
        """The selected clinics."""
        chosen = self.selection.clinics
        return [name for name in self.project.clinics if not chosen or name in chosen]

    def editions(self) -> Iterator[EditionId]:
        """The editions of the selection."""
        self.notes = []
        for folder, found in (("leaflets", self.leaflets), ("clinics", self.clinics)):
            if not found:
                self.notes.append(f"no {folder} in content/{folder}")
        self._note_clinics()
        for leaflet, language in self.leaflets:
            for clinic in self.clinics:
                if self._is_meant(leaflet, language, clinic):
                    for format_ in self._formats(leaflet, language, clinic):
                        yield EditionId(clinic, language, leaflet, format_)

    def _clinic(self, name: str) -> FileSummary:
        return self.summaries.of(self.project.clinics, name)

    def _note_clinics(self) -> None:
        """Note a clinic that no rule names, and a language of a clinic without any leaflet."""
        chosen, written = self.selection.languages, {tag for _, tag in self.project.leaflets}
        for clinic in self.clinics:
            if not any(_allows(rule.clinics, clinic) for rule in self.rules):
                self.notes.append(f"{clinic}: left out, no rule of the project names it")
            for language in self._clinic(clinic).languages:
                if language not in written and (not chosen or language in chosen):
                    self.notes.append(f"{clinic}: no leaflet in {language}")

    def _is_meant(self, leaflet: str, language: str, clinic: str) -> bool:
        """Whether the clinic hands out this leaflet; true for a broken file, so that the plan
        reports its findings.
        """
        house = self._clinic(clinic)
        if not self._rules(leaflet, language, clinic):
            return False
        if not house.is_sound:
            return True
        if house.leaflets is not None and leaflet not in house.leaflets:
            return False
        if language not in house.languages:
            self.notes.append(f'{clinic}: "{leaflet}" in {language} left out, not its language')
            return False
        work = self.summaries.of(self.project.leaflets, (leaflet, language))
        written_for = work.jurisdictions
        if work.is_sound and written_for and house.jurisdiction not in written_for:
            where = house.jurisdiction
            self.notes.append(f'{clinic}: "{leaflet}" left out, not written for {where}')
            return False
        return True

    def _rules(self, leaflet: str, language: str, clinic: str) -> list[Rule]:
        """The rules of the project that allow a leaflet for a clinic."""
        return [
            rule
            for rule in self.rules
            if _allows(rule.leaflets, leaflet)
            and _allows(rule.languages, language)
            and _allows(rule.clinics, clinic)
        ]

    def text_beside(self, id_: EditionId) -> str:
        """The name of the file with a leaflet as plain text, to which its screen page leads; empty
        for other editions, and where the clinic has no such format.
        """
        if _format(id_.format).medium != "screen":
            return ""
        for name in self._offered(id_.leaflet, id_.language, id_.clinic):
            if (format_ := _format(name)).medium == "text":
                return id_._replace(format=name).file_name(format_.suffix)
        return ""

    def _formats(self, leaflet: str, language: str, clinic: str) -> tuple[str, ...]:
        """The selected formats of a leaflet at a clinic."""
        offered, chosen = self._offered(leaflet, language, clinic), self.selection.formats
        for format_ in chosen:
            if format_ not in offered:
                self.notes.append(f"{clinic}: {format_} left out, not its format")
        return tuple(name for name in offered if name in chosen or not chosen)

    def _offered(self, leaflet: str, language: str, clinic: str) -> tuple[str, ...]:
        """The formats of a leaflet at a clinic: of the rules, else of the clinic, else of the
        project, else all. A clinic that names formats gets no others.
        """
        known = extensions.names("formats")
        own, general = self._clinic(clinic).formats, self.project.settings.formats or known
        offered: list[str] = []
        for rule in self._rules(leaflet, language, clinic):
            of_rule = rule.formats or own or general
            offered += [name for name in of_rule if not own or name in own]
        return tuple(name for name in dict.fromkeys(offered) if name in known)


def _format(name: str) -> Format:
    format_: Format = extensions.load("formats", name)
    return format_


def _allows(names: tuple[str, ...] | None, name: str) -> bool:
    return names is None or name in names


def _check_names(project: Project, selection: Selection) -> None:
    known: dict[str, set[str]] = {
        "leaflet": {name for name, _ in project.leaflets},
        "clinic": set(project.clinics),
        "format": set(extensions.names("formats")),
        "language": {language for _, language in project.leaflets} | set(project.locales),
    }
    for what, names in known.items():
        for name in getattr(selection, f"{what}s"):
            if name not in names:
                raise unknown_name(what, name, known)
    formats = project.settings.formats or ()
    _check(project, ("formats",), "format", formats, known["format"])
    refuse_lowered(project)
    for index, rule in enumerate(project.settings.editions or ()):
        for what, names in known.items():
            field = f"{what}s"
            _check(project, ("editions", index, field), what, getattr(rule, field) or (), names)


def _check(
    project: Project, field: FieldPath, what: str, asked: Iterable[str], known: Iterable[str]
) -> None:
    """Raises `UsageError`, with its place in the project file, for a name that is not known."""
    options = set(known)
    for index, name in enumerate(asked):
        if name not in options:
            place = project.settings_file.place((*field, index))
            raise UsageError(f'{place}: unknown {what} "{name}"', did_you_mean(name, options))
