"""Measures the page facts of a laid-out document, in millimetres, from WeasyPrint's page boxes.

Nothing here imports WeasyPrint; `renderer.py` passes the laid-out document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflet.core.paper import pixels_to_mm
from leaflet.page.composition import Fitted
from leaflet.page.facts import TOLERANCE_MM, Heights, PageFacts, PageSide, PlaceFit
from leaflet.render.measure.boxes import elements, inside, is_painted, kind, texts
from leaflet.render.measure.breaks import bad_breaks
from leaflet.render.measure.collisions import collisions
from leaflet.render.measure.figures import logo_height
from leaflet.render.measure.page_map import maps
from leaflet.render.measure.rhythm import heading_gaps
from leaflet.render.measure.typography import (
    edges,
    emphases,
    figure_numbers,
    photos,
    type_sizes,
)


def measure(document: Any, fit: Fitted) -> PageFacts:
    """The facts of a WeasyPrint `Document` that was laid out with `fit`, without state bands."""
    slots, panels, boxes = [], [], []
    pages = maps(document)
    for number, page in enumerate(document.pages, 1):
        box = page._page_box
        slots += [_place(b, "data-slot", number) for b in elements(box, "data-slot")]
        panels += [_place(b, "data-panel", number) for b in elements(box, "data-panel")]
        boxes += [(number, text, mm) for text, mm in (*_sticking_out(box), *_spilling(box))]
    return PageFacts(
        sides=sides(document),
        slots=tuple(slots),
        panels=tuple(panels),
        fit=fit,
        boxes=tuple(boxes),
        breaks=bad_breaks(document, pages),
        anchors=frozenset(anchor for page in document.pages for anchor in page.anchors),
        type_sizes=type_sizes(document),
        figure_numbers=figure_numbers(document),
        emphases=emphases(document),
        edges=edges(document),
        photos=photos(document),
        heading_gaps=heading_gaps(pages),
        collisions=collisions(pages),
        logo_mm=logo_height(document),
    )


def sides(document: Any) -> tuple[PageSide, ...]:
    """The sides of a laid-out document."""
    return tuple(_side(page._page_box) for page in document.pages)


def heights(document: Any) -> Heights:
    """The natural heights, in mm, of panels and pieces of a document on an endless page."""
    panels: dict[str, float] = {}
    pieces: dict[str, float] = {}
    held: dict[str, str] = {}
    words: dict[str, int] = {}
    slots: dict[str, str] = {}
    parts: dict[str, dict[str, float]] = {}
    gaps = []
    for page in document.pages:
        for box in elements(page._page_box, "data-panel"):
            name, end = box.element.get("data-panel"), None
            panels[name] = pixels_to_mm(box.height)
            words[name] = _count_words(box)
            slots |= dict.fromkeys(_slot_names(box), name)
            parts[name] = dict(_parts(box))
            for piece in elements(box, "data-piece"):
                key, top = piece.element.get("data-piece"), piece.border_box_y()
                pieces[key] = pixels_to_mm(piece.border_height())
                words[key] = _count_words(piece)
                held[key] = name
                slots |= dict.fromkeys(_slot_names(piece), key)
                if end is not None:
                    gaps.append(pixels_to_mm(top - end))
                end = top + piece.border_height()
    return Heights(panels, pieces, held, max(gaps, default=0.0), words, slots, parts)


def _parts(panel: Any) -> Iterator[tuple[str, float]]:
    """The sections and the slots outside of pieces in a panel, with their heights in mm."""
    in_pieces = {id(box) for piece in elements(panel, "data-piece") for box in inside(piece)}
    for attribute in ("data-part", "data-slot"):
        for box in elements(panel, attribute):
            if id(box) not in in_pieces:
                yield box.element.get(attribute), pixels_to_mm(box.border_height())


def _slot_names(box: Any) -> list[str]:
    return [slot.element.get("data-slot") for slot in elements(box, "data-slot")]


def _count_words(box: Any) -> int:
    return sum(len(text.text.split()) for text in texts(box))


def _place(box: Any, attribute: str, page: int) -> PlaceFit:
    """The height and content height of a slot or panel."""
    return PlaceFit(box.element.get(attribute), page, *_height_and_content(box))


def _height_and_content(box: Any) -> tuple[float, float]:
    """The height of a box and the height of its content, in mm."""
    bottom = max((b.position_y + b.height for b in inside(box) if _fills(b)), default=0)
    content = bottom - box.content_box_y()
    return round(pixels_to_mm(box.height), 1), round(pixels_to_mm(content), 1)


def _fills(box: Any) -> bool:
    """Whether a box is text, a picture or a line to write on."""
    return is_painted(box) or (
        kind(box) == "BlockBox" and bool(box.border_bottom_width) and not box.children
    )


def _is_flow(box: Any, page: Any) -> bool:
    """Whether a box is in the page area: the state band in the margin is not."""
    return bool(box.position_y >= page.content_box_y() - 1)


def _side(page: Any) -> PageSide:
    top = page.content_box_y()
    bottom, right = top + page.height, page.content_box_x() + page.width
    painted = [b for b in inside(page) if _fills(b) and _is_flow(b, page)]
    lowest = max((b.position_y + b.height for b in painted), default=top)
    widest = max((b.position_x + b.width for b in painted), default=right)
    over = max(lowest - bottom, widest - right, 0)
    return PageSide(
        filled_mm=round(pixels_to_mm(lowest - top), 1),
        room_mm=round(pixels_to_mm(page.height), 1),
        overflow_mm=round(pixels_to_mm(over), 1) if pixels_to_mm(over) > TOLERANCE_MM else 0.0,
        ends_with_heading=_ends_with_heading(page, lowest),
        is_blank=not painted,
        words=_count_words(page),
        parts=tuple(
            (b.element.get("data-part"), round(pixels_to_mm(b.border_height()), 1))
            for b in elements(page, "data-part")
        ),
    )


def _ends_with_heading(page: Any, lowest: float) -> bool:
    """Whether the lowest text of a page is a heading; the title of a cover is none."""
    headings = [b for b in inside(page) if b.element_tag in ("h2", "h3", "h4")]
    words = [text for box in headings for text in texts(box)]
    return any(abs(text.position_y + text.height - lowest) < 1 for text in words)


def _sticking_out(page: Any) -> Iterator[tuple[str, float]]:
    """Text that is wider than its block or cell, with the excess in mm; numbers that a stylesheet
    sets beside the text, such as those of pages, have a place of their own.
    """
    for box in inside(page):
        if kind(box) not in ("BlockBox", "TableCellBox"):
            continue
        edge = box.content_box_x() + box.width
        for line in getattr(box, "children", ()):
            if kind(line) != "LineBox":
                continue
            for text in (text for text in texts(line) if "::" not in (text.element_tag or "")):
                over = pixels_to_mm(text.position_x + text.width - edge)
                if over > TOLERANCE_MM:
                    yield text.text.strip(), round(over, 1)


def _spilling(page: Any) -> Iterator[tuple[str, float]]:
    """The last text of each overfull box of fixed height, with the excess in mm; slots and panels
    are measured separately. Sentinels do not show this: one inside such a box reaches the page
    although text is cut off.
    """
    for box in inside(page):
        style = getattr(box, "style", None)
        element = box.element
        is_reported = element is not None and (
            element.get("data-slot") or element.get("data-panel")
        )
        if style is None or style["height"] == "auto" or is_reported:
            continue
        last = max(texts(box), key=lambda text: text.position_y, default=None)
        if last is None:
            continue
        over = last.position_y + last.baseline - box.content_box_y() - box.height
        if pixels_to_mm(over) > TOLERANCE_MM:
            yield last.text.strip(), round(pixels_to_mm(over), 1)
