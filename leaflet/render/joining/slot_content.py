"""What the page of a slot paints, with places for what a leaflet of a clinic alone has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Any

from leaflet.model.leaflet_code import ALPHABET
from leaflet.render.joining.parts import Mcid, OfPair, Part
from leaflet.render.joining.pdf_graph import bytes_of, with_prefix

#: What stands in the place of a leaflet's code while slots are laid out: signs that no clinic
#: writes, no wider than the box that a code is given.
CODE = "\u00a7" * 7
#: The address that stands in the place of a leaflet's.
ADDRESS = "https://pair.invalid/"
#: What the names of a clinic's resources begin with.
PREFIX = b"S"

#: The transforms of a page from CSS pixels below its upper left corner to points above its lower
#: left one.
_TRANSFORMS = 2
_CODES = re.compile(rb"<([0-9a-fA-F]*)>")


def slot_content(items: Sequence[Any], matrix_codes: Set[int], place: bytes) -> Iterator[Part]:
    """The content of a slot by the items of its page's stream, in CSS pixels from the corner at the
    top left. `matrix_codes` are the marks of squares that codes take the place of, `place` what
    shows the sign in the place of a letter of the leaflet's code; empty where it is not printed.
    """
    waiting = iter(_without_transforms(items))
    for item in waiting:
        if not _is_mark(item):
            yield from _operator(bytes_of(item), place * len(CODE))
            continue
        yield b"<</MCID "
        yield Mcid(item["MCID"])
        yield b">>\n"
        if item["MCID"] in matrix_codes:
            yield from _modules(waiting)


def line_content(items: Sequence[Any]) -> Iterator[Part]:
    """The content of a slot in a margin, none of which is read."""
    below = _without_transforms(items)
    for item, after in zip(below, [*below[1:], None], strict=True):
        if _is_mark(after):
            yield b"/Artifact\n"
        elif _is_mark(item):
            yield b"<</Type /Pagination>>\n"
        else:
            yield with_prefix(bytes_of(item), PREFIX) + b"\n"


def _without_transforms(items: Sequence[Any]) -> list[Any]:
    at = [n for n, item in enumerate(items) if isinstance(item, bytes) and item.endswith(b" cm")]
    return [item for n, item in enumerate(items) if n not in at[:_TRANSFORMS]]


def _is_mark(item: Any) -> bool:
    return isinstance(item, dict) and "MCID" in item


def _operator(written: bytes, place: bytes) -> Iterator[Part]:
    """An operator, with the names of the clinic's resources; what stands in the place of a code
    gives way to it.
    """
    codes = _shown(written) if place else b""
    if place and codes.startswith(place):
        yield b"[<"
        yield OfPair("code")
        yield codes[len(place) :] + b">] TJ\n"
    else:
        yield with_prefix(written, PREFIX) + b"\n"


def _shown(written: bytes) -> bytes:
    """The codes that an operator shows, in hexadecimal; none where it shows no text."""
    return b"".join(_CODES.findall(written)) if written.endswith(b" TJ") else b""


def _modules(items: Iterator[Any]) -> Iterator[Part]:
    """A matrix code in the place of the square that the next items paint, up to their end."""
    moves = []
    for item in items:
        if item == b"EMC":
            break
        if isinstance(item, bytes) and item.endswith(b" cm"):
            moves.append(item)
    yield b"BDC\nq\n" + b"\n".join(moves) + b"\n0 0 0 rg\n"
    yield OfPair("modules")
    yield b"\nf\nQ\nEMC\n"


def letters(items: Sequence[Any]) -> dict[str, bytes]:
    """The codes of the letters of a leaflet's code, and of the sign in their place, by the stream
    of a page that shows all.
    """
    shown = ALPHABET + CODE[0]
    for codes in map(_shown, map(bytes_of, items)):
        found = [codes[at : at + 4] for at in range(0, 4 * len(shown), 4)]
        if len(set(found)) == len(shown):
            return dict(zip(shown, found, strict=True))
    raise AssertionError("the letters of codes are not painted")
