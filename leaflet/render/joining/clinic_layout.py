"""The slots of a clinic in a format, as they are joined with the pages of any leaflet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from leaflet.core.diagnostics import UsageError
from leaflet.core.paper import POINTS_PER_PIXEL
from leaflet.render.joining import numbering as at
from leaflet.render.joining.palette import NAME, palette
from leaflet.render.joining.parts import (
    Key,
    Mcid,
    OfPair,
    PageReference,
    Part,
    Template,
    X,
    Y,
    merged,
)
from leaflet.render.joining.pdf_graph import (
    ObjectWriter,
    PdfObject,
    bytes_of,
    dictionary,
    entries_of,
    number_of,
    objects_of,
    reachable,
    renumbered,
)
from leaflet.render.joining.slot_content import (
    ADDRESS,
    CODE,
    PREFIX,
    letters,
    line_content,
    slot_content,
)

_SUBSET = re.compile(rb"/([A-Z]{6})\+")


@dataclass(frozen=True, slots=True)
class SlotPage:
    """The page of a slot: its name, the height of the page in CSS pixels, and the width of a slot
    in a line, which no tree has.
    """

    name: str
    height: float
    line_width: float | None = None


@dataclass(frozen=True, slots=True)
class LaidOutSlot:
    """A slot: what it paints, the elements that it holds and those of its marks, by their numbers,
    its annotations with their elements, and its objects by number; the width of one in a line, in
    CSS pixels.
    """

    content: Template
    kids: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    annotations: tuple[tuple[int, int], ...] = ()
    objects: tuple[tuple[int, Template], ...] = ()
    line_width: float = 0.0


@dataclass(frozen=True, slots=True)
class ClinicLayout:
    """The slots, and what they have in common: objects as they are written, the entries of the
    cross-reference stream for these, resources and colours. `letters` are the codes of the letters
    of a leaflet's code in the font that it is set in.
    """

    body: bytes
    entries: Mapping[int, tuple[int, int, int]]
    end: int
    slots: Mapping[str, LaidOutSlot]
    resources: Mapping[str, bytes]
    palette: bytes
    letters: Mapping[str, bytes]


def prepare(
    pdf: Any, pages: Sequence[SlotPage], names: Sequence[str], tokens: Sequence[tuple[str, str]]
) -> ClinicLayout:
    """Prepares the painted slots of a clinic, each on a page of its own. `names` are those of the
    slots in the pages that they are joined with, in the order of their numbers. Raises `UsageError`
    for more objects than a clinic has numbers.
    """
    return _Preparation(pdf, pages, names).prepare(tokens)


class _Preparation:
    def __init__(self, pdf: Any, slots: Sequence[SlotPage], names: Sequence[str]) -> None:
        self.pdf = pdf
        self.slots = slots
        self.names = names
        self.heights = [slot.height * POINTS_PER_PIXEL for slot in slots]
        self.pages = [number_of(reference) for reference in pdf.page_references]
        resources = pdf.objects[self.pages[0]]["Resources"]
        self.resources = pdf.objects[number_of(resources)]
        self.next = at.CLINIC
        self.elements: dict[str, Any] = {}
        for element in pdf.structure.walk():  # the letters of codes stand behind all slots
            self.elements.setdefault(element.of_slot, element)
        self.numbers: dict[int, int] = {}
        shows_code = 0 < len(slots) < len(self.pages)  # without any slot there is an empty page
        self.letters = letters(self._stream(len(slots))) if shows_code else {}

    def _new(self) -> int:
        self.next += 1
        return self.next - 1

    def prepare(self, tokens: Sequence[tuple[str, str]]) -> ClinicLayout:
        colours = self.pdf.objects[number_of(self.resources["ColorSpace"])]
        palette_number = len(self.pdf.objects)
        colours[NAME] = b"%d 0 R" % palette_number
        objects = objects_of(self.pdf)
        self.numbers[palette_number] = at.PALETTE
        writer, plain = ObjectWriter(), []
        shared = self._shared(objects)
        for old in sorted(shared):
            self.numbers[old] = self._new()
        for old in sorted(shared):
            thing = objects[old].renumbered(self.numbers)
            thing = replace(thing, source=_SUBSET.sub(_turned, thing.source))
            if thing.stream is None:
                plain.append((self.numbers[old], thing.source))
            else:
                writer.add_object(self.numbers[old], thing)
        slots = {
            slot.name: self._slot(page, slot, objects, shared)
            for page, slot in enumerate(self.slots)
        }
        writer.add_object_stream(self._new(), plain)
        if self.next > at.LEAFLET:
            message = f"the slots of a clinic become {self.next - at.CLINIC:,} objects of a PDF"
            raise UsageError(message, f"at most {at.LEAFLET - at.CLINIC:,} do; shorten its lists")
        return ClinicLayout(
            writer.written,
            writer.entries,
            self.next,
            slots,
            {kind: self._inner(self.resources[kind]) for kind in at.RESOURCES},
            palette(tokens),
            self.letters,
        )

    def _shared(self, objects: Mapping[int, PdfObject]) -> set[int]:
        """The objects that slots have in common: fonts, pictures, colours."""
        found = PdfObject(bytes_of(self.resources)).references
        return reachable(objects, found) - set(self.pages)

    def _inner(self, value: Any) -> bytes:
        """The entries of a dictionary of resources, with names of the clinic's own."""
        if isinstance(value, bytes):
            value = self.pdf.objects[number_of(value)]
        named = {PREFIX.decode() + name: bytes_of(given) for name, given in value.items()}
        return renumbered(dictionary(named), self.numbers)[2:-2]

    def _slot(
        self, page: int, slot: SlotPage, objects: Mapping[int, PdfObject], shared: set[int]
    ) -> LaidOutSlot:
        is_line = slot.line_width is not None
        content = merged(self._content(page, is_line=is_line))
        element = None if is_line else self.elements.get(slot.name)
        if element is None:
            return LaidOutSlot(content, line_width=slot.line_width or 0.0)
        div = number_of(element.reference)
        self.numbers[div] = at.SLOT_ELEMENTS + self.names.index(slot.name)
        beyond = {*shared, *self.pages, div}
        passed = {number: thing for number, thing in objects.items() if number not in beyond}
        roots = [number_of(kid.reference) for kid in element.elements]
        own = sorted(reachable(passed, roots))
        for old in own:
            self.numbers[old] = self._new()
        keys = {
            number_of(reference): Key(index)
            for index, reference in enumerate(self._annotations(page))
        }
        made = [
            (self.numbers[old], merged(self._template(self.pdf.objects[old], page, keys.get(old))))
            for old in own
        ]
        parents = entries_of(self._parent_tree())
        return LaidOutSlot(
            content,
            tuple(self.numbers[number] for number in roots),
            tuple(self.numbers[number_of(reference)] for reference in parents[page]),
            tuple((self.numbers[old], self.numbers[self._holder(parents, old)]) for old in keys),
            tuple(made),
        )

    def _annotations(self, page: int) -> list[bytes]:
        return list(self.pdf.objects[self.pages[page]].get("Annots", ()))

    def _parent_tree(self) -> list[Any]:
        tree = self.pdf.objects[number_of(self.pdf.catalog["StructTreeRoot"])]
        return list(self.pdf.objects[number_of(tree["ParentTree"])]["Nums"])

    def _holder(self, parents: Mapping[int, Any], annotation: int) -> int:
        """The element that holds an annotation."""
        return number_of(parents[self.pdf.objects[annotation]["StructParent"]])

    def _page(self, page: int) -> Any:
        return self.pdf.objects[self.pages[page]]

    def _template(self, thing: Any, page: int, key: Key | None) -> Iterator[Part]:
        """An element or an annotation."""
        is_element = thing.get("Type") == "/StructElem"
        yield b"<<"
        for name, value in thing.items():
            yield b"/%s " % name.encode()
            if name == "Pg":
                yield PageReference()
            elif name == "K" and is_element:
                yield from self._kids(value)
            elif name == "StructParent" and key is not None:
                yield key
            else:
                yield from self._value(name, value, page)
        yield b">>"

    def _value(self, name: str, value: Any, page: int) -> Iterator[Part]:
        """The value of an entry that may depend on the place or on the leaflet."""
        if name in ("Rect", "QuadPoints"):
            yield from self._points(value, page)
        elif name == "Alt" and bytes_of(value) == b"(%s)" % ADDRESS.encode():
            yield OfPair("alt")
        elif name == "A" and "BBox" in value:
            yield b"<</O /Layout/BBox "
            yield from self._points(value["BBox"], page)
            yield b">>"
        elif name == "A" and ADDRESS.encode() in bytes_of(value):
            yield b"<</Type /Action/S /URI/URI "
            yield OfPair("address")
            yield b">>"
        else:
            yield renumbered(bytes_of(value), self.numbers)

    def _kids(self, kids: Iterable[Any]) -> Iterator[Part]:
        yield b"["
        for kid in kids:
            if isinstance(kid, int):
                yield Mcid(kid)
            elif isinstance(kid, dict):
                yield from self._template(kid, 0, None)
            else:
                yield renumbered(bytes_of(kid), self.numbers)
            yield b" "
        yield b"]"

    def _points(self, corners: Iterable[Any], page: int) -> Iterator[Part]:
        yield b"["
        for corner, is_x in zip(corners, cycle((True, False)), strict=False):
            yield X(float(corner)) if is_x else Y(float(corner) - self.heights[page])
            yield b" "
        yield b"]"

    def _content(self, page: int, *, is_line: bool) -> Iterator[Part]:
        """What a slot paints."""
        items = self._stream(page)
        if is_line:
            return line_content(items)
        return slot_content(items, self._codes(page), self.letters.get(CODE[0], b""))

    def _stream(self, page: int) -> list[Any]:
        """The items of the content stream of a page."""
        return list(self.pdf.objects[number_of(self._page(page)["Contents"])].stream)

    def _codes(self, page: int) -> set[int]:
        """The marks of matrix codes on a page."""
        return {
            kid.mcid
            for element in self.pdf.structure.walk()
            if element.type == "Figure" and element.source[0].get("data-pair") == "modules"
            for kid in element.kids
            if kid.page == page
        }


def _turned(match: re.Match[bytes]) -> bytes:
    """The tag of a font's subset that no font of the leaflet's pages has."""
    return b"/" + bytes((letter - 65 + 13) % 26 + 65 for letter in match[1]) + b"+"
