"""A leaflet that is not approved says so on every page, whatever a template does."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span


def _run(subject: RenderedEdition) -> Iterator[Found]:
    format_ = subject.edition.format
    for number, count in enumerate(subject.rendering.facts.state_bands, 1):
        panels = format_.panel_order[number - 1 : number] if format_.panel_order else ()
        wanted = len(panels[0]) if panels else 1
        if count < wanted:
            message = f"{format_.id}: page {number} does not say the leaflet's state"
            if count:
                message = f"{format_.id}: page {number} says it {count} times, on {wanted} panels"
            hint = "print `band` in the margin of every page, as the shipped templates do"
            yield Span(subject.leaflet.path), message, hint


CHECK = Check(
    id="band",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="A draft, overdue or withdrawn leaflet says so on every page or panel.",
    run=_run,
    binds=True,
    finds="a page, or a panel of a folded sheet, on which the text of the state band is not"
    " legible: it is missing, hidden, off the paper, or too pale",
    mend="keep the state band of the shipped templates",
    why="Readers must not take an unapproved leaflet for an approved one, so no template, a"
    " clinic's own included, can leave the state band out.",
)
