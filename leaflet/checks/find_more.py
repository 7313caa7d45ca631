"""A leaflet links to further reading."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.leaflet import texts
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet, kind = leaflet_text.loaded, leaflet_text.leaflet, leaflet_text.kind
    if not kind.asks_for("find-more"):
        return
    sections = [section for section in leaflet.sections if section.role == "find-more"]
    said = [text for section in sections for _, text in texts(section)]
    if not any("](https://" in text for text in said):
        place = loaded.place(("id",))
        hint = "add a link to an independent body to find-more"
        yield place, "nothing says where to find out more", hint


CHECK = Check(
    id="find-more",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="At least one independent page is named for further reading.",
    run=_run,
    finds="a leaflet whose kind asks for further reading, without a link in `find-more`",
    mend="link to a public body, as [nhs.uk/…](https://www.nhs.uk/…)",
    why="DISCERN, question 7: where to find more support and information.",
)
