"""The text fits the sides and panels of its format."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.formats.format import Format
from leaflet.model.settings import MOST_LIMIT
from leaflet.page.composition import Excess
from leaflet.text.abridge import fewer_words

#: The number of tallest parts that a finding names with their heights.
_NAMED = 4


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    format_, facts = subject.edition.format, subject.rendering.facts
    if len(facts.sides) > format_.most_sides and not facts.fit.excess:
        message = f"{format_.id}: {len(facts.sides)} sides, {format_.most_sides} at most"
        yield Span(subject.leaflet.path), message, "shorten the text"
    for excess in facts.fit.excess:
        costs = sorted(excess.costs, key=lambda cost: -cost[1])
        longest = next((name for name, _ in costs if _sections(subject, name)), "")
        message = f"{format_.id}: {excess.place}: {excess.over_mm} mm too long"
        tallest = ", ".join(f"{name} {mm:.0f} mm" for name, mm in costs[:_NAMED])
        how = f"cut about {excess.words} words{_or_else(subject, longest, excess)}"
        place = _field(subject, excess) or _place(subject, longest)
        yield place, message, f"{how}; tallest: {tallest}"


def _sections(subject: RenderedEdition, part: str) -> list[int]:
    """The numbers of the sections in a part of the text; those of a row are joined by "+"."""
    ids = [section.id for section in subject.edition.leaflet.sections]
    return [ids.index(name) for name in part.split("+") if name in ids]


def _field(subject: RenderedEdition, excess: Excess) -> Span | None:
    """The field that fills a cover or a panel of a poster; None for other places."""
    leaflet = subject.edition.leaflet
    panel = excess.place.partition('"')[2].removesuffix('"')
    if panel in ("cover", "headline"):
        longest = max(("title", "main_message"), key=lambda name: len(getattr(leaflet, name) or ""))
        return subject.leaflet.place((longest,))
    return subject.poster_place if panel == "messages" else None


def _place(subject: RenderedEdition, longest: str) -> Span:
    """The longest section in a panel; of pages, the leaflet."""
    numbers = _sections(subject, longest)
    if not subject.edition.format.panels or not numbers:
        return Span(subject.leaflet.path)
    return subject.leaflet.place(("sections", numbers[0]))


def _or_else(subject: RenderedEdition, longest: str, excess: Excess) -> str:
    """What else helps: more sides for a text that flows; for one in panels, short forms, and fewer
    words, so that these are printed.
    """
    format_, leaflet = subject.edition.format, subject.edition.leaflet
    if format_.extract:
        return ", or choose shorter key points under `poster`" if "messages" in excess.place else ""
    if format_.growth:
        sides = len(subject.rendering.facts.sides)
        can_grow = format_.within(MOST_LIMIT).most_sides >= sides
        return f", or raise limits.sides ({sides} sides)" if can_grow else ""
    longest_ones = [leaflet.sections[number] for number in _sections(subject, longest)]
    unshortened = [section.id for section in longest_ones if not section.short]
    if unshortened and dict(excess.costs)[longest] > _tallest_panel(format_):
        return f', or give "{unshortened[0]}" a short form'
    words, is_reached = fewer_words(leaflet, format_, excess.words) or (0, False)
    how = f"abridge: {{{format_.id}: {words}}} in the front matter" if words else ""
    if words and is_reached:
        return f", or write {how}"
    also = f" and write {how}" if words else ""
    return f', or give "{unshortened[0]}" a short form{also}' if unshortened else ""


def _tallest_panel(format_: Format) -> float:
    return max(panel.height_mm for panel in format_.panels)


CHECK = Check(
    id="fit",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="The text fits the pages or panels of its format with at least the smallest type.",
    run=_run,
    finds="a panel or run of pages that is too long at the smallest type, by how many millimetres "
    "and about how many words, with the tallest parts",
    mend="cut that many words, or write the number of words to print under `abridge` in the front"
    " matter: then short forms are printed, and less important sections are left out",
    why="Text past the end of a panel would be lost unnoticed; the type is never set smaller than "
    "the format's floor.",
)
