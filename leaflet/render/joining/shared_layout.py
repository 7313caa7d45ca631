"""The pages of a leaflet in a format, with places for the slots of any clinic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leaflet.core.paper import POINTS_PER_PIXEL
from leaflet.render.joining import numbering as at
from leaflet.render.joining.palette import NAME
from leaflet.render.joining.parts import Template, number
from leaflet.render.joining.pdf_graph import (
    ObjectWriter,
    PdfObject,
    bytes_of,
    content_of,
    dictionary,
    entries_of,
    number_of,
    objects_of,
    packed,
    reachable,
    references,
    renumbered,
)
from leaflet.render.joining.rooms import Room, begin_of
from leaflet.render.tagging.tree_writer import slot_place

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A page with slots: the references to its annotations and to the elements of its marks, each
    separated by blanks, how many marks these are, and the names of its slots in reading order.
    """

    number: int
    object: int
    annotations: bytes
    parents: bytes
    marks: int
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlotElement:
    """The element of a slot without what it holds, and where the slot stands: its page and its
    corner at the top left in points from the lower left of the page.
    """

    name: str
    source: bytes
    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class SlotHolder:
    """An element that holds slots: its number, and its dictionary as bytes and names of slots, each
    in the place of the reference to its element.
    """

    number: int
    parts: tuple[bytes | str, ...]


@dataclass(frozen=True, slots=True)
class SharedLayout:
    """The prepared pages: objects as they are written at the start of a file, the entries of the
    cross-reference stream for them, and what is joined with a clinic's.

    `names` are the slots in the order of their numbers; `resources` the entries of the resources of
    pages by their kind, `info` the document information without a title, `catalog` the number of
    the catalog, `ending` the name of the slot that ends its line at the right, if one does.
    """

    body: bytes
    entries: bytes
    end: int
    catalog: int
    pages: tuple[SharedPage, ...]
    elements: tuple[SlotElement, ...]
    holders: tuple[SlotHolder, ...]
    names: tuple[str, ...]
    resources: Mapping[str, bytes]
    info: bytes
    metadata: Template
    ending: str


def prepare(
    pdf: Any, rooms: Sequence[Room], names: Sequence[str], metadata: Template
) -> SharedLayout:
    """Prepares the painted pages of a leaflet. `rooms` are those of its slots, `names` the names of
    all slots, `metadata` the XMP metadata of a file.
    """
    return _Preparation(pdf, rooms, tuple(names)).prepare(metadata)


class _Preparation:
    def __init__(self, pdf: Any, rooms: Sequence[Room], names: tuple[str, ...]) -> None:
        self.pdf = pdf
        self.names = names
        self.rooms = {(room.page, room.name): room for room in rooms}
        self.page_numbers = [number_of(reference) for reference in pdf.page_references]
        self.slots = [element for element in pdf.structure.walk() if element.slot]
        self.held = {number_of(element.reference): element.slot for element in self.slots}
        self.holding = sorted({number_of(one.parent.holder.reference) for one in self.slots})
        placed = {room.page for room in rooms if room.name in self.held.values()}
        self.slot_pages = sorted(placed)
        self.numbers = self._fixed_numbers()
        self.next = at.LEAFLET

    def _fixed_numbers(self) -> dict[int, int]:
        """The numbers of objects that are joined, by those that they were painted with."""
        numbers = {
            number: at.SLOT_ELEMENTS + self.names.index(name) for number, name in self.held.items()
        }
        numbers |= {number: at.HOLDERS + index for index, number in enumerate(self.holding)}
        end = len(self.pdf.objects)
        self.metadata_number, self.palette_number, self.parents_number = end, end + 1, end + 2
        return {**numbers, self.metadata_number: at.METADATA, self.palette_number: at.PALETTE}

    def _new(self) -> int:
        self.next += 1
        return self.next - 1

    def prepare(self, metadata: Template) -> SharedLayout:
        pdf, catalog = self.pdf, self.pdf.catalog
        catalog["Metadata"] = b"%d 0 R" % self.metadata_number
        tree = pdf.objects[number_of(catalog["StructTreeRoot"])]
        parents = entries_of(pdf.objects[number_of(tree["ParentTree"])]["Nums"])
        tree["ParentTree"] = b"%d 0 R" % self.parents_number
        resources = pdf.objects[number_of(pdf.objects[self.page_numbers[0]]["Resources"])]
        colours = pdf.objects[number_of(resources["ColorSpace"])]
        colours[NAME] = b"%d 0 R" % self.palette_number
        objects = objects_of(pdf)
        replaced = {*self.page_numbers, resources.number}
        kept = self._kept(objects, replaced, resources)
        for old in sorted(kept | replaced):
            self.numbers.setdefault(old, self._new())
        self.numbers[self.parents_number] = self._new()
        writer = ObjectWriter()
        writer.parts.append(_HEADER)
        writer.start = len(_HEADER)
        plain: list[tuple[int, bytes]] = []
        for old in sorted(kept - replaced - set(self.holding)):
            thing = objects[old].renumbered(self.numbers)
            if thing.stream is None:
                plain.append((self.numbers[old], thing.source))
            else:
                writer.add_object(self.numbers[old], thing)
        plain.append((self.numbers[resources.number], self._resources(resources)))
        pages = []
        for page in range(len(self.page_numbers)):
            contents = tuple(self._contents(page, writer))
            plain.append(self._page(page, contents))
            pages.append(self._shared(page, parents))
        plain += self._parent_tree(parents, pages)
        # A reader that opens a file has no need of its elements yet.
        elements = [one for one in plain if b"/StructElem" in one[1]]
        others = [one for one in plain if b"/StructElem" not in one[1]]
        writer.add_object_stream(self._new(), others)
        if elements:
            writer.add_object_stream(self._new(), elements)
        return SharedLayout(
            writer.written,
            packed(writer.entries, range(at.LEAFLET, self.next)),
            self.next,
            self.numbers[catalog.number],
            tuple(page for page in pages if page.slots),
            tuple(self._elements()),
            tuple(self._holders()),
            self.names,
            {kind: self._inner(resources[kind]) for kind in at.RESOURCES},
            _without_title(pdf.info),
            metadata,
            next((room.name for room in self.rooms.values() if room.ends), ""),
        )

    def _kept(
        self, objects: Mapping[int, PdfObject], replaced: set[int], resources: Any
    ) -> set[int]:
        """The objects that a leaflet's pages need, besides those that are joined."""
        passed = {
            number: thing
            for number, thing in objects.items()
            if number not in self.held and number not in replaced
        }
        annotations = [
            number_of(reference)
            for page in self.page_numbers
            for reference in self.pdf.objects[page].get("Annots", ())
        ]
        drawn = PdfObject(bytes_of(resources)).references
        return reachable(passed, [self.pdf.catalog.number, *annotations, *drawn])

    def _resources(self, resources: Any) -> bytes:
        shared = {kind: b"%d 0 R" % number_ for kind, number_ in at.RESOURCES.items()}
        rest = {
            name: renumbered(bytes_of(value), self.numbers)
            for name, value in resources.items()
            if name not in shared
        }
        return dictionary({**rest, **shared})

    def _inner(self, value: Any) -> bytes:
        """The entries of a dictionary of resources."""
        if isinstance(value, bytes):
            value = self.pdf.objects[number_of(value)]
        return renumbered(bytes_of(value), self.numbers)[2:-2]

    def _contents(self, page: int, writer: ObjectWriter) -> Iterator[int]:
        """The streams of a page's content in order: its own, and those of slots between them."""
        items = self.pdf.objects[number_of(self._dictionary(page)["Contents"])].stream
        begin = 0
        opened = b""
        for place, item in enumerate(items):
            if not isinstance(item, slot_place()):
                continue
            before = b"\n".join((opened, content_of(items[begin : place - 1])))
            begin, opened = _end_of_mark(items, place) + 1, b""
            if item.name in self.names:
                room = self.rooms[page, item.name]
                moved = b"q 1 0 0 1 %s %s cm" % (number(room.left), number(room.top))
                yield self._stream(b"\n".join((before, moved)), writer)
                yield at.SLOT_STREAMS + self.names.index(item.name)
                opened = b"Q\nQ" if room.ends else b"Q"
            elif any(room.ends for room in self._lines(page, item.name)):
                yield self._stream(b"\n".join((before, b"q")), writer)
                yield at.SHIFT
            else:
                opened = before
        yield self._stream(b"\n".join((opened, content_of(items[begin:]))), writer)

    def _lines(self, page: int, begin: str) -> Iterator[Room]:
        """The rooms in lines whose words before them begin at a place."""
        for name in self.names:
            if begin_of(name) == begin and (page, name) in self.rooms:
                yield self.rooms[page, name]

    def _stream(self, content: bytes, writer: ObjectWriter) -> int:
        number = self._new()
        writer.add_content(number, content)
        return number

    def _dictionary(self, page: int) -> Any:
        return self.pdf.objects[self.page_numbers[page]]

    def _page(self, page: int, contents: Iterable[int]) -> tuple[int, bytes]:
        given = self._dictionary(page)
        rest = {
            name: renumbered(bytes_of(value), self.numbers)
            for name, value in given.items()
            if name not in ("Contents", "Annots")
        }
        rest["Contents"] = b"[" + references(contents) + b"]"
        if page in self.slot_pages:
            rest["Annots"] = b"%d 0 R" % (at.ANNOTATIONS + self.slot_pages.index(page))
        elif given.get("Annots"):
            rest["Annots"] = b"[" + self._annotations(page) + b"]"
        return self.numbers[self.page_numbers[page]], dictionary(rest)

    def _annotations(self, page: int) -> bytes:
        old = (number_of(reference) for reference in self._dictionary(page).get("Annots", ()))
        return references(self.numbers[number] for number in old)

    def _slots_on(self, page: int) -> tuple[str, ...]:
        return tuple(element.slot for element in self.slots if (page, element.slot) in self.rooms)

    def _shared(self, page: int, parents: Mapping[int, Any]) -> SharedPage:
        old = [number_of(reference) for reference in parents[page]]
        return SharedPage(
            page,
            self.numbers[self.page_numbers[page]],
            self._annotations(page),
            references(self.numbers[number] for number in old),
            len(old),
            self._slots_on(page),
        )

    def _parent_tree(
        self, parents: Mapping[int, Any], pages: Sequence[SharedPage]
    ) -> Iterator[tuple[int, bytes]]:
        """The tree that leads from pages and annotations to elements, without those of slots."""
        flat = []
        for page in pages:
            own = b"[" + page.parents + b"]"
            if page.slots:
                own = b"%d 0 R" % (at.PARENTS + self.slot_pages.index(page.number))
            flat.append(b"%d %s" % (page.number, own))
        for key, reference in sorted(parents.items()):
            if key >= len(pages) and number_of(reference) in self.numbers:
                flat.append(b"%d %d 0 R" % (key, self.numbers[number_of(reference)]))
        own_tree = self._new()
        limits = b"/Limits [0 %d]" % max(parents)
        yield own_tree, b"<<%s/Nums [%s]>>" % (limits, b" ".join(flat))
        yield (
            self.numbers[self.parents_number],
            b"<</Kids [%d 0 R %d 0 R]>>" % (own_tree, at.KEYS),
        )

    def _holders(self) -> Iterator[SlotHolder]:
        for held in self.holding:
            element = self.pdf.objects[held]
            kids = [self._kid(kid) for kid in element["K"]]
            rest = {name: bytes_of(value) for name, value in element.items() if name != "K"}
            source = renumbered(dictionary(rest), self.numbers)[:-2]
            parts = [source, b"/K [", *(part for kid in kids for part in (kid, b" ")), b"]>>"]
            yield SlotHolder(self.numbers[held], tuple(parts))

    def _kid(self, kid: Any) -> bytes | str:
        if isinstance(kid, bytes) and number_of(kid) in self.held:
            return str(self.held[number_of(kid)])
        return renumbered(bytes_of(kid), self.numbers)

    def _elements(self) -> Iterator[SlotElement]:
        for element in self.slots:
            page = next(page for page, name in self.rooms if name == element.slot)
            room = self.rooms[page, element.slot]
            parent = self.numbers[number_of(element.parent.holder.reference)]
            source = b"<</Type /StructElem/S /Div/P %d 0 R/Pg %d 0 R/K [" % (
                parent,
                self.numbers[self.page_numbers[page]],
            )
            left = room.left * POINTS_PER_PIXEL
            top = (room.page_height - room.top) * POINTS_PER_PIXEL
            yield SlotElement(element.slot, source, page, left, top)


def _end_of_mark(items: Sequence[Any], properties: int) -> int:
    """The index of the end of a mark by the index of its properties."""
    depth = 0
    for place in range(properties, len(items)):
        depth += items[place] in (b"BDC", b"BMC")
        depth -= items[place] == b"EMC"
        if items[place] == b"EMC" and depth == 0:
            return place
    raise AssertionError("a mark has no end")


def _without_title(info: Any) -> bytes:
    return dictionary({k: bytes_of(v) for k, v in info.items() if k != "Title"})[:-2]
