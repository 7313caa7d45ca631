"""Runs `leaflet import`: one article, or a folder of them by a register."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import click

from leaflet.cli import text_report
from leaflet.cli.quiet import say
from leaflet.content.project import Project
from leaflet.core.diagnostics import UsageError, did_you_mean
from leaflet.importing.draft import Draft
from leaflet.importing.importer import Article, import_article
from leaflet.importing.reading import RefusedError
from leaflet.importing.report import remark_lines, section_lines, summary
from leaflet.importing.saving import check_id, id_from


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of `import`."""

    id_: str | None = None
    language: str | None = None
    kind: str | None = None
    update: bool = False
    register: Path | None = None
    dry_run: bool = False


def run_import(project: Project, source: Path, wish: Wish, *, today: datetime.date) -> int:
    """Import an article or a folder; returns the exit code."""
    _check(project, wish)
    _check_source(project, source)
    if source.is_dir():
        from leaflet.cli.import_folder import run_folder

        return run_folder(project, source, wish, today=today)
    if wish.register:
        raise UsageError("a register goes with a folder", "name the folder in place of the file")
    id_ = wish.id_ or id_from(source.name)
    article = Article(source, id_, wish.language, wish.kind)
    try:
        made = import_article(
            project, article, today=today, update=wish.update, dry_run=wish.dry_run
        )
    except RefusedError as problem:
        line = f"{source}: refused: {problem.message}; {problem.hint}"
        click.echo(text_report.one_line(line), err=True)
        return text_report.Exit.FINDINGS
    show_draft(made.draft)
    for line in made.difference:
        click.echo(text_report.one_line(line) if not line.startswith(("+", "-", "@")) else line)
    if wish.dry_run:
        say("nothing is written")
    elif not made.is_written:
        say("nothing has changed, nothing is written")
    else:
        say(f"look at it: leaflet build {id_} -f a4; what is missing: leaflet check {id_}")
    return text_report.Exit.FINDINGS if made.conflicts else text_report.Exit.DONE


def _check_source(project: Project, source: Path) -> None:
    """Raises `UsageError` for a source that is not there, or is content of the project already."""
    if not source.exists():
        beside = [one.name for one in source.parent.iterdir()] if source.parent.is_dir() else []
        raise UsageError(f'there is no "{source}"', did_you_mean(source.name, beside))
    if source.resolve().is_relative_to(project.root / "content"):
        hint = "name a file or folder outside of content"
        raise UsageError(f'"{source}" is content of this project already', hint)


def _check(project: Project, wish: Wish) -> None:
    """Raises `UsageError` for a wrong id, language or kind."""
    if wish.id_ is not None:
        check_id(wish.id_)
    if wish.language and wish.language not in project.locales:
        message = f'no locale "{wish.language}"'
        raise UsageError(message, did_you_mean(wish.language, project.locales))
    if wish.kind and wish.kind not in project.kinds:
        raise UsageError(f'unknown kind "{wish.kind}"', did_you_mean(wish.kind, project.kinds))


def show_draft(draft: Draft) -> None:
    """Print what became of an article."""
    for line in (summary(draft), *section_lines(draft), *remark_lines(draft.remarks)):
        click.echo(text_report.one_line(line))
