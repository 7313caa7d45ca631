"""Runs `leaflet diff`: compares two versions, prints the review copy."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from leaflet.cli import text_report
from leaflet.cli.diff_templates import (
    change_lines,
    changes_between,
    changes_record,
    changes_total,
)
from leaflet.content.git_versions import read_version
from leaflet.content.project import project_near
from leaflet.content.templates import Templates
from leaflet.core.diagnostics import UsageError
from leaflet.core.json_records import to_json
from leaflet.output import writing
from leaflet.revisions.compare import alone, compare
from leaflet.revisions.difference import (
    COARSE,
    NO_DATE,
    Difference,
    Fate,
    Kind,
    SectionDifference,
    SentenceDifference,
    Version,
    total,
)
from leaflet.revisions.page_changes import TemplateChanges
from leaflet.revisions.sentence_records import SentenceRecord

_BEHIND = "the words are the same, the source behind them changed"


def run_diff(
    old: str,
    new: str | None,
    output_format: str,
    *,
    pdf: Path | None,
    start: Path,
    today: datetime.date,
) -> int:
    """Show the differences of two versions on stdout, and write the review copy if requested.

    A single version can only be printed. Returns the exit code.
    """
    if new is None and pdf is None:
        read_version(old, start)  # a wrong name is told first
        raise UsageError("only one version, and nothing to compare it with",
                         "name a second one, or print a review copy of it with --pdf")  # fmt: skip
    if new is None:
        difference = alone(old, read_version(old, start))
    else:
        difference = compare(old, read_version(old, start), new, read_version(new, start))
    changes = changes_between(difference, start, today)
    if pdf is not None:
        changes = _print(difference, changes, project_near(start).templates, pdf)
    if output_format == "json":
        record = difference_record(difference, changes)
        click.echo(to_json("difference", record))
    else:
        for line in difference_lines(difference, changes):
            click.echo(line)
    findings = changes.findings if changes else ()
    for line in text_report.finding_lines(findings, colour=text_report.use_colour()):
        click.echo(line, err=True)
    return text_report.exit_code((), findings)


def _print(
    difference: Difference, changes: TemplateChanges | None, templates: Templates, pdf: Path
) -> TemplateChanges | None:
    """Write the review copy; returns the changes with what was found when their pages were made."""
    from leaflet.staff_documents.page_pictures import pictures_of
    from leaflet.staff_documents.review_copy import print_review_copy

    pictures = pictures_of(changes) if changes and changes.files else None
    writing.write_output(pdf, print_review_copy(difference, templates, pictures), "--pdf")
    return pictures.changes if pictures else changes


# --- as text -------------------------------------------------------------------------------------


def difference_lines(
    difference: Difference, changes: TemplateChanges | None = None
) -> Iterator[str]:
    """The lines of a difference: versions, changes under the headings of the new one, those of own
    templates, totals.
    """
    if difference.old is None:
        yield _version_line(difference.new)
        return
    yield f"old: {_version_line(difference.old)}"
    yield f"new: {_version_line(difference.new)}"
    for section in difference.sections:
        steps = [step for step in section.steps if step.kind is not Kind.SAME]
        if steps or section.fate is not Fate.SAME:
            fate = "" if section.fate is Fate.SAME else f", section {section.fate}"
            yield ""
            yield f"{section.heading} [{section.id}{fate}]"
        for step in steps:
            yield from _step_lines(step)
    if changes:
        yield from change_lines(changes)
    yield ""
    if difference.is_coarse:
        yield COARSE
    yield "; ".join([total(difference), *([changes_total(changes)] if changes else [])])


def _version_line(version: Version) -> str:
    dates = f"published {version.published or NO_DATE}, review due {version.review_due or NO_DATE}"
    return text_report.one_line(f"{version.name}, version {version.version}, {dates}")


def _step_lines(step: SentenceDifference) -> Iterator[str]:
    record = step.record
    where = ", ".join(filter(None, (record.item, record.label)))
    moved = f"moved here from {place(step.old)}" if step.kind is Kind.MOVED and step.old else ""
    behind = _BEHIND if step.kind is Kind.BEHIND else ""
    yield text_report.one_line(
        "  " + "  ".join(filter(None, (place(record), where, moved or behind)))
    )
    if step.kind is Kind.BEHIND:
        yield f"    = {record.text}"
    elif step.old and step.kind is not Kind.MOVED:
        yield f"    - {step.old.text}"
    if step.new and step.kind is not Kind.BEHIND:
        yield f"    + {step.new.text}"
    if step.has_other_basis:
        yield from _basis_lines("-", step.old, step.new)
        yield from _basis_lines("+", step.new, step.old)


def _basis_lines(
    sign: str, record: SentenceRecord | None, other: SentenceRecord | None
) -> Iterator[str]:
    """The bases that one sentence record has and the other has not."""
    for basis in record.basis if record else ():
        if other is None or basis not in other.basis:
            yield f"    {sign} {': '.join(filter(None, (basis.target, basis.says)))}"


def place(record: SentenceRecord) -> str:
    """The place of a sentence record, as `path:line`."""
    return f"{record.span.path}:{record.span.line}"


# --- as JSON -------------------------------------------------------------------------------------


def difference_record(
    difference: Difference, changes: TemplateChanges | None = None
) -> dict[str, Any]:
    """A difference as JSON: `old, new, sections: [{…, statements}], templates, totals`."""
    old = difference.old
    return {
        "old": _version_record(old) if old else None,
        "new": _version_record(difference.new),
        "sections": [_section_record(section) for section in difference.sections],
        "templates": changes_record(changes),
        "totals": {
            **{kind.name.lower(): difference.count(kind) for kind in Kind},
            "wording_changed": not difference.is_wording_same,
            "coarse": difference.is_coarse,
        },
    }


def _version_record(version: Version) -> dict[str, Any]:
    return {
        **asdict(version),
        "published": version.published.isoformat() if version.published else None,
        "review_due": version.review_due.isoformat() if version.review_due else None,
    }


def _section_record(section: SectionDifference) -> dict[str, Any]:
    changed = [step for step in section.steps if step.kind is not Kind.SAME]
    return {
        "id": section.id,
        "heading": section.heading,
        "fate": section.fate.value,
        "statements": [_step_record(step) for step in changed],
    }


def _step_record(step: SentenceDifference) -> dict[str, Any]:
    return {
        "kind": step.kind.name.lower(),
        "item": step.record.item,
        "label": step.record.label,
        "old": _sentence_json(step.old),
        "new": _sentence_json(step.new),
        "words": [asdict(run) for run in step.runs],
    }


def _sentence_json(record: SentenceRecord | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {
        "text": record.text,
        "place": place(record),
        "basis": [asdict(basis) for basis in record.basis],
    }
