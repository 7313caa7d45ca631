"""A leaflet that is not approved says so on every page, whatever a template does."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span


def _run(subject: RenderedEdition) -> Iterator[Found]:
    format_ = subject.edition.format
    width, height = format_.paper.width_mm, format_.paper.height_mm
    for number, count in enumerate(subject.rendering.facts.state_bands, 1):
        panels = format_.panel_order[number - 1 : number] if format_.panel_order else ()
        wanted = len(panels[0]) if panels else 1
        if count < wanted:
            message = f"{format_.id}: page {number} has no place for the leaflet's state"
            if count:
                message = f"{format_.id}: page {number} says it {count} times, on {wanted} panels"
            hint = (
                f"leave the page {width:g} by {height:g} mm without bleed or marks, or shorten the"
                " words of the band in the locale"
            )
            yield Span(subject.leaflet.path), message, hint


CHECK = Check(
    id="band",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="A draft, overdue or withdrawn leaflet says so on every page or panel.",
    run=_run,
    binds=True,
    finds="a page, or a panel of a folded sheet, on which the state band was not painted last: the"
    " page has another size than its format's paper, or the text has no room in the strip that is"
    " reserved for it",
    mend="leave the size of pages to the format, without bleed or marks; shorten the words of the"
    " band in the locale",
    why="Readers must not take an unapproved leaflet for an approved one, so the program paints the"
    " state band itself, after all else and in black and white, out of reach of templates and"
    " styles. On a screen it stands first, and all else is in a frame that cannot cover it.",
)
