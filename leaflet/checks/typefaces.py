"""Only declared typefaces are embedded."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core import fonts
from leaflet.core.diagnostics import Severity, Span


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    declared = {font.family for font in fonts.FONTS}
    for family in subject.rendering.embedded:
        if family not in declared:
            hint = f"use one of: {', '.join(sorted(declared))}"
            yield Span(subject.leaflet.path), f'undeclared typeface "{family}" in the page', hint


CHECK = Check(
    id="typefaces",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="The embedded typefaces are among the declared ones; no system font enters a page.",
    run=_run,
    finds="a typeface in the PDF that is not declared",
    mend="use a declared one in the template",
    why="The same typeface on every machine is what makes the same bytes, and PDF/A asks for "
    "every font to be embedded.",
)
