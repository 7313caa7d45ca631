"""A leaflet names its authors, reviewers and the patients who took part."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet


def _run(loaded: Loaded[Leaflet]) -> Iterator[Found]:
    leaflet = loaded.value
    assert leaflet is not None
    messages = {
        "authors": "no author is named",
        "reviewers": "no clinician has checked it",
        "patient_involvement": "no patient took part",
    }
    for field, message in messages.items():
        if not getattr(leaflet, field):
            yield loaded.place((field,)), message, "name them once it is true, not before"


CHECK = Check(
    id="provenance",
    stage="content",
    reads=Leaflet,
    severity=Severity.NOTE,
    summary="The leaflet says who wrote, reviewed and tested it.",
    run=_run,
    finds="`authors`, `reviewers` or `patient_involvement` that are empty",
    mend="fill them when somebody has done it; the page says that nobody has",
    why="EQIP and PIF TICK ask for authors, reviewers and the involvement of users; an empty list "
    "is honest, and fine for a draft.",
)
