"""The palette: a clinic's colours as an indexed colour space, so that content streams name colours
by their number and are the same for every clinic (ISO 32000-1, 8.6.6.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leaflet.render import placeholder_colours

#: The name of the palette in the resources of a page.
NAME = "Ink"


def name_by_number(pdf: Any, tokens: Sequence[tuple[str, str]]) -> None:
    """Replaces each placeholder in the streams of a `pydyf.PDF` by the number of its colour."""
    operators = {
        operator: b"/%s %s %d %s" % (NAME.encode(), space, number, select)
        for number, (fill, stroke) in enumerate(placeholder_colours.operators(tokens))
        for operator, space, select in ((fill, b"cs", b"sc"), (stroke, b"CS", b"SC"))
    }
    for thing in pdf.objects:
        stream = getattr(thing, "stream", None)
        if stream is not None:
            thing.stream = [
                operators.get(item, item) if isinstance(item, bytes) else item for item in stream
            ]


def palette(tokens: Sequence[tuple[str, str]]) -> bytes:
    """The colour space with the colours of a clinic, in the order of their tokens."""
    colours = "".join(colour.removeprefix("#") for _, colour in tokens)
    return b"[/Indexed /DeviceRGB %d <%s>]" % (len(tokens) - 1, colours.encode("ascii"))
