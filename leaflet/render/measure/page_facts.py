"""Measures the page facts of a laid-out document, in millimetres, from WeasyPrint's page boxes.

Nothing here imports WeasyPrint; `renderer.py` passes the laid-out document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflet.core.paper import pixels_to_mm
from leaflet.page.composition import Fitted
from leaflet.page.facts import TOLERANCE_MM, Heights, PageFacts, PageSide
from leaflet.render.measure.boxes import elements, inside, texts
from leaflet.render.measure.breaks import bad_breaks
from leaflet.render.measure.collisions import collisions
from leaflet.render.measure.map_reader import Known, maps
from leaflet.render.measure.page_map import PageMap
from leaflet.render.measure.pictures import figure_numbers, logo_height, photos
from leaflet.render.measure.rhythm import heading_gaps
from leaflet.render.measure.typography import edges, emphases, type_sizes


def measure(document: Any, fit: Fitted, known: Known | None = None) -> PageFacts:
    """The facts of a WeasyPrint `Document` that was laid out with `fit`, without state bands.
    `known` is what stands in parts of its pages that were read before.
    """
    pages = maps(document, known)
    return PageFacts(
        sides=tuple(map(_side, pages)),
        slots=tuple(slot for page in pages for slot in page.slots if slot),
        panels=tuple(panel for page in pages for panel in page.panels if panel),
        fit=fit,
        boxes=tuple(
            (page.number, *told)
            for page in pages
            for told in (*page.protruding, *filter(None, page.spilling))
        ),
        breaks=bad_breaks(pages),
        anchors=frozenset(anchor for page in document.pages for anchor in page.anchors),
        type_sizes=type_sizes(pages),
        figure_numbers=figure_numbers(pages),
        emphases=emphases(pages),
        edges=edges(pages),
        photos=photos(pages),
        heading_gaps=heading_gaps(pages),
        collisions=collisions(pages),
        logo_mm=logo_height(pages),
    )


def sides(document: Any, known: Known | None = None) -> tuple[PageSide, ...]:
    """The sides of a laid-out document; `known` is as in `measure`."""
    return tuple(map(_side, maps(document, known)))


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


def _side(page: PageMap) -> PageSide:
    top, bottom, right = page.area.top, page.area.bottom, page.area.right
    painted = [fill for fill in page.fills if fill.top >= top - 1]
    lowest = max((fill.bottom for fill in painted), default=top)
    widest = max((fill.right for fill in painted), default=right)
    over = pixels_to_mm(max(lowest - bottom, widest - right, 0))
    return PageSide(
        filled_mm=round(pixels_to_mm(lowest - top), 1),
        room_mm=round(pixels_to_mm(page.height), 1),
        overflow_mm=round(over, 1) if over > TOLERANCE_MM else 0.0,
        ends_with_heading=any(abs(end - lowest) < 1 for end in page.heading_ends),
        is_blank=not painted,
        words=sum(text.count for text in page.texts if not text.in_margin),
        parts=tuple(page.parts),
    )
