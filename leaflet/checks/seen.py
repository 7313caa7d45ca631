"""What a project's own templates print can be seen, and its QR codes lead to the leaflet."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.web_addresses import link_of
from leaflet.model.leaflet import blocks
from leaflet.page.facts import NOT_CHECKED

#: The smallest width in mm and contrast ratio with which phones read a QR code well.
LEAST_WIDTH_MM = 12.0
LEAST_CONTRAST = 4.0


def _run(subject: RenderedEdition) -> Iterator[Found]:
    facts = subject.rendering.facts
    place = Span(subject.own_template or f"templates/{subject.edition.format.template}")
    others = ", ".join(facts.own_templates)
    for unseen in facts.unseen:
        message = f'page {unseen.page}: "{unseen.text[:60]}" {unseen.reason}'
        if unseen.reason == NOT_CHECKED:
            hint = "leave it out, or write it as the shipped style does"
            yield _place_of(unseen.text, subject) or place, message, hint
        else:
            yield place, message, f"let all words stand out from their ground (own: {others})"
    for page, fault in _codes(subject):
        yield place, f"page {page}: {fault}", "print `qr(address, …)`, black on white, unscaled"


def _place_of(rule: str, subject: RenderedEdition) -> Span | None:
    """The first line of an own template with the property or selector of a rule."""
    if subject.own_pages is None:
        return None
    selector, _, declaration = rule.rpartition("{ ")
    for words in (declaration.partition(":")[0], selector.strip() or rule):
        for name, text in subject.own_pages.templates.items():
            at = text.find(words)
            if at >= 0:
                line = text.count("\n", 0, at) + 1
                return Span(f"templates/{name}", line, at - text.rfind("\n", 0, at))
    return None


def _codes(subject: RenderedEdition) -> Iterator[tuple[int, str]]:
    facts, address = subject.rendering.facts, link_of(subject.edition.address)
    videos = {block.content.address for _, block in blocks(subject.edition.leaflet, "video")}
    for code in facts.codes:
        if code.text not in {address, *videos}:
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
    wanted = _codes_of_shipped(subject)
    left_out = wanted - max(facts.codes_composed, len(facts.codes))
    if left_out > 0:
        yield len(facts.sides) or 1, f"{left_out} of {wanted} QR codes were left out"


def _codes_of_shipped(subject: RenderedEdition) -> int:
    """The number of QR codes that the shipped templates print in the edition."""
    if subject.own_pages is None or not subject.own_pages.reference:
        return 0
    printed = subject.own_pages.reference[0]
    items = (*printed.body, *(item for _, slot in printed.slots for item in slot))
    return sum(item.startswith("<picture qr ") for item in items)


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
    " light on dark, narrower than 12 mm or under 4 to 1, or was left out; on a screen page, which"
    " is laid out 320 and 1280 px wide, also styles that only browsers know (media queries, states"
    " as `:hover`, animations, calculations, typefaces of the machine) and the shipped style does"
    " not have, and words that stand in a closed `<details>` or in `aria-label` alone",
    mend="change the template or style that is named; the shipped ones are legible",
    why="Own templates are not trusted: what was checked and approved must be what is read. 3 to 1"
    " is WCAG 2.2, 1.4.3 for large text, the bound below which no text is legible.",
)
