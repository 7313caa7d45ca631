"""Findings on details of one clinic that stand in the file of another, or in a leaflet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from leaflet.core.diagnostics import Finding
from leaflet.core.edition_id import EditionId
from leaflet.planning.clinic_details import ClinicIdentity, shared_details
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.mentioned_details import ClinicIndex


class DetailsOfOthers:
    """Compares the details of some clinics of a project with one another, and with leaflets; other
    clinics are not read for it.
    """

    def __init__(self, summaries: FileSummaries, clinics: Iterable[str]) -> None:
        self.project = summaries.project
        self.summaries = summaries
        self._clinics = tuple(clinics)
        self._in_leaflets: dict[tuple[str, str], tuple[Finding, ...]] = {}

    def in_edition(self, id_: EditionId) -> Iterator[Finding]:
        """The findings in the leaflet and the clinic of an edition."""
        yield from self._in_clinic(id_.clinic)
        yield from self._in_leaflet((id_.leaflet, id_.language))

    def in_all(self) -> Iterator[Finding]:
        """The findings in these clinics and in every leaflet of the project."""
        for clinic in self._clinics:
            yield from self._in_clinic(clinic)
        for work in self.project.leaflets:
            yield from self._in_leaflet(work)

    def _in_clinic(self, clinic: str) -> Iterator[Finding]:
        yield from self._shared.get(clinic, ())
        mentions = self.summaries.of(self.project.clinics, clinic).mentions
        if mentions:
            yield from self._index.in_clinic(self._identity(clinic), mentions)

    def _in_leaflet(self, work: tuple[str, str]) -> tuple[Finding, ...]:
        if work not in self._in_leaflets:
            mentions = self.summaries.of(self.project.leaflets, work).mentions
            self._in_leaflets[work] = tuple(self._index.in_leaflet(mentions))
        return self._in_leaflets[work]

    @cached_property
    def _index(self) -> ClinicIndex:
        return ClinicIndex(map(self._identity, self._clinics))

    @cached_property
    def _shared(self) -> dict[str, tuple[Finding, ...]]:
        """Findings on what two clinics both have, by the later clinic."""
        return shared_details(map(self._identity, self._clinics))

    def _identity(self, clinic: str) -> ClinicIdentity:
        summary = self.summaries.of(self.project.clinics, clinic)
        path = self.project.shown(self.project.clinics.paths[clinic])
        return ClinicIdentity(clinic, path, summary.details, frozenset((path, *summary.related)))
