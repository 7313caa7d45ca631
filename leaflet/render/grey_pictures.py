"""Pictures in grey, for formats that save toner: a colour printer prints no colour of them."""

from __future__ import annotations

import io
import re
from functools import lru_cache

from leaflet.content import svg_colours

_QUALITY = 92
#: Where a drawing has paints: in tags and in its style sheet, not among its words.
_MARKUP = re.compile(r"<style\b[^>]*>[^<]*|<[^>]*>")
#: A paint in an attribute or a style of a drawing; colour tokens are grey by themselves.
_PAINT = re.compile(
    r"(?P<name>\b(?:fill|stroke|stop-color|flood-color|color)\s*(?:=\s*[\"']|:)\s*)"
    r"(?!none\b|inherit\b|currentColor\b|url\(|var\()(?P<paint>[#a-zA-Z][^\"';}<]*)"
)


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


@lru_cache(maxsize=64)
def drawing_in_grey(svg: str) -> str:
    """A checked drawing whose own colours are shades of grey of the same luma (ITU-R BT.601)."""
    return _MARKUP.sub(lambda markup: _PAINT.sub(_shaded, markup[0]), svg)


def _shaded(found: re.Match[str]) -> str:
    return found["name"] + _shade(found["paint"])


def _shade(paint: str) -> str:
    red, green, blue = svg_colours.rgb(paint)
    luma = round((299 * red + 587 * green + 114 * blue) / 1000)
    return f"#{luma:02x}{luma:02x}{luma:02x}"
