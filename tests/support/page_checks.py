"""What the checks of pages find, without what is told to a person to judge."""

from __future__ import annotations

from leaflet.checks.run import check_rendering
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Finding


def found_on_pages(subject: RenderedEdition) -> list[Finding]:
    """The findings on an edition that is rendered; `read-aloud` finds no fault."""
    return [finding for finding in check_rendering(subject) if finding.code != "read-aloud"]
