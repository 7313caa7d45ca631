"""What stands behind the QR codes of a clinic: a page for each code and version, in plain words,
the files that may be handed out, and the register. All static: any web server can hold it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflet.compose.composer import broken_template, template_environment
from leaflet.compose.html_snippets import dial, fill_in
from leaflet.content.project import Project
from leaflet.core import colour
from leaflet.core.diagnostics import UsageError
from leaflet.governance.register import (
    NAME,
    Register,
    RegisteredFile,
    RegisteredLeaflet,
    RegisteredVersion,
    read_register,
    updated,
)
from leaflet.governance.verification import VerificationStatus, standing_of
from leaflet.model.clinic import Clinic
from leaflet.model.leaflet_code import leaflet_code
from leaflet.model.locale import Locale
from leaflet.output import manifest

#: The formats that a status page offers, by the words of their links; the first that is there.
_OFFERED = {
    "status_read": ("phone",),
    "status_print": ("a4", "letter", "a4-sheet", "letter-sheet"),
    "status_large": ("large-print",),
}


@dataclass(frozen=True, slots=True)
class Publication:
    """The folder of one clinic: its register, and files by their paths in it; `gone` are those of
    versions that are handed out no longer.
    """

    register: Register
    files: Mapping[str, bytes]
    gone: tuple[str, ...]


def publication(
    project: Project,
    clinic: Clinic,
    entries: Sequence[manifest.ManifestEntry],
    folders: tuple[Path, Path],
    today: datetime.date,
) -> Publication:
    """What is to be published of a clinic's `entries`, whose files stand in the first of the
    `folders`, after what is registered in the second.

    Raises `UsageError` where the files are not those of the manifest, or the content has changed
    since they were built.
    """
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
    """The leaflets that a clinic hands out still, though nothing of them may be in a build: their
    words are being worked on.
    """
    return {
        (name, language)
        for (name, language), loaded in project.leaflets.items()
        if language in clinic.languages
        and (clinic.leaflets is None or name in clinic.leaflets)
        and not (loaded.value and loaded.value.withdrawn)
    }


def _standing(register: Register, today: datetime.date) -> Iterator[str]:
    """The paths of files that may be handed out and were copied by an earlier publication."""
    for leaflet in register.leaflets:
        current = leaflet.current
        if current and standing_of(leaflet, current, today) is VerificationStatus.CURRENT:
            yield from (_place(leaflet, current, f.format) for f in current.files if f.is_current)


def _registered(
    project: Project, entries: Sequence[manifest.ManifestEntry]
) -> Iterator[RegisteredLeaflet]:
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
    """The page of each version, and one that leads from the code to the newest."""
    loaded = project.locales.get(leaflet.language)
    if loaded is None or loaded.value is None:
        message = f'"{leaflet.title}" is registered in {leaflet.language}, and there is no locale'
        raise UsageError(message, f"add content/locales/{leaflet.language}.yaml")
    pages = _Pages(project.templates, clinic, loaded.value)
    newest = leaflet.current or leaflet.versions[-1]
    yield f"{leaflet.code}/index.html", pages.lead(leaflet, newest)
    for version in {v.version: v for v in leaflet.versions}.values():
        status = standing_of(leaflet, version, today)
        yield f"{leaflet.code}/{version.version}/index.html", pages.of(leaflet, version, status)


def _copies(
    leaflet: RegisteredLeaflet,
    entries: Sequence[manifest.ManifestEntry],
    built: Path,
    today: datetime.date,
) -> Iterator[tuple[str, bytes]]:
    """The files of a version that is current; of no other, so that none is handed out."""
    current = leaflet.current
    if current is None or standing_of(leaflet, current, today) is not VerificationStatus.CURRENT:
        return
    for entry in entries:
        if (entry.leaflet, entry.language) != (leaflet.leaflet, leaflet.language):
            continue
        if (entry.version, entry.words) != (current.version, current.words):
            continue  # a draft beside what is current
        if not manifest.stands(built, entry):
            message = f'"{built / entry.path}" is not the file that the manifest lists'
            raise UsageError(message, "run: leaflet build")
        yield _place(leaflet, current, entry.format), (built / entry.path).read_bytes()


def _copied(register: Register) -> Iterator[str]:
    """The paths of files that an earlier publication may have left."""
    for leaflet in register.leaflets:
        for version in leaflet.versions:
            for file in version.files:
                yield _place(leaflet, version, file.format)


def _place(leaflet: RegisteredLeaflet, version: RegisteredVersion, format_: str) -> str:
    return f"{leaflet.code}/{version.version}/{_file(leaflet, format_)}"


def _file(leaflet: RegisteredLeaflet, format_: str) -> str:
    """The name of a file; a register may list formats that there are no longer."""
    return f"{leaflet.leaflet}.{format_}.{'html' if format_ == 'phone' else 'pdf'}"


@dataclass(frozen=True, slots=True)
class _Pages:
    """Writes pages in a language for a clinic."""

    templates: Mapping[str, str]
    clinic: Clinic
    locale: Locale

    def of(
        self, leaflet: RegisteredLeaflet, version: RegisteredVersion, status: VerificationStatus
    ) -> bytes:
        """What is to be said of a copy that has this version on it."""
        offers = [
            (words, _file(leaflet, format_))
            for words, formats in _OFFERED.items()
            if (format_ := _first(formats, version)) and status is VerificationStatus.CURRENT
        ]
        return self._page(
            "status/status.html.j2",
            leaflet=leaflet,
            version=version,
            verdict=status,
            offers=offers,
        )

    def lead(self, leaflet: RegisteredLeaflet, newest: RegisteredVersion) -> bytes:
        """A page that leads on by itself, with a link for who does not want that."""
        return self._page("status/lead.html.j2", leaflet=leaflet, version=newest)

    def _page(self, template: str, **values: Any) -> bytes:
        tokens = colour.tokens(self.clinic.brand.rgb, self.clinic.skin_tone)
        phone = self.clinic.phones["main"]
        context = {
            "clinic": self.clinic,
            "words": self.locale.words,
            "ask": fill_in(self.locale.words.status_ask, number=dial(phone.number, phone.display)),
            "date": self.locale.show_date,
            "language": self.locale.language,
            "direction": self.locale.direction,
            "tokens": {name: value for name, value in tokens if value.startswith("#")},
            **values,
        }
        environment = template_environment(tuple(sorted(self.templates.items())))
        try:
            return environment.get_template(template).render(context).encode()
        except Exception as problem:
            raise broken_template(problem) from problem


def _first(formats: Sequence[str], version: RegisteredVersion) -> str | None:
    there = {file.format for file in version.files if file.is_current}
    return next((format_ for format_ in formats if format_ in there), None)
