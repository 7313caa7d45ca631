"""The release status of editions on a day, and the problems with approvals and dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from leaflet.content.fingerprint import first_facts_hash, joined, name_hash, safety_parts
from leaflet.core.diagnostics import Finding, error, warning
from leaflet.core.located import Loaded
from leaflet.planning.file_summaries import FileSummaries, FileSummary
from leaflet.planning.release_status import (
    SOON,
    ReleaseStatus,
    StatusInputs,
    release_status,
    things,
    unfit,
)

#: The codes of findings that depend on the day or on approvals.
STATUS_CODES = frozenset(
    {
        "overdue",
        "due-soon",
        "approval-void",
        "approval-pages",
        "approval-unfit",
        "approval-unverified",
    }
)
#: The check of what numbers and emergencies rest on: its notes are advice on approved words.
_UNVERIFIED = "unverified"


class ApprovalStatus:
    """The approvals of a project on one day; each file is examined once."""

    def __init__(self, summaries: FileSummaries, today: datetime.date) -> None:
        self.summaries = summaries
        self.project = summaries.project
        self.today = today
        self._findings: dict[tuple[str, ...], list[Finding]] = {}

    def release_status(self, leaflet: str, language: str, clinic: str) -> ReleaseStatus | None:
        """The release status of the editions of a leaflet at a clinic; None where a file that it
        depends on is missing or broken.
        """
        project, summaries = self.project, self.summaries
        house = summaries.of(project.clinics, clinic)
        if house.jurisdiction not in project.packs or language not in project.locales:
            return None
        status_inputs = StatusInputs(
            leaflet=summaries.of(project.leaflets, (leaflet, language)),
            clinic=house,
            locale=summaries.of(project.locales, language),
            pack=summaries.of(project.packs, house.jurisdiction),
            approvals=self._of(project.approvals, (leaflet, language)),
            safety=self._of(project.safety_approvals, clinic),
            language=language,
        )
        words = self.words(leaflet, language, house.jurisdiction)
        if not words or not house.is_sound:
            return None
        return release_status(status_inputs, words, project.settings.approval, self.today)

    def words(self, leaflet: str, language: str, jurisdiction: str) -> str:
        """The words hash of a leaflet under a jurisdiction; empty where a file is broken."""
        project, summaries = self.project, self.summaries
        if language not in project.locales or jurisdiction not in project.packs:
            return ""
        made = (
            summaries.of(project.leaflets, (leaflet, language)).words,
            summaries.of(project.locales, language).words,
            summaries.of(project.packs, jurisdiction).words,
        )
        kind = summaries.of(project.leaflets, (leaflet, language)).kind
        label = summaries.of(project.kinds, kind).label if kind in project.kinds else ()
        return joined(*made, name_hash(dict(label), language)) if all(made) else ""

    def of_leaflet(self, leaflet: str, language: str) -> list[Finding]:
        """The problems with the dates and approvals of a leaflet."""
        key = (leaflet, language)
        if key not in self._findings:
            self._findings[key] = [*self._due(*key), *self._approvals(*key)]
        return self._findings[key]

    def is_void(self, leaflet: str, language: str) -> bool:
        """Whether the words of a leaflet have changed since an approval of them."""
        found = self.of_leaflet(leaflet, language)
        return any(finding.code == "approval-void" for finding in found)

    def of_clinic(self, clinic: str) -> list[Finding]:
        """The problems with the approvals of a clinic's safety facts."""
        if (clinic,) not in self._findings:
            self._findings[(clinic,)] = list(self._safety(clinic))
        return self._findings[(clinic,)]

    def _of(self, files: Any, key: Any) -> FileSummary | None:
        return self.summaries.of(files, key) if key in files else None

    def _due(self, leaflet: str, language: str) -> Iterator[Finding]:
        files = self.project.leaflets
        due = self.summaries.of(files, (leaflet, language)).review_due
        if self.today <= due - SOON or due == datetime.date.max:
            return
        place = files[leaflet, language].place(("review_due",))
        hint = "review the leaflet, then set a new date"
        if due < self.today:
            yield warning("overdue", place, f"review was due {due}", hint)
        else:
            yield warning("due-soon", place, f"review is due {due}", hint)

    def _approvals(self, leaflet: str, language: str) -> Iterator[Finding]:
        files = self.project.approvals
        summary = self._of(files, (leaflet, language))
        if summary is None:
            return
        yield from summary.findings
        work = self.summaries.of(self.project.leaflets, (leaflet, language))
        ours = {
            self.words(leaflet, language, jurisdiction) for jurisdiction in work.jurisdictions
        } - {""}
        yield from self._unfit_although_approved(leaflet, language, summary)
        if any(bound_to in ours for bound_to, _, _ in summary.approvals):
            yield from _unread_although_approved(work)
        loaded = files[leaflet, language] if self._needs_leaflet_text(summary, ours) else None
        if loaded is None:
            return
        yield from self._of_the_future(loaded)
        roles = {role for bound_to, role, _ in summary.approvals if bound_to in ours}
        for index, (bound_to, role, _) in enumerate(summary.approvals):
            if bound_to in ours:
                continue
            place = loaded.place(("approvals", index, "words"))
            if bound_to in self._all_words:
                message = f"these are the words of {self._all_words[bound_to]}"
                hint = "delete the entry; approve the leaflet that was read"
                yield error("approval-words", place, message, hint)
            elif ours and role not in roles:
                message = f"the approval by a {role} is void: the words have changed since"
                hint = f"see what changed, then: leaflet approve {leaflet} -l {language}"
                yield warning("approval-void", place, message, hint)
                roles.add(role)

    def _unfit_although_approved(
        self, leaflet: str, language: str, approved: FileSummary
    ) -> Iterator[Finding]:
        """A warning for each jurisdiction for which the words are approved as they are now,
        although something in them is unfit, as after an upgrade of the program.
        """
        files = self.project.approvals
        for jurisdiction, count in self.to_mend_although_approved(leaflet, language).items():
            words = self.words(leaflet, language, jurisdiction)
            index = next(i for i, (bound, _, _) in enumerate(approved.approvals) if bound == words)
            place = files[leaflet, language].place(("approvals", index, "words"))
            message = f"approved for {jurisdiction}, and a draft: {things(count)} to mend"
            hint = f"mend or waive them, then approve: leaflet check {leaflet} -l {language}"
            yield warning("approval-unfit", place, message, hint)

    def to_mend_although_approved(self, leaflet: str, language: str) -> dict[str, int]:
        """The numbers of unfit findings in a leaflet whose words are approved, by jurisdiction."""
        project, summaries = self.project, self.summaries
        approved = self._of(project.approvals, (leaflet, language))
        if approved is None or (leaflet, language) not in project.leaflets:
            return {}
        work = summaries.of(project.leaflets, (leaflet, language))
        bound = {words for words, _, _ in approved.approvals}
        counts = {}
        for jurisdiction in work.jurisdictions:
            if self.words(leaflet, language, jurisdiction) in bound:
                locale = summaries.of(project.locales, language)
                pack = summaries.of(project.packs, jurisdiction)
                counts[jurisdiction] = len(unfit(work, locale, pack))
        return {jurisdiction: count for jurisdiction, count in counts.items() if count}

    def _needs_leaflet_text(self, summary: FileSummary, ours: set[str]) -> bool:
        return any(
            bound_to not in ours or day > self.today.isoformat()
            for bound_to, _, day in summary.approvals
        )

    def _safety(self, clinic: str) -> Iterator[Finding]:
        files = self.project.safety_approvals
        summary = self._of(files, clinic)
        if summary is None:
            return
        yield from summary.findings
        facts = self.summaries.of(self.project.clinics, clinic).words
        if not facts or not self._needs_leaflet_text(summary, {facts}):
            return
        loaded = files[clinic]
        yield from self._of_the_future(loaded)
        bound = [bound_to for bound_to, _, _ in summary.approvals]
        others = {self.summaries.of(self.project.clinics, c).words: c for c in self.project.clinics}
        others.pop(facts, None)
        for index, bound_to in enumerate(bound):
            place = loaded.place(("approvals", index, "facts"))
            if bound_to in others:
                message = f'these are the safety facts of "{others[bound_to]}"'
                hint = "delete the entry; approve the clinic that was checked"
                yield error("approval-words", place, message, hint)
        if bound and facts not in bound and bound[-1] not in others:
            message = f"the approval is void: {self._what_changed(clinic, loaded)}"
            place = loaded.place(("approvals", len(bound) - 1, "facts"))
            hint = f"check them, then: leaflet approve -c {clinic}"
            yield warning("approval-void", place, message, hint)

    def _what_changed(self, clinic: str, loaded: Loaded[Any]) -> str:
        """Which of a clinic's facts differ from those of its last approval."""
        value = self.project.clinics[clinic].value
        assert value
        assert loaded.value
        last = loaded.value.approvals[-1]
        if last.facts == first_facts_hash(value):
            return "it is of an older form, bound to fewer facts than today"
        parts = safety_parts(value)
        names = dict.fromkeys([*parts, *last.parts])
        changed = [name for name in names if last.parts and last.parts.get(name) != parts.get(name)]
        return f"the clinic's {', '.join(changed or parts)} changed"

    def _of_the_future(self, loaded: Loaded[Any]) -> Iterator[Finding]:
        for index, approval in enumerate(loaded.value.approvals if loaded.value else ()):
            if approval.date > self.today:
                place = loaded.place(("approvals", index, "date"))
                message = f"approved on {approval.date}, which is in the future"
                yield error("approval-date", place, message, "write the day of the approval")

    @cached_property
    def _all_words(self) -> dict[str, str]:
        """The current words hashes of all leaflets, with the leaflet and language of each."""
        summaries, files = self.summaries, self.project.leaflets
        return {
            self.words(leaflet, language, jurisdiction): f"{leaflet}, {language}"
            for leaflet, language in files
            for jurisdiction in summaries.of(files, (leaflet, language)).jurisdictions
        }


def _unread_although_approved(work: FileSummary) -> Iterator[Finding]:
    """A warning for each fact and source that nobody has read, and on which numbers or emergencies
    of the approved words rest.
    """
    for finding in work.findings:
        if finding.code == _UNVERIFIED and finding.effect is None and not finding.waiver:
            message = f"the words are approved: {finding.message}"
            yield warning("approval-unverified", finding.span, message, finding.hint)
