"""Which attributes a drawing may have, and with which values."""

from __future__ import annotations

import re

from leaflet.content import svg_geometry
from leaflet.content.image_problems import AS_PNG
from leaflet.content.svg_colours import paint_problem

#: Message and hint on an attribute; None for a sound one.
Problem = tuple[str, str] | None

# A transparency group hides its content from the tag tree (ISO 14289-1, 7.1).
TRANSPARENT = ("is transparent", "use a solid colour")
LOCAL = re.compile(r"url\(\s*['\"]?#([\w-]+)['\"]?\s*\)")
_REFUSED = "is not allowed in a drawing"
_PAINTS = frozenset(["fill", "stroke", "color"])
_LENGTHS = frozenset(
    "x y x1 y1 x2 y2 cx cy r rx ry width height stroke-width stroke-dashoffset pathLength".split()
)
_INHERITED = frozenset(["stroke-width", "stroke-dashoffset", "stroke-miterlimit"])
_SIZES = frozenset("r rx ry width height stroke-width".split())
_WORDS = {
    "fill-rule": "nonzero evenodd inherit",
    "clip-rule": "nonzero evenodd inherit",
    "stroke-linecap": "butt round square inherit",
    "stroke-linejoin": "miter round bevel inherit",
    "vector-effect": "none",
    "paint-order": "normal fill stroke markers",
    "clipPathUnits": "userSpaceOnUse",
    "display": "none inline block inherit",
    "visibility": "visible hidden inherit",
}
_FREE = frozenset("id class version baseProfile role lang xml:lang viewBox transform".split())
_RATIO = re.compile(r"(none|x(Min|Mid|Max)Y(Min|Mid|Max))(\s+(meet|slice))?")


def attribute_problem(name: str, value: str) -> Problem:
    """What is wrong with an attribute, if its value can be judged alone.

    Raises `ValueError` for a wrong number.
    """
    if "\\" in value or (name not in ("id", "class") and _leads_out(value)):
        return _REFUSED, "use colours only"
    if name in _PAINTS or "opacity" in name:
        return paint_problem(value) if name in _PAINTS else _opacity_problem(value)
    if name in _WORDS:
        return _word_problem(name, value.strip())
    if name in _LENGTHS or name == "stroke-miterlimit":
        return _number_problem(name, value)
    if name == "preserveAspectRatio":
        return None if _RATIO.fullmatch(value.strip()) else (_REFUSED, "delete it")
    known = name in _FREE or name.startswith(("data-", "aria-"))
    return None if known else (_REFUSED, f"delete it, or {AS_PNG}")


def _opacity_problem(value: str) -> Problem:
    return None if is_opaque(value) else TRANSPARENT


def _word_problem(name: str, value: str) -> Problem:
    allowed = _WORDS[name].split()
    if value in allowed or (name == "paint-order" and value == _WORDS[name][7:]):
        return None
    return _REFUSED, f"use one of: {', '.join(allowed)}; or {AS_PNG}"


def _number_problem(name: str, value: str) -> Problem:
    if value.strip() == "inherit" and name in _INHERITED:
        return None
    number = svg_geometry.length(value)
    if name in _SIZES and number < 0:
        return "is less than 0", f"write it anew, or {AS_PNG}"
    if name == "stroke-miterlimit" and number < 1:
        return "is less than 1", "write 1 or more"
    return None


def _leads_out(value: str) -> bool:
    return "url" in value.lower() and not LOCAL.fullmatch(value.strip())


def is_opaque(value: str) -> bool:
    """Whether an opacity is 1."""
    try:
        return float(value) == 1
    except ValueError:
        return value.strip() == "100%"
