"""Reports to approvers what a format with less room shortens or leaves out."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import CheckedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.model.roles import ROLES
from leaflet.page.edition import Edition
from leaflet.text.abridge import abridged_for


def _run(subject: CheckedEdition) -> Iterator[tuple[Span, str, str]]:
    edition = subject.edition
    form, name = abridged_for(edition.leaflet, edition.format), edition.format.id
    changes = [("shortens", form.shortened), ("leaves out", form.left_out)]
    said = [f"{verb} {', '.join(ids)}" for verb, ids in changes if ids]
    if edition.format.extract:
        said = ["prints its title, its first key points and where to ask, nothing else"]
    if said:
        yield Span(subject.leaflet.path), f"{name} {' and '.join(said)}", ""
    if never := list(_unprinted(edition)):
        yield Span(subject.leaflet.path), f"{name} never prints {', '.join(never)}", ""


def _unprinted(edition: Edition) -> Iterator[str]:
    """What the leaflet has and the format prints in no leaflet, in words."""
    for name in edition.format.unprinted:
        has_it = (
            edition.leaflet.with_role(name) if name in ROLES else getattr(edition.leaflet, name)
        )
        if has_it:
            yield _NAMES[name]


_NAMES = {
    "subtitle": "the subtitle",
    "about": "the heading of the section with the role about",
    "sources": "the list of sources",
    "evidence_searched": "when studies were searched",
    "patient_involvement": "how patients took part",
    "funding": "who paid for it",
    "conflicts": "conflicts of interest",
}


CHECK = Check(
    id="abridged",
    stage="composed",
    reads=CheckedEdition,
    severity=Severity.NOTE,
    summary="Says which sections a format with less room shortens or leaves out.",
    run=_run,
    finds="which sections a format with less room shortens or leaves out, and which fields it never"
    " prints, for its approvers",
    mend="nothing; control it with `priority` and `short`",
    why="An approval of a leaflet covers the text of each format; the choice depends on the "
    "leaflet alone (docs/decisions/0009-fitting.md).",
)
