"""The renderer's warnings, each reported at the place to correct."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.model.leaflet import texts


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    for uri in subject.rendering.refused:
        message = f'the page asks for "{uri}", which is not declared'
        yield Span(subject.leaflet.path), message, "use a figure, an icon or the logo"
    for warning in dict.fromkeys(subject.rendering.warnings):
        if character := warning.missing_glyph:
            message = f'no glyph for "{character}" (U+{ord(character):04X}) in the declared fonts'
            yield _where(subject, character), message, "write it with other characters"
        else:
            yield Span(subject.leaflet.path), f"the renderer warns: {warning}", ""


def _where(subject: RenderedEdition, character: str) -> Span:
    """The place of the first text that holds the character."""
    for loaded in subject.files:
        for field_path, text in texts(loaded.value):
            if character in text:
                place = loaded.place(field_path)
                return Span(place.path, place.line + text[: text.index(character)].count("\n"), 1)
    return Span(subject.leaflet.path)


CHECK = Check(
    id="renderer",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="The renderer gave no warning: every glyph, picture and rule was there.",
    run=_run,
    finds="any warning of the renderer: a character without a glyph in the typeface, a picture or "
    "rule that does not exist, an address that the page does not declare",
    mend="write the text with other characters; use declared figures, icons and the logo",
    why="The renderer continues after a problem, so the page would be printed with it.",
)
