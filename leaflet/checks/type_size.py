"""No text is smaller than its format's floor, and most text has at least the format's text size."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core import fonts
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.digests import BASE
from leaflet.core.paper import points_for_x_height

#: Sizes are rounded to a tenth of a point.
_TOLERANCE_PT = 0.1
#: The least size of the numbers on the badges of a drawing.
_LEAST_DIGITS_PT = 6.0
#: A text of fewer characters has labels as long as itself, and no size that most of it is set in.
_FEWEST_CHARACTERS = 200


def _run(subject: RenderedEdition) -> Iterator[Found]:
    format_, sizes = subject.edition.format, subject.rendering.facts.type_sizes
    place = Span(subject.leaflet.path)
    floor = points_for_x_height(format_.small_x_height_mm, fonts.TEXT.x_height)
    for size in sizes:
        if size.points < floor - _TOLERANCE_PT:
            message = f'{format_.id}: page {size.page}: "{size.text}" is set in {size.points:g} pt'
            yield place, message, f"set it in {floor:.1f} pt or more in the template"
    for digits in subject.rendering.facts.figure_digits:
        if digits.points < _LEAST_DIGITS_PT - _TOLERANCE_PT:
            how = f"{digits.points:g} pt, {_LEAST_DIGITS_PT:g} wanted"
            message = f"{format_.id}: page {digits.page}: numbers in a drawing are set in {how}"
            hint = "draw its badges larger, or print it wider"
            yield Span(digits.name.removeprefix(BASE)), message, hint, Severity.WARNING
    text = points_for_x_height(format_.body_x_height_mm, fonts.TEXT.x_height)
    most = max(sizes, key=lambda size: size.characters, default=None)
    if most and most.characters >= _FEWEST_CHARACTERS and most.points < text - _TOLERANCE_PT:
        message = f"{format_.id}: most of it is set in {most.points:g} pt"
        yield place, message, f"set the text in {text:.1f} pt or more"


CHECK = Check(
    id="type-size",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="No word is smaller than its format's floor, and most are as large as its text.",
    run=_run,
    finds="words under the format's floor for small print, running feet included; a file whose"
    " most used size is smaller than the format's text. Advice: numbers on the badges of a drawing"
    " under 6 pt as it is printed",
    mend="set them larger in the template; a text that does not fit is cut, not shrunk",
    why="RNIB clear print asks for 12 to 14 pt, which is an x-height of 2 mm and more, UKAAF for 16"
    " to 18 pt in large print; the floors of each format are in docs/formats.md.",
)
