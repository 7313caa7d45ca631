"""Loads planned editions: reads their files, and checks leaflet, clinic and edition together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from leaflet.checks.run import check_edition, check_leaflet_at_clinic
from leaflet.checks.subjects import CheckedEdition, LeafletAtClinic
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding
from leaflet.core.edition_id import EditionId
from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic, Pack
from leaflet.model.departments import on_day
from leaflet.model.leaflet import Leaflet, texts
from leaflet.model.lexicon import Lexicon
from leaflet.model.locale import Locale
from leaflet.model.translations import in_language
from leaflet.page.edition import Edition
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.plan import PlannedEdition
from leaflet.text.called_numbers import CalledNumber, called_numbers
from leaflet.text.field_text import FieldText
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.searched_text import SearchedText


class EditionLoader:
    """Loads editions of a project; each pair of leaflet and clinic is checked once."""

    def __init__(self, summaries: FileSummaries) -> None:
        self.project = summaries.project
        self.summaries = summaries
        self._targets: dict[tuple[str, str], tuple[str, ...]] = {}
        self._called: dict[tuple[str, str], tuple[CalledNumber, ...]] = {}
        self._together: dict[tuple[str, str, str], list[Finding]] = {}

    def load(self, planned: PlannedEdition) -> PlannedEdition:
        """The edition with its files read and the composed checks run; `edition` stays None where
        there is an error.
        """
        if planned.is_broken and not self._is_readable(planned):
            return planned
        leaflet, clinic, locale, pack = files_of(self.project, planned.id)
        files = tuple(file for file in (leaflet, clinic, locale, pack) if file is not None)
        findings = [*planned.findings, *self._check_together(planned, leaflet, clinic)]
        edition = None
        if not any(finding.is_broken for finding in findings):
            edition = edition_of(self.project, planned)
        if edition:
            findings += check_edition(CheckedEdition(edition, files), self.summaries.rules)
        return replace(planned, files=files, edition=edition, findings=tuple(findings))

    def _is_readable(self, planned: PlannedEdition) -> bool:
        """Whether leaflet and clinic can be checked together."""
        id_, summaries = planned.id, self.summaries
        leaflet = summaries.of(self.project.leaflets, (id_.leaflet, id_.language))
        return leaflet.is_sound and summaries.of(self.project.clinics, id_.clinic).is_sound

    def _check_together(
        self, planned: PlannedEdition, leaflet: Loaded[Leaflet], clinic: Loaded[Clinic]
    ) -> list[Finding]:
        """Problems of a leaflet at a clinic, although each of them is valid."""
        if leaflet.value is None or clinic.value is None:
            return []
        work = (planned.id.leaflet, planned.id.language)
        pair = (*work, planned.id.clinic)
        if pair not in self._together:
            if work not in self._targets:
                self._targets[work] = tuple(_clinic_marks(leaflet.value))
            pack = self.project.packs.get(clinic.value.jurisdiction)
            subject = LeafletAtClinic(
                leaflet,
                clinic,
                self._targets[work],
                pack.value if pack else None,
                tuple(self._called_in(planned.id.language, leaflet, clinic, pack)),
            )
            self._together[pair] = check_leaflet_at_clinic(subject, self.summaries.rules)
        return self._together[pair]

    def _called_in(self, language: str, *files: Loaded[Any] | None) -> Iterator[CalledNumber]:
        """The short numbers that files and the locale tell a reader to call; each file is searched
        once in a language.
        """
        lexicon = self.summaries.rules.lexicons.get(language)
        locale = self.project.locales.get(language)
        if lexicon is None or locale is None or locale.value is None:
            return
        units = frozenset(
            word.casefold() for word in (*locale.value.stick_before, *locale.value.months)
        )
        between = frozenset(word.casefold() for word in locale.value.stick_between)
        for file in (*files, locale):
            if file is None or file.value is None:
                continue
            key = (language, file.path)
            if key not in self._called:
                self._called[key] = tuple(
                    called_numbers(_text(file, lexicon, language), units, between)
                )
            yield from self._called[key]


def _text(file: Loaded[Any], lexicon: Lexicon, language: str) -> SearchedText:
    if isinstance(file.value, Leaflet):
        return LeafletText(file, lexicon)
    return FieldText(file, lexicon, language)


def files_of(
    project: Project, id_: EditionId
) -> tuple[Loaded[Leaflet], Loaded[Clinic], Loaded[Locale] | None, Loaded[Pack] | None]:
    """The files of an edition; None for a locale or jurisdiction that does not exist."""
    clinic = project.clinics[id_.clinic]
    return (
        project.leaflets[id_.leaflet, id_.language],
        clinic,
        project.locales.get(id_.language),
        project.packs.get(clinic.value.jurisdiction) if clinic.value else None,
    )


def edition_of(project: Project, planned: PlannedEdition) -> Edition | None:
    """A planned edition with its files; None where one of them has no value."""
    leaflet, clinic, locale, pack = files_of(project, planned.id)
    if not (leaflet.value and clinic.value and locale and locale.value and pack and pack.value):
        return None
    spoken, gap = planned.id.language, locale.value.words.not_known
    return Edition(
        leaflet=leaflet.value,
        clinic=on_day(in_language(clinic.value, spoken, gap), planned.day),
        locale=locale.value,
        pack=in_language(pack.value, spoken, gap),
        format=planned.format.within(project.settings.limits.sides),
        figures=leaflet.uses,
        logo=clinic.uses.get("logo"),
        photo=clinic.uses.get("photo"),
        words=planned.release_status.words if planned.release_status else "",
        to_mend=planned.release_status.to_mend if planned.release_status else 0,
        kind=project.kind(leaflet.value.kind),
        text_file=planned.text_file,
    )


def _clinic_marks(leaflet: Leaflet) -> Iterator[str]:
    """The targets of the leaflet's marks for details that a clinic may lack."""
    from leaflet.content.markdown import marks

    for _, text in texts(leaflet):
        if "](clinic:" in text:
            yield from (mark.target for mark, _ in marks(text) if mark.scheme == "clinic")
