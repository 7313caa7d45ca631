"""Pages for those who work with leaflets, not for patients: a template and values to a tagged PDF,
in the same sandbox as leaflets.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leaflet.compose.composer import broken_template, template_environment
from leaflet.core import colour, fonts
from leaflet.core.diagnostics import UsageError
from leaflet.core.digests import Asset
from leaflet.core.paper import A4, Margins
from leaflet.page.composition import Budget, Composition
from leaflet.page.facts import TOLERANCE_MM
from leaflet.page.rendering import Rendering
from leaflet.render.renderer import render

#: Longer papers are a mistake: nobody reads on.
MOST_SIDES = 400


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of paper: its template, title, margins in mm, type size in points, and the most
    sides it may have; `day` stands in the PDF as the day on which it was made.
    """

    template: str
    title: str
    description: str
    margins: Margins
    day: datetime.date
    type_pt: float = 11.0
    sides: int = MOST_SIDES
    language: str = "en-GB"


def compose_paper(
    form: Form, values: Mapping[str, Any], templates: Mapping[str, str]
) -> Composition:
    """The composition of a paper; its words follow from `values` alone.

    Raises `UsageError` for a template that is broken.
    """
    environment = template_environment(tuple(sorted(templates.items())))
    context = {**values, "font": fonts.TEXT, "paper": A4, "margins": form.margins}
    try:
        body = environment.get_template(form.template).render(context)
        css = environment.get_template(form.template.replace(".html", ".css")).render(context)
    except Exception as problem:
        raise broken_template(problem) from problem
    return Composition(
        language=form.language,
        direction="ltr",
        title=form.title,
        description=form.description,
        created=form.day.isoformat(),
        modified=form.day.isoformat(),
        css=css,
        body=body,
        slots=(),
        tokens=tuple(sorted(colour.MONO.items())),
        assets=tuple(Asset(font.uri, font.sha256) for font in fonts.FONTS),
        fonts=tuple(font.family for font in fonts.FONTS),
        budget=_budget(form),
    )


def _budget(form: Form) -> Budget:
    """Nothing is fitted: one layout, as it is."""
    return Budget(
        paper_width_mm=A4.width_mm,
        panels=(),
        sides=form.sides,
        signature=1,
        last_side_fill=0.0,
        spacing=(1.0, 1.0, 1.0),
        figures=(1.0, 1.0),
        type_pt=(form.type_pt, form.type_pt),
    )


def print_paper(form: Form, values: Mapping[str, Any], templates: Mapping[str, str]) -> Rendering:
    """A paper as a tagged PDF.

    Raises `UsageError` when a project's own template makes anything else of it.
    """
    rendering = render(compose_paper(form, values, templates), {})
    sides = rendering.facts.sides
    problems = [f'the page asks for "{uri}", which is not declared' for uri in rendering.refused]
    problems += [f"the renderer warns: {warning}" for warning in rendering.warnings]
    if len(sides) > form.sides or any(side.overflow_mm > TOLERANCE_MM for side in sides):
        promised = "one page is" if form.sides == 1 else f"{form.sides} pages are"
        problems.append(f"{len(sides)} pages, or words over the edge, where {promised} promised")
    if problems:
        raise UsageError(f"templates/{form.template}: {problems[0]}", "mend the template")
    return rendering
