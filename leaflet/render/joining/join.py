"""Joins the pages of a leaflet with the slots of a clinic: bytes only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from leaflet.render.joining import numbering as at
from leaflet.render.joining.clinic_layout import ClinicLayout
from leaflet.render.joining.parts import Position, filled, number
from leaflet.render.joining.pdf_graph import (
    OFTEN,
    ObjectWriter,
    packed,
    references,
    stream_object,
)
from leaflet.render.joining.shared_layout import SharedLayout, SharedPage, SlotHolder

_NOWHERE = Position(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Pair:
    """What a leaflet of a clinic alone has, as it is written: its title, address and the words for
    its matrix code as strings of a PDF, its code in the codes of a font, the modules of the matrix
    code as a path, and its title, code and clinic in XMP.
    """

    title: bytes
    address: bytes
    alt: bytes
    code: bytes
    modules: bytes
    xmp_title: bytes
    xmp_code: bytes
    xmp_clinic: bytes


def join(shared: SharedLayout, clinic: ClinicLayout, pair: Pair) -> bytes:
    """The file of a leaflet of a clinic."""
    return _Joining(shared, clinic, pair).file()


class _Joining:
    """Writes what a file has besides the prepared parts. `moving` are its objects that are no
    streams, `keys` what leads from the annotations of slots to their elements.
    """

    def __init__(self, shared: SharedLayout, clinic: ClinicLayout, pair: Pair) -> None:
        self.shared = shared
        self.clinic = clinic
        self.pair = pair
        self.moving: list[tuple[int, bytes]] = []
        self.keys: list[tuple[int, int]] = []
        self.positions: dict[str, Position] = {}
        self.elements = {element.name: element for element in shared.elements}
        self.writer = ObjectWriter(start=len(shared.body) + len(clinic.body))

    def file(self) -> bytes:
        """The file, whole."""
        shared, clinic, writer = self.shared, self.clinic, self.writer
        self._add_resources()
        for index, page in enumerate(shared.pages):
            self._add_page(index, page)
        self.moving += [(one.number, self._parent(one)) for one in shared.holders]
        self.moving.append((at.KEYS, _number_tree(sorted(self.keys))))
        self._add_contents()
        self._add_metadata()
        writer.add_object_stream(at.MOVING, self.moving, level=OFTEN)
        parts = shared.body, clinic.body, writer.written
        cross_references = stream_object(
            shared.end, self._trailer(parts), self._entries(), level=OFTEN
        )
        return b"".join((*parts, cross_references, b"startxref\n%d\n%%%%EOF\n" % writer.start))

    def _add_resources(self) -> None:
        """Adds the document information, the colours, and the resources of pages."""
        shared, clinic = self.shared, self.clinic
        self.moving += [
            (at.INFO, shared.info + b"/Title " + self.pair.title + b">>"),
            (at.PALETTE, clinic.palette),
        ]
        for kind, number_ in at.RESOURCES.items():
            entries = shared.resources[kind] + clinic.resources[kind]
            self.moving.append((number_, b"<<" + entries + b">>"))

    def _add_page(self, index: int, page: SharedPage) -> None:
        """Adds what a page with slots refers to."""
        annotations, parents, first_mcid = [page.annotations], [page.parents], page.marks
        for name in page.slots:
            slot = self.clinic.slots[name]
            self._add_slot(name, page, first_mcid)
            annotations.append(references(number_ for number_, _ in slot.annotations))
            parents.append(references(slot.parents))
            first_mcid += len(slot.parents)
        self.moving.append((at.ANNOTATIONS + index, b"[%s]" % b" ".join(annotations)))
        self.moving.append((at.PARENTS + index, b"[%s]" % b" ".join(parents)))

    def _parent(self, holder: SlotHolder) -> bytes:
        """An element that holds slots, without those in which nothing is read."""
        parts = (
            part
            if isinstance(part, bytes)
            else b"%d 0 R" % (at.SLOT_ELEMENTS + self._index(part))
            if self.clinic.slots[part].kids
            else b""
            for part in holder.parts
        )
        return b"".join(parts)

    def _add_slot(self, name: str, page: SharedPage, first_mcid: int) -> None:
        """Adds the elements and annotations of a slot."""
        slot, element, index = self.clinic.slots[name], self.elements[name], self._index(name)
        first_key = at.SLOT_KEYS + at.KEYS_OF_SLOT * index
        position = Position(page.object, element.left, element.top, first_mcid, first_key)
        self.positions[name] = position
        if slot.kids:
            source = element.source + references(slot.kids) + b"]>>"
            self.moving.append((at.SLOT_ELEMENTS + index, source))
        self.moving += [
            (number_, filled(template, position, self.pair)) for number_, template in slot.objects
        ]
        self.keys += [(first_key + n, holder) for n, (_, holder) in enumerate(slot.annotations)]

    def _add_contents(self) -> None:
        """Adds what slots paint."""
        for name in self.shared.names:
            content = self.clinic.slots[name].content
            written = filled(content, self.positions.get(name, _NOWHERE), self.pair)
            self._add_stream(at.SLOT_STREAMS + self._index(name), written)
        if self.shared.ending:
            width = self.clinic.slots[self.shared.ending].line_width
            self._add_stream(at.SHIFT, b"1 0 0 1 %s 0 cm" % number(-width))

    def _add_stream(self, number_: int, content: bytes) -> None:
        self.writer.add_content(number_, content, level=OFTEN)

    def _add_metadata(self) -> None:
        """Adds the metadata, which stays uncompressed."""
        xmp = filled(self.shared.metadata, _NOWHERE, self.pair)
        head = b"<</Type /Metadata/Subtype /XML/Length %d>>" % len(xmp)
        written = b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (at.METADATA, head, xmp)
        self.writer.add(at.METADATA, written)

    def _index(self, name: str) -> int:
        return self.shared.names.index(name)

    def _entries(self) -> bytes:
        """The cross-references of all objects, those of slots and of this file among them."""
        shared, clinic, made = self.shared, self.clinic, self.writer.entries
        own = {number_: made[number_] for number_ in made if number_ >= at.CLINIC}
        last = {shared.end: (1, self.writer.start, 0)}
        return b"".join(
            (
                packed(made, range(at.CLINIC)),
                packed({**clinic.entries, **own}, range(at.CLINIC, clinic.end), len(shared.body)),
                shared.entries,
                packed(last, range(shared.end, shared.end + 1)),
            )
        )

    def _trailer(self, parts: tuple[bytes, ...]) -> bytes:
        """The dictionary of the cross-reference stream (ISO 32000-1, 7.5.8.2)."""
        size = self.shared.end + 1
        identifier = hashlib.md5(b"".join(parts), usedforsecurity=False).hexdigest().encode()
        index = b"0 %d %d %d" % (self.clinic.end, at.LEAFLET, size - at.LEAFLET)
        return b"<</Type /XRef/Size %d/W [1 4 2]/Index [%s]%s/ID [<%s> <%s>]>>" % (
            size,
            index,
            b"/Root %d 0 R/Info %d 0 R" % (self.shared.catalog, at.INFO),
            identifier,
            identifier,
        )


def _number_tree(keys: list[tuple[int, int]]) -> bytes:
    """A leaf of a number tree (ISO 32000-1, 7.9.7)."""
    first, last = (keys[0][0], keys[-1][0]) if keys else (at.SLOT_KEYS, at.SLOT_KEYS)
    entries = b" ".join(b"%d %d 0 R" % key for key in keys)
    return b"<</Limits [%d %d]/Nums [%s]>>" % (first, last, entries)
