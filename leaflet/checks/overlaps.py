"""Nothing on a page overlaps, and boxes keep off what is beside them."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.page.facts import Collision


def _run(subject: RenderedEdition) -> Iterator[Found]:
    format_, facts = subject.edition.format, subject.rendering.facts
    if facts.is_overfull:  # reported as too long
        return
    place = Span(subject.own_template or subject.leaflet.path)
    told = {page for page, _, _ in facts.boxes}  # what sticks out of its place overlaps others
    for found in facts.collisions:
        if found.page in told:
            continue
        start = f"{format_.id}: page {found.page}: {found.one}"
        if found.distance_mm < 0:
            severity = Severity.ERROR if _is_text(found) else Severity.WARNING
            message = f"{start} overlaps {found.other} by {-found.distance_mm:g} mm"
            yield place, message, "give both room in the template", severity
        else:
            message = f"{start} is {found.distance_mm:g} mm from {found.other}"
            yield place, message, "keep 1 mm of white between them in the template"


def _is_text(found: Collision) -> bool:
    return found.one.startswith('"') and found.other.startswith('"')


CHECK = Check(
    id="overlaps",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="Nothing on a page overlaps, and boxes keep off what is beside them.",
    run=_run,
    finds="lines of text that overlap, which is an error; a box, line or picture that overlaps"
    " a box which does not contain it, or is less than 1 mm from its edge",
    mend="give both room in the template",
    why="Words under words cannot be read, and what touches the edge of a box looks like a part of"
    " it.",
)
