"""The text fits the sides and panels of its format."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.page.composition import Excess

#: The number of tallest parts that a finding names with their heights.
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
    summary="The text fits the pages or panels of its format with at least the smallest type.",
    run=_run,
    finds="a panel or run of pages that is too long at the smallest type, by how many millimetres "
    "and about how many words, with the tallest parts",
    mend="cut that many words, or give the tallest sections a short form",
    why="Text past the end of a panel would be lost unnoticed; the type is never set smaller than "
    "the format's floor.",
)
