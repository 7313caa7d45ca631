"""A project: finds its root, and reads the files in its folders, each once.

Loading never raises for an author's mistake: each file becomes a `Loaded` with its value or its
findings, so one bad file stops only the editions that use it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from leaflet.content.documents import MAX_BYTES
from leaflet.content.kind_files import load_kind
from leaflet.content.loaders import (
    load_approvals,
    load_clinic,
    load_leaflet,
    load_lexicon,
    load_locale,
    load_pack,
    load_safety_approvals,
    load_yaml,
)
from leaflet.content.project_files import ProjectFiles
from leaflet.content.templates import Templates, own_names, template_paths, template_text
from leaflet.core.diagnostics import Finding, UsageError, did_you_mean
from leaflet.core.located import Files, Loaded

if TYPE_CHECKING:
    from leaflet.model.approvals import Approvals, SafetyApprovals
    from leaflet.model.clinic import Clinic, Pack
    from leaflet.model.kind import Kind
    from leaflet.model.leaflet import Leaflet
    from leaflet.model.lexicon import Lexicon
    from leaflet.model.locale import Locale
    from leaflet.model.settings import Settings

T = TypeVar("T")

PROJECT_FILE = "leaflet.yaml"
_PACKAGE = Path(__file__).parent.parent
#: Templates and starter content: package data of a wheel, or folders beside the package.
SHIPPED = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, with a project file.

    Raises `UsageError` outside a project.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if os.path.lexists(folder / PROJECT_FILE):
            return folder
    hint = "go to one, name it with -C, or make one: leaflet new project NAME"
    raise UsageError(f'no project: no "{PROJECT_FILE}" in {start} or above', hint)


def project_near(start: Path) -> Project:
    """The project at or above a folder; outside a project the shipped one, for its templates."""
    try:
        return Project(find_root(start))
    except UsageError:
        return Project(SHIPPED)


def lexicon_names(language: str) -> tuple[str, ...]:
    """The names of the lexicons of a language: of its primary subtag (`en`) and of its whole tag
    (`en-GB`).
    """
    return tuple(dict.fromkeys((language.partition("-")[0], language)))


def _load_kind(files: ProjectFiles, path: Path) -> Loaded[Kind]:
    shipped = SHIPPED / "content" / "kinds" / path.name
    return load_kind(files, path, shipped if shipped.is_file() else None)


class Project(ProjectFiles):
    """The files of a project by kind; each is read once, on first access.

    Kinds, locales, jurisdictions, lexicons, figures and templates that the project does not have
    are those of the package; a file of the project's own counts in place of a shipped one.
    """

    @cached_property
    def _package(self) -> ProjectFiles:
        """The shipped files; the bytes of their pictures are among those of the project."""
        package = ProjectFiles(SHIPPED)
        package.blobs = self.blobs
        return package

    def owner(self, path: Path) -> ProjectFiles:
        """The files that a path belongs to: those of the project, or the shipped ones."""
        is_shipped = path.is_relative_to(SHIPPED) and not path.is_relative_to(self.root)
        return self._package if is_shipped else self

    def found(self, *parts: str) -> Path:
        """The path of a file below `content/`, as of `path_of`."""
        return self.path_of("/".join(("content", *parts)))

    def path_of(self, shown: str) -> Path:
        """The path of a file as findings show it: the project's own, else the shipped one, else
        where the project would have it.
        """
        own, shipped = self.root / shown, SHIPPED / shown
        return own if os.path.lexists(own) or not shipped.is_file() else shipped

    def shown(self, path: Path) -> str:
        """The path in findings: relative to the project or, of a shipped file, to the package."""
        owner = self.owner(path)
        return super().shown(path) if owner is self else owner.shown(path)

    def read(self, path: Path, limit: int = MAX_BYTES) -> tuple[bytes, list[Finding]]:
        """The first `limit` + 1 bytes of a plain file inside the project or the package."""
        owner = self.owner(path)
        return super().read(path, limit) if owner is self else owner.read(path, limit)

    def _named(self, folder: str, suffix: str) -> dict[tuple[str, str], Path]:
        """The files `content/<folder>/<name>/<stem><suffix>` by name and stem."""
        folders = self.folders_in(self.content_folder(folder))
        paths = [path for inner in folders for path in self.files_in(inner, suffix)]
        return {(path.parent.name, path.stem): path for path in paths}

    def _documents(
        self, folder: str, load: Callable[[ProjectFiles, Path], Loaded[T]]
    ) -> Files[str, T]:
        """The documents `content/<folder>/<name>.yaml` by name, the project's own and the shipped
        ones.
        """
        shipped = sorted((SHIPPED / "content" / folder).glob("*.yaml"))
        paths = [*shipped, *self.files_in(self.content_folder(folder), ".yaml")]
        return Files(folder, {path.stem: path for path in paths}, partial(load, self))

    def is_own(self, path: Path) -> bool:
        """Whether a file is the project's own, not a shipped one."""
        return self.owner(path) is self

    @cached_property
    def settings_file(self) -> Loaded[Settings]:
        """The project file with its places."""
        from leaflet.model.settings import Settings

        return load_yaml(self, self.root / PROJECT_FILE, Settings)

    @property
    def settings(self) -> Settings:
        """The value of the project file. Raises `UsageError` when it is wrong."""
        loaded = self.settings_file
        if loaded.value is None:
            first = next(finding for finding in loaded.findings if finding.is_broken)
            raise UsageError(f"{first.span}: {first.message}", first.hint)
        return loaded.value

    @cached_property
    def leaflets(self) -> Files[tuple[str, str], Leaflet]:
        """Leaflets by id and language."""
        return Files("leaflets", self._named("leaflets", ".md"), partial(load_leaflet, self))

    def leaflet(self, name: str, language: str | None) -> Loaded[Leaflet]:
        """A leaflet of the project by id; `language` may be None if the leaflet has only one.

        Raises `UsageError` if it has several, or not the one that is named.
        """
        known = [spoken for id_, spoken in self.leaflets if id_ == name]
        if language is not None and language not in known:
            raise UsageError(f'"{name}" is not in {language}', did_you_mean(language, known))
        if language is None and len(known) > 1:
            raise UsageError(f'"{name}" is in {", ".join(known)}', "name the language with -l")
        return self.leaflets[name, language or known[0]]

    @cached_property
    def clinics(self) -> Files[str, Clinic]:
        """Clinics by id."""
        folders = self.folders_in(self.content_folder("clinics"))
        named = {folder.name: folder / "clinic.yaml" for folder in folders}
        return Files("clinics", named, partial(load_clinic, self))

    @cached_property
    def approvals(self) -> Files[tuple[str, str], Approvals]:
        """Approvals of leaflets by id and language."""
        return Files("approvals", self._named("approvals", ".yaml"), partial(load_approvals, self))

    def approvals_path(self, leaflet: str, language: str) -> Path:
        """The path of a leaflet's approvals, whether or not the file exists."""
        return self.content_folder("approvals", leaflet, f"{language}.yaml")

    @cached_property
    def safety_approvals(self) -> Files[str, SafetyApprovals]:
        """Approvals of clinics' safety facts by clinic."""
        paths = {clinic: self.safety_path(clinic) for clinic in self.clinics}
        named = {clinic: path for clinic, path in paths.items() if os.path.lexists(path)}
        return Files("safety-approvals", named, partial(load_safety_approvals, self))

    def safety_path(self, clinic: str) -> Path:
        """The path of the approvals of a clinic's safety facts, whether or not the file exists."""
        return self.content_folder("clinics", clinic, "approvals.yaml")

    @cached_property
    def locales(self) -> Files[str, Locale]:
        """Locales by language tag."""
        return self._documents("locales", load_locale)

    @cached_property
    def packs(self) -> Files[str, Pack]:
        """Jurisdiction packs by code."""
        return self._documents("jurisdictions", load_pack)

    @cached_property
    def kinds(self) -> Files[str, Kind]:
        """Kinds of leaflets by id."""
        return self._documents("kinds", _load_kind)

    def kind(self, name: str | None) -> Kind:
        """The kind with an id; one that asks for nothing where there is none, or a faulty one."""
        from leaflet.model.kind import NO_KIND

        loaded = self.kinds.get(name) if name else None
        return (loaded.value if loaded else None) or NO_KIND

    @cached_property
    def lexicons(self) -> Files[str, Lexicon]:
        """Lexicons by language tag."""
        return self._documents("lexicons", load_lexicon)

    def lexicon(self, language: str) -> Lexicon | None:
        """The lexicon of a language, joined from those of its primary subtag and its whole tag."""
        names = [name for name in lexicon_names(language) if name in self.lexicons]
        found = [made for name in names if (made := self.lexicons[name].value)]
        return found[0].joined(found[1]) if len(found) > 1 else next(iter(found), None)

    @cached_property
    def foreign_paths(self) -> list[Path]:
        """The source texts by other authors, from which no leaflet may copy."""
        return self.files_in(self.content_folder("sources"), ".txt")

    @cached_property
    def foreign_texts(self) -> dict[str, str]:
        """The readable ones of these texts, by their paths in the project."""
        read = {self.shown(path): self.text(path)[0] for path in self.foreign_paths}
        return {name: text for name, text in read.items() if text}

    @cached_property
    def template_paths(self) -> dict[str, Path]:
        """Templates by name; the project's own file overrides the shipped one."""
        return template_paths((SHIPPED / "templates", self.root / "templates"))

    @cached_property
    def shipped_templates(self) -> Templates:
        """The texts of the shipped templates by name."""
        paths = template_paths([SHIPPED / "templates"])
        return Templates({name: template_text(self, path) for name, path in paths.items()})

    @cached_property
    def has_own_templates(self) -> bool:
        """Whether there are templates of the project's own; reads none where there is no folder."""
        folder = self.root / "templates"
        return folder.is_dir() and folder != SHIPPED / "templates" and bool(self.templates.own)

    @cached_property
    def templates(self) -> Templates:
        """The texts of all templates by name."""
        texts = {name: template_text(self, path) for name, path in self.template_paths.items()}
        return Templates(texts, own_names(texts, template_paths([SHIPPED / "templates"])))
