"""Imports one article into a project: read, drafted, written."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from leaflet.content.project import Project
from leaflet.core.diagnostics import UsageError
from leaflet.importing.document import Document
from leaflet.importing.draft import Draft, Origin, make_draft
from leaflet.importing.reading import read_document
from leaflet.importing.saving import figure_bytes, leaflet_path, save_new, save_update

DEFAULT_LANGUAGE = "en-GB"


@dataclass(frozen=True, slots=True)
class Article:
    """A file to import, and what is said of it: the id of its leaflet, its language where it is
    named, its kind, and what a register says.
    """

    path: Path
    id: str
    language: str | None = None
    kind: str | None = None
    owner: str = ""
    review_due: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an article: its draft; of an update the difference to the last import as
    lines, and how many sections need a person since both sides changed them.
    """

    draft: Draft
    is_written: bool = True
    difference: tuple[str, ...] = ()
    conflicts: int = 0


def import_article(
    project: Project, article: Article, *, today: datetime.date, update: bool, dry_run: bool = False
) -> Imported:
    """Import an article as a new leaflet, or with `update` into the one that it became before.

    Raises `RefusedError` for a file that cannot be imported, and `UsageError` where the leaflet
    exists already or, with `update`, was not imported before.
    """
    origin = origin_of(article, today)
    if article.language is not None:
        _check_place(project, origin, update=update)
    document = read_document(article.path)
    origin = replace(origin, language=article.language or language_of(document, project))
    _check_place(project, origin, update=update)
    draft = make_draft(document, origin, lambda name: figure_bytes(project, name))
    if update:
        from leaflet.importing.updating import merged

        made = merged(project, draft)
        if not dry_run and made.is_changed:
            save_update(project, draft, made.text)
        return Imported(draft, made.is_changed, made.difference, made.conflicts)
    if not dry_run:
        save_new(project, draft)
    return Imported(draft)


def origin_of(article: Article, today: datetime.date) -> Origin:
    """Where an article comes from. Raises `OSError` for a file that cannot be read."""
    with article.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Origin(
        article.path.name,
        digest,
        article.id,
        article.language or DEFAULT_LANGUAGE,
        today,
        article.kind,
        " ".join(article.owner.split()),
        article.review_due,
    )


def language_of(document: Document, project: Project) -> str:
    """The language that a file names, where the project has a locale for it; else `en-GB`."""
    named = document.language.replace("_", "-")
    same = [one for one in project.locales if one.casefold() == named.casefold()]
    near = [
        one for one in project.locales if named and one.partition("-")[0] == named.partition("-")[0]
    ]
    return next(iter([*same, *near]), DEFAULT_LANGUAGE)


def _check_place(project: Project, origin: Origin, *, update: bool) -> None:
    path = leaflet_path(project, origin)
    shown = project.shown(path)
    if path.exists() and not update:
        hint = "choose another --id, or merge a new version of the article with --update"
        raise UsageError(f'"{shown}" exists already', hint)
    if update and not path.exists():
        raise UsageError(f'no leaflet "{shown}" to update', "import it without --update first")
