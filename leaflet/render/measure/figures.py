"""Measures pictures as they are printed: the clinic's logo."""

from __future__ import annotations

from typing import Any

from leaflet.core.paper import pixels_to_mm
from leaflet.render.measure.boxes import inside


def logo_height(document: Any) -> float | None:
    """The least height in mm at which the clinic's logo is printed; None where it is not."""
    heights = [
        box.height
        for page in document.pages
        for box in inside(page._page_box)
        if hasattr(box, "replacement")
        and box.element is not None
        and box.element.get("src")
        and "logo" in (box.element.get("class") or "").split()
    ]
    return round(pixels_to_mm(min(heights)), 1) if heights else None
