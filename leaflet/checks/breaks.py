"""Lines of one word, and call-outs that are split over two pages."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    place, name = Span(subject.leaflet.path), subject.edition.format.id
    if subject.rendering.facts.fit.excess:  # the text changes anyhow
        return
    for found in subject.rendering.facts.breaks:
        if found.kind == "line":
            message = f'{name}: page {found.page}: "{found.text}" is alone on its line'
            yield place, message, "change a word or two of that paragraph"
        else:
            message = f'{name}: the box "{found.text}" is split before page {found.page}'
            yield place, message, "change the text before it"


CHECK = Check(
    id="breaks",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="No word is alone on its line, and no boxed advice is split over two pages.",
    run=_run,
    finds="a word that is alone on its line, boxed advice that is split over two pages",
    mend="change a word or two of that paragraph or before it",
    why="Readers overlook a word alone on a line and advice that is split; clear print keeps "
    "related text together.",
)
