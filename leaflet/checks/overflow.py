"""Nothing is cut off and nothing sticks out: geometry, and sentinels that must reach a page."""

from collections.abc import Iterator

from leaflet.checks import Check, Rendered
from leaflet.diagnostics import Severity, Span
from leaflet.slots import FIELDS


def _run(subject: Rendered) -> Iterator[tuple[Span, str, str]]:
    leaflet, facts = subject.leaflet, subject.rendering.facts
    for number, side in enumerate(facts.sides, 1):
        if side.overflow_mm:
            message = f"page {number}: content sticks {side.overflow_mm} mm out of the page area"
            yield Span(leaflet.path), message, "shorten the text on that page"
    for page, text, over in facts.boxes:
        message = f'page {page}: "{text[:40]}" sticks {over} mm out of its place'
        yield Span(leaflet.path), message, "use shorter words"
    for slot in facts.slots:
        if slot.overflow_mm:
            place = subject.clinic.place((FIELDS.get(slot.name, "id"),))
            message = f'page {slot.page}: "{slot.name}" is {slot.overflow_mm} mm too tall'
            yield place, message, "shorten the clinic's details that it prints"
    for index, section in enumerate(subject.edition.leaflet.sections):
        if f"end-{section.id}" not in facts.anchors:
            message = f'the end of section "{section.id}" reached no page'
            yield leaflet.place(("sections", index)), message, "shorten the section"


CHECK = Check(
    id="overflow",
    stage="rendered",
    reads=Rendered,
    severity=Severity.ERROR,
    summary="Every section ends on a page, and nothing sticks out of its page, cell or slot.",
    run=_run,
)
