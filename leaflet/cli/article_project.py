"""A project for a single article and one clinic, in a folder that is thrown away afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from leaflet.content.documents import has_error, read_yaml
from leaflet.content.png_images import MAX_PNG_BYTES
from leaflet.content.project import PROJECT_FILE, Project, find_root
from leaflet.content.project_files import ProjectFiles
from leaflet.core.atomic import create_files
from leaflet.core.diagnostics import Finding, Span, UsageError, did_you_mean
from leaflet.importing.draft import Draft
from leaflet.importing.importer import Article, import_article

#: The clinic of an article for which none is named: nothing of it is printed. Its address and
#: number are reserved for examples (RFC 2606, Ofcom).
PLAIN = """\
id: article
plain: true
fictional: true
name: No clinic
legal_name: No clinic
brand: {rgb: "#3a4450"}
skin_tone: medium
languages: [LANGUAGE]
jurisdiction: GB-ENG
address: [No address]
phones:
  main: {number: "+441632960000", display: "01632 960 000"}
web: https://clinic.example
qr: https://clinic.example
feedback: hello@clinic.example
complaints:
  contact: hello@clinic.example
  answer_within: 20 working days
  outside_body: No body
other_formats: None
"""
#: The clinic of an article for which one is named: that clinic, whatever it usually hands out.
OF_FILE = """\
id: article
extends: named-clinic
leaflets: [LEAFLET]
formats: [FORMATS]
"""
CLINIC = "article"
_OWN, _NAMED = (f"content/clinics/{name}/clinic.yaml" for name in (CLINIC, "named-clinic"))
#: What of a project a clinic's pages are made with, besides its own file.
_SHARED = ("groups", "jurisdictions", "kinds", "lexicons", "locales")


@dataclass(frozen=True, slots=True)
class ArticleProject:
    """A project in a folder of its own with the draft of one article. `places` are the paths of its
    files as the user knows them; those of `without_lines` were written for this project, so their
    lines say nothing to the user.
    """

    project: Project
    draft: Draft
    places: Mapping[str, str]
    without_lines: Mapping[str, str]

    def as_told(self, finding: Finding) -> Finding:
        """A finding with the place of the user's own file."""
        span, message = finding.span, finding.message
        if span.path in self.without_lines:
            span = Span(self.without_lines[span.path])
        span = replace(span, path=self.places.get(span.path, span.path))
        for path, place in self.places.items():
            message = message.replace(path, place)
        return replace(finding, span=span, message=message)


def article_project(
    folder: Path, article: Article, clinic: Path | None, formats: tuple[str, ...], today: date
) -> ArticleProject:
    """The project of an article, written into an empty folder, with the clinic of a file; without
    one, its pages have lines to write a clinic's details on.

    Raises `RefusedError` for a file that cannot be imported, and `UsageError` for a clinic's file
    that cannot be read.
    """
    folder = folder.resolve()
    copied = _copied_clinic(clinic) if clinic else _Copied()
    files = {folder / path: data for path, data in copied.files.items()}
    create_files({**files, folder / PROJECT_FILE: b"{}\n"}, folder)
    project = Project(folder)
    if article.language and article.language not in project.locales:
        hint = did_you_mean(article.language, project.locales)
        raise UsageError(f'no locale "{article.language}"', hint)
    draft = import_article(project, article, today=today, update=False).draft
    text = OF_FILE if clinic else PLAIN
    values = {
        "LANGUAGE": draft.origin.language,
        "LEAFLET": article.id,
        "FORMATS": ", ".join(formats),
    }
    for name, value in values.items():
        text = text.replace(name, value)
    create_files({folder / _OWN: text.encode()}, folder)
    without_lines = {draft.path: str(article.path), _OWN: str(clinic or article.path)}
    return ArticleProject(Project(folder), draft, copied.places, without_lines)


@dataclass(frozen=True, slots=True)
class _Copied:
    """Files of a clinic by their paths in the project, and the paths that the user knows."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


def _copied_clinic(clinic: Path) -> _Copied:
    """A clinic's file, its logo, its photo and what it extends."""
    root = _root_of(clinic)
    return _copied_from(root, clinic) if root else _copied_alone(clinic)


def _root_of(clinic: Path) -> Path | None:
    """The project that a clinic's file belongs to; None for a file that lies elsewhere."""
    try:
        root = find_root(clinic.parent)
    except UsageError:
        return None
    return root if clinic.resolve().parent.parent == root / "content" / "clinics" else None


def _copied_from(root: Path, clinic: Path) -> _Copied:
    project = Project(root)
    loaded = project.clinics[clinic.resolve().parent.name]
    own_folder = Path(loaded.path).parent
    shared = [
        project.shown(path)
        for name in _SHARED
        for path in project.files_in(project.content_folder(name), ".yaml")
    ]
    files, places = {}, {}
    for path in (loaded.path, *loaded.shared_paths, *loaded.pictures, *shared):
        data, problems = project.read(root / path, MAX_PNG_BYTES)
        if not problems:
            is_own = Path(path).parent == own_folder
            target = str(Path(_NAMED).with_name(Path(path).name)) if is_own else path
            files[target], places[target] = data, os.path.relpath(root / path)
    return _Copied(files, places)


def _copied_alone(clinic: Path) -> _Copied:
    beside = ProjectFiles(clinic.parent.resolve())
    text, problems = beside.text(beside.root / clinic.name)
    if has_error(problems):
        raise UsageError(f'"{clinic}": {problems[0].message}', problems[0].hint)
    files, places = {_NAMED: text.encode()}, {_NAMED: str(clinic)}
    given, _ = read_yaml(str(clinic), text)
    for file in _pictures(given.value):
        picture, problems = beside.read(beside.root / file, MAX_PNG_BYTES)
        target = str(Path(_NAMED).with_name(file))
        places[target] = str(clinic.parent / file)
        if not problems:
            files[target] = picture
    return _Copied(files, places)


def _pictures(clinic: object) -> Iterator[str]:
    """The names of the files beside a clinic's file that it names."""
    for name in ("logo", "photo"):
        given = clinic.get(name) if isinstance(clinic, dict) else None
        file = given.get("file") if isinstance(given, dict) else None
        if isinstance(file, str) and file and Path(file).name == file:
            yield file
