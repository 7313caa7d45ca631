"""Photographs in grey, for formats that save toner: a colour printer prints no colour of them."""

from __future__ import annotations

import io
from functools import lru_cache

_QUALITY = 92


@lru_cache(maxsize=16)
def in_grey(data: bytes, media_type: str) -> bytes:
    """A checked PNG or JPEG in shades of grey (ITU-R BT.601 luma), of the same type and size."""
    from PIL import Image

    made = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        if media_type == "image/jpeg":
            picture.convert("L").save(made, "JPEG", quality=_QUALITY)
        else:
            shown = picture.convert("RGBA") if picture.mode == "P" else picture
            mode = "LA" if shown.has_transparency_data else "L"
            shown.convert(mode).save(made, "PNG")
    return made.getvalue()
