"""Runs `leaflet merge` and `leaflet changes`, which need manifests and no project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from leaflet.cli import text_report
from leaflet.cli.quiet import say
from leaflet.cli.site import write_index
from leaflet.content.project import find_root, project_near
from leaflet.core.diagnostics import UsageError
from leaflet.core.json_records import to_json
from leaflet.output import manifest, writing
from leaflet.output.merge_shards import ShardManifest, check_files, copy_files, merge
from leaflet.output.reprint_changes import Action, Changes, EditionChange, diff, total


def run_merge(paths: Sequence[Path], output: Path | None, *, start: Path) -> int:
    """Merge manifests to stdout, or with their files into a folder; returns the exit code."""
    parts = [
        ShardManifest(file, manifest.read_listing(file)) for file in map(manifest.file_of, paths)
    ]
    if output is not None:
        _check_output(output, start)
    merged = merge(parts)
    findings = [*merged.findings, *(check_files(parts) if output is not None else ())]
    for line in text_report.finding_lines(findings, colour=text_report.use_colour()):
        click.echo(line, err=True)
    code = text_report.exit_code((), findings)
    if code != text_report.Exit.DONE:
        read = text_report.counted(len(parts), "manifest")
        say(f"{read}: {text_report.effects(findings)}; nothing is written")
    elif output is None:
        click.echo(manifest.to_text(merged.entries), nl=False)
    else:
        copy_files(parts, merged, output)
        say(f"{text_report.counted(len(merged.entries), 'edition')} in {output}")
        code = max(code, write_index(output, project_near(start).settings.printing))
    return code


def _check_output(output: Path, start: Path) -> None:
    """Raises `UsageError` for an output folder that is not allowed."""
    try:
        root = find_root(start)
    except UsageError:  # without a project no folder has to be protected
        root = output.resolve()
    manifest.check_folder(output, root)


def run_changes(old: Path, new: Path, output_format: str, *, pdf: Path | None, start: Path) -> int:
    """Show what to reprint, recycle and put out, and write the reprint notice if requested; returns
    the exit code.
    """
    changes = diff(manifest.whole(old), manifest.whole(new))
    if pdf is not None:
        from leaflet.staff_documents.reprint_notice import print_reprint_notice

        templates = project_near(start).templates
        writing.write_output(pdf, print_reprint_notice(changes, templates), "--pdf")
    if output_format == "json":
        click.echo(to_json("changes", changes_record(changes)))
    else:
        for line in changes_lines(changes):
            click.echo(line)
    return text_report.Exit.DONE


# --- changes as text and JSON --------------------------------------------------------------------


def changes_lines(changes: Changes) -> Iterator[str]:
    """Changes as aligned lines, grouped by clinic, with totals at the end."""
    rows = [
        (f"  {line.action}", line.leaflet, line.language,
         ", ".join(line.reasons), ", ".join(line.formats))
        for clinic in changes.clinics for line in clinic.lines
    ]  # fmt: skip
    aligned = iter(text_report.table(rows).split("\n") if rows else ())
    for clinic in changes.clinics:
        yield clinic.clinic
        for _ in clinic.lines:
            yield next(aligned)
        yield ""
    counts = [total(changes)] if changes.clinics else []
    same = "; no wording changed" if changes.is_wording_same else ""
    yield ", ".join([*counts, f"{changes.unchanged} unchanged"]) + same


def changes_record(changes: Changes) -> dict[str, Any]:
    """Changes as JSON: `clinics: [{clinic, editions, unchanged}], totals`."""
    return {
        "clinics": [
            {
                "clinic": clinic.clinic,
                "editions": [_change_record(change) for change in clinic.changes],
                "unchanged": clinic.unchanged,
            }
            for clinic in changes.clinics
        ],
        "totals": {
            **{action.value: changes.count(action) for action in Action},
            "unchanged": changes.unchanged,
            "wording_changed": not changes.is_wording_same,
        },
    }


def _change_record(change: EditionChange) -> dict[str, Any]:
    entry, old, new = change.entry, change.old, change.new
    return {
        "action": change.action.value,
        "leaflet": entry.leaflet,
        "language": entry.language,
        "format": entry.format,
        "path": entry.path,
        "wording_changed": change.has_new_wording,
        "version": {"old": old.version if old else None, "new": new.version if new else None},
        "state": {"old": old.state if old else None, "new": new.state if new else None},
        "stale": list(new.stale) if new else [],
    }
