"""The release status of an edition on a day: its state, and what it lacks for a release.

The state is computed from dates, approvals and the day. No author writes it, and no template can
hide it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from leaflet.core.diagnostics import Finding
from leaflet.model.leaflet import State
from leaflet.planning.file_summaries import FileSummary
from leaflet.planning.language_gaps import gaps

#: A leaflet is reported when its review is due within this time.
SOON = datetime.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class StatusInputs:
    """The summaries that the release status depends on; None for a file of approvals that does not
    exist. `language` is that of the leaflet.
    """

    leaflet: FileSummary
    clinic: FileSummary
    locale: FileSummary
    pack: FileSummary
    approvals: FileSummary | None
    safety: FileSummary | None
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseStatus:
    """The state of an edition, its words hash, and the reasons why it may not be released.

    `to_mend` is the number of unfit findings in what the edition prints of leaflet, locale and
    jurisdiction, which is the same for all clinics.
    """

    state: State
    words: str
    lacks: tuple[str, ...] = ()
    to_mend: int = 0


def release_status(
    status_inputs: StatusInputs, words: str, required: tuple[str, ...], today: datetime.date
) -> ReleaseStatus:
    """The release status; withdrawn comes before overdue, overdue before approved or draft.

    An edition is approved if every `required` role approved exactly these `words`, and one of these
    roles approved the current safety facts of the clinic, and nothing in it is unfit for patients.
    """
    work = status_inputs.leaflet
    missing = [
        f"no approval by a {role}" for role in required if role not in _roles(status_inputs, words)
    ]
    if not _is_safe(status_inputs, required):
        missing.append("the clinic's safety facts are not approved")
    to_mend = len(unfit(work, status_inputs.locale, status_inputs.pack))
    to_mend += len(gaps(status_inputs.pack.spoken, status_inputs.language))
    if to_mend:
        missing.append(f"{things(to_mend)} to mend")
    if work.withdrawn:
        state, why = State.WITHDRAWN, ["withdrawn"]
    elif work.review_due < today:
        state, why = State.OVERDUE, [f"review was due {work.review_due}"]
    else:
        state, why = (State.DRAFT if missing else State.APPROVED), []
    lacks = (*why, *missing, *_other_reasons(status_inputs, today))
    return ReleaseStatus(state, words, lacks, to_mend)


def unfit(*files: FileSummary) -> list[Finding]:
    """The unfit findings in some files."""
    return [finding for file in files for finding in file.findings if finding.is_unfit]


def things(count: int) -> str:
    """A number of things: "1 thing", "2 things"."""
    return "1 thing" if count == 1 else f"{count} things"


def _roles(status_inputs: StatusInputs, words: str) -> set[str]:
    """The roles that approved exactly these words."""
    approved = status_inputs.approvals.approvals if status_inputs.approvals else ()
    return {role for bound_to, role, _ in approved if bound_to == words}


def _is_safe(status_inputs: StatusInputs, required: tuple[str, ...]) -> bool:
    approved = status_inputs.safety.approvals if status_inputs.safety else ()
    return any(
        bound_to == status_inputs.clinic.words and role in required
        for bound_to, role, _ in approved
    )


def _other_reasons(status_inputs: StatusInputs, today: datetime.date) -> Iterator[str]:
    """The reasons against a release that do not depend on the state."""
    if status_inputs.pack.verify_by < today:
        yield f"the jurisdiction was to be verified by {status_inputs.pack.verify_by}"
    if status_inputs.leaflet.published > today:
        yield f"published {status_inputs.leaflet.published}, which is in the future"
    if count := len(unfit(status_inputs.clinic)):
        yield f"{things(count)} to mend in the clinic's file"
    if status_inputs.clinic.fictional:
        yield "the clinic is fictional"
