"""The front matter has what approval of the leaflet's kind needs."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet = leaflet_text.loaded, leaflet_text.leaflet
    place = loaded.place(("title",))
    if leaflet.kind is None:
        message = "no kind is named, so nobody knows what the leaflet must tell"
        yield place, message, "add its kind, as kind: medicine; leaflet list kinds shows all"
    for field in leaflet_text.kind.fields:
        if field != "sources" and not getattr(leaflet, field):  # the check `sources` asks for them
            yield (
                place,
                f'the kind {leaflet.kind} needs "{field}" before approval',
                f'add "{field}:"',
            )


CHECK = Check(
    id="approval-fields",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="The front matter has what approval of the leaflet's kind needs.",
    run=_run,
    nouns=("thing missing", "things missing"),
    finds="a leaflet without a `kind`; a field that the kind lists under `fields` and the leaflet"
    " lacks",
    mend="add the field",
    why="EQIP, DISCERN and PIF TICK ask for purpose, dates, sources and conflicts of interest; a"
    " title and a text are enough for a draft.",
)
