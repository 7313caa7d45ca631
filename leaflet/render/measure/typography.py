"""Measures the typography of laid-out pages that clear-print guidelines have rules for.

Nothing here imports WeasyPrint; `renderer.py` passes the laid-out document.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from leaflet.core.paper import CSS_PIXELS_PER_INCH, POINTS_PER_PIXEL, pixels_to_mm
from leaflet.page.facts import Edges, Emphasis, FigureNumbers, Photo, TypeSize
from leaflet.render.figure_numbers import digit_points
from leaflet.render.measure.boxes import carries, inside, is_painted, kind, texts

#: Elements of running text.
_RUNNING = ("p", "li", "dd", "td")

#: How far letters of a Latin typeface reach above and below the baseline, in em; a text box is
#: taller.
_ABOVE_EM, _BELOW_EM = 0.9, 0.25

#: Four or more words in capitals; adjacent abbreviations are fewer.
_CAPITALS = re.compile(r"(?:\b[^\W\d_a-zß-öø-ÿ]{2,}\b[\s,:-]*){4,}")


def type_sizes(document: Any) -> tuple[TypeSize, ...]:
    """All type sizes of text, the smallest first, including margin boxes, where small print may be.
    Characters are counted in the text of the leaflet alone, however short it is: without its
    tables, risk pictures, imprint and the clinic's slots. The longest line is that of running text.
    """
    sizes: dict[float, TypeSize] = {}
    for number, page in enumerate(document.pages, 1):
        apart = _apart(page._page_box)
        for text in texts(page._page_box, margins=True):
            points = _points(text)
            first = sizes.get(points, TypeSize(points, 0, number, text.text.strip()[:60]))
            count = 0 if id(text) in apart else len(text.text)
            sizes[points] = replace(first, characters=first.characters + count)
        for line in _lines(page._page_box):
            words = list(texts(line))
            line_text = "".join(text.text for text in words).strip()
            points = max(map(_points, words))
            if len(line_text) > sizes[points].longest:
                sizes[points] = replace(sizes[points], longest=len(line_text), line=line_text)
    return tuple(sizes[points] for points in sorted(sizes))


def figure_numbers(document: Any) -> tuple[FigureNumbers, ...]:
    """The pictures with numbers, each with the size in which they are printed."""
    found = []
    for number, page in enumerate(document.pages, 1):
        for box in inside(page._page_box):
            picture: Any = getattr(box, "replacement", None)
            if kind(picture) == "SVGImage" and box.element_tag == "img" and box.width:
                drawing = picture._svg.tree._etree_node
                size = (box.width, box.height, box.style["font_size"])
                if points := digit_points(drawing, size):
                    found.append(FigureNumbers(points, number, box.element.get("alt", "")))
    return tuple(found)


def _apart(page: Any) -> set[int]:
    """The ids of the boxes in the margins, in slots, imprints, tables and risk pictures."""
    body = {id(box) for box in inside(page)}
    apart = {id(box) for box in inside(page, margins=True)} - body
    for box in inside(page):
        is_set_apart = carries(box, "class") and _is_set_apart(box)
        if is_set_apart or box.element_tag == "table" or carries(box, "data-slot"):
            apart |= {id(below) for below in inside(box)}
    return apart


def _is_set_apart(box: Any) -> bool:
    return not {"imprint", "risk-pictures"}.isdisjoint(box.element.get("class").split())


def _points(text: Any) -> float:
    points: float = text.style["font_size"] * POINTS_PER_PIXEL
    return round(points, 1)


def _lines(page: Any) -> Iterator[Any]:
    """The lines of running text that has more than one line; the state band is not included."""
    for box in inside(page):
        if box.element_tag in _RUNNING and box.element.get("class") != "band":
            children = getattr(box, "children", ())
            lines = [line for line in children if kind(line) == "LineBox" and any(texts(line))]
            yield from lines if len(lines) > 1 else ()


def emphases(document: Any) -> tuple[Emphasis, ...]:
    """Kinds of typesetting that are hard to read, each with its first occurrence."""
    found: dict[str, Emphasis] = {}
    for number, page in enumerate(document.pages, 1):
        for line in _lines(page._page_box):
            words = list(texts(line))
            line_text = "".join(text.text for text in words).strip()
            for way in itertools.chain(_ways(line, words), _capitals(line_text)):
                found.setdefault(way, Emphasis(way, number, line_text[:60]))
    return tuple(found.values())


def _ways(line: Any, words: list[Any]) -> Iterator[str]:
    align = line.style["text_align_all"]
    if align in ("justify", "center"):
        yield {"justify": "justified", "center": "centred"}[align]
    for text in words:
        if text.style["font_style"] != "normal":
            yield "italic"
        if "underline" in text.style["text_decoration_line"] and text.element_tag != "a":
            yield "underlined"


def _capitals(line_text: str) -> Iterator[str]:
    if _CAPITALS.search(line_text):
        yield "in capitals"


def edges(document: Any) -> tuple[Edges, ...]:
    """The margins of each page, and the distance of text and pictures from the paper's edges."""
    return tuple(_edges(page._page_box) for page in document.pages)


def _edges(page: Any) -> Edges:
    width, height = page.margin_width(), page.margin_height()
    ink = [_ink(box) for box in inside(page, margins=True) if is_painted(box)]
    left, top, right, bottom = zip(*ink, strict=True) if ink else ((width,), (height,), (0,), (0,))
    nearest = (min(top), width - max(right), height - max(bottom), min(left))
    margins = (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left)
    return Edges(
        margins_mm=tuple(round(pixels_to_mm(side), 1) for side in margins),
        nearest_mm=tuple(round(pixels_to_mm(side), 1) for side in nearest),
    )


def _ink(box: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the printed area of text or a picture, in CSS pixels."""
    left, right = box.position_x, box.position_x + box.width
    if kind(box) != "TextBox":
        return left, box.position_y, right, box.position_y + box.height
    line, em = box.position_y + box.baseline, box.style["font_size"]
    return left, line - _ABOVE_EM * em, right, line + _BELOW_EM * em


def photos(document: Any) -> tuple[Photo, ...]:
    """The raster images, the resolution at which they are printed, and what is cropped away."""
    found: dict[tuple[str, int], Photo] = {}
    for number, page in enumerate(document.pages, 1):
        for box in inside(page._page_box):
            picture: Any = getattr(box, "replacement", None)
            if kind(picture) == "RasterImage" and box.width:
                scale, cut = _enlarged(box, picture)
                dpi = round(CSS_PIXELS_PER_INCH / scale)
                src = box.element.get("src", "") if box.element is not None else ""
                name = src.partition("?")[0]
                found.setdefault((name, dpi), Photo(name, number, dpi, cut))
    return tuple(found.values())


def _enlarged(box: Any, picture: Any) -> tuple[float, int]:
    """By how much a raster image is enlarged, and how many hundredths of it are cut off: a box may
    show it whole, or cut to its own shape.
    """
    across, down = box.width / picture.width, (box.height or box.width) / picture.height
    fit = box.style["object_fit"]
    scale = {"contain": min, "cover": max}.get(fit, lambda wide, _: wide)(across, down)
    cut = round(100 * (1 - min(across, down) / scale)) if fit == "cover" else 0
    return float(scale), cut
