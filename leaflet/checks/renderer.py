"""The renderer's warnings, each reported at the place to correct."""

import re
from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.model.leaflet import texts

#: An address begins with its scheme or as a path; attributes have an equals sign.
_ADDRESS = re.compile(r"[^<@{=\s]*$|[a-z+.-]+:|[/.]")


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    for uri in subject.rendering.refused:
        yield _refused(uri, Span(subject.own_template or subject.leaflet.path))
    for warning in dict.fromkeys(subject.rendering.warnings):
        if character := warning.missing_glyph:
            message = f'no glyph for "{character}" (U+{ord(character):04X}) in the declared fonts'
            yield _where(subject, character), message, "write it with other characters"
        else:
            yield Span(subject.leaflet.path), f"the renderer warns: {warning}", ""


def _refused(what: str, place: Span) -> tuple[Span, str, str]:
    if _ADDRESS.match(what):
        message = f'the page asks for "{what}", which is not declared'
        return place, message, "use a figure, an icon or the logo"
    message = f'the page has "{what}", which no screen page may have'
    return place, message, "leave it out; see the shipped template"


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
    finds="any warning of the renderer: a character without a glyph in the typeface (not on a "
    "screen page: a browser takes it from the typefaces of the device), a picture or rule that "
    "does not exist, an address that the page does not declare, an element or attribute that a "
    "screen page may not have",
    mend="write the text with other characters; use declared figures, icons and the logo",
    why="The renderer continues after a problem, so the page would be printed with it.",
)
