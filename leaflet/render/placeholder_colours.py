"""Placeholder colours: they replace a clinic's colours while its pages are laid out.

A page is laid out once for all clinics, so each colour token has the same placeholder for every
clinic. When the file is written, each placeholder becomes the clinic's colour. No picture or
stylesheet has the colour of a placeholder, since it cannot be written with eight bits a channel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Tokens = Iterable[tuple[str, str]]
_Parts = tuple[float, ...]

#: From a placeholder (red, green and blue from 0 to 1) to the colour that replaces it.
PlaceholderColours = Mapping[_Parts, str]

#: CSS that derives a colour from another one; derived from a placeholder, it would be wrong.
_DERIVED = re.compile(
    r"color-mix|\bfrom\s+var\(|"
    r"(?:border|outline|column-rule)[\w-]*\s*:[^;}]*\b(?:groove|ridge|inset|outset)\b"
)


def placeholders(tokens: Tokens) -> dict[str, str]:
    """The placeholder of each token, in CSS notation."""
    return {name: _css(number) for number, (name, _) in enumerate(tokens)}


def derives(text: str) -> bool:
    """Whether a stylesheet or a drawing derives colours from others."""
    return _DERIVED.search(text) is not None


def colours(tokens: Tokens) -> PlaceholderColours:
    """The colour of each token by its placeholder."""
    return {key(_parts(number)): colour for number, (_, colour) in enumerate(tokens)}


def paint(pdf: Any, tokens: Tokens) -> None:
    """Replaces each placeholder in a `pydyf.PDF` by its colour, in place."""
    table = {parts: _channels(hex_) for parts, hex_ in colours(tokens).items()}
    operators = dict(_operators(table))
    for thing in pdf.objects:
        stream = getattr(thing, "stream", None)
        if stream is not None:
            thing.stream = [_replaced(item, operators) for item in stream]
        _paint_shadings(getattr(thing, "extra", thing), table)


def operators(tokens: Tokens) -> Iterator[tuple[bytes, bytes]]:
    """The operators that fill and stroke with the placeholder of each token, in order."""
    for number, _ in enumerate(tokens):
        parts = _parts(number)
        yield _operator(parts, stroke=False), _operator(parts, stroke=True)


def _css(number: int) -> str:
    return "rgb({} {} {})".format(*(f"{100 * part:.4g}%" for part in _parts(number)))


def _parts(number: int) -> _Parts:
    """A placeholder's channels: 0.0037 is a little less than 1/255, `number` makes it unique."""
    return (0.0037, 0.9963, round((number + 0.5) / 1000, 6))


def key(parts: Iterable[float]) -> _Parts:
    """The channels of a colour, rounded to serve as a key of `PlaceholderColours`."""
    return tuple(round(part, 5) for part in parts)


def _channels(hex_: str) -> _Parts:
    return tuple(int(hex_[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _operators(table: Mapping[_Parts, _Parts]) -> Iterator[tuple[bytes, bytes]]:
    """The PDF operators that set each placeholder and its colour, to fill and to stroke
    (ISO 32000-2, 8.6.8).
    """
    for placeholder, colour in table.items():
        for stroke in (False, True):
            yield _operator(placeholder, stroke=stroke), _operator(colour, stroke=stroke)


def _operator(parts: _Parts, *, stroke: bool) -> bytes:
    import pydyf

    stream = pydyf.Stream()
    stream.set_color_rgb(*parts, stroke=stroke)
    return bytes(stream.stream[0])


def _replaced(item: Any, operators: Mapping[bytes, bytes]) -> Any:
    return operators.get(item, item) if isinstance(item, bytes) else item


def _paint_shadings(thing: Any, table: Mapping[_Parts, _Parts]) -> None:
    """Replaces placeholders at the ends of gradients (ISO 32000-2, 7.10.3)."""
    if isinstance(thing, dict):
        for end in ("C0", "C1"):
            if end in thing:
                thing[end][:] = table.get(key(thing[end]), thing[end])
        for value in thing.values():
            _paint_shadings(value, table)
    elif isinstance(thing, list):
        for value in thing:
            _paint_shadings(value, table)
