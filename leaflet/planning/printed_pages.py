"""Compares what a project's own templates print with what the shipped ones print.

Approvals bind the words of a leaflet, whatever shipped template prints them. Own templates may
print other words, or the same in another order: then the pages need an approval of their own.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from leaflet.cache import toolchain
from leaflet.checks.subjects import OwnPages
from leaflet.compose.composer import compose
from leaflet.content.project import Project
from leaflet.content.templates import Templates
from leaflet.core import extensions
from leaflet.core.diagnostics import Span, UsageError, warning
from leaflet.core.digests import digest
from leaflet.core.located import texts_in
from leaflet.model.leaflet import Leaflet, State
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.printed_text import PrintedText, printed_text
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.loading import edition_of
from leaflet.planning.plan import PlannedEdition

_KIND = "pages"

#: Stands for pages that a broken template does not make; nobody can approve them.
_UNPRINTABLE = "unprintable"

#: The format that has every section and every detail of a clinic.
_FULLEST = "a4"

#: The fields of a clinic that are not printed as they stand.
_NOT_PRINTED = frozenset(
    "id brand skin_tone languages jurisdiction leaflets formats fictional".split()
)

#: The target of a mark or link, and a placeholder of a locale's text.
_TARGET = re.compile(r"(?<=\])\([^()\s]*\)")
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")

#: A shorter text may be part of any word.
_SHORTEST = 6


class PrintedPages:
    """The pages that the templates of a project print."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def templates_digest(self) -> str:
        """A digest of all templates and icons."""
        return digest(repr(sorted(self.project.templates.items())).encode())

    def digest(self, edition: Edition, templates: Templates | None = None) -> str:
        """The digest of the pages that the own templates make of an edition, which their approval
        is bound to; empty where they print what the shipped templates print. `templates` are those
        of the project, or of another version of it.

        Raises `UsageError` for a template that cannot be filled.
        """
        own = self._print(edition, templates or self.project.templates)
        if own == self._print(edition, self.project.shipped_templates):
            return ""
        return own.digest(_masks(edition))

    def own_pages(self, edition: Edition, composition: Composition) -> OwnPages:
        """What the check of own templates reads, for the composition of an edition."""
        templates = self.project.templates
        fullest = _with_format(edition, _FULLEST)
        shipped = self.project.shipped_templates
        return OwnPages(
            templates={name: templates[name] for name in templates.own},
            printed=printed_text(composition),
            reference=tuple(self._print(some, shipped) for some in (edition, fullest)),
            fields=tuple(_fields(edition)),
        )

    def _print(self, edition: Edition, templates: Templates) -> PrintedText:
        return printed_text(compose(edition, State.APPROVED, templates))


def with_page_approval(
    planned: PlannedEdition, pages: PrintedPages, summaries: FileSummaries
) -> PlannedEdition:
    """An edition whose words are approved as a draft, where its own pages are not approved too."""
    status, id_, project = planned.release_status, planned.id, summaries.project
    if status is None or status.state is not State.APPROVED:
        return planned
    printed = _digest(planned, pages, summaries)
    if not printed:
        return planned
    approved = summaries.of(project.approvals, (id_.leaflet, id_.language)).approved_pages
    page = (status.words, id_.format, printed)
    roles = {role for words, role, format_, known in approved if (words, format_, known) == page}
    missing = [role for role in project.settings.approval if role not in roles]
    if not missing:
        return planned
    own = project.templates.own
    message = (
        f"{id_.format}: the pages that these templates make are not approved by a {missing[0]}"
    )
    hint = f"look at them, then: leaflet approve {id_.leaflet} -l {id_.language}"
    finding = warning("approval-pages", Span(f"templates/{own[0]}"), message, hint)
    lacks = tuple(f"no approval of the pages of own templates by a {role}" for role in missing)
    return replace(
        planned,
        findings=(*planned.findings, finding),
        release_status=replace(status, state=State.DRAFT, lacks=(*lacks, *status.lacks)),
    )


def _digest(planned: PlannedEdition, pages: PrintedPages, summaries: FileSummaries) -> str:
    """`PrintedPages.digest` of a planned edition, from the cache where it is there."""
    project, file_index = summaries.project, summaries.file_index
    inputs = _inputs(planned, summaries)
    key = digest(repr((inputs, pages.templates_digest, toolchain.here().key)).encode())
    if file_index and all(inputs):
        known = file_index.store.get(_KIND, key)
        if isinstance(known, str):
            return known
    edition = edition_of(project, planned)
    try:
        made = pages.digest(edition) if edition else ""
    except UsageError:
        return _UNPRINTABLE  # the build names the template
    if file_index and all(inputs):
        file_index.store.put(_KIND, key, made)
    return made


def _inputs(planned: PlannedEdition, summaries: FileSummaries) -> tuple[str, ...]:
    """The digests of the files of an edition, and its format with what it leads to; an empty one
    cannot be cached.
    """
    project, id_ = summaries.project, planned.id
    clinic = summaries.of(project.clinics, id_.clinic)
    files = [
        summaries.of(project.leaflets, (id_.leaflet, id_.language)),
        clinic,
        summaries.of(project.locales, id_.language),
        summaries.of(project.packs, clinic.jurisdiction),
    ]
    return (*(file.digest for file in files), f"{id_.format} {planned.text_file}")


def _fields(edition: Edition) -> Iterator[str]:
    """The texts of all fields as they are printed: without marks and placeholders, and dates."""
    show = edition.locale.show_date
    for value in (edition.leaflet, edition.clinic, edition.locale, edition.pack):
        for _, text in texts_in(value.model_dump()):
            yield from _PLACEHOLDER.split(_TARGET.sub("", text))
    changed = [change.date for change in edition.leaflet.changes]
    yield from map(show, [*_days(edition.leaflet), edition.pack.verify_by, *changed])
    if label := edition.kind.name_in(edition.leaflet.language):
        yield label


def _days(leaflet: Leaflet) -> list[datetime.date]:
    """The days that a leaflet prints."""
    return [day for day in (leaflet.published, leaflet.review_due) if day]


def _with_format(edition: Edition, name: str) -> Edition:
    return replace(edition, format=extensions.load("formats", name))


def _masks(edition: Edition) -> Mapping[str, str]:
    """The texts that a clinic, a version or a day may change on pages of the same words."""
    show = edition.locale.show_date
    given = edition.clinic.model_dump(exclude=set(_NOT_PRINTED))
    masks = {}
    for path, text in texts_in(given):
        words = " ".join(text.split())
        if len(words) >= _SHORTEST:
            masks[words] = ".".join(["clinic", *(part for part in path if isinstance(part, str))])
    masks |= {edition.address: "address", edition.printed_version: "version"}
    masks |= {edition.address.removeprefix("https://"): "address"}
    masks |= {show(day): "date" for day in _days(edition.leaflet)}
    if edition.logo:
        masks[edition.logo.sha256] = "logo"
    if edition.photo:
        masks[edition.photo.sha256] = "photo"
    return masks
