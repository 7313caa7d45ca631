"""A poster is read in passing."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span

#: More is not read from two metres away.
MOST = 90


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    words = sum(side.words for side in subject.rendering.facts.sides)
    if subject.edition.format.extract and words > MOST:
        message = f"{subject.edition.format.id}: {words} words, {MOST} at most"
        hint = "shorten the main message or one of the first three key points"
        yield Span(subject.leaflet.path), message, hint


CHECK = Check(
    id="poster-words",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="A poster has no more than 90 words.",
    run=_run,
    finds="a poster of more than 90 words",
    mend="shorten the main message or one of the first three key points",
    why="A poster is read while standing, from two metres away.",
)
