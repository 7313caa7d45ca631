"""The folder that a clinic publishes: a status page for each code and version, the files that may
be handed out, and the register. All files are static: any web server can serve them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leaflet.content.project import Project
from leaflet.core.diagnostics import UsageError
from leaflet.formats.format import ENDINGS
from leaflet.governance.register import (
    NAME,
    Register,
    RegisteredFile,
    RegisteredLeaflet,
    RegisteredVersion,
    read_register,
    updated,
)
from leaflet.governance.status_frame import check_own
from leaflet.governance.status_pages import StatusPages, known_format
from leaflet.governance.verification import VerificationStatus, standing_of
from leaflet.model.clinic import Clinic
from leaflet.model.departments import at_department
from leaflet.model.leaflet_code import leaflet_code
from leaflet.model.translations import in_language
from leaflet.output import manifest
from leaflet.output.manifest_entries import ManifestEntry


@dataclass(frozen=True, slots=True)
class Publication:
    """The folder of one clinic: its register, and files by path; `gone` lists the paths of files
    that are no longer handed out.
    """

    register: Register
    files: Mapping[str, bytes]
    gone: tuple[str, ...]


def publication(
    project: Project,
    clinic: Clinic,
    entries: Sequence[ManifestEntry],
    folders: tuple[Path, Path],
    today: datetime.date,
) -> Publication:
    """The publication of a clinic's `entries`; the first of the `folders` holds their files, the
    second the earlier publication.

    Raises `UsageError` where the files are not those of the manifest, or the content has changed
    since they were built.
    """
    check_own(project.templates.own)
    built, target = folders
    before = Register(clinic=clinic.id)
    if (target / NAME).exists():
        before = read_register(target / NAME)
        if before.clinic != clinic.id:
            message = f'"{target / NAME}" is the register of "{before.clinic}"'
            raise UsageError(message, "name another folder with -o")
    kept = _handed_out(project, clinic)
    register = updated(before, _registered(project, entries), kept)
    files: dict[str, bytes] = {}
    for leaflet in register.leaflets:
        files |= dict(_pages(project, clinic, leaflet, today))
        files |= dict(_copies(leaflet, entries, built, today))
    files[NAME] = register.to_text().encode()
    standing = set(_standing(register, today)) | files.keys()
    gone = sorted(set(_copied(before)) - standing)
    return Publication(register, files, tuple(gone))


def _handed_out(project: Project, clinic: Clinic) -> set[tuple[str, str]]:
    """The leaflets that a clinic hands out, including those that a build lacks because their words
    are being revised.
    """
    return {
        (name, language)
        for (name, language), loaded in project.leaflets.items()
        if language in clinic.languages
        and (clinic.leaflets is None or name in clinic.leaflets)
        and not (loaded.value and loaded.value.withdrawn)
    }


def _standing(register: Register, today: datetime.date) -> Iterator[str]:
    """The paths of files of an earlier publication that may still be handed out."""
    for leaflet in register.leaflets:
        current = leaflet.current
        if current and standing_of(leaflet, current, today) is VerificationStatus.CURRENT:
            for file in current.files:
                if file.is_current:
                    yield from _places(leaflet, current, file.format)


def _registered(project: Project, entries: Sequence[ManifestEntry]) -> Iterator[RegisteredLeaflet]:
    for key in sorted({(entry.leaflet, entry.language) for entry in entries}):
        some = [entry for entry in entries if (entry.leaflet, entry.language) == key]
        leaflet = project.leaflets[key].value if key in project.leaflets else None
        first = some[0]
        if leaflet is None or {entry.version for entry in some} != {leaflet.version}:
            message = f"{first.name} was built from another version of its content"
            raise UsageError(message, "run: leaflet build")
        files = tuple(
            RegisteredFile(
                format=entry.format, sha256=entry.sha256, state=entry.state, is_current=True
            )
            for entry in some
        )
        version = RegisteredVersion(
            version=leaflet.version,
            words=first.words,
            state=first.state,
            published=leaflet.published,
            review_due=leaflet.review_due,
            files=files,
        )
        yield RegisteredLeaflet(
            code=leaflet_code(leaflet.id, leaflet.language),
            leaflet=leaflet.id,
            language=leaflet.language,
            title=leaflet.title,
            versions=(version,),
        )


def _pages(
    project: Project, clinic: Clinic, leaflet: RegisteredLeaflet, today: datetime.date
) -> Iterator[tuple[str, bytes]]:
    """The page of each version, and a page that redirects from the code to the newest version."""
    loaded = project.locales.get(leaflet.language)
    if loaded is None or loaded.value is None:
        message = f'"{leaflet.title}" is registered in {leaflet.language}, and there is no locale'
        raise UsageError(message, f"add content/locales/{leaflet.language}.yaml")
    own = project.leaflets.get((leaflet.leaflet, leaflet.language))
    contact = own.value.contact if own and own.value else None
    spoken = in_language(clinic, leaflet.language, loaded.value.words.not_known)
    pages = StatusPages(project.templates, at_department(spoken, contact), loaded.value)
    newest = leaflet.current or leaflet.versions[-1]
    yield f"{leaflet.code}/index.html", pages.lead(leaflet, newest)
    for version in {v.version: v for v in leaflet.versions}.values():
        status = standing_of(leaflet, version, today)
        yield f"{leaflet.code}/{version.version}/index.html", pages.of(leaflet, version, status)


def _copies(
    leaflet: RegisteredLeaflet,
    entries: Sequence[ManifestEntry],
    built: Path,
    today: datetime.date,
) -> Iterator[tuple[str, bytes]]:
    """The files of the current version; files of other versions must not be handed out."""
    current = leaflet.current
    if current is None or standing_of(leaflet, current, today) is not VerificationStatus.CURRENT:
        return
    for entry in entries:
        if (entry.leaflet, entry.language) != (leaflet.leaflet, leaflet.language):
            continue
        if (entry.version, entry.words) != (current.version, current.words):
            continue  # a draft next to the current version
        if not manifest.stands(built, entry):
            message = f'"{built / entry.path}" is not the file that the manifest lists'
            raise UsageError(message, "run: leaflet build")
        name = f"{leaflet.leaflet}.{entry.format}{Path(entry.path).suffix}"
        yield _place(leaflet, current, name), (built / entry.path).read_bytes()


def _copied(register: Register) -> Iterator[str]:
    """The paths of files that an earlier publication may have left."""
    for leaflet in register.leaflets:
        for version in leaflet.versions:
            for file in version.files:
                yield from _places(leaflet, version, file.format)


def _places(leaflet: RegisteredLeaflet, version: RegisteredVersion, format_: str) -> Iterator[str]:
    """The path of the file of a format; all possible paths for a format that no longer exists,
    since a register lists no file suffixes.
    """
    known = known_format(format_)
    for ending in [known.suffix] if known else ENDINGS.values():
        yield _place(leaflet, version, f"{leaflet.leaflet}.{format_}{ending}")


def _place(leaflet: RegisteredLeaflet, version: RegisteredVersion, file: str) -> str:
    return f"{leaflet.code}/{version.version}/{file}"
