"""Shows what a change of a project's own templates does to the pages: a part of `leaflet diff`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leaflet.cli import text_report
from leaflet.content.project_versions import TEMPLATES, project_at
from leaflet.core.diagnostics import Span, UsageError, warning
from leaflet.revisions.difference import Difference
from leaflet.revisions.page_changes import PageChange, Printed, TemplateChanges
from leaflet.revisions.template_changes import template_changes

#: The most printed things of a format that are listed as text; JSON has all.
_MOST_ITEMS = 40


def changes_between(
    difference: Difference, start: Path, today: datetime.date
) -> TemplateChanges | None:
    """What became of own templates from one version to the next; None where no file differs, or no
    project is known.
    """
    if difference.old is None:
        return None
    old_name, new_name = difference.old.name, difference.new.name
    leaflet = (difference.new.leaflet, difference.new.language)
    try:
        with (
            project_at(old_name, start, TEMPLATES) as old,
            project_at(new_name, start) as new,
        ):
            if old is None or new is None or old.root == new.root:
                return None
            changes = template_changes(old, old_name, new, leaflet, today)
    except UsageError as problem:
        message = f"own templates are not compared: {problem.message}"
        finding = warning("template", Span("templates"), message, problem.hint)
        return TemplateChanges((), findings=(finding,))
    return changes if changes.files or changes.findings else None


def change_lines(changes: TemplateChanges) -> Iterator[str]:
    """The lines on own templates: the files that differ, then what this does to each format."""
    if not changes.files:
        return
    yield ""
    yield "Own templates and styles, filled with the words of the new version"
    for file in changes.files:
        yield text_report.one_line(f"  {file.path}  {file.fate}")
    for page in changes.pages:
        if page.printed is not Printed.UNCHANGED:
            yield from _page_lines(page)
    unchanged = changes.formats(Printed.UNCHANGED)
    if unchanged:
        yield f"  as before: {', '.join(unchanged)}"


def _page_lines(page: PageChange) -> Iterator[str]:
    yield text_report.one_line(f"  {page.name}: {page.became}")
    for item in page.items[:_MOST_ITEMS]:
        yield text_report.one_line(f"    {'-' if item.kind == 'gone' else '+'} {item.text}")
    if len(page.items) > _MOST_ITEMS:
        yield f"    … and {len(page.items) - _MOST_ITEMS} more; --output-format json has all"


def changes_total(changes: TemplateChanges) -> str:
    """What own templates change, in one line."""
    if not changes.files:
        return "own templates not compared"
    count = text_report.counted(len(changes.files), "own template")
    verb = "differs" if len(changes.files) == 1 else "differ"
    other, same = changes.formats(Printed.OTHER), changes.formats(Printed.SAME)
    parts = [f"other things are printed in {', '.join(other)}"] if other else []
    parts += [f"looks may differ in {', '.join(same)}"] if same else []
    return f"{count} {verb}" + (f": {'; '.join(parts)}" if parts else "")


def changes_record(changes: TemplateChanges | None) -> dict[str, Any] | None:
    """The changes of own templates as JSON: `files, formats: [{…, items}], findings`."""
    if changes is None:
        return None
    return {
        "files": [{"path": file.path, "fate": file.fate.value} for file in changes.files],
        "formats": [
            {
                "format": page.format,
                "clinics": list(page.clinics),
                "printed": page.printed.value,
                "approval": page.approval.value,
                "items": [asdict(item) for item in page.items],
            }
            for page in changes.pages
        ],
        "findings": [text_report.finding_record(finding) for finding in changes.findings],
    }
