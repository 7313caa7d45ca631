"""Measures the gap above each section heading, as an eye sees it: from what is painted above it in
the same column, to the heading or the edge of the box that it opens, which may be a rule alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leaflet.core.paper import pixels_to_mm
from leaflet.page.facts import HeadingGap
from leaflet.render.measure.boxes import Rect
from leaflet.render.measure.page_map import PageMap, TextBlock

_LEVELS = {"h2": 2, "h3": 3}

#: Headings below this level are measured only where they open no box, which has a space of its own.
_FRAMED = 2

#: What is higher above a heading, in CSS pixels, is not what it is spaced from: a tenth of a page.
_FAR = 120


def heading_gaps(pages: Iterable[PageMap]) -> tuple[HeadingGap, ...]:
    """The gaps above the headings of pages; a heading at the top of a page, column or box of which
    nothing is above has none, nor one in a slot.
    """
    return tuple(gap for page in pages for gap in _of_page(page))


def _of_page(page: PageMap) -> Iterator[HeadingGap]:
    for block in page.blocks:
        level = _LEVELS.get(block.tag)
        if level and not block.slot and (found := _gap(page, block, level)) is not None:
            text = " ".join(line.text for line in block.lines)
            yield HeadingGap(page.number, level, text, round(pixels_to_mm(found), 1))


def _gap(page: PageMap, block: TextBlock, level: int) -> float | None:
    """The gap in CSS pixels above a heading."""
    first, last = block.lines[0].box, block.lines[-1].box
    heading = Rect(first.left, first.top, max(first.right, last.right), last.bottom)
    opened = _opened(page, heading)
    if opened is not heading and level > _FRAMED:
        return None
    row = _row(page, block, opened)
    above = [
        mark.bottom
        for mark in (*page.marks, *page.edges)
        if mark.is_beside(row)
        and mark.bottom <= row.top + 1
        and not mark.holds(row)
        and not row.holds(mark)
    ]
    lowest = max(above, default=float("-inf"))
    # A part that goes on in the next column reaches as far down as that, up to a line below it.
    ends = [rect.bottom for _, rect in page.columns.values() if rect.is_beside(row)]
    line = first.bottom - first.top
    ends = [end for end in ends if lowest < end <= min(row.top + 1, lowest + line)]
    gap = row.top - max(ends, default=lowest)
    return gap if gap <= _FAR else None


def _opened(page: PageMap, heading: Rect) -> Rect:
    """The outermost box that begins with a heading, else the heading itself."""
    boxes = (*(frame.rect for frame in page.frames), *page.ruled)
    for frame in sorted(boxes, key=lambda box: (box.top, -box.bottom)):
        above = (mark for mark in page.marks if mark.bottom <= heading.top + 1)
        if frame.holds(heading) and not any(map(frame.holds, above)):
            return frame
    return heading


def _row(page: PageMap, block: TextBlock, opened: Rect) -> Rect:
    """What a heading opens, as wide as all columns where it is the first of its column: what is
    above may be shorter over one column than over the other.
    """
    if block.place[1] not in page.columns:
        return opened
    element, own = page.columns[block.place[1]]
    if any(own.holds(mark) and mark.bottom <= opened.top + 1 for mark in page.marks):
        return opened
    beside = [rect for other, rect in page.columns.values() if other is element]
    left, right = min(rect.left for rect in beside), max(rect.right for rect in beside)
    return Rect(left, opened.top, right, opened.bottom)
