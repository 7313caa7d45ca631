"""A leaflet is for nobody younger than its kind of treatment is given to."""

import re
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText


def _run(text: LeafletText) -> Iterator[Found]:
    least, audience = text.kind.norms.least_age, text.leaflet.audience or ""
    ages = [int(found) for found in re.findall(r"\b\d{1,2}\b", audience)]
    if ages and min(ages) < least:
        message = f'the audience begins at {min(ages)}, and "{text.leaflet.kind}" at {least}'
        yield text.loaded.place(("audience",)), message, f"write it for people of {least} and over"


CHECK = Check(
    id="audience-age",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A leaflet is for nobody younger than its kind of treatment is given to.",
    run=_run,
    finds="an age in `audience` below the `least_age` of the leaflet's kind",
    mend="write it for adults, or choose another kind",
    why="England: Botulinum Toxin and Cosmetic Fillers (Children) Act 2021, sections 1 to 3;"
    " Scotland: Non-surgical Procedures Act 2026.",
)
