"""A poster has few words."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.page.edition import Edition


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    printed = sum(side.words for side in subject.rendering.facts.sides)
    words = printed - _words_of_audience(subject.edition)
    format_ = subject.edition.format
    if format_.most_words is None or words <= format_.most_words:
        return
    message = f"{format_.id}: {words} words, {format_.most_words} at most"
    name = _words_of_name(subject.edition)
    if words - name <= format_.most_words:
        hint = "give the clinic a logo, or a shorter name for its leaflets"
        message += f"; {name} of them are the clinic's name"
        yield subject.clinic.place(("name",)), message, hint
    else:
        hint = "shorten the main message or a key point, or choose shorter ones under `poster`"
        yield subject.poster_place, message, hint


def _words_of_audience(edition: Edition) -> int:
    """The words of the line that says for whom the leaflet is; no message is cut for it."""
    said = edition.leaflet.audience
    return len(f"{edition.locale.words.audience} {said}".split()) if said else 0


def _words_of_name(edition: Edition) -> int:
    """The words of the clinic's name, which a poster prints where there is no logo."""
    return 0 if edition.logo else len(edition.clinic.name.split())


CHECK = Check(
    id="poster-words",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="A poster has no more than 90 words, besides the line that says for whom.",
    run=_run,
    finds="a poster of more words than its format allows (`most_words`), which is 90, besides the"
    " line that says for whom it is; at the clinic's name where the leaflet has no more",
    mend="shorten the main message or one of the key points that it prints, or choose others under"
    " `poster`",
    why="A poster is read while standing, from two metres away.",
)
