"""Joins the pages of a leaflet with the slots of a clinic: bytes only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from leaflet.render.joining import numbering as at
from leaflet.render.joining.clinic_layout import ClinicLayout
from leaflet.render.joining.parts import Position, filled, number
from leaflet.render.joining.pdf_graph import OFTEN, ObjectWriter, packed, stream_object
from leaflet.render.joining.shared_layout import SharedLayout, SharedPage, SlotElement

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
    writer = ObjectWriter(start=len(shared.body) + len(clinic.body))
    moving: list[tuple[int, bytes]] = [
        (at.INFO, shared.info + b"/Title " + pair.title + b">>"),
        (at.PALETTE, clinic.palette),
        (at.FONTS, b"<<" + shared.fonts + clinic.fonts + b">>"),
        (at.STATES, b"<<" + shared.states + clinic.states + b">>"),
        (at.XOBJECTS, b"<<" + shared.xobjects + clinic.xobjects + b">>"),
    ]
    elements = {element.name: element for element in shared.elements}
    keys: list[bytes] = []
    places: dict[str, Position] = {}
    for page in shared.pages:
        _add_page(page, elements, shared.names, clinic, pair, moving, keys, places)
    moving.append((at.KEYS, _number_tree(keys)))
    for index, name in enumerate(shared.names):
        slot = clinic.slots[name]
        content = filled(slot.content, places.get(name, _NOWHERE), pair)
        writer.add_stream(at.SLOT_STREAMS + index, b"<<>>", content, level=OFTEN)
    if shared.ending:
        width = clinic.slots[shared.ending].line_width
        writer.add_stream(at.SHIFT, b"<<>>", b"1 0 0 1 %s 0 cm" % number(-width), level=OFTEN)
    xmp = filled(shared.metadata, _NOWHERE, pair)
    writer.add(at.METADATA, _metadata(xmp))
    writer.add_object_stream(at.MOVING, moving, level=OFTEN)
    return _file(shared, clinic, writer, xmp)


def _add_page(
    page: SharedPage,
    elements: dict[str, SlotElement],
    names: tuple[str, ...],
    clinic: ClinicLayout,
    pair: Pair,
    moving: list[tuple[int, bytes]],
    keys: list[bytes],
    places: dict[str, Position],
) -> None:
    """Adds what a page with slots refers to."""
    annotations, parents, first_mcid = [page.annotations], [page.parents], page.marks
    for name in page.slots:
        slot, element = clinic.slots[name], elements[name]
        index = names.index(name)
        first_key = at.SLOT_KEYS + at.KEYS_OF_SLOT * index
        place = Position(page.object, element.left, element.top, first_mcid, first_key)
        places[name] = place
        moving += [(number_, filled(template, place, pair)) for number_, template in slot.objects]
        moving.append((at.SLOT_ELEMENTS + index, element.source + _references(slot.kids) + b"]>>"))
        annotations.append(_references(tuple(number_ for number_, _ in slot.annotations)))
        parents.append(_references(slot.parents))
        keys += [
            b"%d %d 0 R" % (first_key + at_, holder)
            for at_, (_, holder) in enumerate(slot.annotations)
        ]
        first_mcid += len(slot.parents)
    moving.append((at.ANNOTATIONS + page.number, b"[" + b" ".join(annotations) + b"]"))
    moving.append((at.PARENTS + page.number, b"[" + b" ".join(parents) + b"]"))


def _number_tree(keys: list[bytes]) -> bytes:
    keys.sort(key=lambda key: int(key.split()[0]))
    ends = (keys[0].split()[0], keys[-1].split()[0]) if keys else (b"0", b"0")
    return b"<</Limits [%s %s]/Nums [%s]>>" % (*ends, b" ".join(keys))


def _references(numbers: tuple[int, ...]) -> bytes:
    return b" ".join(b"%d 0 R" % one for one in numbers)


def _metadata(xmp: bytes) -> bytes:
    head = b"<</Type /Metadata/Subtype /XML/Length %d>>" % len(xmp)
    return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (at.METADATA, head, xmp)


def _file(shared: SharedLayout, clinic: ClinicLayout, writer: ObjectWriter, xmp: bytes) -> bytes:
    written = writer.written
    entries = b"".join(
        (
            packed(writer.entries, range(at.CLINIC)),
            packed(clinic.entries | _moved(writer), range(at.CLINIC, clinic.end), len(shared.body)),
            shared.entries,
            packed({shared.end: (1, writer.start, 0)}, range(shared.end, shared.end + 1)),
        )
    )
    made = hashlib.md5(b"".join((shared.body, clinic.body, written)), usedforsecurity=False)
    identifier = made.hexdigest().encode()
    source = (
        b"<</Type /XRef/Size %d/W [1 4 2]/Index [0 %d %d %d]/Root %d 0 R/Info %d 0 R"
        b"/ID [<%s> <%s>]>>"
    ) % (
        shared.end + 1,
        clinic.end,
        at.LEAFLET,
        shared.end + 1 - at.LEAFLET,
        shared.catalog,
        at.INFO,
        identifier,
        identifier,
    )
    xref = stream_object(shared.end, source, entries, level=OFTEN)
    end = b"startxref\n%d\n%%%%EOF\n" % writer.start
    return b"".join((shared.body, clinic.body, written, xref, end))


def _moved(writer: ObjectWriter) -> dict[int, tuple[int, int, int]]:
    """The entries of a clinic's objects that are written anew for each file."""
    return {n: entry for n, entry in writer.entries.items() if n >= at.CLINIC}
