"""The last side is filled with intention."""

from collections.abc import Iterator

from leaflet.checks import Check, Rendered
from leaflet.diagnostics import Severity, Span


def _run(subject: Rendered) -> Iterator[tuple[Span, str, str]]:
    last, wanted = subject.rendering.facts.sides[-1], subject.edition.format.last_side_fill
    if last.fill < wanted:
        message = f"the last side is {last.fill:.0%} full, {wanted:.0%} wanted"
        yield Span(subject.leaflet.path), message, "add writing lines, or cut a side's worth"


CHECK = Check(
    id="last-side",
    stage="rendered",
    reads=Rendered,
    severity=Severity.WARNING,
    summary="The last side is filled as far as its format asks.",
    run=_run,
)
