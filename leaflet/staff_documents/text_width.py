"""How wide words of our typeface are at most, without laying them out."""

from __future__ import annotations

from leaflet.core.paper import points_to_mm

#: How wide letters are at most, in em, in the boldest weight; all others are narrower than the
#: last number. No line of words is longer than what this says.
_WIDTHS = {
    **dict.fromkeys("ijlIftr.,-() ", 0.4),
    **dict.fromkeys("DGHNOQU", 0.69),
    **dict.fromkeys("mwMW…", 1.0),
}
_OTHER_WIDTH = 0.61


def widest_mm(text: str, type_pt: float) -> float:
    """How wide a text is at most."""
    return points_to_mm(type_pt) * sum(_WIDTHS.get(letter, _OTHER_WIDTH) for letter in text)


def cut(text: str, width_mm: float, type_pt: float) -> str:
    """A text that is not wider than that; an ellipsis tells that there was more."""
    if widest_mm(text, type_pt) <= width_mm:
        return text
    while widest_mm(f"{text}…", type_pt) > width_mm:
        text = text[:-1]
    return f"{text}…"
