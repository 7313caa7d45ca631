"""What a screen reader announces of a PDF, for a person who can judge it."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity


def _run(subject: RenderedEdition) -> Iterator[Found]:
    edition, read = subject.edition, subject.rendering.facts.read_aloud
    place = subject.leaflet.place(("title",))
    asked = (
        ("its headings are read in this order", read.headings, "listen whether it makes sense"),
        ("its pictures are read as", read.pictures, "hold these words beside the pictures"),
        ("its links are read as", read.links, "each says by itself where it leads, or mend it"),
    )
    for what, words, hint in asked:
        if words:
            listed = "; ".join(f'"{one}"' for one in words)
            yield place, f"{edition.format.id}: {what}: {listed}", hint


CHECK = Check(
    id="read-aloud",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.NOTE,
    summary="What a screen reader announces: a person judges whether it makes sense.",
    run=_run,
    finds="no fault: the headings of a PDF in the order in which they are read, the words for its"
    " pictures and those of its links, for somebody who looks and listens",
    mend="change the article, the words for a picture or a template where a reader would be lost",
    why="A machine cannot decide whether an order is sensible, words stand for a picture, or a link"
    " is understood without its surroundings (WCAG 2.2, 1.1.1, 1.3.2, 2.4.4, 2.4.6).",
)
