"""The search for evidence and the newest source are recent."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet, kind = leaflet_text.loaded, leaflet_text.leaflet, leaflet_text.kind
    years = kind.norms.evidence_years
    searched = leaflet.evidence_searched
    if searched is None or leaflet.published is None:
        return
    if (leaflet.published - searched).days > years * 366:
        place = loaded.place(("evidence_searched",))
        message = f"the evidence was searched more than {years} years before the leaflet"
        yield place, message, "search again, then set the date"
    newest = max((source.year for source in leaflet.sources.values()), default=searched.year)
    if leaflet.sources and searched.year - newest > years:
        place = loaded.place(("sources",))
        hint = "look for newer work, or say there is none"
        yield place, f"the newest source is of {newest}", hint
    for name, source in leaflet.sources.items():
        if source.year > source.accessed.year:
            place = loaded.place(("sources", name, "accessed"))
            yield place, f'"{name}" was read before its year', "correct year or accessed"


CHECK = Check(
    id="evidence-age",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="The evidence was searched within three years before the leaflet, and is recent.",
    run=_run,
    finds="`evidence_searched` more than three years before `published`; no source newer than "
    "three years before the search; a source read before its year",
    mend="search again, and set the date",
    why="DISCERN, question 5; IPDAS: the update policy is stated and kept.",
)
