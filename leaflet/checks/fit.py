"""The text fits its format: no more sides, and no panel fuller, than there is room."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.page.composition import Excess

#: How many parts of a place are named with what they cost, the tallest first.
_NAMED = 4


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    place, format_ = Span(subject.leaflet.path), subject.edition.format
    facts = subject.rendering.facts
    for excess in facts.fit.excess:
        message = f"{format_.id}: {excess.place}: {excess.over_mm} mm too long"
        hint = f"cut about {excess.words} words; tallest: {_costs(excess)}"
        yield place, message, hint
    if len(facts.sides) > format_.sides and not facts.fit.excess:
        message = f"{format_.id}: {len(facts.sides)} sides, {format_.sides} at most"
        yield place, message, "shorten the text"


def _costs(excess: Excess) -> str:
    tallest = sorted(excess.costs, key=lambda cost: -cost[1])[:_NAMED]
    return ", ".join(f"{name} {mm:.0f} mm" for name, mm in tallest)


CHECK = Check(
    id="fit",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="The text fits the pages or panels of its format at no less than the smallest type.",
    run=_run,
    finds="a panel or page run that is too long at the smallest type, by how many millimetres and "
    "about how many words, with what costs most",
    mend="cut that many words, or give the costliest sections a short form",
    why="Text past the end of a panel would vanish without a word; the type never goes under "
    "the format's floor.",
)
