"""Checks a picture file before it is used on a page: as SVG or as PNG, by its name."""

from __future__ import annotations

from leaflet.content.image_problems import picture_problem
from leaflet.content.png_images import check_png, png_aspect
from leaflet.content.svg_images import check_svg, svg_aspect
from leaflet.core.diagnostics import Finding


def check(path: str, data: bytes) -> list[Finding]:
    """The problems of a picture file, none when it is safe to use. The ending of its name says
    whether it must be SVG or PNG.
    """
    if not data:
        return [picture_problem(path, "the file is empty", "export the picture again")]
    return check_svg(path, data) if _is_svg(path) else check_png(path, data)


def aspect(name: str, data: bytes) -> float:
    """The width of a checked picture divided by its height."""
    return svg_aspect(data) if _is_svg(name) else png_aspect(data)


def _is_svg(name: str) -> bool:
    return name.lower().endswith(".svg")
