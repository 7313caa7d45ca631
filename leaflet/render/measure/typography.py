"""Measures the typography of laid-out pages that clear-print guidelines have rules for.

Nothing here imports WeasyPrint; the boxes are passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from leaflet.core.paper import POINTS_PER_PIXEL, pixels_to_mm
from leaflet.page.facts import Edges, Emphasis, TypeSize
from leaflet.render.measure.boxes import Rect, kind, texts
from leaflet.render.measure.page_map import PageMap, RunningLine

#: Elements of running text.
_RUNNING = ("p", "li", "dd", "td")

#: How far letters of a Latin typeface reach above and below the baseline, in em; a text box is
#: taller.
_ABOVE_EM, _BELOW_EM = 0.9, 0.25

#: Four or more words in capitals; adjacent abbreviations are fewer.
_CAPITALS = re.compile(r"(?:\b[^\W\d_a-zß-öø-ÿ]{2,}\b[\s,:-]*){4,}")


def type_sizes(pages: Iterable[PageMap]) -> tuple[TypeSize, ...]:
    """All type sizes of text, the smallest first, including margin boxes, where small print may be.
    Characters are counted in the text of the leaflet alone, however short it is: without its
    tables, risk pictures, imprint and the clinic's slots. The longest line is that of running text.
    """
    sizes: dict[float, TypeSize] = {}
    counts: dict[float, int] = {}
    for page in pages:
        for text in page.texts:
            if text.points not in sizes:
                sizes[text.points] = TypeSize(text.points, 0, page.number, text.words[:60])
                counts[text.points] = 0
            counts[text.points] += text.characters
        for line in page.running:
            if len(line.text) > sizes[line.points].longest:
                longest = replace(sizes[line.points], longest=len(line.text), line=line.text)
                sizes[line.points] = longest
    return tuple(replace(sizes[points], characters=counts[points]) for points in sorted(sizes))


def points_of(text: Any) -> float:
    """The type size of a text box in points."""
    points: float = text.style["font_size"] * POINTS_PER_PIXEL
    return round(points, 1)


def running_lines(box: Any) -> Iterator[RunningLine]:
    """The lines of a box of running text that has more than one line; the state band is not
    included.
    """
    if box.element_tag not in _RUNNING or box.element.get("class") == "band":
        return
    below = (child for child in getattr(box, "children", ()) if kind(child) == "LineBox")
    lines = [(line, words) for line in below if (words := list(texts(line)))]
    for line, words in lines if len(lines) > 1 else ():
        text = "".join(one.text for one in words).strip()
        ways = (*_ways(line, words), *_capitals(text))
        yield RunningLine(text, max(map(points_of, words)), ways)


def emphases(pages: Iterable[PageMap]) -> tuple[Emphasis, ...]:
    """Kinds of typesetting that are hard to read, each with its first occurrence."""
    found: dict[str, Emphasis] = {}
    for page in pages:
        for line in page.running:
            for way in line.ways:
                found.setdefault(way, Emphasis(way, page.number, line.text[:60]))
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


def edges(pages: Iterable[PageMap]) -> tuple[Edges, ...]:
    """The margins of each page, and the distance of text and pictures from the paper's edges."""
    return tuple(map(_edges, pages))


def _edges(page: PageMap) -> Edges:
    width, height = page.paper
    nearest = (
        min((ink.top for ink in page.inks), default=height),
        width - max((ink.right for ink in page.inks), default=0),
        height - max((ink.bottom for ink in page.inks), default=0),
        min((ink.left for ink in page.inks), default=width),
    )
    return Edges(
        margins_mm=tuple(round(pixels_to_mm(side), 1) for side in page.margins),
        nearest_mm=tuple(round(pixels_to_mm(side), 1) for side in nearest),
    )


def ink(box: Any) -> Rect:
    """The printed area of text or a picture, in CSS pixels."""
    left, right = box.position_x, box.position_x + box.width
    if kind(box) != "TextBox":
        return Rect(left, box.position_y, right, box.position_y + box.height)
    line, em = box.position_y + box.baseline, box.style["font_size"]
    return Rect(left, line - _ABOVE_EM * em, right, line + _BELOW_EM * em)
