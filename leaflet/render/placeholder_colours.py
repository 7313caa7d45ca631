"""Placeholder colours: they stand for a clinic's colours while pages are laid out.

Pages are laid out once for all clinics, so each colour token has the same placeholder for every
clinic. Painted pages name the colour of a placeholder by its number. No picture or stylesheet has
the colour of a placeholder, since it cannot be written with eight bits a channel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Tokens = Iterable[tuple[str, str]]
_Parts = tuple[float, ...]

#: CSS that derives a colour from another one; derived from a placeholder, it would be wrong. The
#: ends of a gradient cannot be named by numbers.
_DERIVED = re.compile(
    r"color-mix|\bfrom\s+var\(|-gradient\(|<(?:linear|radial)Gradient|"
    r"(?:border|outline|column-rule)[\w-]*\s*:[^;}]*\b(?:groove|ridge|inset|outset)\b"
)


def placeholders(tokens: Tokens) -> dict[str, str]:
    """The placeholder of each token, in CSS notation."""
    return {name: _css(number) for number, (name, _) in enumerate(tokens)}


def derives(text: str) -> bool:
    """Whether a stylesheet or a drawing derives colours from others."""
    return _DERIVED.search(text) is not None


def operators(tokens: Tokens) -> Iterator[tuple[bytes, bytes]]:
    """The operators that fill and stroke with the placeholder of each token, in order."""
    for number, _ in enumerate(tokens):
        parts = parts_of(number)
        yield _operator(parts, stroke=False), _operator(parts, stroke=True)


def _css(number: int) -> str:
    return "rgb({} {} {})".format(*(f"{100 * part:.4g}%" for part in parts_of(number)))


def parts_of(number: int) -> _Parts:
    """The channels of a placeholder, from 0 to 1: 0.0037 is a little less than 1/255, the number
    makes it unique.
    """
    return (0.0037, 0.9963, round((number + 0.5) / 1000, 6))


def _operator(parts: _Parts, *, stroke: bool) -> bytes:
    import pydyf

    stream = pydyf.Stream()
    stream.set_color_rgb(*parts, stroke=stroke)
    return bytes(stream.stream[0])
