"""Lays a clinic's slots out in a shared layout: their elements, styles and boxes.

Everything around them belongs to the shared layout: its elements, stylesheets, styles and pictures.
The code follows WeasyPrint's internal layout steps in their order, since WeasyPrint has no public
interface for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Set
from copy import copy, deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from leaflet.render.measure.boxes import children, inside, kind
from leaflet.render.slot_boxes import (
    SlotBoxes,
    UnfitError,
    bottom,
    ends,
    is_slot,
    running,
    shrinks,
    slots,
    text_outside_slots,
)
from leaflet.render.svg_cache import Pictures

#: How far a filled slot may differ from its slot box, in CSS pixels: rounding.
_TOLERANCE_PX = 1e-6

#: The boxes that a slot may have: no text may precede or follow it on a line.
_IN_FLOW = ("BlockBox", "FlexBox", "GridBox")

#: Elements that set properties of the whole document.
_OF_THE_DOCUMENT = frozenset({"base", "link", "meta", "style", "title"})

_EDGES = ("position_x", "position_y", "width", "height")


class Emptied(Protocol):
    """A document laid out with empty slots, and WeasyPrint's objects for it.

    `html` is the `weasyprint.HTML`, `context` its layout context, `pictures` its image cache.
    `running` are the boxes in margins and `text_outside_slots` the text outside of slots, both
    before layout; `holders` are the `id`s of the laid-out boxes that contain slots.
    """

    html: Any
    slot_boxes: SlotBoxes
    context: Any
    pictures: Pictures
    running: list[Any]
    text_outside_slots: list[Any]
    holders: set[int]


def boxes_of(html: Any, context: Any) -> Any:
    """The root of a document's box tree before layout."""
    from weasyprint.formatting_structure.build import build_formatting_structure

    return build_formatting_structure(
        html.etree_element,
        context.style_for,
        context.get_image_from_uri,
        html.base_url,
        context.target_collector,
        context.counter_style,
        context.footnotes,
    )


class Filling:
    """Puts a clinic's slots into the slot boxes of a shared layout, each of them once.

    Raises `UnfitError` when a slot does not fit its slot box or changes the text outside.
    """

    def __init__(self, layout: Emptied, own: Any) -> None:
        inside = _put(layout.slot_boxes, _inserts(own))
        self.holders = layout.holders
        self.context = _context(layout, inside, own.url_fetcher)
        root = boxes_of(layout.html, self.context)
        self.running = list(running(root))
        if (
            len(self.running) != len(layout.running)
            or text_outside_slots(root) != layout.text_outside_slots
        ):
            raise UnfitError("a slot changes the text outside of slots")
        self.slots = {box.element: box for box in slots(root)}

    def fill(self, box: Any, page: Any) -> Any:
        """A copy of a laid-out box with filled slots; the box itself when it has none."""
        if id(box) not in self.holders:
            return box
        filled = box.copy()
        filled.children = tuple(self._child(child, box, page) for child in children(box))
        return filled

    def _child(self, child: Any, parent: Any, page: Any) -> Any:
        if not is_slot(child):
            return self.fill(child, page)
        from weasyprint.layout.background import layout_box_backgrounds

        slot = self.slots.pop(child.element, None)
        if slot is None:
            raise UnfitError(f"{_name(child)} is split over two pages")
        slot = self._lay_out(slot, child, parent, page)
        layout_box_backgrounds(page, slot, self.context.get_image_from_uri)
        return slot

    def _lay_out(self, slot: Any, slot_box: Any, parent: Any, page: Any) -> Any:
        """A slot laid out with the width of its slot box, on the same page, at the same point."""
        from weasyprint.layout.block import block_level_layout

        if kind(slot) not in _IN_FLOW or shrinks(slot):
            raise UnfitError(f"{_name(slot)} is inside a line of text")
        context = self.context
        context.current_page = page.page_type.index + 1
        context.page_bottom, context.forced_break = math.inf, False
        slot.position_x, slot.position_y = slot_box.position_x, slot_box.position_y
        holder = copy(parent)
        holder.width, holder.height = slot_box.margin_width(), "auto"
        elsewhere: list[Any] = []
        context.create_block_formatting_context()
        try:
            made, rest, *_ = block_level_layout(
                context,
                slot,
                bottom_space=-math.inf,
                skip_stack=None,
                containing_block=holder,
                page_is_empty=False,
                absolute_boxes=elsewhere,
                fixed_boxes=elsewhere,
            )
        except AttributeError as problem:  # columns and footnotes use the page, which is not there
            raise UnfitError(f"{_name(slot)} needs its page") from problem
        floats = [box for box in context.excluded_shapes if bottom(box) > bottom(slot_box)]
        context.finish_block_formatting_context()
        if made is None or rest is not None:
            raise UnfitError(f"{_name(slot)} is split over two pages")
        if elsewhere or floats or any(bottom(box) > ends(page) for box in inside(made)):
            raise UnfitError(f"{_name(slot)} reaches out of its slot box")
        _check(made, slot_box)
        return made


def _check(made: Any, slot_box: Any) -> None:
    """Raises `UnfitError` when a filled slot affects its page differently than its slot box."""
    from weasyprint.layout.block import block_level_page_break

    for edge in _EDGES:
        if abs(getattr(made, edge) - getattr(slot_box, edge)) > _TOLERANCE_PX:
            raise UnfitError(f"{_name(made)} has another {edge}")
    if any(box.missing_link or box.string_set for box in inside(made)):
        raise UnfitError(f"{_name(made)} has page references or running titles")
    breaks = {
        (
            block_level_page_break(slot_box, box),
            block_level_page_break(box, slot_box),
            box.page_values(),
        )
        for box in (made, slot_box)
    }
    if len(breaks) > 1:
        raise UnfitError(f"{_name(made)} forces a page break")


def _inserts(own: Any) -> dict[str, Any]:
    """The slot elements by name, which follow one another in the body of a clinic's document."""
    body = own.etree_element.find("body")
    inserts = {slot.get("data-slot"): slot for slot in body}
    between = [body.text, *(slot.tail for slot in body)]
    if None in inserts or any(text and text.strip() for text in between):
        raise UnfitError("a slot has unbalanced tags")
    if any(element.tag in _OF_THE_DOCUMENT for element in body.iter()):
        raise UnfitError("a slot sets properties of its document")
    return inserts


def _put(slot_boxes: SlotBoxes, inserts: Mapping[str, Any]) -> set[Any]:
    """Puts a clinic's slots into their boxes; returns all elements there."""
    inside: set[Any] = set()
    for slot_box in slot_boxes.slots:
        name = slot_box.get("data-slot")
        if name not in inserts:
            raise UnfitError(f"{name} is no slot")
        insert = deepcopy(inserts[name])
        slot_box.text, slot_box[:] = insert.text, list(insert)
        inside.update(slot_box.iter())
    return inside


def _context(layout: Emptied, inside: set[Any], fetcher: Any) -> Any:
    """The layout context of slots: that of the shared layout with the styles of their content."""
    from weasyprint.css import StyleFor
    from weasyprint.css.targets import TargetCollector
    from weasyprint.layout import LayoutContext

    context, above = layout.context, layout.slot_boxes.above
    around, fonts, targets = context.style_for, context.font_config, TargetCollector()
    some, hints = _Some(layout.html, above | inside), False
    style_for = StyleFor(some, around._sheets, hints, fonts, targets)
    style_for._computed_styles = {**around._computed_styles, **style_for._computed_styles}
    style_for.initial_page_sizes.update(around.initial_page_sizes)
    known = {style_for(element)["anchor"] for element in above}
    for anchor in context.target_collector.target_lookup_items.keys() - known:
        targets.collect_anchor(anchor)
    pictures = Pictures(layout.pictures)  # a copy: the clinic's own pictures are not shared
    get_image = partial(context.get_image_from_uri, cache=pictures, url_fetcher=fetcher)
    return LayoutContext(style_for, get_image, fonts, context.counter_style, targets)


@dataclass(frozen=True, slots=True)
class _Some:
    """Some elements of a document, with the interface that WeasyPrint's style lookup needs."""

    html: Any
    elements: Set[Any]

    @property
    def etree_element(self) -> Any:
        return self.html.etree_element

    @property
    def base_url(self) -> Any:
        return self.html.base_url

    @property
    def wrapper_element(self) -> _Some:
        return self

    def iter_subtree(self) -> Iterator[Any]:
        """The elements as selectors match them, parents first."""
        for element in self.html.wrapper_element.iter_subtree():
            if element.etree_element in self.elements:
                yield element


def _name(box: Any) -> str:
    return str(box.element.get("data-slot"))
