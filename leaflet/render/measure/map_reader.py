"""Reads a laid-out page into its map in one walk over its boxes. What stands in parts of pages that
many documents have is read once.

Nothing here imports WeasyPrint; the boxes are passed.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from leaflet.core.paper import pixels_to_mm
from leaflet.render.measure.box_parts import (
    TABLE_PARTS,
    call_out_of,
    has_own_height,
    is_frame,
    is_set_apart,
    line_of,
    list_part,
    place_of,
    protruding,
    rules_of,
    spilling,
    text_of,
)
from leaflet.render.measure.boxes import Rect, border_box, carries, children, is_painted, kind
from leaflet.render.measure.page_map import (
    CallOut,
    Column,
    Contents,
    Frame,
    PageMap,
    TextBlock,
)
from leaflet.render.measure.pictures import add_picture
from leaflet.render.measure.typography import ink, running_lines

_LISTS = frozenset({"ul", "ol"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_ITEMS = frozenset({"li", "p"})

#: What stands in parts of pages that many documents have, by the identity of their boxes.
Known = Mapping[int, Contents]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a box is in: a page, a column, a slot of the clinic, a part that is not of the text of
    the leaflet itself, a margin, a heading.
    """

    page: int
    column: Column | None = None
    slot: str = ""
    is_apart: bool = False
    in_margin: bool = False
    in_heading: bool = False


def maps(document: Any, known: Known | None = None) -> tuple[PageMap, ...]:
    """The maps of all pages of a laid-out WeasyPrint `Document`; `known` was read before."""
    pages = (page._page_box for page in document.pages)
    return tuple(_map(number, page, known or {}) for number, page in enumerate(pages, 1))


def _map(number: int, page: Any, known: Known) -> PageMap:
    left, top = page.content_box_x(), page.content_box_y()
    made = PageMap(
        number=number,
        area=Rect(left, top, left + page.width, top + page.height),
        height=page.height,
        margins=(page.margin_top, page.margin_right, page.margin_bottom, page.margin_left),
        paper=(page.margin_width(), page.margin_height()),
    )
    if id(page) in known:
        made.add(known[id(page)])
    else:
        _Reader(made, known).read_below(page, _Around(number))
    return made


def known_contents(document: Any, changing: Set[int]) -> dict[int, Contents]:
    """What stands in the parts of a document that other documents have as well. `changing` are the
    identities of the boxes that these have copies of, with other boxes in them.
    """
    found: dict[int, Contents] = {}
    for number, page in enumerate((page._page_box for page in document.pages), 1):
        waiting = [(page, _Around(number))]
        while waiting:
            box, around = waiting.pop()
            if id(box) in changing:
                waiting += [(child, _entered(box, around)) for child in children(box)]
            else:
                found[id(box)] = Contents()
                reader = _Reader(found[id(box)], {})
                (reader.read_below if box is page else reader.read)(box, around)
    return found


def _entered(box: Any, around: _Around) -> _Around:
    """What the boxes below a box are in."""
    column = around.column
    if getattr(box, "is_column", False):
        column = id(box.element), box.position_x, box.position_y
    element, tag = box.element, box.element_tag
    slot = (element.get("data-slot") if element is not None else None) or around.slot
    is_apart = around.is_apart or tag == "table" or carries(box, "data-slot") or is_set_apart(box)
    in_margin = around.in_margin or kind(box) == "MarginBox"
    made = (column, slot, is_apart, in_margin, around.in_heading or tag in _HEADINGS)
    before = (around.column, around.slot, around.is_apart, around.in_margin, around.in_heading)
    return around if made == before else _Around(around.page, *made)


class _Reader:
    """Reads boxes into contents. Recursive, as the layout is: a page has thousands of boxes, but
    few below each other.
    """

    def __init__(self, made: Contents, known: Known) -> None:
        self.made = made
        self.known = known

    def read_below(self, box: Any, around: _Around) -> None:
        """Reads all boxes below a box."""
        for child in children(box):
            contents = self.known.get(id(child))
            if contents is None:
                self.read(child, around)
            else:
                self.made.add(contents)

    def read(self, box: Any, around: _Around) -> None:
        """Reads a box and all below it."""
        below = _entered(box, around)
        if below.in_margin:
            self._add_ink(box, below)
            self.read_below(box, below)
            return
        self._add_ink(box, around)
        self._add_marks(box)
        self._add_to_map(box, below)
        self._add_lines(box)
        is_place = carries(box, "data-slot") or carries(box, "data-panel")
        has_height, call_out = has_own_height(box), call_out_of(box)
        if is_place or has_height or call_out:
            self._read_with_contents(box, below, call_out, has_height=has_height)
        else:
            self.read_below(box, below)

    def _read_with_contents(
        self, box: Any, around: _Around, call_out: str, *, has_height: bool
    ) -> None:
        """Reads what stands below a box and what follows from all of it. What is told of a box
        stands before what is told of those below it.
        """
        made = self.made
        starts = len(made.fills), len(made.texts), len(made.items)
        told = len(made.slots), len(made.panels), len(made.spilling), len(made.call_outs)
        is_slot, is_panel = carries(box, "data-slot"), carries(box, "data-panel")
        made.slots += [None] * is_slot
        made.panels += [None] * is_panel
        made.spilling += [None] * has_height
        made.call_outs += [None] * bool(call_out)
        self.read_below(box, around)
        fills, words = made.fills[starts[0] :], made.texts[starts[1] :]
        if is_slot:
            made.slots[told[0]] = place_of(box, "data-slot", around.page, fills)
        if is_panel:
            made.panels[told[1]] = place_of(box, "data-panel", around.page, fills)
        if has_height:
            made.spilling[told[2]] = spilling(box, words)
        if call_out:
            items = len(set(made.items[starts[2] :]))
            made.call_outs[told[3]] = CallOut(box.element, box.border_height(), call_out, items)

    def _add_ink(self, box: Any, around: _Around) -> None:
        """Adds what is printed: a text, a picture, or a line to write on."""
        made = self.made
        if is_painted(box):
            made.inks.append(ink(box))
        elif kind(box) != "BlockBox" or not box.border_bottom_width or box.children:
            return
        if kind(box) == "TextBox":
            made.texts.append(text_of(box, is_apart=around.is_apart, in_margin=around.in_margin))
        if around.in_margin:
            return
        right, bottom = box.position_x + box.width, box.position_y + box.height
        made.fills.append(Rect(box.position_x, box.position_y, right, bottom))
        if kind(box) == "TextBox" and around.in_heading:
            made.heading_ends.append(bottom)
        elif hasattr(box, "replacement"):
            add_picture(made, box, around.page)

    def _add_marks(self, box: Any) -> None:
        """Adds an item or a part of the text."""
        if box.element_tag in _ITEMS:
            self.made.items.append(id(box.element))
        if carries(box, "data-part"):
            height = round(pixels_to_mm(box.border_height()), 1)
            self.made.parts.append((box.element.get("data-part"), height))

    def _add_to_map(self, box: Any, around: _Around) -> None:
        """Adds a picture, a box with edges, or a block of lines; `around` is what stands in it."""
        made, name, place = self.made, kind(box), (around.page, around.column)
        if name in ("TextBox", "LineBox", "InlineBox") or "::" in (box.element_tag or ""):
            return
        if hasattr(box, "replacement"):
            made.pictures.append(border_box(box))
            made.marks.append(border_box(box))
            return
        if getattr(box, "is_column", False):
            assert around.column is not None
            made.columns[around.column] = box.element, border_box(box)
        if box.element_tag in _LISTS:
            made.lists.append(list_part(box, place))
        self._add_edges(box, name)
        lines = [child for child in getattr(box, "children", ()) if kind(child) == "LineBox"]
        if lines:
            block = TextBlock(box.element, box.element_tag, place, around.slot, box.width)
            block.lines += filter(None, (line_of(line, box) for line in lines))
            if block.lines:
                made.blocks.append(block)
                made.marks.extend(line.box for line in block.lines)

    def _add_edges(self, box: Any, name: str) -> None:
        made = self.made
        if is_frame(box, name):
            classes = (box.element.get("class") or box.element_tag).split()
            made.frames.append(Frame(border_box(box), classes[0]))
            made.edges.append(border_box(box))
        elif box.border_bottom_width or box.border_top_width:
            made.edges.extend(rules_of(box))
            if box.border_top_width and name not in TABLE_PARTS:
                made.ruled.append(border_box(box))

    def _add_lines(self, box: Any) -> None:
        """Adds the lines of running text, and texts that are wider than their block or cell."""
        self.made.running += running_lines(box)
        if kind(box) in ("BlockBox", "TableCellBox"):
            self.made.protruding += protruding(box)
