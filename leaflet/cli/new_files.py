"""Runs `leaflet new` inside a project, and `leaflet eject`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leaflet.core import extensions
from leaflet.core.atomic import create_files
from leaflet.core.diagnostics import MachineError, UsageError, did_you_mean
from leaflet.model.fields import FieldError
from leaflet.scaffolding import clinic_details, schemas

if TYPE_CHECKING:
    from leaflet.content.project import Project


def run_new_clinic(
    project: Project, name: str, given: Mapping[str, Any], today: datetime.date
) -> int:
    """Write a new clinic, and what its language and country lack; returns the exit code."""
    from leaflet.cli.clinic_questions import ClinicQuestions
    from leaflet.scaffolding.new_project import clinic_files

    name = _new_name(name, project.clinics, "clinic")
    details = ClinicQuestions(given, project.locales, project.packs).answers(name)
    known = {f"content/locales/{one}.yaml" for one in project.locales}
    known |= {f"content/jurisdictions/{one}.yaml" for one in project.packs}
    files = {p: data for p, data in clinic_files(details, today).items() if p not in known}
    return _write(project, files, f"leaflet build -c {name}")


def run_new_leaflet(
    project: Project, name: str, kind: str | None, language: str | None, today: datetime.date
) -> int:
    """Write a new leaflet, or one that exists in a further language; returns the exit code."""
    from leaflet.scaffolding.new_content import leaflet_file

    language = _spoken(project, language)
    there = {id_ for id_, spoken in project.leaflets if spoken == language}
    name = _new_name(name, there, "leaflet")
    found = None
    if kind is not None:
        if kind not in project.kinds:
            raise UsageError(f'there is no kind "{kind}"', did_you_mean(kind, project.kinds))
        found = (kind, project.kind(kind))
    clinics = [loaded.value for loaded in project.clinics.values() if loaded.value]
    countries = sorted({clinic.jurisdiction for clinic in clinics}) or sorted(project.packs)[:1]
    text = leaflet_file(name, found, language, countries, today)
    return _write(project, {f"content/leaflets/{name}/{language}.md": text}, f"leaflet build {name}")


def _spoken(project: Project, language: str | None) -> str:
    """The language of a new leaflet: the one that is named, else that of the first clinic."""
    if language is not None:
        tag = _read(clinic_details.language_tag, language)
        if tag not in project.locales:
            raise UsageError(f"{tag} has no words yet", f"write them: leaflet new language {tag}")
        return tag
    clinics = [loaded.value for loaded in project.clinics.values() if loaded.value]
    return clinics[0].languages[0] if clinics else "en-GB"


def run_new_language(project: Project, name: str) -> int:
    """Write the locale of a new language; returns the exit code."""
    from leaflet.scaffolding.new_language import locale_file

    tag = _read(clinic_details.language_tag, name)
    if tag in project.locales:
        is_own = project.is_own(project.locales.paths[tag])
        hint = "nothing is overwritten" if is_own else f"copy it: leaflet eject {tag}"
        raise UsageError(f"{tag} exists already", hint)
    files = {f"content/locales/{tag}.yaml": locale_file(tag)}
    return _write(project, files, f"leaflet new leaflet NAME -l {tag}")


def run_new_kind(project: Project, name: str) -> int:
    """Write a new kind of leaflets; returns the exit code."""
    from leaflet.scaffolding.new_content import kind_file

    name = _new_name(name, project.kinds, "kind")
    spoken = sorted({language for _, language in project.leaflets})
    files = {f"content/kinds/{name}.yaml": kind_file(name, spoken)}
    return _write(project, files, f"leaflet new leaflet NAME --kind {name}")


def run_new_format(name: str, base: str) -> int:
    """Write a new format into a clone of the program; returns the exit code."""
    from leaflet.core.write_rules import PROGRAM
    from leaflet.scaffolding.new_content import format_file

    known = extensions.names("formats")
    name = _new_name(name, known, "format")
    data = format_file(name, base, known)
    root = PROGRAM.parent
    if not (root / "pyproject.toml").exists():
        message = "formats are part of the program, which is installed here"
        raise UsageError(message, "write one in a clone of its repository")
    path = root / f"leaflet/formats/{name.replace('-', '_')}.py"
    _create({path: data}, root)
    _say([path.relative_to(root).as_posix()], f"leaflet build -f {name}")
    return 0


def run_eject(project: Project, name: str) -> int:
    """Copy a shipped file into a project; returns the exit code."""
    from leaflet.scaffolding.shipped_files import shipped_file

    path, data = shipped_file(name)
    if (project.root / path).exists():
        raise UsageError(f'"{path}" is in the project already', "nothing is overwritten")
    return _write(project, {path: data}, "leaflet build", with_schemas=False)


def _new_name(text: str, known: Any, what: str) -> str:
    """A text as a new id. Raises `UsageError`."""
    name: str = _read(clinic_details.new_id, text)
    if name in known:
        raise UsageError(f'there is a {what} "{name}" already', "nothing is overwritten")
    return name


def _read(read: Any, text: str) -> Any:
    try:
        return read(text)
    except FieldError as refused:
        raise UsageError(refused.message, refused.hint) from None


def _write(
    project: Project, files: Mapping[str, bytes], then: str, *, with_schemas: bool = True
) -> int:
    """Write files into a project, with the schemas that they name; returns the exit code."""
    root = project.root
    if with_schemas:
        missing = schemas.schema_files().items()
        files = {**{p: data for p, data in missing if not (root / p).exists()}, **files}
    _create({root / path: data for path, data in files.items()}, root)
    _say([path for path in files if not path.startswith("schemas/")], then)
    return 0


def _create(files: Mapping[Path, bytes], root: Path) -> None:
    try:
        create_files(files, root)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise MachineError(f"the files cannot be written: {reason}", "check the folder") from None


def _say(paths: list[str], then: str) -> None:
    for path in paths:
        click.echo(path)
    click.echo(f"next: {then}; what is still to fill in: leaflet check", err=True)
