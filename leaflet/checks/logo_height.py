"""The clinic's logo is printed large enough to be read."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span

_LEAST_MM = 6.0
#: The most that `width_mm` may be.
_WIDEST_MM = 90


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    height, logo = subject.rendering.facts.logo_mm, subject.edition.logo
    if height is None or height >= _LEAST_MM or subject.edition.clinic.logo is None:
        return
    width = round(_LEAST_MM * (logo.aspect or 0) / subject.edition.format.logo_scale) if logo else 0
    hint = "use a form of the logo that is less wide"
    if 0 < width <= _WIDEST_MM:
        hint = f'print it wider, `width_mm: "{width}"`, or {hint}'
    message = f"{subject.edition.format.id}: the logo is {height:g} mm tall, {_LEAST_MM:g} wanted"
    yield subject.clinic.place(("logo",)), message, hint


CHECK = Check(
    id="logo-height",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="The clinic's logo is printed at least 6 mm tall.",
    run=_run,
    finds="a logo that is printed less than 6 mm tall",
    mend="give it more width in the clinic's file, or use a form of it that is less wide",
    why="The words in a logo that is less tall cannot be read on paper (docs/design.md).",
)
