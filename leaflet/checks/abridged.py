"""Reports to approvers what a format with less room shortens or leaves out."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import CheckedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.text.abridge import abridged_for


def _run(subject: CheckedEdition) -> Iterator[tuple[Span, str, str]]:
    edition = subject.edition
    form, name = abridged_for(edition.leaflet, edition.format), edition.format.id
    changes = [("shortens", form.shortened), ("leaves out", form.left_out)]
    said = [f"{verb} {', '.join(ids)}" for verb, ids in changes if ids]
    unprinted = [field for field in edition.format.unprinted if getattr(edition.leaflet, field)]
    without = f"; not printed: {', '.join(unprinted)}" if unprinted else ""
    if edition.format.extract:
        said = ["prints its title, its first key points and where to ask, nothing else"]
    if unprinted and not said:
        said, without = [f"does not print {' and '.join(unprinted)}"], ""
    if said:
        yield Span(subject.leaflet.path), f"{name} {' and '.join(said)}{without}", ""


CHECK = Check(
    id="abridged",
    stage="composed",
    reads=CheckedEdition,
    severity=Severity.NOTE,
    summary="Says which sections a format with less room shortens or leaves out.",
    run=_run,
    finds="which sections a format with less room shortens or leaves out, and which fields it does "
    "not print, for its approvers",
    mend="nothing; control it with `priority` and `short`",
    why="An approval of a leaflet covers the text of each format; the choice depends on the "
    "leaflet alone (docs/decisions/0009-fitting.md).",
)
