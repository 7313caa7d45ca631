"""Approvals as entries of a plain file, and the summary that shows what is approved.

A person decides; the program only records. The file is signed by a commit in version control.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflet.content.documents import read_yaml
from leaflet.content.fingerprint import safety_facts, safety_parts
from leaflet.content.project import Project
from leaflet.core.diagnostics import UsageError, did_you_mean
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet
from leaflet.model.leaflet_code import next_version, short_words
from leaflet.planning.approval_status import ApprovalStatus
from leaflet.planning.plan import PlannedEdition
from leaflet.planning.printed_pages import PrintedPages


@dataclass(frozen=True, slots=True)
class Approver:
    """The person who approves, their role, and the day; `register_number` may be empty."""

    by: str
    role: str
    register_number: str
    today: datetime.date

    @property
    def name(self) -> tuple[str, str]:
        """The name and the role."""
        return self.by, self.role


@dataclass(frozen=True, slots=True)
class ApprovalEntry:
    """An entry to write: its file, the head of a new file, and the lines of the entry;
    `summary_lines` shows the approver what they approve.
    """

    path: Path
    head: str
    lines: str
    summary_lines: tuple[str, ...]

    def text(self, before: str | None) -> str:
        """The text of the file with the entry added; the text `before` is kept."""
        if before is None:
            return f"{self.head}approvals:\n{self.lines}"
        return f"{before.rstrip()}\n{self.lines}"


def check_role(role: str, required: tuple[str, ...]) -> None:
    """Raises `UsageError` for a role that the project does not require."""
    if role not in required:
        hint = did_you_mean(role, required)
        raise UsageError(f'no leaflet here needs the approval of a "{role}"', hint)


#: The digests of the pages that own templates print, by jurisdiction and format.
Pages = Mapping[str, Mapping[str, Sequence[str]]]


def pages_to_approve(project: Project, editions: Iterable[PlannedEdition]) -> Pages:
    """The pages of some loaded editions that own templates print otherwise than shipped ones do."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    if project.has_own_templates:
        pages = PrintedPages(project)
        for edition in (planned.edition for planned in editions):
            if edition and (page := pages.digest(edition)):
                found[edition.clinic.jurisdiction][edition.format.id].add(page)
    return {
        jurisdiction: {name: sorted(some) for name, some in sorted(formats.items())}
        for jurisdiction, formats in found.items()
    }


def leaflet_entries(
    approval_status: ApprovalStatus,
    leaflet: Leaflet,
    loaded: Loaded[Leaflet],
    approver: Approver,
    pages: Pages,
) -> Iterator[ApprovalEntry]:
    """The entries to write for a leaflet: one for each of its jurisdictions whose words, or pages
    of own templates, this person has not approved yet.

    Raises `UsageError` for a leaflet that cannot be approved on this day.
    """
    _check_dates(leaflet, approver.today)
    project, language = approval_status.project, leaflet.language
    path = project.approvals_path(leaflet.id, language)
    known = _known(project.approvals, (leaflet.id, language))
    for jurisdiction in leaflet.jurisdictions:
        words = approval_status.words(leaflet.id, language, jurisdiction)
        if not words:
            continue
        own = pages.get(jurisdiction, {})
        theirs = [a.pages for a in known if (a.words, a.by, a.role) == (words, *approver.name)]
        if any(_covers(approved, own) for approved in theirs):
            continue
        for approval in known:
            same = (approval.version, approval.jurisdiction) == (leaflet.version, jurisdiction)
            if same and approval.words != words:
                message = f"version {leaflet.version} was approved with other words"
                place = loaded.place(("version",))
                write = f"version: {next_version(leaflet.version)}"
                hint = f"write {write} at {place}, and say under changes what changed"
                raise UsageError(message, hint)
        fields: dict[str, Any] = {"words": words, "jurisdiction": jurisdiction}
        fields |= {"version": leaflet.version, "pages": {n: [*some] for n, some in own.items()}}
        stamp = f"version {leaflet.version}, words {short_words(words)}"
        summary = f"{leaflet.id}, {language}, {jurisdiction}: {stamp}"
        head = f"id: {leaflet.id}\nlanguage: {language}\n"
        lines = [f"  pages of own templates: {name}" for name in own]
        yield ApprovalEntry(path, head, _lines(fields, approver), (summary, *lines))


def _covers(approved: Mapping[str, Sequence[str]], pages: Mapping[str, Sequence[str]]) -> bool:
    """Whether an approval has all these pages."""
    return all(set(some) <= set(approved.get(name, ())) for name, some in pages.items())


def clinic_entry(
    project: Project, clinic: str, facts: str, approver: Approver
) -> ApprovalEntry | None:
    """The entry to write for a clinic's safety facts; None where this person has approved them."""
    value = project.clinics[clinic].value
    assert value
    for approval in _known(project.safety_approvals, clinic):
        theirs = (approval.facts, approval.by, approval.role)
        if theirs == (facts, approver.by, approver.role):
            return None
    summary_lines = tuple(f"{clinic}: {line}" for line in _fact_lines(safety_facts(value)))
    lines = _lines({"facts": facts, "parts": safety_parts(value)}, approver)
    return ApprovalEntry(project.safety_path(clinic), f"id: {clinic}\n", lines, summary_lines)


def _check_dates(leaflet: Leaflet, today: datetime.date) -> None:
    if leaflet.withdrawn:
        raise UsageError(f'"{leaflet.id}" is withdrawn', "delete `withdrawn`, if it is to return")
    if leaflet.published is None or leaflet.review_due is None:
        missing = "published" if leaflet.published is None else "review_due"
        raise UsageError(f'"{leaflet.id}" has no "{missing}"', "add it to its front matter")
    if leaflet.review_due < today:
        hint = "review it, set a new review_due, then approve it"
        raise UsageError(f'the review of "{leaflet.id}" was due {leaflet.review_due}', hint)
    if leaflet.published > today:
        message = f'"{leaflet.id}" is published {leaflet.published}, which is in the future'
        raise UsageError(message, "set the day on which it was written")


def _known(files: Any, key: Any) -> tuple[Any, ...]:
    """The approvals on file. Raises `UsageError` for a file that cannot be read."""
    if key not in files:
        return ()
    loaded = files[key]
    if loaded.value is None:
        first = next(finding for finding in loaded.findings if finding.is_error)
        raise UsageError(f"{first.span}: {first.message}", first.hint or "mend the file")
    approvals: tuple[Any, ...] = loaded.value.approvals
    return approvals


def _fact_lines(facts: dict[str, Any]) -> Iterator[str]:
    """Every fact that an approval of a clinic is bound to, a line each."""
    yield from _phone_lines("", facts["phones"])
    if not {"urgent", "out_of_hours"} & set(facts["phones"]):
        yield "no line for when it is closed: the national number is printed"
    for name, department in facts.get("departments", {}).items():
        said = [_said(department[field]) for field in ("name", "where", "email")]
        opens = [_opening(hours) for hours in department["hours"]]
        yield f"department {name}: {', '.join(filter(None, [*said, *opens]))}"
        yield from _phone_lines(f"{name}, ", department["phones"])
    for name in ("email", "web", "qr", "feedback"):
        yield f"{name}: {_said(facts[name])}"
    for name, said in facts["complaints"].items():
        yield f"complaints, {name.replace('_', ' ')}: {_said(said)}"
    for person in facts["practitioners"]:
        does = f", for {', '.join(person['does'])}" if person["does"] else ""
        registered = f"{person['register']} {person['number']}"
        yield f"practitioner: {person['name']}, {_said(person['profession'])}, {registered}{does}"
    if not facts["practitioners"]:
        yield "practitioners: none named"
    product = facts["product"]
    shown = ", ".join(filter(None, map(_said, product.values()))) if product else "none named"
    yield f"product: {shown}"
    days = facts["cooling_off_days"]
    yield f"time to think: {f'{days} days' if days is not None else 'none named'}"


def _said(given: Any) -> str:
    """A text, or those of all languages with their tags; empty for none."""
    if isinstance(given, Mapping):
        return " / ".join(f"{tag}: {text}" for tag, text in given.items())
    return given or ""


def _phone_lines(of: str, phones: Mapping[str, Any]) -> Iterator[str]:
    for name, line in phones.items():
        more = [f"{what} {line[what]}" for what in ("extension", "option") if line.get(what)]
        said = ", ".join(filter(None, [line["display"], *more, _said(line["when"])]))
        yield f"{of}{name.replace('_', ' ')} line {said}, dials {line['number']}"


def _opening(hours: Mapping[str, Any]) -> str:
    """The hours of some days."""
    times = hours.get("times") or ([hours] if hours["open"] else [])
    shown = [f"{time['open']} to {time['close']}" for time in times]
    if hours.get("by_appointment"):
        shown.append("by appointment")
    return f"{_said(hours['days'])} {', '.join([*shown, *filter(None, [hours.get('state')])])}"


def _lines(fields: Mapping[str, Any], approver: Approver) -> str:
    """An entry as lines of YAML."""
    import yaml

    approved_by = {"by": approver.by, "role": approver.role, "register": approver.register_number}
    given = {key: text for key, text in {**fields, **approved_by}.items() if text}
    entry = [{**given, "date": approver.today.isoformat()}]
    text: str = yaml.safe_dump(entry, sort_keys=False, allow_unicode=True, width=1_000)
    # YAML quotes a date that is text; the quotes are not needed here.
    text = text.replace(f"'{approver.today.isoformat()}'", approver.today.isoformat())
    return "".join(f"  {line}\n" for line in text.splitlines())


def check_text(entry: ApprovalEntry, text: str, project: Project) -> None:
    """Raises `UsageError` where the file with its new entry is not valid."""
    from leaflet.content.validation import adapter, validate
    from leaflet.model.approvals import Approvals, SafetyApprovals

    shown = project.shown(entry.path)
    document, findings = read_yaml(shown, text)
    type_ = Approvals if "language:" in entry.head else SafetyApprovals
    _, mismatches = validate(adapter(type_), document)
    for finding in [*findings, *mismatches]:
        if not finding.is_error:
            continue
        raise UsageError(f"{finding.span}: {finding.message}", finding.hint or "mend the file")
