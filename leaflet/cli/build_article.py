"""Runs `leaflet build FILE`: an article becomes a draft on paper, without a project."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import click

from leaflet.build import BuildRequest, Outcome, run
from leaflet.cli import text_report
from leaflet.cli.article_project import CLINIC, ArticleProject, article_project
from leaflet.cli.quiet import say
from leaflet.content.project import Project, find_root
from leaflet.core import extensions
from leaflet.core.diagnostics import Effect, Finding, UsageError, did_you_mean
from leaflet.formats.format import ENDINGS, Format
from leaflet.importing.importer import Article
from leaflet.importing.reading import RefusedError
from leaflet.importing.report import remark_lines, summary
from leaflet.importing.saving import id_from
from leaflet.output.writing import write_output
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import Plan

#: The format of an article for which none is named.
_FORMAT = "a4"


@dataclass(frozen=True, slots=True)
class ArticleWish:
    """What is asked for: the article, the clinic as a file or an id, formats and a language, and
    where the files go.
    """

    source: Path
    clinics: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    output: Path = Path("dist")

    @property
    def chosen_formats(self) -> tuple[str, ...]:
        """The formats, each once; A4 where none is named."""
        return tuple(dict.fromkeys(self.formats)) or (_FORMAT,)


def run_article(wish: ArticleWish, request: BuildRequest, fails_on: str | None, start: Path) -> int:
    """Build an article; returns the exit code. `start` is where a project is looked for, one of
    whose clinics may be named by its id. `request` gives the day and the options of printing.
    """
    _check(wish)
    clinic = _clinic_file(wish.clinics, start)
    article = Article(wish.source, id_from(wish.source.name), next(iter(wish.languages), None))
    with tempfile.TemporaryDirectory(prefix="leaflet-") as place:
        folder = Path(place)
        try:
            made = article_project(folder, article, clinic, wish.chosen_formats, request.today)
        except RefusedError as problem:
            line = f"{wish.source}: refused: {problem.message}; {problem.hint}"
            click.echo(text_report.one_line(line), err=True)
            return text_report.Exit.FINDINGS
        selection = Selection((article.id,), (CLINIC,), wish.chosen_formats, ())
        building = run(made.project, _within(request, selection, folder / "dist"))
        with closing(building):
            outcomes = list(building)
        return _told(wish, made, building.plan, outcomes, folder / "dist", fails_on)


def _within(request: BuildRequest, selection: Selection, output: Path) -> BuildRequest:
    return replace(request, selection=selection, output=output, cache=None, executor="serial")


def _told(
    wish: ArticleWish,
    made: ArticleProject,
    plan: Plan,
    outcomes: Sequence[Outcome],
    built: Path,
    fails_on: str | None,
) -> int:
    """Write the files of the outcomes, and tell what became of the article."""
    if not plan.editions:
        raise text_report.nothing(plan, "build")
    found = [*plan.loose, *(finding for outcome in outcomes for finding in outcome.findings)]
    told = [made.as_told(finding) for finding in dict.fromkeys(found)]
    shown = [finding for finding in told if finding.is_error]
    told_first = summary(made.draft).replace(made.draft.path, str(wish.source))
    say(*map(text_report.one_line, (told_first, *remark_lines(made.draft.remarks))))
    listed = told if fails_on == Effect.ADVICE else shown  # what fails the call is never silent
    for line in text_report.finding_lines(listed, colour=text_report.use_colour()):
        click.echo(line, err=True)
    for outcome in outcomes:
        for source, target in _files(wish, outcome, built):
            write_output(target, source.read_bytes())
            click.echo(target)
    say(*_ends(wish, shown))
    return text_report.exit_code(outcomes, told, fails_on)


def _files(wish: ArticleWish, outcome: Outcome, built: Path) -> Iterator[tuple[Path, Path]]:
    """The files of an edition that was built, each with the path that it gets."""
    if outcome.entry is None:
        return
    reading = built / outcome.entry.path
    stem = reading.name.removesuffix(f".{outcome.id.format}{reading.suffix}")
    for source in sorted(reading.parent.glob(f"{stem}.{outcome.id.format}.*")):
        ending = source.name.removeprefix(f"{stem}.{outcome.id.format}")
        if _is_file(wish):
            yield source, wish.output.with_name(wish.output.stem + ending)
        else:
            yield source, wish.output / source.name


def _ends(wish: ArticleWish, shown: Sequence[Finding]) -> Iterator[str]:
    """What is left to do."""
    if any(finding.effect is Effect.BROKEN for finding in shown):
        return
    things = text_report.counted(len(shown), "thing")
    yield f"draft: {things} to mend before it is fit for patients"
    yield f"to mend it: leaflet new project DIR, then leaflet -C DIR import {wish.source}"


def _check(wish: ArticleWish) -> None:
    """Raises `UsageError` for a file, format, language or output that cannot be."""
    if not wish.source.is_file():
        folder = wish.source.parent
        beside = [one.name for one in folder.iterdir()] if folder.is_dir() else []
        raise UsageError(
            f'there is no file "{wish.source}"', did_you_mean(wish.source.name, beside)
        )
    for name in wish.chosen_formats:
        if name not in extensions.names("formats"):
            hint = did_you_mean(name, extensions.names("formats"))
            raise UsageError(f'unknown format "{name}"', hint)
    if len(wish.languages) > 1:
        raise UsageError("an article is in one language", "name it once with -l")
    if _is_file(wish):
        _check_file(wish)


def _is_file(wish: ArticleWish) -> bool:
    """Whether the output is named as a file, by an ending that a format makes."""
    return wish.output.suffix.lower() in ENDINGS.values() and not wish.output.is_dir()


def _check_file(wish: ArticleWish) -> None:
    if len(wish.chosen_formats) > 1:
        message = f'"{wish.output}" is one file, and {len(wish.chosen_formats)} formats are named'
        raise UsageError(message, "name a folder with -o")
    format_: Format = extensions.load("formats", wish.chosen_formats[0])
    wanted = f".{format_.suffix.rpartition('.')[2]}"
    if wish.output.suffix.lower() != wanted:
        hint = f'write -o "{wish.output.with_suffix(wanted)}"'
        raise UsageError(f"{format_.id} makes a file that ends in {wanted}", hint)
    if wish.output.resolve() == wish.source.resolve():
        raise UsageError("the output would replace the article", "name another file with -o")


def _clinic_file(named: tuple[str, ...], start: Path) -> Path | None:
    """The file of the clinic that is named, by its path or by its id in the project."""
    if not named:
        return None
    if len(named) > 1:
        raise UsageError("an article is built for one clinic", "name it once with --clinic")
    path = Path(named[0])
    if path.is_dir() and (path / "clinic.yaml").is_file():
        return path / "clinic.yaml"
    if path.is_file():
        return path
    project = _project_at(start)
    if project and path.name in project.clinics:
        return project.content_folder("clinics", path.name, "clinic.yaml")
    near = did_you_mean(named[0], project.clinics if project else ())
    hint = near or "name the clinic's file, as --clinic clinic.yaml"
    raise UsageError(f'there is no clinic "{named[0]}"', hint)


def _project_at(start: Path) -> Project | None:
    try:
        return Project(find_root(start))
    except UsageError:
        return None
