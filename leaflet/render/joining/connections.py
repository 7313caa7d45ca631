"""What leads from one part of a joined file to the other, and back: what two parts that are each
right by themselves can have wrong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from leaflet.render.joining import numbering as at
from leaflet.render.joining.shared_layout import SharedLayout, SharedPage

_MCID = re.compile(rb"/MCID (\d+)")
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
    """Reads the slots of a file by the numbers of their objects."""

    def __init__(self, opened: Any, shared: SharedLayout) -> None:
        self.opened = opened
        self.shared = shared
        flat = list(self._object(at.KEYS).Nums)
        self.keys = {int(key): held.objgen for key, held in zip(flat[::2], flat[1::2], strict=True)}

    def _object(self, number: int) -> Any:
        return self.opened.get_object(number, 0)

    def page_faults(self, index: int, page: SharedPage) -> Iterator[str]:
        """What is wrong with the slots of a page; `index` is its number among those with slots."""
        entries = [entry.objgen for entry in self._object(at.PARENTS + index)]
        links = {link.objgen for link in self._object(at.ANNOTATIONS + index)}
        marked = page.marks
        for name in page.slots:
            number = self.shared.names.index(name)
            stream = self._object(at.SLOT_STREAMS + number).read_bytes()
            marks = sorted(map(int, _MCID.findall(stream)))
            if marks != list(range(marked, marked + len(marks))):
                yield f"the marks of {name} are not those behind {marked}"
            marked += len(marks)
            element = self._object(at.SLOT_ELEMENTS + number)
            if marks and not self._is_held(element):
                yield f"{name} is not held where it says"
            elif marks:
                held = self._held(element)
                leads = {mark: entries[mark] for mark in marks if mark < len(entries)}
                if {mark: entry for mark, (entry, _) in held.items()} != leads:
                    yield f"the marks of {name} lead to other elements than hold them"
                if any(on != (page.object, 0) for _, on in held.values()):
                    yield f"the marks of {name} are held on another page"
                yield from self._link_faults(element, links)
        if marked != len(entries):
            yield f"page {page.number + 1} has other marks than lead to elements"

    def _is_held(self, element: Any) -> bool:
        kids = element.get("/P", {}).get("/K", []) if hasattr(element, "keys") else []
        return any(getattr(kid, "objgen", None) == element.objgen for kid in kids)

    def _held(self, slot: Any) -> dict[int, tuple[Any, Any]]:
        """The marks that the elements of a slot hold: by which element, on which page."""
        held = {}
        for element in _elements(slot):
            for kid in element.K:
                if isinstance(kid, int):
                    held[kid] = element.objgen, element.Pg.objgen
                elif kid.get("/Type") == "/MCR":
                    held[int(kid.MCID)] = element.objgen, kid.get("/Pg", element.get("/Pg")).objgen
        return held

    def _link_faults(self, slot: Any, links: Iterable[Any]) -> Iterator[str]:
        for element in _elements(slot):
            for kid in element.K:
                if not isinstance(kid, int) and kid.get("/Type") == "/OBJR":
                    leads_back = self.keys.get(int(kid.Obj.StructParent)) == element.objgen
                    if kid.Obj.objgen not in links or not leads_back:
                        yield "a link leads to another element"


def _elements(slot: Any) -> Iterator[Any]:
    """The element of a slot and all below it."""
    waiting = [slot]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [kid for kid in element.K if not isinstance(kid, int) and "/S" in kid]
