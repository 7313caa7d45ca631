"""What a format with less room shortens or leaves out, reported to whoever approves."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import CheckedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.text.abridge import abridge


def _run(subject: CheckedEdition) -> Iterator[tuple[Span, str, str]]:
    edition = subject.edition
    form, name = abridge(edition.leaflet, edition.format.words), edition.format.id
    changes = [("shortens", form.shortened), ("leaves out", form.left_out)]
    said = [f"{verb} {', '.join(ids)}" for verb, ids in changes if ids]
    if edition.format.extract:
        said = ["prints its title, its first key points and where to ask, nothing else"]
    if said:
        yield Span(subject.leaflet.path), f"{name} {' and '.join(said)}", ""


CHECK = Check(
    id="abridged",
    stage="composed",
    reads=CheckedEdition,
    severity=Severity.NOTE,
    summary="Says which sections a format with less room shortens or leaves out.",
    run=_run,
    finds="which sections a format with less room shortens or leaves out, for whoever approves it",
    mend="nothing; steer it with `priority` and `short`",
    why="Whoever approves a leaflet approves what each format says of it; the choice is made "
    "from the leaflet alone (docs/decisions/0009-fitting.md).",
)
