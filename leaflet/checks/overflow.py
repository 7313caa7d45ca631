"""Nothing is cut off or sticks out: geometry, and sentinels that must reach a page."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.located import texts_in
from leaflet.page.facts import PageSide, PlaceFit
from leaflet.page.slot import causing_field
from leaflet.text.abridge import abridged_for

#: Fewer characters may stand in any text.
_OWN_WORDS = 6

#: A field of a clinic is the cause where it has more than this multiple of the usual characters.
_MORE = 1.25


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    for place, message, hint in _found(subject):
        yield place, f"{subject.edition.format.id}: {message}", hint


def _found(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    yield from _slots(subject)
    if not subject.rendering.facts.fit.excess:  # else reported by the check of the fit
        yield from _geometry(subject)
        yield from _sentinels(subject)


def _slots(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    for slot in _overfull_slots(subject):
        field, characters, usual = causing_field(subject.edition.clinic, slot.name)
        if field != "logo" and subject.edition.format.panels and characters <= _MORE * usual:
            yield _too_little(subject, slot)
            continue
        hint = "shorten the clinic's details that it prints"
        if field == "logo":
            hint = "make the logo smaller: `width_mm`"
        elif usual:
            hint += f', "{field}" above all: {characters} characters, {usual} are usual'
        message = f'page {slot.page}: "{slot.name}" is {slot.overflow_mm} mm too tall'
        yield subject.clinic.place((field,)), message, hint


def _too_little(subject: RenderedEdition, slot: PlaceFit) -> tuple[Span, str, str]:
    """Where the details of a clinic are as usual, the text leaves them too little room."""
    side = subject.rendering.facts.sides[slot.page - 1]
    words = _words(side, slot.overflow_mm)
    message = f'page {slot.page}: the text leaves "{slot.name}" {slot.overflow_mm} mm too little'
    hint = f"cut about {words} words of the text, or write fewer under `abridge`"
    return Span(subject.leaflet.path), message, hint


def _overfull_slots(subject: RenderedEdition) -> list[PlaceFit]:
    return [slot for slot in subject.rendering.facts.slots if slot.overflow_mm]


def _geometry(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    place, facts = Span(subject.leaflet.path), subject.rendering.facts
    told = {slot.page for slot in _overfull_slots(subject)}  # what such a slot pushes out is told
    for number, side in enumerate(facts.sides, 1):
        if side.overflow_mm and number not in told:
            message = f"page {number}: content sticks {side.overflow_mm} mm out of the page area"
            yield place, message, f"cut about {_words(side, side.overflow_mm)} words on that page"
    for panel in facts.panels:
        if panel.overflow_mm and panel.page not in told:
            message = f'page {panel.page}: panel "{panel.name}" is {panel.overflow_mm} mm too full'
            yield place, message, "shorten the text in that panel"
    for page, text, over in facts.boxes:
        if page in told:
            continue
        message = f'page {page}: "{text[:40]}" sticks {over} mm out of its place'
        yield _place_of(subject, text), message, "use shorter words"


def _words(side: PageSide, over_mm: float) -> int:
    """About how many words of a side take some height."""
    return max(round(over_mm * side.words / (side.filled_mm or 1)), 1)


def _place_of(subject: RenderedEdition, text: str) -> Span:
    """The title or subtitle whose words stick out, else the field of the clinic that has them, else
    the leaflet.
    """
    words = " ".join(text.split())
    for field in ("title", "subtitle"):
        if words and words in (getattr(subject.edition.leaflet, field) or ""):
            return subject.leaflet.place((field,))
    values = subject.clinic.value.model_dump(by_alias=True) if subject.clinic.value else {}
    for path, said in texts_in(values):
        shorter, longer = sorted((words, " ".join(said.split())), key=len)
        if len(shorter) >= _OWN_WORDS and shorter in longer:
            return subject.clinic.place(path)
    return Span(subject.leaflet.path)


def _sentinels(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    edition, anchors = subject.edition, subject.rendering.facts.anchors
    for panel in edition.format.panels:
        if f"end-panel-{panel.name}" not in anchors:
            message = f'the end of panel "{panel.name}" reached no page'
            yield Span(subject.leaflet.path), message, "shorten the text in that panel"
    if edition.format.extract:
        return
    mark = "end-" if edition.format.medium == "paper" else ""  # elsewhere nothing is cut off
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
