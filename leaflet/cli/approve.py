"""Runs `leaflet approve`: shows what is approved, and records the approval."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from leaflet.cli import text_report
from leaflet.cli.streams import is_output_lost
from leaflet.content.project import Project
from leaflet.core.atomic import replace_atomically
from leaflet.core.diagnostics import Finding, MachineError, UsageError
from leaflet.core.located import Loaded
from leaflet.governance.approve import (
    ApprovalEntry,
    Approver,
    check_role,
    check_text,
    clinic_entry,
    leaflet_entries,
    pages_to_approve,
)
from leaflet.governance.commit_signatures import ALLOWED, Repository
from leaflet.planning.approval_status import ApprovalStatus
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import PlannedEdition
from leaflet.planning.planner import make_plan
from leaflet.planning.shared_uses import Key, SharedUses


@dataclass(frozen=True, slots=True)
class Act:
    """The arguments of `approve`: a leaflet and its language, a clinic, or a shared block of
    leaflets; approver and role.
    """

    leaflet: str | None
    language: str | None
    clinic: str | None
    shared: str | None
    by: str | None
    role: str | None
    register: str
    today: datetime.date
    dry_run: bool = False


def run_approve(project: Project, act: Act) -> int:
    """Show what is approved, then write the approval into the project; returns the exit code."""
    approver = _approver(project, act)
    summaries = FileSummaries(project)
    shared = _shared(SharedUses(summaries), act) if act.shared else []
    plan = make_plan(project, _selection(act, shared), today=act.today, summaries=summaries)
    errors = [f for f in plan.findings if f.is_error and _concerns(act, f)]
    if errors:
        for line in text_report.finding_lines(errors, colour=text_report.use_colour()):
            click.echo(line, err=True)
        click.echo("nothing is approved: mend these things first", err=True)
        return text_report.Exit.FINDINGS
    status = ApprovalStatus(summaries, act.today)
    entries = _entries(status, act, approver, shared, plan.editions)
    shortened = () if act.clinic else _shortened(plan.findings)
    for line in (*(line for entry in entries for line in entry.summary_lines), *shortened):
        click.echo(line)
    if not entries:
        click.echo(f"{approver.by} has approved this already", err=True)
    elif act.dry_run:
        click.echo("nothing is written", err=True)
    else:
        if is_output_lost():
            message = "what is approved could not be shown, so nothing is written"
            raise MachineError(message, "let standard output go where somebody reads it")
        _write(project, entries)
    return text_report.Exit.DONE


def _concerns(act: Act, finding: Finding) -> bool:
    """Whether a finding prevents the approval: errors in clinics do not prevent that of a leaflet,
    and the other way round.
    """
    clinics = "content/clinics/"
    if act.clinic:
        return finding.span.path.startswith(f"{clinics}{act.clinic}/")
    return not finding.span.path.startswith(clinics)


def run_check_signature(project: Project, act: Act, allowed: Path | None) -> int:
    """Show for each approval on file who signed its commits; returns the exit code."""
    repository = Repository(project.root, allowed or project.root / ALLOWED)
    findings: list[Finding] = []
    count = 0
    for loaded in _on_file(project, act):
        findings += loaded.findings
        for answer in repository.check(loaded) if loaded.value else ():
            count += 1
            if isinstance(answer, Finding):
                findings.append(answer)
            else:
                signed = f"signed by {', '.join(answer.signers)}"
                click.echo(f'{answer.span}: "{answer.by}", {answer.role}: {signed}')
    for line in text_report.finding_lines(findings, colour=text_report.use_colour()):
        click.echo(line, err=True)
    click.echo(
        f"{text_report.counted(count, 'approval')}: {text_report.effects(findings)}", err=True
    )
    return text_report.exit_code((), findings)


def _on_file(project: Project, act: Act) -> list[Loaded[Any]]:
    """The approvals of the named leaflet or clinic, or all of them."""
    leaflets: list[Loaded[Any]] = [
        project.approvals[name, language]
        for name, language in project.approvals
        if act.clinic is None and act.leaflet in (None, name) and act.language in (None, language)
    ]
    clinics: list[Loaded[Any]] = [
        project.safety_approvals[name]
        for name in project.safety_approvals
        if act.leaflet is None and act.clinic in (None, name)
    ]
    if not leaflets and not clinics:
        raise UsageError("there are no approvals", "approve first: leaflet approve")
    return [*leaflets, *clinics]


def _approver(project: Project, act: Act) -> Approver:
    """The approver. Raises `UsageError` where the subject, the name or the role is missing."""
    if sum(map(bool, (act.leaflet, act.clinic, act.shared))) != 1:
        given = "several things" if act.leaflet or act.clinic or act.shared else "nothing"
        hint = "name one: a leaflet, a clinic with -c, or a shared block with --shared"
        raise UsageError(f"{given} to approve", hint)
    if not act.by or not act.by.strip() or not act.role:
        raise UsageError("an approval needs a name and a role", "add: --by NAME --role ROLE")
    check_role(act.role, project.settings.approval)
    return Approver(act.by.strip(), act.role, act.register.strip(), act.today)


def _shared(uses: SharedUses, act: Act) -> list[Key]:
    """The leaflets that place a shared block. Raises `UsageError` where there is none."""
    found = [key for key in uses.checked(act.shared or "") if act.language in (None, key[1])]
    if not found:
        message = f'no leaflet in {act.language} places "{act.shared}"'
        raise UsageError(message, "leave out -l to approve all that do")
    return found


def _selection(act: Act, shared: Sequence[Key]) -> Selection:
    named: list[tuple[str | None, str | None]] = [*shared] or [(act.leaflet, act.language)]
    return Selection(
        leaflets=tuple(dict.fromkeys(leaflet for leaflet, _ in named if leaflet)),
        clinics=(act.clinic,) if act.clinic else (),
        languages=tuple(dict.fromkeys(language for _, language in named if language)),
    )


def _entries(
    approval_status: ApprovalStatus,
    act: Act,
    approver: Approver,
    shared: Sequence[Key],
    editions: Sequence[PlannedEdition],
) -> list[ApprovalEntry]:
    project = approval_status.project
    if act.clinic:
        facts = approval_status.summaries.of(project.clinics, act.clinic).words
        entry = clinic_entry(project, act.clinic, facts, approver)
        return [entry] if entry else []
    loads = [project.leaflets[key] for key in shared]
    entries: list[ApprovalEntry] = []
    refused: list[tuple[str, UsageError]] = []
    for loaded in loads or [project.leaflet(act.leaflet or "", act.language)]:
        if loaded.value is None:
            raise UsageError(f'"{act.leaflet}" has errors', f"run: leaflet check {act.leaflet}")
        key = (loaded.value.id, loaded.value.language)
        own = [one for one in editions if (one.id.leaflet, one.id.language) == key]
        pages = pages_to_approve(project, own)
        try:
            entries += leaflet_entries(approval_status, loaded.value, loaded, approver, pages)
        except UsageError as problem:
            refused.append((", ".join(key), problem))
    _check_refused(refused)
    return entries


def _check_refused(refused: Sequence[tuple[str, UsageError]]) -> None:
    """Raises the one `UsageError` of the leaflets that cannot be approved, or one that holds all
    of them, so that whoever approves many leaflets mends them at once.
    """
    if len(refused) == 1:
        raise refused[0][1]
    if refused:
        lines = [f"{key}: {problem.message}; {problem.hint}" for key, problem in refused]
        message = "\n  ".join(["these cannot be approved, so none is:", *lines])
        raise UsageError(message, "mend them all, then run the same command again")


def _shortened(findings: Sequence[Finding]) -> Iterator[str]:
    """The passages that formats with less room shorten or leave out."""
    messages = sorted({finding.message for finding in findings if finding.code == "abridged"})
    if messages:
        yield "Approved with it is what formats with less room print:"
        yield from (f"  {message}" for message in messages)


def _write(project: Project, entries: Sequence[ApprovalEntry]) -> None:
    for path, some in groupby(entries, key=lambda entry: entry.path):
        text = path.read_text("utf-8") if path.exists() else None
        for entry in some:
            text = entry.text(text)
            check_text(entry, text, project)
        assert text
        try:
            replace_atomically(path, text.encode(), project.root, approvals_of=project.root)
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            message = f'"{path}" cannot be written: {reason}'
            raise MachineError(message, "check who may write there") from problem
        shown = project.shown(path)
        click.echo(f"written into {shown}; commit it, signed, to make it count", err=True)
