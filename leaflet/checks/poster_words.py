"""A poster has few words."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    words = sum(side.words for side in subject.rendering.facts.sides)
    format_ = subject.edition.format
    if format_.most_words is not None and words > format_.most_words:
        message = f"{format_.id}: {words} words, {format_.most_words} at most"
        hint = "shorten the main message or one of the first three key points"
        yield Span(subject.leaflet.path), message, hint


CHECK = Check(
    id="poster-words",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="A poster has no more than 90 words.",
    run=_run,
    finds="a poster of more words than its format allows (`most_words`), which is 90",
    mend="shorten the main message or one of the first three key points",
    why="A poster is read while standing, from two metres away.",
)
