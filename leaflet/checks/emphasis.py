"""Running text is left-aligned, upright and not in capitals."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span


def _run(subject: RenderedEdition) -> Iterator[Found]:
    place, name = Span(subject.leaflet.path), subject.edition.format.id
    for found in subject.rendering.facts.emphases:
        message = f'{name}: page {found.page}: "{found.text}" is set {found.way}'
        yield place, message, "align it to the start; use bold where words must stand out"


CHECK = Check(
    id="emphasis",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="Running text is not justified, centred, italic, underlined or in capitals.",
    run=_run,
    finds="a paragraph, list or cell of more than one line that is justified, centred, italic or"
    " underlined, or has four or more words in capitals; links may be underlined",
    mend="align it to the start in the template; use bold, or a box, where words must stand out",
    why="RNIB and UKAAF clear print: left-aligned, no italics, no underlining, no capitals, since"
    " they hide the shapes by which readers recognise words.",
)
