"""A map of a laid-out page, made in one walk: its blocks of text line by line, its pictures, its
boxes with an edge or a ground, and its rules. Lengths are in CSS pixels.

Nothing here imports WeasyPrint; `renderer.py` passes the laid-out document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from leaflet.render.measure.boxes import Rect, border_box, children, kind

#: How far letters reach above and below the baseline, in em, as an eye sees a line: a capital, and
#: a part of a descender.
_ABOVE_EM, _BELOW_EM = 0.68, 0.18

_TABLE_PARTS = frozenset(
    "TableBox InlineTableBox TableRowBox TableRowGroupBox TableCellBox TableCaptionBox"
    " TableColumnBox TableColumnGroupBox".split()
)
_LISTS = frozenset({"ul", "ol"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its words, the places of its letters and of its box, and whether it is
    broken on purpose.
    """

    text: str
    ink: Rect
    box: Rect
    is_forced: bool = False


@dataclass(slots=True)
class TextBlock:
    """The lines of a paragraph, item, cell or heading on one page or in one column of it."""

    element: Any
    tag: str
    place: tuple[int, int]
    slot: str
    width: float
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """A box with an edge on most of its sides, or with a ground; `name` is its first class."""

    rect: Rect
    name: str


@dataclass(frozen=True, slots=True)
class ListPart:
    """What stands of a list at one place: how many items begin there, how high they are together,
    and whether the column is one of the list's own.
    """

    element: Any
    place: tuple[int, int]
    items: int
    height: float
    has_columns: bool


@dataclass(slots=True)
class PageMap:
    """What is on a page, in reading order. `height` is that of its text area; `marks` are the
    places of lines and pictures, `edges` those of rules and frames, `ruled` the boxes with a rule
    above and no other edge; `lists` the parts of lists; `columns` the columns by their ids, each
    with its element.
    """

    number: int
    height: float
    blocks: list[TextBlock] = field(default_factory=list)
    pictures: list[Rect] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    marks: list[Rect] = field(default_factory=list)
    edges: list[Rect] = field(default_factory=list)
    ruled: list[Rect] = field(default_factory=list)
    lists: list[ListPart] = field(default_factory=list)
    columns: dict[int, tuple[Any, Rect]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a box is in: a column, a slot of the clinic, a block of text."""

    column: int = 0
    slot: str = ""


def maps(document: Any) -> tuple[PageMap, ...]:
    """The maps of all pages of a laid-out WeasyPrint `Document`, without their margins."""
    return tuple(_map(number, page._page_box) for number, page in enumerate(document.pages, 1))


def _map(number: int, page: Any) -> PageMap:
    made = PageMap(number, page.height)
    waiting = [(page, _Around())]
    while waiting:
        box, around = waiting.pop()
        if box is not page:
            around = _entered(box, around)
            _add(made, box, around)
        below = reversed(children(box))
        waiting.extend((child, around) for child in below if kind(child) != "MarginBox")
    return made


def _entered(box: Any, around: _Around) -> _Around:
    column = id(box) if getattr(box, "is_column", False) else around.column
    element = box.element
    slot = (element.get("data-slot") if element is not None else None) or around.slot
    if column == around.column and slot == around.slot:
        return around
    return _Around(column, slot)


def _add(made: PageMap, box: Any, around: _Around) -> None:
    name, place = kind(box), (made.number, around.column)
    if name in ("TextBox", "LineBox", "InlineBox") or "::" in (box.element_tag or ""):
        return
    if hasattr(box, "replacement"):
        made.pictures.append(border_box(box))
        made.marks.append(border_box(box))
        return
    if getattr(box, "is_column", False):
        made.columns[id(box)] = box.element, border_box(box)
    if box.element_tag in _LISTS:
        made.lists.append(_list_part(box, place))
    _add_edges(made, box, name)
    lines = [child for child in getattr(box, "children", ()) if kind(child) == "LineBox"]
    if lines:
        block = TextBlock(box.element, box.element_tag, place, around.slot, box.width)
        block.lines += filter(None, (_line(line, box) for line in lines))
        if block.lines:
            made.blocks.append(block)
            made.marks.extend(line.box for line in block.lines)


def _add_edges(made: PageMap, box: Any, name: str) -> None:
    if _is_frame(box, name):
        classes = (box.element.get("class") or box.element_tag).split()
        made.frames.append(Frame(border_box(box), classes[0]))
        made.edges.append(border_box(box))
    elif box.border_bottom_width or box.border_top_width:
        made.edges.extend(_rules(box))
        if box.border_top_width and name not in _TABLE_PARTS:
            made.ruled.append(border_box(box))


def _list_part(box: Any, place: tuple[int, int]) -> ListPart:
    items = [child for child in children(box) if child.element_tag == "li"]
    has_columns = getattr(box, "is_column", False)
    return ListPart(box.element, place, len(items), box.border_height(), has_columns)


def _line(line: Any, block: Any) -> Line | None:
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


def _is_frame(box: Any, name: str) -> bool:
    if name in _TABLE_PARTS or not hasattr(box, "border_top_width") or not box.children:
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


def _rules(box: Any) -> Iterator[Rect]:
    """The lines above and below a box without other edges."""
    edge = border_box(box)
    if box.border_top_width:
        yield Rect(edge.left, edge.top, edge.right, edge.top + box.border_top_width)
    if box.border_bottom_width:
        yield Rect(edge.left, edge.bottom - box.border_bottom_width, edge.right, edge.bottom)
