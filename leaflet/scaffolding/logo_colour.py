"""Proposes a brand colour: the most frequent colour of a logo that is neither grey nor pale."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from leaflet.content.images import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

_SIDE = 200
#: Pixels that are at least half opaque count.
_OPAQUE = 128
#: The least difference of the largest and smallest of red, green and blue (0 to 255) of a colour
#: that is no grey.
_LEAST_CHROMA = 40
#: The steps in which similar colours are counted as one.
_STEP = 24


def proposed_colour(logo: Picture) -> str | None:
    """The colour as `#rrggbb`; None for a logo without colours."""
    counts: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
    picture = _pixels(logo)
    for count, (*rgb, alpha) in picture.getcolors(picture.width * picture.height) or []:  # type: ignore[misc]
        if alpha >= _OPAQUE and max(rgb) - min(rgb) >= _LEAST_CHROMA:
            near = tuple(value // _STEP for value in rgb)
            counts.setdefault(near, {})[tuple(rgb)] = count
    if not counts:
        return None
    most = max(counts.values(), key=lambda some: (sum(some.values()), sorted(some)))
    red, green, blue = max(most, key=lambda rgb: (most[rgb], rgb))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _pixels(logo: Picture) -> Image:
    from PIL import Image

    if logo.drawing is not None:
        from leaflet.content.svg_ink import drawn

        return drawn(logo.drawing)
    with Image.open(io.BytesIO(logo.data)) as picture:
        small = picture.convert("RGBA")
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.NEAREST)
    return small
