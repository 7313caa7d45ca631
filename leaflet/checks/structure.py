"""The file reads aloud as its pages were laid out, and keeps the rules of PDF/UA-1."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span

#: The most faults of an edition that are told; more would only repeat.
_MOST = 12


def _run(subject: RenderedEdition) -> Iterator[Found]:
    edition = subject.edition
    if subject.rendering.facts.is_overfull:
        return  # what sticks out is told by its own findings, and is written nowhere
    place = Span(subject.own_template or f"templates/{edition.format.template}")
    faults = subject.rendering.facts.faults
    for fault in faults[:_MOST]:
        where = f"page {fault.page}: " if fault.page else ""
        message = f"{edition.format.id}: {where}{fault.message} (PDF/UA-1, {fault.rule})"
        yield place, message, "mend the template or style: a screen reader would read it so"
    if len(faults) > _MOST:
        message = f"{edition.format.id}: {len(faults) - _MOST} more faults of this kind"
        yield place, message, "mend those above first"


CHECK = Check(
    id="structure",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="A screen reader reads a PDF as it is printed, and the file keeps PDF/UA-1.",
    run=_run,
    binds=True,
    finds="an element of the structure tree of a wrong kind or place, a heading level that is left"
    " out, a picture without words, a table without headers, a link that says nothing or leads"
    " elsewhere, words that are read otherwise, in another order, twice or not at all, words that"
    " are read and not seen, fonts and metadata that break PDF/UA-1 or PDF/A-3a",
    mend="change the template that is named; the shipped ones hold all of it",
    why="Nothing that claims to be PDF/UA-1 is written unless it is. A machine cannot decide"
    " whether an alternative text is good or an order is sensible: docs/accessibility.md says how"
    " to try it.",
)
