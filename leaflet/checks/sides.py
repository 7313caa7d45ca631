"""As many sides as the format promises, the last one well filled, no heading left behind."""

from collections.abc import Iterator

from leaflet.checks import Check, Rendered
from leaflet.diagnostics import Severity, Span


def _run(subject: Rendered) -> Iterator[tuple[Span, str, str]]:
    format_, sides = subject.edition.format, subject.rendering.facts.sides
    place = Span(subject.leaflet.path)
    if len(sides) > format_.sides:
        extra = sum(side.filled_mm for side in sides[format_.sides :])
        message = f"{len(sides)} sides, {format_.sides} at most: {extra:.0f} mm too long"
        # A side of full-width text holds about 1.1 words a millimetre.
        yield place, message, f"cut about {extra * 1.1:.0f} words"
    for number, side in enumerate(sides, 1):
        if side.ends_with_heading:
            yield place, f"page {number} ends with a heading", "change the text before it"


CHECK = Check(
    id="sides",
    stage="rendered",
    reads=Rendered,
    severity=Severity.ERROR,
    summary="The edition has no more sides than its format allows, and no page ends in a heading.",
    run=_run,
)
