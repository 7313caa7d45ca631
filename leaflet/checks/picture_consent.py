"""A picture of a person says that the person agreed to be shown."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText

_PHOTOGRAPHS = (".jpg", ".jpeg")


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded = leaflet_text.loaded
    for name, figure in leaflet_text.leaflet.figures.items():
        place = loaded.place(("figures", name))
        if figure.person and not figure.consent:
            hint = 'add consent: with what they agreed to, as "The patient agreed in writing."'
            yield place, f'"{name}" shows a person, and nobody says that they agreed', hint
        if figure.person is None and figure.file.lower().endswith(_PHOTOGRAPHS):
            message = f'nobody says whether the photograph "{name}" shows a person'
            yield place, message, "add person: true or person: false", Severity.WARNING


CHECK = Check(
    id="picture-consent",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A picture of a person says that the person agreed to be shown.",
    run=_run,
    finds="a figure with `person: true` and no `consent`; a JPEG without `person` is a warning",
    mend="ask the person, keep what they signed, and write into `consent` what they agreed to",
    why="GMC, Making and using visual and audio recordings of patients (2011): consent before a"
    " recording is published, even where nobody would know the person.",
)
