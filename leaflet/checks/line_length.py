"""Lines of text are short enough to read."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core import fonts
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.paper import points_for_x_height

#: More characters than the first are a warning, more than the second an error.
_BOUNDS = (75, 80)
_TOLERANCE_PT = 0.1


def _run(subject: RenderedEdition) -> Iterator[Found]:
    format_ = subject.edition.format
    text = points_for_x_height(format_.body_x_height_mm, fonts.TEXT.x_height)
    for size in subject.rendering.facts.type_sizes:
        if size.points < text - _TOLERANCE_PT or size.longest <= _BOUNDS[0]:
            continue
        severity = Severity.ERROR if size.longest > _BOUNDS[1] else Severity.WARNING
        message = f'{format_.id}: a line of {size.longest} characters: "{size.line[:40]} …"'
        hint = f"set it in a narrower column; keep lines to {_BOUNDS[0]} characters"
        yield Span(subject.leaflet.path), message, hint, severity


CHECK = Check(
    id="line-length",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="Lines of text have at most 75 characters.",
    run=_run,
    finds="a paragraph of more than one line in the size of the text with a line of more than 75"
    " characters; more than 80 are an error",
    mend="give the text a narrower column, or two columns, in the template",
    why="RNIB advises 60 to 70 characters, WCAG 2.2 success criterion 1.4.8 allows 80 at most.",
)
