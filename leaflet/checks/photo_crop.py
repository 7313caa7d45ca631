"""The clinic's photo has a shape of which covers show most."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity

#: The most that may be cut off, in per cent: of more, what a photo shows is lost.
_MOST = 50
_HINT = "use a landscape photo, about 3 wide to 2 high, with what matters in its middle"


def _run(subject: RenderedEdition) -> Iterator[Found]:
    for photo in subject.rendering.facts.photos:
        if subject.is_clinic_photo(photo) and photo.cut > _MOST:
            message = f"{subject.edition.format.id}: {photo.cut}% of the photo is cut off"
            yield subject.clinic.place(("photo", "file")), message, _HINT


CHECK = Check(
    id="photo-crop",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="A cover shows at least half of the clinic's photo.",
    run=_run,
    finds="a clinic's photo of which a cover shows less than half: one that is upright, or a strip",
    mend="use a landscape photo, about 3 wide to 2 high, or cut it yourself to what matters",
    why="A photo is cropped from its middle to the room of the cover, so a face or a door at its"
    " edge may be lost.",
)
