"""A clinic's slots in a plate's document: their elements, styles, boxes and layout.

Whatever stands around them is the plate's: its elements, stylesheets, styles and pictures. Built on
WeasyPrint's own steps of a layout, in its order, since it offers no other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from copy import copy, deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from leaflet.boxes import carries, kind
from leaflet.drawings import Pictures

#: How far a filled slot may stand off its place, in CSS pixels: rounding.
_TOLERANCE_PX = 1e-6

#: What a slot's box may be: text may not stand before or behind it.
_IN_FLOW = ("BlockBox", "FlexBox", "GridBox")

#: Tracks of a grid that are as wide as what stands in them.
_SIZED_BY_CONTENT = re.compile("auto|content")

_PLACE = ("position_x", "position_y", "width", "height")


class UnfitError(Exception):
    """A slot that does not keep to its place."""


class Emptied(Protocol):
    """A document laid out with empty slots, and what WeasyPrint made of it.

    `html` is the `weasyprint.HTML`, `context` what it was laid out with, `pictures` its image
    cache, `holders` are the identities of the laid-out boxes in which slots stand.
    """

    html: Any
    context: Any
    pictures: Pictures
    holders: set[int]


def boxes_of(html: Any, context: Any) -> Any:
    """The root of a document's boxes before they are laid out."""
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


def running(box: Any) -> Iterator[Any]:
    """The boxes below that stand in margins."""
    for child in getattr(box, "children", ()):
        if child.is_running():
            yield child
        else:
            yield from running(child)


class Filling:
    """Puts slots where a plate has their places; each of its boxes can be filled once."""

    def __init__(self, plate: Emptied, own: Any) -> None:
        above, inside = _put(plate.html.etree_element, _inserts(own))
        self.holders = plate.holders
        self.context = _context(plate, above, inside, own.url_fetcher)
        root = boxes_of(plate.html, self.context)
        self.running = list(running(root))
        self.slots: dict[Any, list[Any]] = {}
        for box in _slots(root):
            self.slots.setdefault(box.element, []).append(box)

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

        waiting = self.slots.pop(child.element, ())
        if len(waiting) != 1:
            raise UnfitError(f"{_name(child)} is cut in two")
        slot = self._lay_out(waiting[0], child, parent, number)
        layout_box_backgrounds(page, slot, self.context.get_image_from_uri)
        return slot

    def _lay_out(self, slot: Any, place: Any, parent: Any, number: int) -> Any:
        """A slot as its place is: as wide as that, on the same page, at the same point."""
        from weasyprint.layout.block import block_level_layout

        if kind(slot) not in _IN_FLOW or _shrinks(slot):
            raise UnfitError(f"{_name(slot)} stands in a line")
        context = self.context
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


def _inserts(own: Any) -> dict[str, Any]:
    """The elements of slots by name, as they stand one after another in a clinic's own document."""
    body = own.etree_element.find("body")
    inserts = {slot.get("data-slot"): slot for slot in body}
    between = [body.text, *(slot.tail for slot in body)]
    if None in inserts or any(text and text.strip() for text in between):
        raise UnfitError("a slot is closed too early")
    return inserts


def _put(tree: Any, inserts: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """Slots put into the places of a plate's tree: the elements above them, and all in them."""
    above: list[Any] = []
    inside: list[Any] = []

    def put(element: Any) -> bool:
        """Whether a slot stands in the element, or it is one."""
        name = element.get("data-slot")
        if name is None:
            holds = sum(put(child) for child in element) > 0
            above.extend([element] * holds)
            return holds
        if name not in inserts:
            raise UnfitError(f"{name} is no slot")
        insert = deepcopy(inserts[name])
        element.text, element[:] = insert.text, list(insert)
        inside.extend(element.iter())
        return True

    put(tree)
    return above, inside


def _context(plate: Emptied, above: list[Any], inside: list[Any], fetcher: Any) -> Any:
    """What slots are laid out with: what the plate was, and the styles of their elements."""
    from weasyprint.css import StyleFor
    from weasyprint.css.targets import TargetCollector
    from weasyprint.layout import LayoutContext

    context = plate.context
    around, fonts, targets = context.style_for, context.font_config, TargetCollector()
    some = _Some(plate.html, {*above, *inside})
    style_for = StyleFor(
        some,
        around._sheets,
        presentational_hints=False,
        font_config=fonts,
        target_collector=targets,
    )
    style_for._computed_styles = {**around._computed_styles, **style_for._computed_styles}
    style_for.initial_page_sizes.update(around.initial_page_sizes)
    known = {style_for(element)["anchor"] for element in above}
    for anchor in context.target_collector.target_lookup_items.keys() - known:
        targets.collect_anchor(anchor)
    pictures = Pictures(plate.pictures)  # the clinic's own leave it as it is
    get_image = partial(context.get_image_from_uri, cache=pictures, url_fetcher=fetcher)
    return LayoutContext(style_for, get_image, fonts, context.counter_style, targets)


@dataclass(frozen=True, slots=True)
class _Some:
    """Some elements of a document, as WeasyPrint reads one to find their styles."""

    html: Any
    elements: set[Any]

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
        """The elements with all that a selector asks of them, each after the one above it."""
        for element in self.html.wrapper_element.iter_subtree():
            if element.etree_element in self.elements:
                yield element


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


def _slots(box: Any) -> Iterator[Any]:
    """The boxes of slots below, in their order; those that stand in margins left out."""
    for child in getattr(box, "children", ()):
        if child.is_running():
            continue
        if _is_slot(child):
            yield child
        else:
            yield from _slots(child)
