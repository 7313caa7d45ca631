"""Runs `leaflet list`; each list imports what it needs and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from leaflet.cli import text_report
from leaflet.cli.call import cached_summaries
from leaflet.core import extensions
from leaflet.core.json_records import to_json
from leaflet.core.located import Files

if TYPE_CHECKING:
    from leaflet.content.project import Project

#: A row of a list: a text, or several, by name.
Row = Mapping[str, str | list[str]]
_ERRORS = "(has errors)"


def run_list(find: Callable[[], Project], what: str, *, today: datetime.date, as_json: bool) -> int:
    """List leaflets, clinics or another kind on stdout; returns the exit code."""
    rows: Sequence[Row] = _editions(find, today) if what == "editions" else _LISTS[what](find)
    if as_json:
        click.echo(to_json("list", {what: rows}))
    elif rows:
        cells = [[_cell(value) for value in row.values()] for row in rows]
        click.echo(text_report.table(cells, text_report.terminal_width()))
    return text_report.Exit.DONE


def _cell(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _titles(project: Project, files: Files[Any, Any], field: str) -> Iterator[tuple[Any, str]]:
    """The files by name with their titles, from the cache where it knows them."""
    summaries = cached_summaries(project)
    for key in files:
        kept = summaries.kept(files, key)
        if kept:
            yield key, kept.name if kept.is_sound else _ERRORS
        else:
            value = files[key].value
            yield key, getattr(value, field) if value else _ERRORS


def _leaflets(find: Callable[[], Project]) -> list[dict[str, str]]:
    project = find()
    return [
        {"leaflet": name, "language": language, "title": title}
        for (name, language), title in _titles(project, project.leaflets, "title")
    ]


def _clinics(find: Callable[[], Project]) -> list[dict[str, str]]:
    project = find()
    found = _titles(project, project.clinics, "name")
    return [{"clinic": name, "name": title} for name, title in found]


def _formats(_: Callable[[], Project]) -> list[dict[str, str]]:
    formats = extensions.load_all("formats")
    return [{"format": format_.id, "title": format_.title} for format_ in formats]


def _languages(find: Callable[[], Project]) -> list[dict[str, str]]:
    project = find()
    found = _titles(project, project.locales, "name")
    return [{"language": name, "name": title} for name, title in found]


def _shared(find: Callable[[], Project]) -> list[dict[str, str]]:
    from leaflet.planning.shared_uses import SharedUses

    uses = SharedUses(cached_summaries(find()))
    return [
        {"shared": name, "leaflet": leaflet, "language": language}
        for name in uses.known()
        for leaflet, language in uses.leaflets(name) or [("(none)", "")]
    ]


def _kinds(find: Callable[[], Project]) -> list[dict[str, str | list[str]]]:
    project = find()
    return [
        {
            "kind": name,
            "label": ", ".join(dict.fromkeys(kind.label.values())) if kind else _ERRORS,
            "must": list(kind.must) if kind else [],
        }
        for name in sorted(project.kinds)
        for kind in [project.kinds[name].value]
    ]


def _editions(find: Callable[[], Project], today: datetime.date) -> list[dict[str, str]]:
    from leaflet.planning.matrix import Selection
    from leaflet.planning.planner import lazy_plan

    return [
        {
            "clinic": planned.id.clinic,
            "language": planned.id.language,
            "leaflet": planned.id.leaflet,
            "format": planned.id.format,
            "path": planned.path,
        }
        for planned in lazy_plan(Selection(), cached_summaries(find()), today=today).editions
    ]


def _checks(_: Callable[[], Project]) -> list[dict[str, str]]:
    from leaflet.checks.check import all_checks

    return [
        {
            "check": check.id,
            "stage": check.stage,
            "severity": check.severity.value,
            "effect": (check.effect or check.severity).value,
            "summary": check.summary,
        }
        for check in all_checks()
    ]


_LISTS: dict[str, Callable[[Callable[[], Project]], Sequence[Row]]] = {
    "leaflets": _leaflets,
    "clinics": _clinics,
    "formats": _formats,
    "languages": _languages,
    "shared": _shared,
    "kinds": _kinds,
    "checks": _checks,
}
