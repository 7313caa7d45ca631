"""Parses the content stream of a page into operations.

A stream is parsed part by part, and what was parsed is kept: most parts are the same for every
clinic. Paths become their bounding boxes, consecutive ones a single one. One match of a pattern is
a whole path or a whole operator with its operands, so that drawings are parsed in milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from leaflet.render.validation.geometry import NUMBER, Box
from leaflet.render.validation.strings import codes_of

#: The names of operations that stand for several operators.
PATH, SHOW, MARK = b"path", b"show", b"mark"

_STRING = rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>"
_OPERATIONS = re.compile(
    rb"(?P<path>(?:(?:" + NUMBER + rb"\s+)*+(?:re|[mlcvyh])(?=\s)\s*+)++)"
    rb"|(?P<show>\[(?:" + _STRING + rb"|[^\[\]()<>])*\]\s*TJ|(?:" + _STRING + rb")\s*(?:Tj|'|\"))"
    rb"|(?P<mark>/[^\s<>\[\]()/%]+\s*(?:BMC|(?:<<(?:[^<>]|<[^<]|<<.*?>>)*?>>|/\S+)\s*BDC))"
    rb"|(?P<name>/[^\s<>\[\]()/%]+\s+(?:" + NUMBER + rb"\s+)?(?:Tf|Do|gs|cs|CS|sh|ri|scn|SCN))"
    rb"|(?P<numbers>(?:" + NUMBER + rb"\s+)*+)(?P<operator>[A-Za-z'\"*][A-Za-z0-9*]*)"
    rb"|(?P<other>\[[^\]]*\]\s*" + NUMBER + rb"\s+d(?=\s)|%[^\r\n]*|\S)",
    re.DOTALL,
)
#: The end of a mark, and ends of lines that move or colour what follows: between them stands what
#: is the same for many clinics.
_END, _LINES = b"\nEMC\n", (b" cm\n", b" rg\n")
_MCID = re.compile(rb"/MCID\s+(\d+)")
_MEANINGS = re.compile(rb"/(?:ActualText|Alt|E|Lang)\b")

#: Operators that change nothing that is looked at here.
_OTHERS = frozenset(b"w J j M d i RG G Tc Tw Tz TL T* SC SCN CS BI ID EI".split())


class Operation(NamedTuple):
    """An operation: its operator, or PATH, SHOW or MARK, and its operands: numbers, a `PathShape`,
    the codes of a text, a `MarkBegin`, or a name with numbers.
    """

    operator: bytes
    operands: Any


class PathShape(NamedTuple):
    """The bounding box of a path before it is transformed, the number of its parts, and how many
    of these are closed.
    """

    box: Box | None
    parts: int
    closed: int


class MarkBegin(NamedTuple):
    """The begin of a mark: its type with the slash, its MCID, and whether other words are given for
    what it holds.
    """

    type: bytes
    mcid: int | None
    has_meaning: bool


def operations(stream: bytes) -> Iterator[Operation]:
    """The operations of a content stream, in order, without those that matter to nobody here."""
    *marks, last = stream.split(_END)
    for mark in marks:
        yield from _parsed_mark(mark + _END)
    yield from _parsed_mark(last)


@lru_cache(maxsize=4096)
def _parsed_mark(mark: bytes) -> tuple[Operation, ...]:
    """The operations up to the end of a mark."""
    return tuple(operation for part in _parts(mark, _LINES) for operation in _parsed(part))


def _parts(stream: bytes, ends: Sequence[bytes]) -> Iterator[bytes]:
    """The lines of a stream that have one of some ends, and what stands between these."""
    if not ends:
        yield stream
        return
    *before, last = stream.split(ends[0])
    for part in before:
        between, newline, line = part.rpartition(b"\n")
        yield from _parts(between + newline, ends[1:])
        yield line + ends[0]
    yield from _parts(last, ends[1:])


@lru_cache(maxsize=8192)
def _parsed(part: bytes) -> tuple[Operation, ...]:
    """The operations of a part of a stream."""
    found = []
    for match in _OPERATIONS.finditer(part):
        kind = match.lastgroup
        if kind == "operator":
            numbers = tuple(map(float, match["numbers"].split()))
            found.append(Operation(match["operator"], numbers))
        elif kind is not None and kind in _PARSERS:
            found.append(_PARSERS[kind](match[kind]))
    return tuple(operation for operation in found if operation.operator not in _OTHERS)


@lru_cache(maxsize=8192)
def _path(token: bytes) -> Operation:
    """A path, with the points that bound its curves (ISO 32000-1, 8.5.2)."""
    xs: list[float] = []
    ys: list[float] = []
    numbers: list[float] = []
    parts = closed = 0
    for item in token.split():
        if item in _BUILDS:
            if item == b"re":
                numbers = _corners(numbers)
            parts += item in (b"re", b"m")
            closed += item in (b"h", b"re")
            xs += numbers[::2]
            ys += numbers[1::2]
            numbers = []
        else:
            numbers.append(float(item))
    box = (min(xs), min(ys), max(xs), max(ys)) if xs and ys else None
    return Operation(PATH, PathShape(box, parts, closed))


_BUILDS = frozenset((b"re", b"m", b"l", b"c", b"v", b"y", b"h"))


def _corners(numbers: list[float]) -> list[float]:
    """Two opposite corners of a rectangle."""
    if len(numbers) != 4:
        return []
    x, y, width, height = numbers
    return [x, y, x + width, y + height]


def _mark(token: bytes) -> Operation:
    number = _MCID.search(token)
    mcid = int(number[1]) if number else None
    type_ = re.split(rb"[\s<]", token, maxsplit=1)[0]
    return Operation(MARK, MarkBegin(type_, mcid, _MEANINGS.search(token) is not None))


def _named(token: bytes) -> Operation:
    name, *numbers, operator = token.split()
    return Operation(operator, ("/" + name[1:].decode("latin-1"), *map(float, numbers)))


def _show(token: bytes) -> Operation:
    return Operation(SHOW, codes_of(token))


_PARSERS: dict[str, Callable[[bytes], Operation]] = {
    "path": _path,
    "show": _show,
    "mark": _mark,
    "name": _named,
}
