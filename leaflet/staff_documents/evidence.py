"""The evidence behind a leaflet, on paper: sources, approvals, scores, findings, waivers, and forms
for what only people can judge.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leaflet import profiles
from leaflet.checks.check import all_checks
from leaflet.core.diagnostics import Finding, Severity
from leaflet.core.located import Loaded
from leaflet.core.paper import Margins
from leaflet.model.leaflet import Leaflet
from leaflet.model.leaflet_code import leaflet_code
from leaflet.planning.approval_status import Records
from leaflet.planning.plan import Plan
from leaflet.staff_documents import appraisal_forms
from leaflet.staff_documents.staff_pdf import Form, print_paper
from leaflet.text.leaflet_text import Reading
from leaflet.text.readability import count, scores

_MARGINS = Margins(top=16, right=16, bottom=18, left=16)


@dataclass(frozen=True, slots=True)
class Approved:
    """An approval on file: of what, by whom, and whether it holds for what is there now."""

    what: str
    by: str
    role: str
    register: str
    date: datetime.date
    holds: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact with the sources that it rests on, by their numbers in the list of sources."""

    id: str
    says: str
    sources: tuple[int, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that stands in the paper; `words` are the hashes by jurisdiction, `scores` for the whole
    prose: name, as it is, with the glossary's words made easy; `silent` are checks that ran and
    found nothing.
    """

    leaflet: Leaflet
    code: str
    today: datetime.date
    states: tuple[tuple[str, str, tuple[str, ...]], ...]
    words: tuple[tuple[str, str], ...]
    approvals: tuple[Approved, ...]
    scores: tuple[tuple[str, str, str], ...]
    counts: tuple[int, int]
    findings: tuple[Finding, ...]
    silent: tuple[str, ...]
    claims: tuple[Claim, ...]


def gather(plan: Plan, loaded: Loaded[Leaflet], records: Records) -> Evidence:
    """The evidence behind a leaflet; `plan` holds its editions, read and checked."""
    leaflet = loaded.value
    assert leaflet
    reading = Reading(loaded, records.outlines.rules.lexicons.get(leaflet.language), {})
    findings = tuple(finding for finding in plan.findings if finding.span.path == loaded.path)
    found = {finding.code for finding in findings}
    return Evidence(
        leaflet=leaflet,
        code=leaflet_code(leaflet.id, leaflet.language),
        today=records.today,
        states=tuple(_states(plan)),
        words=tuple(_words(leaflet, records)),
        approvals=tuple(_approvals(leaflet, plan, records)),
        scores=tuple(_scores(reading)),
        counts=(sum(len(s.words) for s in reading.prose), len(reading.prose)),
        findings=findings,
        silent=tuple(id_ for id_ in _ran(reading) if id_ not in found),
        claims=tuple(_claims(leaflet)),
    )


def _ran(reading: Reading) -> Iterator[str]:
    """The checks of content and composition that a leaflet of its profile goes through; not those
    that could not look, for want of words in its language.
    """
    without = profiles.find(reading.leaflet.profile).without
    for check in all_checks():
        is_asked = check.stage != "rendered" and check.id not in without
        if is_asked and not check.lacks(reading.lexicon):
            yield check.id


def _states(plan: Plan) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each clinic with the state of the leaflet there, and what it lacks for a release."""
    seen = {wanted.clinic: wanted.standing for wanted in plan.editions if wanted.standing}
    for clinic, standing in sorted(seen.items()):
        yield clinic, standing.state.value, standing.lacks


def _words(leaflet: Leaflet, records: Records) -> Iterator[tuple[str, str]]:
    for code in leaflet.jurisdictions:
        yield code, records.words(leaflet.id, leaflet.language, code)


def _approvals(leaflet: Leaflet, plan: Plan, records: Records) -> Iterator[Approved]:
    ours = {words for _, words in _words(leaflet, records)}
    files = records.project.approvals
    key = (leaflet.id, leaflet.language)
    on_file = files[key].value if key in files else None
    for a in on_file.approvals if on_file else ():
        what = f"version {a.version}, {a.jurisdiction}"
        yield Approved(what, a.by, a.role, a.register_number or "", a.date, a.words in ours)
    for clinic in sorted({wanted.clinic for wanted in plan.editions}):
        safety = records.project.safety_approvals
        facts = records.outlines.of(records.project.clinics, clinic).words
        theirs = safety[clinic].value if clinic in safety else None
        for s in theirs.approvals if theirs else ():
            what = f"safety facts of {clinic}"
            yield Approved(what, s.by, s.role, s.register_number or "", s.date, s.facts == facts)


def _scores(reading: Reading) -> Iterator[tuple[str, str, str]]:
    language = reading.leaflet.language
    plain = scores(count((s.words for s in reading.prose), language), language)
    taught = reading.taught
    mild = scores(count((s.words for s in reading.prose), language, taught=taught), language)
    for score, other in zip(plain, mild, strict=True):
        indicative = " (indicative)" if score.is_indicative else ""
        yield score.name + indicative, f"{score.value:.1f}", f"{other.value:.1f}"


def _claims(leaflet: Leaflet) -> Iterator[Claim]:
    numbers = {name: number for number, name in enumerate(leaflet.sources, 1)}
    for name, fact in leaflet.facts.items():
        known = tuple(numbers[source] for source in fact.sources if source in numbers)
        yield Claim(name, fact.says, known, fact.verified)


def print_evidence(evidence: Evidence, templates: Mapping[str, str]) -> bytes:
    """The paper as a tagged PDF."""
    leaflet = evidence.leaflet
    form = Form(
        template="staff/evidence.html.j2",
        title=f"Evidence: {leaflet.title}",
        description=f"{leaflet.id}, {leaflet.language}, version {leaflet.version}",
        margins=_MARGINS,
        day=evidence.today,
        type_pt=10.5,
    )
    open_findings = [f for f in evidence.findings if f.severity is not Severity.WAIVED]
    values: dict[str, Any] = {
        "evidence": evidence,
        "leaflet": leaflet,
        "open": _by_severity(open_findings),
        "waived": [f for f in evidence.findings if f.severity is Severity.WAIVED],
        "instruments": appraisal_forms.ALL,
        "human": appraisal_forms.HUMAN,
    }
    return print_paper(form, values, templates).file


def _by_severity(findings: Sequence[Finding]) -> list[Finding]:
    order = list(Severity)
    return sorted(findings, key=lambda f: (order.index(f.severity), f.span, f.code))
