"""Measures whether a logo can be seen on white paper, from the colours and areas of what it paints.

Contrast is that of WCAG 2.2, SC 1.4.3.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from leaflet.content.image_problems import AS_PNG
from leaflet.content.images import Picture
from leaflet.content.svg_tree import SHAPES, Element
from leaflet.core.diagnostics import Finding, Severity, Span

if TYPE_CHECKING:
    from PIL.Image import Image

#: The least contrast of a part that is seen.
LEAST_CONTRAST = 1.5
#: The least share of what a logo paints that is seen; with a ground of its own, white or not, words
#: take little of it.
LEAST_SEEN, LEAST_SEEN_ON_GROUND = 0.1, 0.002
#: A logo that paints more of its area than this has a ground of its own.
_GROUND = 0.9
_SIDE = 600


def logo_problems(path: str, logo: Picture) -> list[Finding]:
    """Findings on a checked logo that leaves no ink, is too pale, or is black by accident."""
    try:
        painted, seen = _areas(_pixels(logo))
    except Exception as problem:  # noqa: BLE001  # Pillow's decoders raise many types
        message = f"the logo cannot be measured: {type(problem).__name__}"
        return [Finding("picture", Severity.ERROR, Span(path), message, AS_PNG)]
    hint = "use the logo that is made for white paper"
    if not painted:
        message = "the logo paints nothing"
        return [Finding("picture", Severity.ERROR, Span(path), message, hint)]
    least = LEAST_SEEN_ON_GROUND if painted > _GROUND else LEAST_SEEN
    if seen / painted < least:
        share = f"{100 * seen / painted:.0f} % of it reaches {LEAST_CONTRAST:g} to 1"
        message = f"the logo is too pale for white paper: {share}"
        return [Finding("picture", Severity.WARNING, Span(path), message, hint)]
    if logo.drawing is not None and _is_black_by_accident(logo.drawing):
        message = "the logo is black, because nothing in it says its colour"
        hint = 'export it with its colours, or write fill="#000000" if black is meant'
        return [Finding("picture", Severity.WARNING, Span(path), message, hint)]
    return []


def _pixels(logo: Picture) -> Image:
    from PIL import Image

    if logo.drawing is not None:
        from leaflet.content.svg_ink import drawn

        return drawn(logo.drawing)
    with Image.open(io.BytesIO(logo.data)) as picture:
        small = picture.convert("RGBA")
    small.thumbnail((_SIDE, _SIDE))
    return small


def _areas(picture: Image) -> tuple[float, float]:
    """The shares of a picture's area that are painted, and that are seen on white."""
    from PIL import Image

    alpha = picture.getchannel("A")
    painted = sum(alpha.histogram()[8:])
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    colours = paper.convert("RGB").getcolors(picture.width * picture.height) or []
    seen = sum(count for count, rgb in colours if isinstance(rgb, tuple) and _is_seen(rgb))
    area = picture.width * picture.height
    return painted / area, seen / area


def _is_seen(rgb: tuple[int, ...]) -> bool:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in rgb[:3])
    ]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (light + 0.05) >= LEAST_CONTRAST


def _is_black_by_accident(root: Element) -> bool:
    """Whether no element names a colour, although classes or `currentColor` stand for colours."""
    hidden = {id(e) for c in root.every() if c.name in ("defs", "clipPath") for e in c.every()}
    elements = [element for element in root.every() if id(element) not in hidden]
    paints = {
        element.attributes.get(name, "").strip()
        for element in elements
        for name in ("fill", "stroke", "color")
    }
    stands_for_colour = "currentColor" in paints or any(
        "class" in element.attributes and element.name in SHAPES | {"g"} for element in elements
    )
    return stands_for_colour and not paints - {"", "none", "inherit", "currentColor"}
