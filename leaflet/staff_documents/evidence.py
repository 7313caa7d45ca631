"""The evidence for a leaflet as a PDF: sources, approvals, scores, findings, waivers, and forms for
what only people can judge.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from leaflet.checks.check import all_checks
from leaflet.content.templates import Templates
from leaflet.core.diagnostics import Finding, Severity
from leaflet.core.located import Loaded
from leaflet.core.paper import Margins
from leaflet.model.leaflet import Leaflet
from leaflet.model.leaflet_code import leaflet_code
from leaflet.planning.approval_status import ApprovalStatus
from leaflet.planning.plan import Plan
from leaflet.staff_documents import appraisal_forms
from leaflet.staff_documents.staff_pdf import StaffDocument, print_staff_document
from leaflet.staff_documents.told_words import (
    MarkedFact,
    NamedRisks,
    PartReading,
    marked_facts,
    named_risks,
    readings,
)
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.readability import count, scores
from leaflet.text.told_topics import told_topics

_MARGINS = Margins(top=16, right=16, bottom=18, left=16)


@dataclass(frozen=True, slots=True)
class Approved:
    """An approval on file, and whether it holds for the current words or facts."""

    what: str
    by: str
    role: str
    register: str
    date: datetime.date
    holds: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact with the numbers of its sources in the list of sources."""

    id: str
    says: str
    sources: tuple[int, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The content of the document.

    `words` lists the words hash of each jurisdiction. `scores` lists readability scores of all
    prose: name, score, and score if words of the glossary count as easy. `silent` lists the checks
    that ran and found nothing. `topics` lists what the leaflet's kind asks for, and whether it is
    told.
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
    readings: tuple[PartReading, ...] = ()
    risks: tuple[NamedRisks, ...] = ()
    marks: tuple[MarkedFact, ...] = ()
    topics: tuple[tuple[str, bool], ...] = ()


def gather(plan: Plan, loaded: Loaded[Leaflet], approval_status: ApprovalStatus) -> Evidence:
    """The evidence for a leaflet; `plan` has its editions, loaded and checked."""
    leaflet = loaded.value
    assert leaflet
    rules = approval_status.summaries.rules
    leaflet_text = LeafletText(
        loaded, rules.lexicons.get(leaflet.language), {}, rules.kind_of(leaflet)
    )
    findings = tuple(finding for finding in plan.findings if finding.span.path == loaded.path)
    found = {finding.code for finding in findings}
    return Evidence(
        leaflet=leaflet,
        code=leaflet_code(leaflet.id, leaflet.language),
        today=approval_status.today,
        states=tuple(_states(plan)),
        words=tuple(_words(leaflet, approval_status)),
        approvals=tuple(_approvals(leaflet, plan, approval_status)),
        scores=tuple(_scores(leaflet_text)),
        counts=(sum(len(s.words) for s in leaflet_text.prose), len(leaflet_text.prose)),
        findings=findings,
        silent=tuple(id_ for id_ in _ran(leaflet_text) if id_ not in found),
        claims=tuple(_claims(leaflet)),
        readings=tuple(readings(leaflet_text)),
        risks=tuple(named_risks(leaflet_text)),
        marks=tuple(marked_facts(leaflet_text)),
        topics=tuple(_topics(leaflet_text, findings)),
    )


def _topics(text: LeafletText, findings: Sequence[Finding]) -> Iterator[tuple[str, bool]]:
    """The sections, topics and signs that the kind asks for, each with whether the leaflet has
    it.
    """
    given = {section.role for section in text.leaflet.sections}
    for role in (*text.kind.must, *text.kind.should):
        yield role, role in given
    for topic in told_topics(text):
        if topic.is_known:
            yield f"{topic.role}: {topic.name}", topic.is_told
    missed = " ".join(finding.message for finding in findings if finding.code == "help-signs")
    for names in text.kind.signs.values():
        yield from ((f"sign: {name}", name not in missed) for name in names)


def _ran(leaflet_text: LeafletText) -> Iterator[str]:
    """The content and composed checks of the leaflet's kind, without those that did not run
    because the lexicon of the language lacks their words.
    """
    without = leaflet_text.kind.without
    for check in all_checks():
        is_asked = check.stage != "rendered" and check.id not in without
        if is_asked and not check.lacks(leaflet_text.lexicon):
            yield check.id


def _states(plan: Plan) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each clinic, the state of the leaflet there, and what it lacks for a release."""
    seen = {
        planned.id.clinic: planned.release_status
        for planned in plan.editions
        if planned.release_status
    }
    for clinic, release_status in sorted(seen.items()):
        yield clinic, release_status.state.value, release_status.lacks


def _words(leaflet: Leaflet, approval_status: ApprovalStatus) -> Iterator[tuple[str, str]]:
    for code in leaflet.jurisdictions:
        yield code, approval_status.words(leaflet.id, leaflet.language, code)


def _approvals(leaflet: Leaflet, plan: Plan, approval_status: ApprovalStatus) -> Iterator[Approved]:
    ours = {words for _, words in _words(leaflet, approval_status)}
    files = approval_status.project.approvals
    key = (leaflet.id, leaflet.language)
    on_file = files[key].value if key in files else None
    for a in on_file.approvals if on_file else ():
        what = f"version {a.version}, {a.jurisdiction}"
        yield Approved(what, a.by, a.role, a.register_number or "", a.date, a.words in ours)
    for clinic in sorted({planned.id.clinic for planned in plan.editions}):
        safety = approval_status.project.safety_approvals
        facts = approval_status.summaries.of(approval_status.project.clinics, clinic).words
        theirs = safety[clinic].value if clinic in safety else None
        for s in theirs.approvals if theirs else ():
            what = f"safety facts of {clinic}"
            yield Approved(what, s.by, s.role, s.register_number or "", s.date, s.facts == facts)


def _scores(leaflet_text: LeafletText) -> Iterator[tuple[str, str, str]]:
    language = leaflet_text.leaflet.language
    plain = scores(count((s.words for s in leaflet_text.prose), language), language)
    taught = leaflet_text.taught
    mild = scores(count((s.words for s in leaflet_text.prose), language, taught=taught), language)
    for score, other in zip(plain, mild, strict=True):
        indicative = " (indicative)" if score.is_indicative else ""
        yield score.name + indicative, f"{score.value:.1f}", f"{other.value:.1f}"


def _claims(leaflet: Leaflet) -> Iterator[Claim]:
    numbers = {name: number for number, name in enumerate(leaflet.sources, 1)}
    for name, fact in leaflet.facts.items():
        known = tuple(numbers[source] for source in fact.sources if source in numbers)
        yield Claim(name, fact.says, known, fact.verified)


def print_evidence(evidence: Evidence, templates: Templates) -> bytes:
    """The evidence as a tagged PDF."""
    leaflet = evidence.leaflet
    document = StaffDocument(
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
        "found_by": Counter(finding.code for finding in open_findings),
        "instruments": appraisal_forms.ALL,
        "human": appraisal_forms.HUMAN,
    }
    return print_staff_document(document, values, templates).file


def _by_severity(findings: Sequence[Finding]) -> list[Finding]:
    order = list(Severity)
    return sorted(findings, key=lambda f: (order.index(f.severity), f.span, f.code))
