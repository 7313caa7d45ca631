"""The white above headings of one level is the same on a side."""

from collections import defaultdict
from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.page.facts import HeadingGap

#: Gaps may be so much more or less than the middle one, in mm.
_TOLERANCE_MM = 0.6


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    format_, facts = subject.edition.format, subject.rendering.facts
    if format_.panels or facts.fit.excess:  # panels are filled by their white
        return
    by_side: dict[tuple[int, int], list[HeadingGap]] = defaultdict(list)
    for gap in facts.heading_gaps:
        by_side[gap.page, gap.level].append(gap)
    for (page, level), gaps in sorted(by_side.items()):
        least, most = (pick(gaps, key=lambda gap: gap.gap_mm) for pick in (min, max))
        if most.gap_mm - least.gap_mm > 2 * _TOLERANCE_MM + 0.05:
            message = (
                f"{format_.id}: page {page}: {least.gap_mm:g} to {most.gap_mm:g} mm of white above"
                f' headings of level {level}: "{least.text[:30]}", "{most.text[:30]}"'
            )
            hint = "give all of them the same space above in the template"
            yield Span(subject.own_template or subject.leaflet.path), message, hint


CHECK = Check(
    id="heading-rhythm",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="The white above headings of one level is the same on a side.",
    run=_run,
    finds="a side on which the white above headings of one level, or above the boxes that they"
    " open, differs by more than 1.2 mm, in formats whose text flows from page to page",
    mend="give all of them the same space above in the template: on A4, 5.5 mm above and 1.2 mm"
    " below a heading of a section",
    why="Equal white says that sections are of equal rank; uneven white looks like a mistake"
    " (docs/design.md).",
)
