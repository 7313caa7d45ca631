"""A plate: a document laid out with empty slots, once for all clinics. Their slots are filled in.

A slot's place has a height that its class gives it, so nothing around it moves. A slot of which
that is not so, since its size follows from its content or a page breaks in it, fits no plate. Built
on WeasyPrint's own steps of a layout, in its order, since it offers no other.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from leaflet.boxes import carries, kind

#: How far a filled slot may stand off its place, in CSS pixels: rounding.
_TOLERANCE_PX = 1e-6

#: What a slot's box may be: text may not stand before or behind it.
_IN_FLOW = ("BlockBox", "FlexBox", "GridBox")

#: Tracks of a grid that are as wide as what stands in them.
_SIZED_BY_CONTENT = re.compile("auto|content")

_PLACE = ("position_x", "position_y", "width", "height")


class UnfitError(Exception):
    """A slot that does not keep to its place."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """A document's boxes before they are laid out, and what WeasyPrint lays them out with."""

    html: Any
    context: Any
    root: Any

    @classmethod
    def of(cls, html: Any, fonts: Any) -> Boxes:
        """The boxes of a `weasyprint.HTML`; `fonts` is its font configuration."""
        from weasyprint import DEFAULT_OPTIONS
        from weasyprint.css.counters import CounterStyle
        from weasyprint.document import Document
        from weasyprint.formatting_structure.build import build_formatting_structure

        options = dict(DEFAULT_OPTIONS)
        context = Document._build_layout_context(html, fonts, CounterStyle(), {}, options)
        root = build_formatting_structure(
            html.etree_element,
            context.style_for,
            context.get_image_from_uri,
            html.base_url,
            context.target_collector,
            context.counter_style,
            context.footnotes,
        )
        return cls(html, context, root)


class Plate:
    """Laid-out pages whose slots are empty.

    `fetcher` is what they ask for pictures within pictures, which is while they are painted.
    """

    def __init__(self, html: Any, fonts: Any) -> None:
        from weasyprint.layout import layout_document

        boxes = Boxes.of(html, fonts)
        self.context = boxes.context
        self.fetcher = html.url_fetcher
        self.running = list(_running(boxes.root))
        self.pages = list(layout_document(html, boxes.root, boxes.context))
        self.holders = {id(box) for page in self.pages for box in _holders(page)}
        self.in_margins = {
            name: dict(pages) for name, pages in self.context.running_elements.items()
        }

    def filled(self, html: Any, fonts: Any) -> Any:
        """The laid-out `Document` of the same page with its slots filled; the plate stays as it is.

        Raises `UnfitError` when a slot does not keep to its place.
        """
        from weasyprint.document import Document, DocumentMetadata, Page
        from weasyprint.html import get_html_metadata

        filling = _Filling(Boxes.of(html, fonts), self.holders)
        running = list(_running(filling.boxes.root))
        if len(running) != len(self.running):
            raise UnfitError("another running line")
        swap = {id(old): new for old, new in zip(self.running, running, strict=True)}
        pages = [
            Page(self._page(number, filling, swap)) for number in range(1, len(self.pages) + 1)
        ]
        metadata = DocumentMetadata(**get_html_metadata(html))
        document = Document(pages, metadata, html.url_fetcher, fonts, {}, None)
        document._html = html
        return document

    def _page(self, number: int, filling: _Filling, swap: Mapping[int, Any]) -> Any:
        """A page with its slots filled, and margins of its own, since running lines are slots."""
        from weasyprint.layout.background import layout_box_backgrounds
        from weasyprint.layout.page import make_margin_boxes

        plate = self.pages[number - 1]
        page = plate.copy()
        flow = [child for child in plate.children if kind(child) != "MarginBox"]
        page.children = tuple(filling.fill(child, page, number) for child in flow)
        context = self.context
        context.current_page = number
        context.running_elements = defaultdict(lambda: defaultdict(list))
        for name, pages in self.in_margins.items():
            for on, boxes in pages.items():
                context.running_elements[name][on] = [swap[id(box)] for box in boxes]
        margins = list(make_margin_boxes(context, page, context.page_maker[number][3]))
        for margin in margins:
            layout_box_backgrounds(page, margin, context.get_image_from_uri)
        page.children = (*page.children, *margins)
        return page


class _Filling:
    """Puts the slots of a document where a plate has their places, in the order of both."""

    def __init__(self, boxes: Boxes, holders: Container[int]) -> None:
        self.boxes = boxes
        self.holders = holders
        self.slots: dict[str, list[Any]] = {}
        for box in _slots(boxes.root):
            self.slots.setdefault(_name(box), []).append(box)

    def fill(self, box: Any, page: Any, number: int) -> Any:
        """A laid-out box with its slots filled: the box itself where it has none."""
        if id(box) not in self.holders:
            return box
        if _shrinks(box) or _shares(box):
            raise UnfitError("a slot stands in what is as wide as its content")
        filled = box.copy()
        children = (getattr(child, "_box", child) for child in box.children)
        filled.children = tuple(self._child(child, box, page, number) for child in children)
        return filled

    def _child(self, child: Any, parent: Any, page: Any, number: int) -> Any:
        if not _is_slot(child):
            return self.fill(child, page, number)
        from weasyprint.layout.background import layout_box_backgrounds

        waiting = self.slots.get(_name(child))
        if not waiting:
            raise UnfitError(f"{_name(child)} is cut in two")
        slot = self._lay_out(waiting.pop(0), child, parent, number)
        layout_box_backgrounds(page, slot, self.boxes.context.get_image_from_uri)
        return slot

    def _lay_out(self, slot: Any, place: Any, parent: Any, number: int) -> Any:
        """A slot as its place is: as wide as that, on the same page, at the same point."""
        from weasyprint.layout.block import block_level_layout

        if kind(slot) not in _IN_FLOW or _shrinks(slot):
            raise UnfitError(f"{_name(slot)} stands in a line")
        context = self.boxes.context
        context.current_page, context.page_bottom, context.forced_break = number, math.inf, False
        slot.position_x, slot.position_y = place.position_x, place.position_y
        holder = copy(parent)
        holder.width, holder.height = place.margin_width(), place.margin_height()
        absolutes: list[Any] = []
        context.create_block_formatting_context()
        try:
            made, rest, *_ = block_level_layout(
                context,
                slot,
                bottom_space=-math.inf,
                skip_stack=None,
                containing_block=holder,
                page_is_empty=False,
                absolute_boxes=absolutes,
            )
        except AttributeError as problem:  # columns and footnotes need the page around them
            raise UnfitError(f"{_name(slot)} needs its page") from problem
        context.finish_block_formatting_context()
        if absolutes:
            raise UnfitError(f"{_name(slot)} holds what stands elsewhere")
        if made is None or rest is not None:
            raise UnfitError(f"{_name(slot)} is cut in two")
        for edge in _PLACE:
            if abs(getattr(made, edge) - getattr(place, edge)) > _TOLERANCE_PX:
                raise UnfitError(f"{_name(slot)} has another {edge}")
        return made


def _name(box: Any) -> str:
    return str(box.element.get("data-slot"))


def _is_slot(box: Any) -> bool:
    return carries(box, "data-slot")


def _shrinks(box: Any) -> bool:
    """Whether a box is as wide as its content asks for (CSS 2.2, 10.3.5 and 10.3.7)."""
    style = box.style
    if style["width"] != "auto":
        return False
    if style["position"] in ("absolute", "fixed"):
        return "auto" in (style["left"], style["right"])
    return style["float"] != "none" or kind(box) in ("InlineBlockBox", "TableCellBox")


def _shares(box: Any) -> bool:
    """Whether children stand beside each other, as wide as their content asks for."""
    if kind(box) == "GridBox":
        return _SIZED_BY_CONTENT.search(repr(box.style["grid_template_columns"])) is not None
    return kind(box) == "FlexBox" and box.style["flex_direction"].startswith("row")


def _holders(box: Any) -> list[Any]:
    """The laid-out boxes of the flow in which slots stand, at any depth; the box among them."""
    held: list[Any] = []
    for placed in getattr(box, "children", ()):
        child = getattr(placed, "_box", placed)
        if _is_slot(child):
            held.append(box)
        elif kind(child) != "MarginBox":
            held += _holders(child)
    return [box, *held] if held else []


def _slots(box: Any) -> Iterator[Any]:
    """The boxes of slots below, in their order; those that stand in margins left out."""
    for child in getattr(box, "children", ()):
        if child.is_running():
            continue
        if _is_slot(child):
            yield child
        else:
            yield from _slots(child)


def _running(box: Any) -> Iterator[Any]:
    """The boxes below that stand in margins."""
    for child in getattr(box, "children", ()):
        if child.is_running():
            yield child
        else:
            yield from _running(child)
