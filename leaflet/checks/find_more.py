"""A leaflet links to further reading."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet, texts


def _run(loaded: Loaded[Leaflet]) -> Iterator[Found]:
    leaflet = loaded.value
    assert leaflet is not None
    if leaflet.kind not in ("treatment", "condition"):
        return
    section = leaflet.section("find-more")
    said = [text for _, text in texts(section)] if section else []
    if not any("](https://" in text for text in said):
        place = loaded.place(("id",))
        hint = "add a link to an independent body to find-more"
        yield place, "nothing says where to find out more", hint


CHECK = Check(
    id="find-more",
    stage="content",
    reads=Leaflet,
    severity=Severity.WARNING,
    summary="At least one independent page is named for further reading.",
    run=_run,
    finds="a treatment or condition without a link in `find-more`",
    mend="link to a public body, as [nhs.uk/…](https://www.nhs.uk/…)",
    why="DISCERN, question 7: where to find more support and information.",
)
