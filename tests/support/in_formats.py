"""The shipped leaflet in every format on paper, laid out once in a session."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from leaflet.core import extensions
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from leaflet.render.validation.laid_out import LaidOut
from tests.support.printed import compose_edition, shipped_edition, shipped_project
from tests.support.renderings import laid_out_once

#: Every format that becomes a PDF.
ON_PAPER = tuple(
    name
    for name in extensions.names("formats")
    if extensions.load("formats", name).medium == "paper"
)


def edition_in(format_: str, clinic: str) -> Edition:
    """The shipped leaflet of a clinic in a format."""
    return replace(shipped_edition(clinic), format=extensions.load("formats", format_))


@cache
def composition_in(format_: str, clinic: str) -> Composition:
    """What it is composed to, as a draft."""
    return compose_edition(shipped_project(), edition_in(format_, clinic))


def printed_in(format_: str, clinic: str) -> Rendering:
    """What it is rendered to."""
    return said_in(format_, clinic)[0]


@cache
def said_in(format_: str, clinic: str) -> tuple[Rendering, LaidOut]:
    """What it is rendered to, and what its pages were laid out to say."""
    return laid_out_once(composition_in(format_, clinic), shipped_project().blobs)
