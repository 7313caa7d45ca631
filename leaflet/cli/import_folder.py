"""Runs `leaflet import DIR`: many articles by a register, and one table at the end."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leaflet.cli import text_report
from leaflet.cli.quiet import say
from leaflet.content.project import Project
from leaflet.core.diagnostics import UsageError, did_you_mean
from leaflet.importing.importer import Article, import_article, origin_of
from leaflet.importing.reading import RefusedError, readers
from leaflet.importing.saving import check_id, id_from, last_import, leaflet_path

if TYPE_CHECKING:
    from leaflet.cli.import_article import Wish

_MOST_BYTES = 10_000_000
_COLUMNS = ("file", "id", "owner", "review date", "language", "kind")
IMPORTED, PERSON, REFUSED = "imported", "needs a person", "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: file, id, what became of it, and why."""

    file: str
    id: str
    outcome: str
    why: str


def run_folder(project: Project, folder: Path, wish: Wish, *, today: datetime.date) -> int:
    """Import the articles of a folder; returns the exit code."""
    if wish.id_ is not None:
        raise UsageError(
            "one --id for a whole folder", "write the ids into a register, or leave it out"
        )
    entries = list(_registered(wish.register) if wish.register else _found(folder))
    if not entries:
        raise UsageError(
            f'nothing to import in "{folder}"', f"put {', '.join(readers())} files there"
        )
    rows = []
    taken: set[str] = set()
    for entry in entries:
        row = _import(project, folder, entry, wish, taken, today)
        taken.add(row.id)
        rows.append(row)
        if row.outcome == REFUSED:
            click.echo(text_report.one_line(f"{row.file}: refused: {row.why}"), err=True)
    rows += _unregistered(folder, rows) if wish.register else []
    _show(rows)
    return (
        text_report.Exit.FINDINGS
        if any(r.outcome == REFUSED for r in rows)
        else text_report.Exit.DONE
    )


def _registered(register: Path) -> Iterator[dict[str, str]]:
    """The entries of a register by column. Raises `UsageError` for one that cannot be read."""
    try:
        if register.stat().st_size > _MOST_BYTES:
            raise UsageError(f'"{register}" is too large', "split it")
        text = _text(register.read_bytes())
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise UsageError(f'"{register}" cannot be read: {reason}', "name a CSV file") from problem
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    names = [" ".join(name.replace("_", " ").split()).casefold() for name in next(reader, [])]
    names = ["review date" if name in ("review due", "review") else name for name in names]
    for name in names:
        if name not in _COLUMNS:
            message = f'"{register}": unknown column "{name}"'
            raise UsageError(message, did_you_mean(name, _COLUMNS))
    if "file" not in names:
        raise UsageError(f'"{register}" has no column "file"', f"head it: {','.join(_COLUMNS[:4])}")
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield dict(zip(names, (cell.strip() for cell in cells), strict=False))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _found(folder: Path) -> Iterator[dict[str, str]]:
    """An entry for each file of a known form below a folder, in the order of their names."""
    for path in sorted(folder.rglob("*")):
        if (
            path.suffix.lower() in readers()
            and path.is_file()
            and not path.name.startswith(("~$", "."))
        ):
            yield {"file": path.relative_to(folder).as_posix()}


def _unregistered(folder: Path, rows: list[Row]) -> Iterator[Row]:
    known = {row.file for row in rows}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_article = path.suffix.lower() in readers() and not path.name.startswith(("~$", "."))
        if is_article and path.is_file() and name not in known:
            yield Row(name, "", PERSON, "not in the register; not imported")


def _import(
    project: Project,
    folder: Path,
    entry: dict[str, str],
    wish: Wish,
    taken: set[str],
    today: datetime.date,
) -> Row:
    """Import the article of an entry; what is wrong with one stops no other."""
    file = entry.get("file", "")
    id_ = entry.get("id") or id_from(file)
    try:
        article = _article(project, folder, entry, wish, id_)
        if id_ in taken:
            raise RefusedError(f'a second entry with the id "{id_}"', "give one another id")
        outcome, why = _outcome(project, article, wish, today)
    except (RefusedError, UsageError) as problem:
        outcome, why = REFUSED, f"{problem.message}; {problem.hint}"
    except (OSError, RecursionError, MemoryError) as problem:
        reason = (getattr(problem, "strerror", None) or type(problem).__name__).lower()
        outcome, why = REFUSED, f"cannot be read: {reason}"
    return Row(file, id_, outcome, why)


def _outcome(
    project: Project, article: Article, wish: Wish, today: datetime.date
) -> tuple[str, str]:
    """Import an article that was not imported before; what became of it, and why."""
    before, count = _earlier(project, article, today)
    if before == origin_of(article, today).digest:
        told = "before, and unchanged since"
        return (PERSON, f"{_counted(count)}; imported {told}") if count else (IMPORTED, told)
    if before and not wish.update:
        return PERSON, "changed since it was imported; see --update"
    made = import_article(project, article, today=today, update=bool(before), dry_run=wish.dry_run)
    if made.conflicts:
        return PERSON, f"{made.conflicts} parts were changed here and in the article"
    count = made.draft.to_check
    return (PERSON, _counted(count)) if count else (IMPORTED, "")


def _counted(count: int) -> str:
    return f"{text_report.counted(count, 'thing')} to look at"


def _article(
    project: Project, folder: Path, entry: dict[str, str], wish: Wish, id_: str
) -> Article:
    """The article of an entry. Raises `RefusedError` or `UsageError` for a wrong one."""
    check_id(id_)
    path = folder / entry.get("file", "")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RefusedError("it leads out of the folder", "put it into the folder")
    if not path.is_file():
        raise RefusedError("no such file", "correct its name in the register")
    language = entry.get("language") or wish.language
    if language and language not in project.locales:
        raise RefusedError(f'no locale "{language}"', did_you_mean(language, project.locales))
    kind = entry.get("kind") or wish.kind
    if kind and kind not in project.kinds:
        raise RefusedError(f'unknown kind "{kind}"', did_you_mean(kind, project.kinds))
    review = _date(entry.get("review date", ""))
    return Article(path, id_, language, kind, entry.get("owner", ""), review)


def _date(text: str) -> datetime.date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise RefusedError(f'"{text}" is no date', "write it as 2027-05-31")


def _earlier(project: Project, article: Article, today: datetime.date) -> tuple[str, int]:
    """The digest of the file that a leaflet was imported from before, empty where it was not; and
    how many things a person had to look at.
    """
    origin = origin_of(article, today)
    if article.language is None:
        languages = [name for name in project.locales if _has(project, article, name, today)]
        if not languages:
            return "", 0
        origin = origin_of(Article(article.path, article.id, languages[0]), today)
    if not leaflet_path(project, origin).exists():
        return "", 0
    digest, count = last_import(project, origin)
    return digest or "unknown", count


def _has(project: Project, article: Article, language: str, today: datetime.date) -> bool:
    origin = origin_of(Article(article.path, article.id, language), today)
    return leaflet_path(project, origin).exists()


def _show(rows: list[Row]) -> None:
    """Print the table: what was imported, what needs a person, what was refused, and why."""
    cells = [(row.file, row.id, row.outcome, row.why) for row in rows]
    head = ("file", "id", "outcome", "why")
    widths = [max(len(row[at]) for row in (head, *cells)) for at in range(3)]
    for row in (head, *cells):
        line = "  ".join(f"{row[at]:<{widths[at]}}" for at in range(3)) + f"  {row[3]}"
        click.echo(text_report.one_line(line).rstrip())
    counts = {one: sum(row.outcome == one for row in rows) for one in (IMPORTED, PERSON, REFUSED)}
    say(", ".join(f"{count} {one}" for one, count in counts.items()))
