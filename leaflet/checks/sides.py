"""No side is blank, and no page ends with a heading."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span


def _run(subject: RenderedEdition) -> Iterator[Found]:
    place, name = Span(subject.leaflet.path), subject.edition.format.id
    if subject.rendering.facts.fit.excess:  # the text changes anyhow
        return
    for number, side in enumerate(subject.rendering.facts.sides, 1):
        if side.is_blank and subject.edition.format.panels:  # a text that is short for its sheet
            hint = "write more, or hand it out in another format"
            yield place, f"{name}: page {number} is blank", hint, Severity.WARNING
        elif side.is_blank:
            yield place, f"{name}: page {number} is blank", "cut a few words before it"
        elif side.ends_with_heading:
            message = f"{name}: page {number} ends with a heading"
            yield place, message, "change the text before it"


CHECK = Check(
    id="sides",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="No side is blank, and no page ends with a heading.",
    run=_run,
    finds="a page that is blank (advice on a folded sheet, whose text may be short); a page whose"
    " last line is a heading",
    mend="change the text before it",
    why="A blank side or a heading without its text is a broken page.",
)
