"""Text and pictures keep their distance from the edges of the paper."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.paper import PRINTABLE_MM
from leaflet.formats.format import Format
from leaflet.page.facts import TOLERANCE_MM, Edges

_SIDES = ("top", "right", "bottom", "left")


def _run(subject: RenderedEdition) -> Iterator[Found]:
    place, format_ = Span(subject.leaflet.path), subject.edition.format
    if subject.rendering.facts.is_overfull:  # reported by the checks of fit and overflow
        return
    for page, edges in enumerate(subject.rendering.facts.edges, 1):
        name = f"{format_.id}: page {page}"
        for side, mm in zip(_SIDES, edges.nearest_mm, strict=True):
            if mm < PRINTABLE_MM - TOLERANCE_MM:
                message = f"{name}: printed {mm:g} mm from the {side} edge of the paper"
                yield place, message, f"keep {PRINTABLE_MM:g} mm or more free"
        is_cover = format_.signature > 1 and page == 1
        for side, mm, least in () if is_cover else _narrow(edges, format_):
            message = f"{name}: a margin of {mm:g} mm at the {side}"
            yield place, message, f"give it {least:g} mm, as the format promises"


def _narrow(edges: Edges, format_: Format) -> Iterator[tuple[str, float, float]]:
    """The margins that are narrower than the format's, which may be mirrored for facing pages."""
    ours = format_.margins
    promised = (ours.top, ours.right, ours.bottom, ours.left)
    mirrored = (ours.top, ours.left, ours.bottom, ours.right)
    found = [
        [
            (side, mm, least)
            for side, mm, least in zip(_SIDES, edges.margins_mm, wanted, strict=True)
            if mm < least - TOLERANCE_MM
        ]
        for wanted in (promised, mirrored)
    ]
    yield from min(found, key=len)


CHECK = Check(
    id="paper-edges",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="Nothing is printed nearer to the paper's edge than office printers reach.",
    run=_run,
    finds="text or a picture within 6 mm of an edge of the paper, including the state band and the"
    " running foot; a page whose margin is narrower than its format's",
    mend="keep the margins of the format in the template",
    why="Office printers leave 4 to 6 mm at the edges white and print nothing there; the margins of"
    " each format are in docs/formats.md.",
)
