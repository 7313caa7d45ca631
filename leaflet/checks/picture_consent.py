"""A picture of a person says that the person agreed to be shown."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.clinic import Clinic, CoverPhoto
from leaflet.model.fields import ContentModel
from leaflet.model.leaflet import Figure, Leaflet

_PHOTOGRAPHS = (".jpg", ".jpeg")


def _run(loaded: Loaded[ContentModel]) -> Iterator[Found]:
    for field_path, called, picture in _pictures(loaded.value):
        place = loaded.place(field_path)
        if picture.person and not picture.consent:
            hint = 'add consent: with what they agreed to, as "The patient agreed in writing."'
            yield place, f"{called} shows a person, and nobody says that they agreed", hint
        is_cover = isinstance(picture, CoverPhoto)
        if picture.person is None and (is_cover or picture.file.lower().endswith(_PHOTOGRAPHS)):
            what = called if is_cover else f"the photograph {called}"
            message = f"nobody says whether {what} shows a person"
            yield place, message, "add person: true or person: false", Severity.WARNING


def _pictures(value: object) -> Iterator[tuple[FieldPath, str, Figure | CoverPhoto]]:
    """The pictures of a leaflet or clinic, each with its field path and what it is called."""
    if isinstance(value, Leaflet):
        for name, figure in value.figures.items():
            yield ("figures", name), f'"{name}"', figure
    if isinstance(value, Clinic) and value.photo:
        yield ("photo",), "the photo", value.photo


CHECK = Check(
    id="picture-consent",
    stage="content",
    reads=ContentModel,
    severity=Severity.ERROR,
    summary="A picture of a person says that the person agreed to be shown.",
    run=_run,
    finds="a figure, or a clinic's photo, with `person: true` and no `consent`; a JPEG, or a"
    " clinic's photo, without `person` is a warning",
    mend="ask the person, keep what they signed, and write into `consent` what they agreed to",
    why="GMC, Making and using visual and audio recordings of patients (2011): consent before a"
    " recording is published, even where nobody would know the person.",
)
