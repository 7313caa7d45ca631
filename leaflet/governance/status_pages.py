"""The pages to which the QR codes of a clinic lead: a status page for each code and version, the
files that may be handed out, and the register. All files are static: any web server can serve them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from leaflet.compose.edition_context import show_date
from leaflet.compose.html_snippets import dial, fill_in
from leaflet.compose.template_tasks import TemplateTask, fill_templates
from leaflet.content.project import Project
from leaflet.content.templates import Templates
from leaflet.core import colour, extensions
from leaflet.core.diagnostics import UsageError
from leaflet.formats.format import ENDINGS, Format
from leaflet.governance.register import (
    NAME,
    Register,
    RegisteredFile,
    RegisteredLeaflet,
    RegisteredVersion,
    read_register,
    updated,
)
from leaflet.governance.status_frame import Frame, check_own
from leaflet.governance.verification import VerificationStatus, standing_of
from leaflet.model.clinic import Clinic
from leaflet.model.leaflet_code import leaflet_code
from leaflet.model.locale import Locale
from leaflet.output import manifest

#: The names of the link texts of a status page, in order.
_LINKS = ("status_read", "status_print", "status_large")


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
    entries: Sequence[manifest.ManifestEntry],
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
    """The page of each version, and a page that redirects from the code to the newest version."""
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
    known = _format(format_)
    for ending in [known.suffix] if known else ENDINGS.values():
        yield _place(leaflet, version, f"{leaflet.leaflet}.{format_}{ending}")


def _place(leaflet: RegisteredLeaflet, version: RegisteredVersion, file: str) -> str:
    return f"{leaflet.code}/{version.version}/{file}"


def _format(name: str) -> Format | None:
    """The format of a name; None where it no longer exists."""
    return extensions.load("formats", name) if name in extensions.names("formats") else None


def _link(format_: Format) -> str | None:
    """The name of the link text for a format; None for formats that are not offered to patients:
    posters, print without colour, and sheets to fold or staple.
    """
    if format_.medium == "screen":
        return "status_read"
    if format_.extract or format_.mono or format_.imposition != "plain":
        return None
    return "status_large" if format_.is_large_print else "status_print"


@dataclass(frozen=True, slots=True)
class _Pages:
    """Writes pages in a language for a clinic."""

    templates: Templates
    clinic: Clinic
    locale: Locale

    def of(
        self, leaflet: RegisteredLeaflet, version: RegisteredVersion, status: VerificationStatus
    ) -> bytes:
        """The status page of a version."""
        found = _offered(version) if status is VerificationStatus.CURRENT else {}
        offers = [
            (words, f"{leaflet.leaflet}.{found[words].id}{found[words].suffix}")
            for words in _LINKS
            if words in found
        ]
        below = self._filled(
            "status/status.html.j2",
            leaflet=leaflet,
            version=version,
            verdict=status,
            offers=offers,
        )
        current = leaflet.current if status is VerificationStatus.SUPERSEDED else None
        words = self.locale.words.status_newest
        frame = replace(
            self._frame(leaflet),
            state=self._state(version, status),
            is_good=status is VerificationStatus.CURRENT,
            newest=(f"../{current.version}/", words.format(version=current.name))
            if current
            else ("", ""),
        )
        return frame.around(below).encode()

    def lead(self, leaflet: RegisteredLeaflet, newest: RegisteredVersion) -> bytes:
        """A page that redirects to the newest version, and also has a link to it."""
        to = f"{newest.version}/"
        frame = replace(self._frame(leaflet), leads_to=to, newest=(to, leaflet.title))
        return frame.around("").encode()

    def _frame(self, leaflet: RegisteredLeaflet) -> Frame:
        locale = self.locale
        title = f"{leaflet.title} – {self.clinic.name}"
        style = self._filled("status/status.css.j2")
        return Frame(locale.language, locale.direction, title, style)

    def _state(self, version: RegisteredVersion, status: VerificationStatus) -> str:
        """What the page says of a version, in words."""
        words = self.locale.words
        due = self.locale.show_date(version.review_due)
        return {
            VerificationStatus.CURRENT: words.status_current,
            VerificationStatus.SUPERSEDED: words.status_superseded,
            VerificationStatus.OVERDUE: words.band_overdue.format(date=due),
            VerificationStatus.DRAFT: words.band_draft,
        }.get(status, words.band_withdrawn)

    def _filled(self, template: str, **values: Any) -> str:
        tokens = colour.tokens(self.clinic.brand.rgb, self.clinic.skin_tone)
        phone = self.clinic.phones["main"]
        context = {
            "clinic": self.clinic,
            "words": self.locale.words,
            "ask": fill_in(self.locale.words.status_ask, number=dial(phone.number, phone.display)),
            "language": self.locale.language,
            "direction": self.locale.direction,
            "tokens": {name: value for name, value in tokens if value.startswith("#")},
            **values,
        }
        helpers = partial(_helpers, self.locale)
        task = TemplateTask(self.templates, (template,), context, helpers)
        return fill_templates(task).texts[0]


def _helpers(locale: Locale) -> Mapping[str, Callable[..., Any]]:
    """The functions of the templates."""
    return {"date": show_date(locale)}


def _offered(version: RegisteredVersion) -> dict[str, Format]:
    """The format of each link text; a complete leaflet is preferred to a short one."""
    there = (_format(file.format) for file in version.files if file.is_current)
    offered: dict[str, Format] = {}
    for format_ in sorted(filter(None, there), key=lambda f: (f.words is not None, f.id)):
        words = _link(format_)
        if words:
            offered.setdefault(words, format_)
    return offered
