"""Nothing is cut off or sticks out: geometry, and sentinels that must reach a page."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.page.facts import PlaceFit
from leaflet.page.slot import causing_field
from leaflet.text.abridge import abridged_for


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    yield from _slots(subject)
    if not subject.rendering.facts.fit.excess:  # else reported by the check of the fit
        yield from _geometry(subject)
        yield from _sentinels(subject)


def _slots(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    for slot in _overfull_slots(subject):
        field, characters, usual = causing_field(subject.edition.clinic, slot.name)
        hint = "shorten the clinic's details that it prints"
        if field == "logo":
            hint = "make the logo smaller: `width_mm`"
        elif usual:
            hint += f', "{field}" above all: {characters} characters, {usual} are usual'
        message = f'page {slot.page}: "{slot.name}" is {slot.overflow_mm} mm too tall'
        yield subject.clinic.place((field,)), message, hint


def _overfull_slots(subject: RenderedEdition) -> list[PlaceFit]:
    return [slot for slot in subject.rendering.facts.slots if slot.overflow_mm]


def _geometry(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    place, facts = Span(subject.leaflet.path), subject.rendering.facts
    for number, side in enumerate(facts.sides, 1):
        if side.overflow_mm:
            message = f"page {number}: content sticks {side.overflow_mm} mm out of the page area"
            yield place, message, "shorten the text on that page"
    told = {slot.page for slot in _overfull_slots(subject)}  # such a slot makes its panel too full
    for panel in facts.panels:
        if panel.overflow_mm and panel.page not in told:
            message = f'page {panel.page}: panel "{panel.name}" is {panel.overflow_mm} mm too full'
            yield place, message, "shorten the text in that panel"
    for page, text, over in facts.boxes:
        message = f'page {page}: "{text[:40]}" sticks {over} mm out of its place'
        yield _place_of(subject, text), message, "use shorter words"


def _place_of(subject: RenderedEdition, text: str) -> Span:
    """The title or subtitle whose words stick out, else the leaflet."""
    words = " ".join(text.split())
    for field in ("title", "subtitle"):
        if words and words in (getattr(subject.edition.leaflet, field) or ""):
            return subject.leaflet.place((field,))
    return Span(subject.leaflet.path)


def _sentinels(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    edition, anchors = subject.edition, subject.rendering.facts.anchors
    for panel in edition.format.panels:
        if f"end-panel-{panel.name}" not in anchors:
            message = f'the end of panel "{panel.name}" reached no page'
            yield Span(subject.leaflet.path), message, "shorten the text in that panel"
    if edition.format.extract:
        return
    mark = "" if edition.format.medium == "screen" else "end-"  # nothing is cut off a screen
    ids = [section.id for section in edition.leaflet.sections]
    for section in abridged_for(edition.leaflet, edition.format).leaflet.sections:
        if f"{mark}{section.id}" not in anchors:
            message = f'the end of section "{section.id}" reached no page'
            place = subject.leaflet.place(("sections", ids.index(section.id)))
            yield place, message, "shorten the section"


CHECK = Check(
    id="overflow",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="Every section ends on a page; nothing sticks out of its page, panel, cell or slot.",
    run=_run,
    finds="something sticks out of its page, panel, cell or clinic slot; a section or panel whose "
    "end did not reach any page",
    mend="shorten the text, or the clinic's field that is named; see guide-clinic.md",
    why="Content that sticks out is cut off by the printer or covers other words.",
)
