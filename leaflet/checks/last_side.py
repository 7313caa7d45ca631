"""The last side is filled as far as its format asks."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    sides, format_ = subject.rendering.facts.sides, subject.edition.format
    if 1 < len(sides) <= format_.sides and sides[-1].fill < format_.last_side_fill:
        how_full = f"{sides[-1].fill:.0%} full, {format_.last_side_fill:.0%} wanted"
        message = f"{format_.id}: the last side is {how_full}"
        yield Span(subject.leaflet.path), message, "add writing lines, or cut a side's worth"


CHECK = Check(
    id="last-side",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="The last side is filled as far as its format asks.",
    run=_run,
    finds="the last page is emptier than the format asks (A4: 70 %)",
    mend="add writing lines to `questions`, or cut enough to lose the page",
    why="A nearly empty last side wastes paper.",
)
