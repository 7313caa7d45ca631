"""What a single box of a laid-out page adds to the map of the page.

Nothing here imports WeasyPrint; the boxes are passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflet.core.paper import pixels_to_mm
from leaflet.page.facts import TOLERANCE_MM, PlaceFit
from leaflet.render.measure.boxes import Rect, border_box, carries, children, kind, texts
from leaflet.render.measure.page_map import Column, Line, ListPart, Text
from leaflet.render.measure.typography import points_of

#: How far letters reach above and below the baseline, in em, as an eye sees a line: a capital, and
#: a part of a descender.
_ABOVE_EM, _BELOW_EM = 0.68, 0.18

#: The classes of the boxes of tables.
TABLE_PARTS = frozenset(
    "TableBox InlineTableBox TableRowBox TableRowGroupBox TableCellBox TableCaptionBox"
    " TableColumnBox TableColumnGroupBox".split()
)
#: The classes of parts that are not of the text of the leaflet itself.
_APART = frozenset({"imprint", "risk-pictures"})

#: The classes of call-outs; one that is taller than a page may be split.
_CALL_OUTS = frozenset({"key-points", "help", "do", "dont", "unknowns", "contact"})

#: The class of a call-out that may go on on the next page.
_MAY_BREAK = "may-break"


def is_set_apart(box: Any) -> bool:
    """Whether a box is by its class not of the text of the leaflet itself."""
    return carries(box, "class") and not _APART.isdisjoint(box.element.get("class").split())


def text_of(box: Any, *, is_apart: bool, in_margin: bool) -> Text:
    """The text of a box."""
    words = box.text.strip()
    return Text(
        words,
        len(words.split()),
        0 if is_apart or in_margin else len(box.text),
        points_of(box),
        box.position_y,
        box.position_y + box.baseline,
        in_margin,
    )


def place_of(box: Any, attribute: str, page: int, fills: list[Rect]) -> PlaceFit:
    """The height and content height of a slot or panel."""
    content = max((fill.bottom for fill in fills), default=0) - box.content_box_y()
    heights = (round(pixels_to_mm(height), 1) for height in (box.height, content))
    return PlaceFit(box.element.get(attribute), page, *heights)


def has_own_height(box: Any) -> bool:
    """Whether a box has a height of its own, apart from slots and panels."""
    style, element = getattr(box, "style", None), box.element
    if element is not None and (element.get("data-slot") or element.get("data-panel")):
        return False
    return style is not None and style["height"] != "auto"


def spilling(box: Any, words: list[Text]) -> tuple[str, float] | None:
    """The last text of an overfull box of fixed height, with the excess in mm; slots and panels are
    measured separately. Sentinels do not show this: one inside such a box reaches the page although
    text is cut off.
    """
    last = max(words, key=lambda text: text.top, default=None)
    if last is None:
        return None
    over = pixels_to_mm(last.base - box.content_box_y() - box.height)
    return (last.words, round(over, 1)) if over > TOLERANCE_MM else None


def protruding(box: Any) -> Iterator[tuple[str, float]]:
    """Text that is wider than its block or cell, with the excess in mm; numbers that a stylesheet
    sets beside the text, such as those of pages, have a place of their own.
    """
    edge = box.content_box_x() + box.width
    for line in (line for line in getattr(box, "children", ()) if kind(line) == "LineBox"):
        for text in (text for text in texts(line) if "::" not in (text.element_tag or "")):
            over = pixels_to_mm(text.position_x + text.width - edge)
            if over > TOLERANCE_MM:
                yield text.text.strip(), round(over, 1)


def call_out_of(box: Any) -> str:
    """The class of a call-out that keeps together; empty for other boxes."""
    classes = box.element.get("class").split() if carries(box, "class") else ()
    named = _CALL_OUTS.intersection(classes)
    return min(named) if named and _MAY_BREAK not in classes else ""


def list_part(box: Any, place: tuple[int, Column | None]) -> ListPart:
    """What stands of a list in a box."""
    items = [child for child in children(box) if child.element_tag == "li"]
    has_columns = getattr(box, "is_column", False)
    return ListPart(box.element, place, len(items), box.border_height(), has_columns)


def line_of(line: Any, block: Any) -> Line | None:
    """A line, without boxes that have lines of their own and what a stylesheet puts in."""
    texts, is_forced = [], False
    for box in _inline(line):
        is_forced |= (box.element_tag or "").startswith("br")
        if kind(box) == "TextBox" and "::" not in (box.element_tag or ""):
            texts.append(box)
    said = "".join(text.text for text in texts)
    seen = [text for text in texts if text.text.strip()]
    if not seen:
        return None
    return Line(said.strip(" \n"), _ink(seen), _box(line, block), is_forced)


def _inline(line: Any) -> Iterator[Any]:
    waiting = list(reversed(children(line)))
    while waiting:
        box = waiting.pop()
        yield box
        if kind(box) == "InlineBox":
            waiting.extend(reversed(children(box)))


def _ink(texts: list[Any]) -> Rect:
    bases = [(text.position_y + text.baseline, text.style["font_size"]) for text in texts]
    return Rect(
        min(text.position_x for text in texts),
        min(base - _ABOVE_EM * em for base, em in bases),
        max(text.position_x + text.width for text in texts),
        max(base + _BELOW_EM * em for base, em in bases),
    )


def _box(line: Any, block: Any) -> Rect:
    """The place of a line, as wide as its block."""
    left = block.content_box_x()
    return Rect(left, line.position_y, left + block.width, line.position_y + line.height)


def is_frame(box: Any, name: str) -> bool:
    """Whether a box has edges on most of its sides, or a ground; `name` is its class name."""
    if name in TABLE_PARTS or not hasattr(box, "border_top_width") or not box.children:
        return False
    sides = (
        box.border_top_width,
        box.border_right_width,
        box.border_bottom_width,
        box.border_left_width,
    )
    return sum(map(bool, sides)) >= 3 or _has_ground(box)


def _has_ground(box: Any) -> bool:
    colour = box.style["background_color"]
    return bool(getattr(colour, "alpha", 0))


def rules_of(box: Any) -> Iterator[Rect]:
    """The lines above and below a box without other edges."""
    edge = border_box(box)
    if box.border_top_width:
        yield Rect(edge.left, edge.top, edge.right, edge.top + box.border_top_width)
    if box.border_bottom_width:
        yield Rect(edge.left, edge.bottom - box.border_bottom_width, edge.right, edge.bottom)
