"""What leads from one part of a joined file to the other, and back: what two parts that are each
right by themselves can have wrong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

from leaflet.render.joining import numbering as at
from leaflet.render.joining.pdf_graph import PdfObject
from leaflet.render.joining.shared_layout import SharedLayout, SharedPage

_MCID = re.compile(rb"/MCID (\d+)")
_REFERENCE = re.compile(rb"\b\d+ 0 R\b")
_KEY = re.compile(rb"\b(\d+) (\d+) 0 R\b")
_PARENT, _PAGE, _LINK = (re.compile(rb"/%s (\d+) 0 R" % key) for key in (b"P", b"Pg", b"Obj"))
_KIDS = re.compile(rb"/K \[([^\]]*)\]")
_DICTIONARY = re.compile(rb"<<[^>]*>>")
_SUBSET = re.compile(r"/([A-Z]{6})\+")


def connection_faults(opened: Any, shared: SharedLayout) -> Iterator[str]:
    """Marks and links of slots in an open `pikepdf.Pdf` that do not lead to their elements and
    back, elements of slots that are not held where they say, and tags of fonts that two have.
    """
    yield from _font_faults(opened)
    reader = _SlotReader(opened, shared)
    for index, page in enumerate(shared.pages):
        yield from reader.page_faults(index, page)


def _font_faults(opened: Any) -> Iterator[str]:
    fonts = opened.get_object(at.RESOURCES["Font"], 0)
    tags = [found[1] for font in fonts.values() if (found := _SUBSET.match(str(font.BaseFont)))]
    if len(tags) != len(fonts.keys()) or len(set(tags)) != len(tags):
        yield f"the tags of fonts are {sorted(tags)}"


class _SlotReader:
    """Reads the slots of a file by the numbers of their objects. References to elements of the
    pages are only compared: those are not read.
    """

    def __init__(self, opened: Any, shared: SharedLayout) -> None:
        self.opened = opened
        self.shared = shared
        keys = _KEY.findall(self._written(at.KEYS))
        self.keys = {int(key): int(element) for key, element in keys}

    def _written(self, number: int) -> bytes:
        """An object as it is written, with its references."""
        written: bytes = self.opened.get_object(number, 0).unparse(resolved=True)
        return written

    def page_faults(self, index: int, page: SharedPage) -> Iterator[str]:
        """What is wrong with the slots of a page; `index` is its number among those with slots."""
        entries = _references(self._written(at.PARENTS + index))
        links = set(_references(self._written(at.ANNOTATIONS + index)))
        marked = page.marks
        for name in page.slots:
            number = self.shared.names.index(name)
            stream = self.opened.get_object(at.SLOT_STREAMS + number, 0).read_bytes()
            marks = sorted(map(int, _MCID.findall(stream)))
            if marks != list(range(marked, marked + len(marks))):
                yield f"the marks of {name} are not those behind {marked}"
            marked += len(marks)
            if marks:
                slot = at.SLOT_ELEMENTS + number
                leads = {mark: entries[mark] for mark in marks if mark < len(entries)}
                yield from self._slot_faults(name, slot, page.object, leads, links)
        if marked != len(entries):
            yield f"page {page.number + 1} has other marks than lead to elements"

    def _slot_faults(
        self, name: str, slot: int, page: int, leads: Mapping[int, int], links: Set[int]
    ) -> Iterator[str]:
        elements = dict(self._elements(slot))
        holder = _PARENT.search(elements[slot])
        if holder is None or slot not in _references(_kids(self._written(int(holder[1])))):
            yield f"{name} is not held where it says"
        held = {mark: number for number, element in elements.items() for mark in _marks(element)}
        if held != leads:
            yield f"the marks of {name} lead to other elements than hold them"
        for number, element in elements.items():
            if any(int(on) != page for on in _PAGE.findall(element)):
                yield f"{name} is held on another page"
            for link in map(int, _LINK.findall(element)):
                key = int(self.opened.get_object(link, 0).StructParent)
                if link not in links or self.keys.get(key) != number:
                    yield "a link leads to another element"

    def _elements(self, slot: int) -> Iterator[tuple[int, bytes]]:
        """The element of a slot and all below it: their numbers, and how they are written."""
        waiting = [slot]
        while waiting:
            number = waiting.pop()
            element = self._written(number)
            yield number, element
            waiting += _references(_DICTIONARY.sub(b"", _kids(element)))


def _references(written: bytes) -> list[int]:
    return PdfObject(written).references


def _kids(element: bytes) -> bytes:
    """What an element holds."""
    found = _KIDS.search(element)
    return found[1] if found else b""


def _marks(element: bytes) -> Iterator[int]:
    """The marks that an element holds: as numbers, or in dictionaries."""
    kids = _kids(element)
    yield from map(int, _MCID.findall(kids))
    bare = _REFERENCE.sub(b"", _DICTIONARY.sub(b"", kids))
    yield from map(int, bare.split())
