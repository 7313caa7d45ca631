"""The rooms of slots in the pages of a leaflet: where they are and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from leaflet.page.slot import PLACE, Slot
from leaflet.render.measure.boxes import elements, inside, kind

#: The attributes of elements around a slot that a stylesheet may ask for.
_KEPT = ("class", "dir", "id", "lang", "data-part", "data-panel")
#: What elements around a slot must not do where they stand alone: only what their words inherit
#: from them counts.
AROUND = (
    "display:block!important;margin:0!important;padding:0!important;border:0!important;"
    "background:none!important;width:auto!important;height:auto!important;"
    "min-height:0!important;max-width:none!important;columns:auto!important;"
    "position:static!important;float:none!important;break-before:auto!important;"
    "break-after:auto!important;break-inside:auto!important"
)
#: The drawing that keeps the place of a slot. It is painted where it stands, since it does not cut
#: off what reaches out of it, and takes no room.
_PLACE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" {}="{}"'
    ' style="overflow:visible;display:inline-block;width:1px;height:1px;margin-right:-1px;'
    'visibility:visible"><path fill="#000000" d="M0 0h1v1h-1z"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a slot: the number of its page from 0, its left and top edge and its width in CSS
    pixels, the height of its page, and the tags before and behind it. A slot in a line has no
    width; one that `ends` its line at the right moves what is before it to the left.
    """

    name: str
    page: int
    left: float
    top: float
    width: float | None
    page_height: float
    before: str = ""
    behind: str = ""
    ends: bool = False


def place_of(name: str) -> str:
    """The HTML that keeps the place of a slot, or of the begin of the words before it."""
    return _PLACE.format(PLACE, name)


def begin_of(name: str) -> str:
    """The name of the place where the words before a slot in a line begin."""
    return f"{name}-begin"


def kept(slot: Slot) -> str:
    """The HTML that keeps the place of a slot that is a block."""
    style = "margin:0;padding:0;font-size:0;line-height:0;background:none"
    return f'<p style="{style}">{place_of(slot.name)}</p>'


def rooms(document: Any, root: Any) -> tuple[Room, ...]:
    """The rooms in a laid-out WeasyPrint `Document`, made from a tree of elements."""
    around = dict(_chains(root, ()))
    return tuple(
        room
        for number, page in enumerate(document.pages)
        for room in _on_page(page, number, around)
    )


def _on_page(page: Any, number: int, around: Mapping[str, tuple[str, str]]) -> Iterator[Room]:
    box = page._page_box
    for slot in elements(box, "data-slot"):
        name = slot.element.get("data-slot")
        left, top = slot.border_box_x(), slot.border_box_y()
        yield Room(name, number, left, top, slot.border_width(), page.height, *around[name])
    for margin in (child for child in box.children if kind(child) == "MarginBox"):
        for line in (below for below in inside(margin) if kind(below) == "LineBox"):
            for place in inside(line):
                name = str(place.element.get(PLACE)) if hasattr(place, "replacement") else ""
                if name in around:
                    left, top, ends = place.position_x, line.position_y, _ends(line)
                    yield Room(name, number, left, top, None, page.height, *around[name], ends)


def _ends(line: Any) -> bool:
    """Whether a line of text is set against its right edge."""
    is_ltr = line.style["direction"] == "ltr"
    return line.style["text_align_all"] in ("right", "end" if is_ltr else "start")


def _chains(element: Any, above: tuple[Any, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The tags around each slot below an element, by its name."""
    name = element.get("data-slot")
    if name:
        yield name, ("".join(map(_opened, above)), "".join(f"</{one.tag}>" for one in above[::-1]))
        return
    if element.tag not in ("html", "body"):
        above = (*above, element)
    for below in element:
        if isinstance(below.tag, str):
            yield from _chains(below, above)


def _opened(element: Any) -> str:
    given = [(key, element.get(key)) for key in _KEPT if element.get(key)]
    return '<{}{} style="{}">'.format(
        element.tag, "".join(f' {key}="{escape(value)}"' for key, value in given), AROUND
    )
