"""The laid-out pages of a leaflet with the laid-out slots of a clinic, as boxes to be measured.

Nothing is laid out anew: boxes with places below them are copied, places replaced by copies of a
clinic's boxes at the same point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from leaflet.page.slot import PLACE
from leaflet.render.joining.rooms import Room
from leaflet.render.joining.slot_content import CODE
from leaflet.render.measure.boxes import carries, children, inside, kind

_SIDES = ("top", "right", "bottom", "left")


def holders(document: Any) -> frozenset[int]:
    """The identities of the boxes that have places of slots below them."""
    return frozenset(found for page in document.pages for found in _holders(page._page_box))


def _holders(box: Any) -> Iterator[int]:
    has_any = False
    for child in children(box):
        if _place(child):
            has_any = True
        else:
            below = list(_holders(child))
            has_any = has_any or bool(below)
            yield from below
    if has_any:
        yield id(box)


def _is_slot(box: Any) -> bool:
    return carries(box, "data-slot")


def _place(box: Any) -> str:
    """The name of the place that a drawing in a line keeps; empty for other boxes."""
    if not hasattr(box, "replacement") or box.element is None:
        return ""
    return str(box.element.get(PLACE) or "")


def filled_pages(
    document: Any,
    holding: frozenset[int],
    rooms: Iterable[Room],
    slots: Mapping[str, Any],
    title: str,
    code: str,
) -> Any:
    """A copy of a laid-out `Document` whose pages have a clinic's slots. `holding` are the boxes
    that are copied, `slots` the boxes of slots, and for those in lines these lines; `code` is the
    code of the leaflet.
    """
    by_page: dict[int, dict[str, Room]] = {}
    for room in rooms:
        by_page.setdefault(room.page, {})[room.name] = room
    made = copy(document)
    made.pages = [copy(page) for page in document.pages]
    for number, page in enumerate(made.pages):
        filling = _Filling(holding, by_page.get(number, {}), slots, code)
        page._page_box = filling.fill(page._page_box)
    made.metadata = copy(document.metadata)
    made.metadata.title = title
    return made


@dataclass(frozen=True, slots=True)
class _CodedText:
    """The words that are painted for a text, with the code of the leaflet."""

    layout: Any
    code: str

    @property
    def text(self) -> str:
        """The words, with the blank that they end with once it is added."""
        return str(self.layout.text).replace(CODE, self.code)


class _Filling:
    def __init__(
        self,
        holding: frozenset[int],
        rooms: Mapping[str, Room],
        slots: Mapping[str, Any],
        code: str,
    ) -> None:
        self.code = code
        self.holding = holding
        self.rooms = rooms
        self.slots = slots

    def fill(self, box: Any) -> Any:
        """A box with filled slots; the box itself where it has none."""
        if id(box) not in self.holding:
            return box
        made = box.copy()
        shift = self._shift(box)
        made.children = tuple(new for child in children(box) for new in self._child(child, shift))
        return made

    def _child(self, child: Any, shift: float) -> Iterator[Any]:
        room = self.rooms.get(child.element.get("data-slot")) if _is_slot(child) else None
        if room is not None and room.width is not None:
            slot = _in_place(self.slots[room.name], child)
            for below in inside(slot):
                if carries(below, "data-pair"):
                    self._write_code(below)
            yield slot
        elif name := _place(child):
            if name in self.rooms:
                left = child.position_x - shift
                yield from _line(self.slots[name], left, self.rooms[name].top)
        elif shift:
            yield _moved(child, -shift, 0)
        else:
            yield self.fill(child)

    def _write_code(self, box: Any) -> None:
        """Puts the code of the leaflet in its place."""
        for text in inside(box):
            if kind(text) == "TextBox":
                text.text = text.text.replace(CODE, self.code)
                text.pango_layout = _CodedText(text.pango_layout, self.code)

    def _shift(self, box: Any) -> float:
        """How far what stands in a line gives way to a slot at its end."""
        names = [_place(child) for child in children(box)] if kind(box) == "LineBox" else []
        rooms = [self.rooms[name] for name in names if name in self.rooms]
        return sum(line_width(self.slots[room.name]) for room in rooms if room.ends)


def line_width(line: Any) -> float:
    """How far the boxes in a line reach to the right, in CSS pixels."""
    return max((child.position_x + child.width for child in children(line)), default=0.0)


def _in_place(slot: Any, room: Any) -> Any:
    """A copy of the box of a slot in the place of another, with the margins of that."""
    left, top = room.border_box_x(), room.border_box_y()
    made = _moved(slot, left - slot.border_box_x(), top - slot.border_box_y())
    for side in _SIDES:
        setattr(made, f"margin_{side}", getattr(room, f"margin_{side}"))
    made.position_x, made.position_y = room.position_x, room.position_y
    return made


def _line(line: Any, left: float, top: float) -> Iterator[Any]:
    for child in children(line):
        yield _moved(child, left, top - line.position_y)


def _moved(box: Any, right: float, down: float) -> Any:
    made = box.deepcopy()
    made.translate(right, down)
    return made
