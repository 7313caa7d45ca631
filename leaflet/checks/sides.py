"""Sides and panels are filled: none is blank, half empty or ends with a heading."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.page.composition import WRITING_LINE_MM
from leaflet.page.facts import PlaceFit

#: The least share of a side that is printed on, of all sides but the last.
_LEAST_FILL = 0.7
#: The height of the head above lines to write on, with the space around it.
_HEAD_MM = 14.0
_KEY_POINTS = "write key points: a poster shows up to three"


def _run(subject: RenderedEdition) -> Iterator[Found]:
    if subject.rendering.facts.fit.excess:  # the text changes anyhow
        return
    place, name = Span(subject.leaflet.path), subject.edition.format.id
    for message, *rest in (*_sides(subject), *_panels(subject), *_last_side(subject)):
        yield place, f"{name}: {message}", *rest  # type: ignore[misc]


def _sides(subject: RenderedEdition) -> Iterator[tuple[str, str] | tuple[str, str, Severity]]:
    panels, sides = subject.edition.format.panels, subject.rendering.facts.sides
    first = 2 if "cover" in subject.edition.format.slot_sizes else 1
    judged = range(first, len(sides)) if not panels else ()
    for number, side in enumerate(sides, 1):
        if side.is_blank and panels:  # a text that is short for its sheet
            hint = "write more, or hand it out in another format"
            yield f"page {number} is blank", hint, Severity.WARNING
        elif side.is_blank:
            yield f"page {number} is blank", "cut a few words before it"
        elif side.ends_with_heading:
            yield f"page {number} ends with a heading", "change the text before it"
        elif round(side.fill, 2) < _LEAST_FILL and number in judged:
            message = f"page {number} is {side.fill:.0%} full, {_LEAST_FILL:.0%} wanted"
            hint = "cut or move a part, so that less of it waits for the next page"
            yield message, hint, Severity.WARNING


def _panels(subject: RenderedEdition) -> Iterator[tuple[str, str, Severity]]:
    for panel in subject.rendering.facts.panels:
        if panel.content_mm <= 0:
            message = f'page {panel.page}: panel "{panel.name}" is empty'
            is_poster = subject.edition.format.extract
            hint = _KEY_POINTS if is_poster else "write more, or hand it out in another format"
            yield message, hint, Severity.WARNING
    ruled = [panel for panel in subject.rendering.facts.panels if _is_ruled(panel, subject)]
    if len(ruled) > 1:
        names = ", ".join(f'"{panel.name}"' for panel in ruled)
        message = f"{len(ruled)} panels have nothing but lines for notes: {names}"
        yield message, "write more, or hand it out in another format", Severity.WARNING


def _is_ruled(panel: PlaceFit, subject: RenderedEdition) -> bool:
    """Whether nothing stands in a panel but lines to write on and their head."""
    lines = dict(subject.rendering.facts.fit.fit.lines).get(panel.name, 0)
    return lines > 0 and panel.content_mm <= lines * WRITING_LINE_MM + _HEAD_MM


def _last_side(subject: RenderedEdition) -> Iterator[tuple[str, str, Severity]]:
    sides, format_ = subject.rendering.facts.sides, subject.edition.format
    if not 1 < len(sides) <= format_.sides or sides[-1].is_blank:
        return
    if sides[-1].fill < format_.last_side_fill:
        how_full = f"{sides[-1].fill:.0%} full, {format_.last_side_fill:.0%} wanted"
        hint = "add writing lines to `questions`, or cut a side's worth"
        yield f"the last side is {how_full}", hint, Severity.WARNING


CHECK = Check(
    id="sides",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="No side or panel is blank or half empty, and no page ends with a heading.",
    run=_run,
    finds="a page that is blank (advice on a folded sheet, whose text may be short); a page whose"
    " last line is a heading. Advice: a page but the last that is less than 70 % full, an empty"
    " panel, two or more panels with nothing but lines for notes, and a last side that is emptier"
    " than the format asks (A4: 70 %). Lines for notes count as far down as they go",
    mend="change the text before it; for a last side, add writing lines to `questions`, or cut"
    " enough to lose the page",
    why="A blank side or a heading without its text is a broken page; white in the middle of a text"
    " looks like its end; a nearly empty last side wastes paper.",
)
