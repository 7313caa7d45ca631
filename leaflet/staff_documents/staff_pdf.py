"""Staff documents: pages for clinic staff and reviewers, not for patients. They are rendered from a
template and values to a tagged PDF, in the same sandbox as leaflets.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leaflet.compose.template_tasks import Helpers, TemplateTask, fill_templates, no_helpers
from leaflet.content.templates import Templates
from leaflet.core import colour, fonts
from leaflet.core.diagnostics import UsageError
from leaflet.core.digests import Asset
from leaflet.core.paper import A4, Margins
from leaflet.page.composition import Budget, Composition
from leaflet.page.facts import TOLERANCE_MM
from leaflet.page.rendering import Rendering
from leaflet.render.renderer import render

#: The default limit of pages; a longer document is a mistake.
MOST_SIDES = 400


@dataclass(frozen=True, slots=True)
class StaffDocument:
    """A staff document: its template, title, margins in mm, type size in points, and maximum number
    of pages; `day` is the creation date in the PDF, `pictures` are the PNG images that it shows.
    """

    template: str
    title: str
    description: str
    margins: Margins
    day: datetime.date | None
    type_pt: float = 11.0
    sides: int = MOST_SIDES
    language: str = "en-GB"
    pictures: tuple[Asset, ...] = ()


def compose_staff_document(
    document: StaffDocument,
    values: Mapping[str, Any],
    templates: Templates,
    helpers: Helpers = no_helpers,
) -> Composition:
    """The composition of a staff document; `helpers` makes the functions of its templates.

    Raises `UsageError` for a broken template, and for one that overruns a limit.
    """
    pages = (document.template, document.template.replace(".html", ".css"))
    given = {**values, "font": fonts.TEXT, "paper": A4, "margins": document.margins}
    body, css = fill_templates(TemplateTask(templates, pages, given, helpers)).texts
    return Composition(
        language=document.language,
        direction="ltr",
        title=document.title,
        description=document.description,
        created=document.day.isoformat() if document.day else "",
        modified=document.day.isoformat() if document.day else "",
        css=css,
        body=body,
        slots=(),
        tokens=tuple(sorted(colour.MONO.items())),
        assets=(*(Asset(font.uri, font.sha256) for font in fonts.FONTS), *document.pictures),
        fonts=tuple(font.family for font in fonts.FONTS),
        budget=_budget(document),
        own_templates=templates.own,
    )


def _budget(document: StaffDocument) -> Budget:
    """A budget without fitting: one layout at the given type size."""
    return Budget(
        paper_width_mm=A4.width_mm,
        panels=(),
        sides=document.sides,
        signature=1,
        last_side_fill=0.0,
        spacing=(1.0, 1.0, 1.0),
        figures=(1.0, 1.0),
        type_pt=(document.type_pt, document.type_pt),
    )


class MissingGlyphError(UsageError):
    """A staff document has a character without a glyph in the typeface."""

    def __init__(self, character: str) -> None:
        message = f'no glyph for "{character}" (U+{ord(character):04X}) in the typeface'
        super().__init__(message, "write it with other characters")


def print_staff_document(
    document: StaffDocument,
    values: Mapping[str, Any],
    templates: Templates,
    helpers: Helpers = no_helpers,
    blobs: Mapping[str, bytes] | None = None,
) -> Rendering:
    """A staff document as a tagged PDF; `blobs` has the bytes of its pictures by sha256.

    Raises `MissingGlyphError` for a character without a glyph, and `UsageError` when a template of
    the project is broken, refers to undeclared assets, or exceeds the promised pages.
    """
    rendering = render(compose_staff_document(document, values, templates, helpers), blobs or {})
    for warning in rendering.warnings:
        if warning.missing_glyph:
            raise MissingGlyphError(warning.missing_glyph)
    sides = rendering.facts.sides
    problems = [f'the page asks for "{uri}", which is not declared' for uri in rendering.refused]
    problems += [f"the renderer warns: {warning}" for warning in rendering.warnings]
    problems += [f"{fault.message} (PDF/UA-1, {fault.rule})" for fault in rendering.facts.faults]
    if len(sides) > document.sides or any(side.overflow_mm > TOLERANCE_MM for side in sides):
        promised = "one page is" if document.sides == 1 else f"{document.sides} pages are"
        problems.append(f"{len(sides)} pages, or words over the edge, where {promised} promised")
    if problems:
        raise UsageError(f"templates/{document.template}: {problems[0]}", "mend the template")
    return rendering
