"""What a project's own templates print can be seen, and its QR codes lead to the leaflet."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span

#: The smallest width in mm and contrast ratio with which phones read a QR code well.
LEAST_WIDTH_MM = 12.0
LEAST_CONTRAST = 4.0


def _run(subject: RenderedEdition) -> Iterator[Found]:
    facts, place = subject.rendering.facts, Span(_template(subject))
    others = ", ".join(facts.own_templates)
    for unseen in facts.unseen:
        message = f'page {unseen.page}: "{unseen.text[:60]}" {unseen.reason}'
        yield place, message, f"let all words stand out from their ground (own: {others})"
    for page, fault in _codes(subject):
        yield place, f"page {page}: {fault}", "print `qr(address, …)`, black on white, unscaled"


def _template(subject: RenderedEdition) -> str:
    """The path of the own template or style that is nearest to the edition's format."""
    own, page = subject.rendering.facts.own_templates, subject.edition.format.template
    near = [name for name in (page.replace(".html", ".css"), page) if name in own]
    name = (near or list(own) or [page])[0]
    return f"templates/{name}"


def _codes(subject: RenderedEdition) -> Iterator[tuple[int, str]]:
    facts, address = subject.rendering.facts, subject.edition.address
    for code in facts.codes:
        if code.text != address:
            yield code.page, f'a code leads to "{code.text[:80]}", not to {address}'
        elif code.is_inverted:
            yield code.page, "the QR code is light on dark"
        elif code.width_mm < LEAST_WIDTH_MM:
            width = f"{code.width_mm:g} mm wide"
            yield code.page, f"the QR code is {width}, under {LEAST_WIDTH_MM:g}"
        elif code.contrast < LEAST_CONTRAST:
            yield code.page, f"the QR code has a contrast of {code.contrast:g} to 1"
    lost = facts.codes_composed - len(facts.codes)
    if lost > 0:
        yield len(facts.sides) or 1, f"{lost} of {facts.codes_composed} QR codes cannot be read"


CHECK = Check(
    id="seen",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="Words that a project's own templates print can be seen, and QR codes lead to the"
    " leaflet.",
    run=_run,
    binds=True,
    finds="on pages of own templates or styles, by their pixels: words that are covered, too pale"
    " (under 3 to 1), cut off, outside the page, over other words, among other ink, turned,"
    " mirrored, scaled down, or not in the file; a code that leads elsewhere, cannot be read, is"
    " light on dark, narrower than 12 mm or under 4 to 1",
    mend="change the template or style that is named; the shipped ones are legible",
    why="Own templates are not trusted: what was checked and approved must be what is read. 3 to 1"
    " is WCAG 2.2, 1.4.3 for large text, the bound below which no text is legible.",
)
