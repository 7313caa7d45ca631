"""The objects of a PDF as bytes: read from a painted `pydyf.PDF`, renumbered, written anew.

Nothing here imports pydyf; those who paint pass its objects.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: Strings, in which no reference stands, and references (ISO 32000-1, 7.3.4 and 7.3.10).
_REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]+>|\b(\d+) 0 R\b", re.DOTALL)

#: A name of a resource, where an operator uses it.
_RESOURCE = re.compile(rb"^/([^\s/]+)(?= (?:[\d.]+ Tf|gs|Do|sh|scn|SCN)$)", re.MULTILINE)

#: How the streams that are written once are compressed, and those that each file has anew.
ONCE, OFTEN = 9, 1


@dataclass(frozen=True, slots=True)
class PdfObject:
    """An object: its dictionary or array as bytes, and the content of a stream, which
    `is_operators` when a blank may follow it.
    """

    source: bytes
    stream: bytes | None = None
    is_operators: bool = False

    @property
    def references(self) -> list[int]:
        """The numbers of the objects that it refers to."""
        return [int(match[1]) for match in _REFERENCE.finditer(self.source) if match[1]]

    def renumbered(self, numbers: Mapping[int, int]) -> PdfObject:
        """The object with references to other numbers."""
        return PdfObject(renumbered(self.source, numbers), self.stream, self.is_operators)


def renumbered(source: bytes, numbers: Mapping[int, int]) -> bytes:
    """A dictionary or array with references to other numbers."""
    return _REFERENCE.sub(
        lambda match: b"%d 0 R" % numbers[int(match[1])] if match[1] else match[0], source
    )


def number_of(reference: bytes) -> int:
    """The number in a reference."""
    return int(reference.split()[0])


def objects_of(pdf: Any) -> dict[int, PdfObject]:
    """The objects of a `pydyf.PDF` by their number, its catalog among them."""
    return {thing.number: _object(thing) for thing in pdf.objects[1:]}


def _object(thing: Any) -> PdfObject:
    stream = getattr(thing, "stream", None)
    if stream is None:
        return PdfObject(bytes(thing.data))
    extra = thing.extra
    is_operators = "Length1" not in extra and extra.get("Subtype") != "/Image"
    source = dictionary({name: bytes_of(value) for name, value in extra.items()})
    return PdfObject(source, content_of(stream), is_operators)


def content_of(items: Iterable[Any]) -> bytes:
    """The content of a stream by the items that pydyf keeps of it."""
    return b"\n".join(map(bytes_of, items))


def dictionary(values: Mapping[str, bytes]) -> bytes:
    """A dictionary of values as they are written."""
    return b"<<" + b"".join(b"/%s %s" % (k.encode(), v) for k, v in values.items()) + b">>"


def references(numbers: Iterable[int]) -> bytes:
    """References to some objects, separated by blanks."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def entries_of(flat: Sequence[Any]) -> dict[int, Any]:
    """The entries of a leaf of a number tree by their keys (ISO 32000-1, 7.9.7)."""
    return dict(zip(flat[::2], flat[1::2], strict=True))


def bytes_of(item: Any) -> bytes:
    """An item of a stream of pydyf as bytes."""
    if isinstance(item, bytes):
        return item
    return bytes(item.data) if hasattr(item, "data") else str(item).encode("ascii")


def reachable(objects: Mapping[int, PdfObject], roots: Iterable[int]) -> set[int]:
    """The numbers of some objects and of all that they lead to."""
    seen: set[int] = set()
    waiting = list(roots)
    while waiting:
        number = waiting.pop()
        if number in objects and number not in seen:
            seen.add(number)
            waiting += objects[number].references
    return seen


def with_prefix(content: bytes, prefix: bytes) -> bytes:
    """The operators of a content stream with a prefix before each name of a resource."""
    return _RESOURCE.sub(rb"/" + prefix + rb"\1", content)


def stream_object(
    number: int, source: bytes, content: bytes, *, level: int = ONCE, may_grow: bool = False
) -> bytes:
    """A stream object; its content is compressed unless its dictionary has a filter.

    No compressed stream ends like a line (ISO 19005-3, 6.1.7.1): one that may grow gets a blank
    behind it, any other is compressed at another level, or not at all.
    """
    head = source[:-2]
    if b"/Filter" not in source:
        deflated = _grown(content, level) if may_grow else _at_another_level(content, level)
        content = content if deflated is None else deflated
        head += b"" if deflated is None else b"/Filter /FlateDecode"
    parts = number, head, len(content), content
    return b"%d 0 obj\n%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % parts


def _grown(content: bytes, level: int) -> bytes:
    made = zlib.compress(content, level)
    while made[-1:] in b"\r\n":
        content += b" "
        made = zlib.compress(content, level)
    return made


def _at_another_level(content: bytes, level: int) -> bytes | None:
    levels = (level, *range(OFTEN, ONCE + 1))
    made = (zlib.compress(content, one) for one in levels)
    return next((one for one in made if one[-1:] not in b"\r\n"), None)


@dataclass(slots=True)
class ObjectWriter:
    """Writes objects one after another; `entries` are those of the cross-reference stream by number
    (ISO 32000-1, 7.5.8): kind, offset or number of the object stream, and index in it.
    """

    start: int = 0
    parts: list[bytes] = field(default_factory=list)
    entries: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def add(self, number: int, written: bytes) -> None:
        """Adds an object as it is written."""
        self.entries[number] = (1, self.start, 0)
        self.parts.append(written)
        self.start += len(written)

    def add_object(self, number: int, thing: PdfObject) -> None:
        """Adds an object that is a stream."""
        made = stream_object(number, thing.source, thing.stream or b"", may_grow=thing.is_operators)
        self.add(number, made)

    def add_content(self, number: int, content: bytes, *, level: int = ONCE) -> None:
        """Adds the content of a page or a part of it."""
        self.add(number, stream_object(number, b"<<>>", content, level=level, may_grow=True))

    def add_object_stream(
        self, number: int, things: Iterable[tuple[int, bytes]], *, level: int = ONCE
    ) -> None:
        """Adds an object stream with objects that are no streams (ISO 32000-1, 7.5.7)."""
        heads, sources, at = [], [], 0
        for index, (thing, source) in enumerate(things):
            heads.append(b"%d %d" % (thing, at))
            sources.append(source)
            at += len(source) + 1
            self.entries[thing] = (2, number, index)
        head = b" ".join(heads) + b"\n"
        source = b"<</Type /ObjStm/N %d/First %d>>" % (len(heads), len(head))
        content = head + b"\n".join(sources)
        self.add(number, stream_object(number, source, content, level=level, may_grow=True))

    @property
    def written(self) -> bytes:
        """All that was added."""
        return b"".join(self.parts)


def packed(entries: Mapping[int, tuple[int, int, int]], numbers: range, shift: int = 0) -> bytes:
    """The entries of a cross-reference stream for a range of numbers, of 1, 4 and 2 bytes; objects
    that stand in the file itself are moved by `shift` bytes.
    """
    free = 0, 0, 0xFFFF
    found = (entries.get(number, free) for number in numbers)
    return b"".join(
        bytes((kind,))
        + (at + shift if kind == 1 else at).to_bytes(4, "big")
        + index.to_bytes(2, "big")
        for kind, at, index in found
    )
