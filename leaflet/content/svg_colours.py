"""Says which colours of a drawing can be printed: solid ones of sRGB, and colour tokens."""

from __future__ import annotations

import re

from leaflet.content.image_problems import AS_PNG
from leaflet.core import colour

_TOKEN = re.compile(r"var\(--([a-z0-9-]+)(?:,\s*(#[0-9a-fA-F]{3,8}))?\)")
_WORDS = ("none", "inherit", "currentColor")
_SPACES = ("srgb", "hsl", "hwb")
_SOLID = "use a solid colour, as #rrggbb"

Rgb = tuple[int, int, int]
BLACK: Rgb = (0, 0, 0)
#: The names that most drawings use.
_NAMED = {"black": BLACK, "white": (255, 255, 255)}


def paint_problem(value: str) -> tuple[str, str] | None:
    """Message and hint on a paint that cannot be printed as it is meant; None for a sound one."""
    value = value.strip()
    if value in _WORDS:
        return None
    if token := _TOKEN.fullmatch(value):
        return _token_problem(token[1], token[2])
    if "url" in value.lower():
        return "is a gradient or pattern, which prints wrongly", AS_PNG
    return _colour_problem(value)


def _token_problem(name: str, instead: str | None) -> tuple[str, str] | None:
    if instead and (problem := _colour_problem(instead)):
        return problem
    if not instead and name != "icon" and not _is_token(name):
        return "is no colour token", f"{_SOLID}, or var(--token, #rrggbb)"
    return None


def _is_token(name: str) -> bool:
    return name in colour.MONO or name in colour.ART or name in colour.SKIN["medium"]


def _colour_problem(value: str) -> tuple[str, str] | None:
    if colour.is_colour(value) or value in _NAMED:
        return None
    from tinycss2.color5 import parse_color

    parsed = parse_color(value)
    if parsed is None or isinstance(parsed, str) or parsed.space not in _SPACES:
        return "is no colour that prints", _SOLID
    if any(part is None for part in parsed):
        return "is no colour that prints", _SOLID
    return None if parsed.alpha == 1 else ("is see-through", _SOLID)


def rgb(value: str) -> Rgb:
    """The colour of a sound paint, from 0 to 255; black for a token without another colour."""
    value = value.strip()
    if token := _TOKEN.fullmatch(value):
        value = token[2] or "#000000"
    if value in _NAMED:
        return _NAMED[value]
    if colour.is_colour(value):
        first, second, third = bytes.fromhex(value[1:])
        return first, second, third
    from coloraide import Color  # slow to import, so only for what is no hex colour

    match = Color.match(value)
    if match is None:
        return BLACK
    red, green, blue = match.color.convert("srgb").clip().coords(nans=False)
    return round(red * 255), round(green * 255), round(blue * 255)
