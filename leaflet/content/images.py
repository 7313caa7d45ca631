"""Checks a picture file before it is used on a page: as SVG, PNG or JPEG, by its name."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.content.image_problems import picture_problem
from leaflet.content.jpeg_images import ENDINGS, read_jpeg
from leaflet.content.png_images import check_png, png_aspect
from leaflet.content.svg_images import read_svg, svg_aspect
from leaflet.content.svg_tree import Element
from leaflet.core.diagnostics import Finding


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file: what is embedded of it, its width divided by its height, and for a drawing
    its elements; or the findings on it.
    """

    findings: list[Finding]
    data: bytes = b""
    aspect: float = 1.0
    drawing: Element | None = None


def read_picture(path: str, data: bytes) -> Picture:
    """A picture that is safe to use, or its problems. The ending of its name says whether it must
    be SVG, JPEG or PNG. A problem of one file is never an exception.
    """
    if not data:
        return Picture([picture_problem(path, "the file is empty", "export the picture again")])
    try:
        if path.lower().endswith(ENDINGS):
            return Picture(*read_jpeg(path, data))
        return _svg(path, data) if _is_svg(path) else _png(path, data)
    except Exception as problem:  # noqa: BLE001  # the libraries of others raise many types
        message = f"the picture cannot be read: {type(problem).__name__}"
        return Picture([picture_problem(path, message, "export it again, as PNG")])


def check(path: str, data: bytes) -> list[Finding]:
    """The problems of a picture file, none when it is safe to use."""
    return read_picture(path, data).findings


def aspect(name: str, data: bytes) -> float:
    """The width of a checked picture divided by its height."""
    return read_picture(name, data).aspect


def _svg(path: str, data: bytes) -> Picture:
    checked = read_svg(path, data)
    if checked.root is None:
        return Picture(checked.findings)
    return Picture([], checked.data, svg_aspect(checked.root), checked.root)


def _png(path: str, data: bytes) -> Picture:
    findings = check_png(path, data)
    return Picture(findings) if findings else Picture([], data, png_aspect(data))


def _is_svg(name: str) -> bool:
    return name.lower().endswith(".svg")
