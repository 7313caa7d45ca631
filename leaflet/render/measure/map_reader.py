"""Reads a laid-out page into its map in one walk over its boxes. What stands in parts of pages that
many documents have is read once.

Nothing here imports WeasyPrint; the boxes are passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from leaflet.core.paper import pixels_to_mm
from leaflet.page.facts import TOLERANCE_MM, PlaceFit
from leaflet.render.measure.boxes import (
    Rect,
    border_box,
    carries,
    children,
    is_painted,
    kind,
    texts,
)
from leaflet.render.measure.page_map import (
    CallOut,
    Column,
    Contents,
    Frame,
    Line,
    ListPart,
    PageMap,
    Text,
    TextBlock,
)
from leaflet.render.measure.pictures import add_picture
from leaflet.render.measure.typography import ink, points_of, running_lines

#: How far letters reach above and below the baseline, in em, as an eye sees a line: a capital, and
#: a part of a descender.
_ABOVE_EM, _BELOW_EM = 0.68, 0.18

_TABLE_PARTS = frozenset(
    "TableBox InlineTableBox TableRowBox TableRowGroupBox TableCellBox TableCaptionBox"
    " TableColumnBox TableColumnGroupBox".split()
)
_LISTS = frozenset({"ul", "ol"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_ITEMS = frozenset({"li", "p"})

#: The classes of parts that are not of the text of the leaflet itself.
_APART = frozenset({"imprint", "risk-pictures"})

#: The classes of call-outs; one that is taller than a page may be split.
_CALL_OUTS = frozenset({"key-points", "help", "do", "dont", "unknowns", "contact"})

#: The class of a call-out that may go on on the next page.
_MAY_BREAK = "may-break"

#: What stands in parts of pages that many documents have, by the identity of their boxes.
Known = Mapping[int, Contents]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a box is in: a page, a column, a slot of the clinic, a part that is not of the text of
    the leaflet itself, a margin, a heading.
    """

    page: int
    column: Column | None = None
    slot: str = ""
    is_apart: bool = False
    in_margin: bool = False
    in_heading: bool = False


def maps(document: Any, known: Known | None = None) -> tuple[PageMap, ...]:
    """The maps of all pages of a laid-out WeasyPrint `Document`; `known` was read before."""
    pages = (page._page_box for page in document.pages)
    return tuple(_map(number, page, known or {}) for number, page in enumerate(pages, 1))


def _map(number: int, page: Any, known: Known) -> PageMap:
    left, top = page.content_box_x(), page.content_box_y()
    made = PageMap(
        number=number,
        area=Rect(left, top, left + page.width, top + page.height),
        height=page.height,
        margins=(page.margin_top, page.margin_right, page.margin_bottom, page.margin_left),
        paper=(page.margin_width(), page.margin_height()),
    )
    if id(page) in known:
        made.add(known[id(page)])
    else:
        _Reader(made, known).read_below(page, _Around(number))
    return made


def known_contents(document: Any, changing: Set[int]) -> dict[int, Contents]:
    """What stands in the parts of a document that other documents have as well. `changing` are the
    identities of the boxes that these have copies of, with other boxes in them.
    """
    found: dict[int, Contents] = {}
    for number, page in enumerate((page._page_box for page in document.pages), 1):
        waiting = [(page, _Around(number))]
        while waiting:
            box, around = waiting.pop()
            if id(box) in changing:
                waiting += [(child, _entered(box, around)) for child in children(box)]
            else:
                found[id(box)] = Contents()
                reader = _Reader(found[id(box)], {})
                (reader.read_below if box is page else reader.read)(box, around)
    return found


def _entered(box: Any, around: _Around) -> _Around:
    """What the boxes below a box are in."""
    column = around.column
    if getattr(box, "is_column", False):
        column = id(box.element), box.position_x, box.position_y
    element, tag = box.element, box.element_tag
    slot = (element.get("data-slot") if element is not None else None) or around.slot
    is_apart = around.is_apart or tag == "table" or carries(box, "data-slot") or _is_apart(box)
    in_margin = around.in_margin or kind(box) == "MarginBox"
    made = (column, slot, is_apart, in_margin, around.in_heading or tag in _HEADINGS)
    before = (around.column, around.slot, around.is_apart, around.in_margin, around.in_heading)
    return around if made == before else _Around(around.page, *made)


def _is_apart(box: Any) -> bool:
    return carries(box, "class") and not _APART.isdisjoint(box.element.get("class").split())


class _Reader:
    """Reads boxes into contents. Recursive, as the layout is: a page has thousands of boxes, but
    few below each other.
    """

    def __init__(self, made: Contents, known: Known) -> None:
        self.made = made
        self.known = known

    def read_below(self, box: Any, around: _Around) -> None:
        """Reads all boxes below a box."""
        for child in children(box):
            contents = self.known.get(id(child))
            if contents is None:
                self.read(child, around)
            else:
                self.made.add(contents)

    def read(self, box: Any, around: _Around) -> None:
        """Reads a box and all below it."""
        below = _entered(box, around)
        if below.in_margin:
            self._add_ink(box, below)
            self.read_below(box, below)
            return
        self._add_ink(box, around)
        self._add_marks(box)
        self._add_to_map(box, below)
        self._add_lines(box)
        is_place = carries(box, "data-slot") or carries(box, "data-panel")
        has_height, call_out = _has_height(box), _call_out(box)
        if is_place or has_height or call_out:
            self._read_with_contents(box, below, call_out, has_height=has_height)
        else:
            self.read_below(box, below)

    def _read_with_contents(
        self, box: Any, around: _Around, call_out: str, *, has_height: bool
    ) -> None:
        """Reads what stands below a box and what follows from all of it. What is told of a box
        stands before what is told of those below it.
        """
        made = self.made
        starts = len(made.fills), len(made.texts), len(made.items)
        told = len(made.slots), len(made.panels), len(made.spilling), len(made.call_outs)
        is_slot, is_panel = carries(box, "data-slot"), carries(box, "data-panel")
        made.slots += [None] * is_slot
        made.panels += [None] * is_panel
        made.spilling += [None] * has_height
        made.call_outs += [None] * bool(call_out)
        self.read_below(box, around)
        fills, words = made.fills[starts[0] :], made.texts[starts[1] :]
        if is_slot:
            made.slots[told[0]] = _place(box, "data-slot", around.page, fills)
        if is_panel:
            made.panels[told[1]] = _place(box, "data-panel", around.page, fills)
        if has_height:
            made.spilling[told[2]] = _spilling(box, words)
        if call_out:
            items = len(set(made.items[starts[2] :]))
            made.call_outs[told[3]] = CallOut(box.element, box.border_height(), call_out, items)

    def _add_ink(self, box: Any, around: _Around) -> None:
        """Adds what is printed: a text, a picture, or a line to write on."""
        made = self.made
        if is_painted(box):
            made.inks.append(ink(box))
        elif kind(box) != "BlockBox" or not box.border_bottom_width or box.children:
            return
        if kind(box) == "TextBox":
            made.texts.append(_text(box, around))
        if around.in_margin:
            return
        right, bottom = box.position_x + box.width, box.position_y + box.height
        made.fills.append(Rect(box.position_x, box.position_y, right, bottom))
        if kind(box) == "TextBox" and around.in_heading:
            made.heading_ends.append(bottom)
        elif hasattr(box, "replacement"):
            add_picture(made, box, around.page)

    def _add_marks(self, box: Any) -> None:
        """Adds an item or a part of the text."""
        if box.element_tag in _ITEMS:
            self.made.items.append(id(box.element))
        if carries(box, "data-part"):
            height = round(pixels_to_mm(box.border_height()), 1)
            self.made.parts.append((box.element.get("data-part"), height))

    def _add_to_map(self, box: Any, around: _Around) -> None:
        """Adds a picture, a box with edges, or a block of lines; `around` is what stands in it."""
        made, name, place = self.made, kind(box), (around.page, around.column)
        if name in ("TextBox", "LineBox", "InlineBox") or "::" in (box.element_tag or ""):
            return
        if hasattr(box, "replacement"):
            made.pictures.append(border_box(box))
            made.marks.append(border_box(box))
            return
        if getattr(box, "is_column", False):
            assert around.column is not None
            made.columns[around.column] = box.element, border_box(box)
        if box.element_tag in _LISTS:
            made.lists.append(_list_part(box, place))
        self._add_edges(box, name)
        lines = [child for child in getattr(box, "children", ()) if kind(child) == "LineBox"]
        if lines:
            block = TextBlock(box.element, box.element_tag, place, around.slot, box.width)
            block.lines += filter(None, (_line(line, box) for line in lines))
            if block.lines:
                made.blocks.append(block)
                made.marks.extend(line.box for line in block.lines)

    def _add_edges(self, box: Any, name: str) -> None:
        made = self.made
        if _is_frame(box, name):
            classes = (box.element.get("class") or box.element_tag).split()
            made.frames.append(Frame(border_box(box), classes[0]))
            made.edges.append(border_box(box))
        elif box.border_bottom_width or box.border_top_width:
            made.edges.extend(_rules(box))
            if box.border_top_width and name not in _TABLE_PARTS:
                made.ruled.append(border_box(box))

    def _add_lines(self, box: Any) -> None:
        """Adds the lines of running text, and texts that are wider than their block or cell."""
        self.made.running += running_lines(box)
        if kind(box) in ("BlockBox", "TableCellBox"):
            self.made.protruding += _protruding(box)


def _text(box: Any, around: _Around) -> Text:
    words = box.text.strip()
    return Text(
        words,
        len(words.split()),
        0 if around.is_apart or around.in_margin else len(box.text),
        points_of(box),
        box.position_y,
        box.position_y + box.baseline,
        around.in_margin,
    )


def _place(box: Any, attribute: str, page: int, fills: list[Rect]) -> PlaceFit:
    """The height and content height of a slot or panel."""
    content = max((fill.bottom for fill in fills), default=0) - box.content_box_y()
    heights = (round(pixels_to_mm(height), 1) for height in (box.height, content))
    return PlaceFit(box.element.get(attribute), page, *heights)


def _has_height(box: Any) -> bool:
    """Whether a box has a height of its own, apart from slots and panels."""
    style, element = getattr(box, "style", None), box.element
    if element is not None and (element.get("data-slot") or element.get("data-panel")):
        return False
    return style is not None and style["height"] != "auto"


def _spilling(box: Any, words: list[Text]) -> tuple[str, float] | None:
    """The last text of an overfull box of fixed height, with the excess in mm; slots and panels are
    measured separately. Sentinels do not show this: one inside such a box reaches the page although
    text is cut off.
    """
    last = max(words, key=lambda text: text.top, default=None)
    if last is None:
        return None
    over = pixels_to_mm(last.base - box.content_box_y() - box.height)
    return (last.words, round(over, 1)) if over > TOLERANCE_MM else None


def _protruding(box: Any) -> Iterator[tuple[str, float]]:
    """Text that is wider than its block or cell, with the excess in mm; numbers that a stylesheet
    sets beside the text, such as those of pages, have a place of their own.
    """
    edge = box.content_box_x() + box.width
    for line in (line for line in getattr(box, "children", ()) if kind(line) == "LineBox"):
        for text in (text for text in texts(line) if "::" not in (text.element_tag or "")):
            over = pixels_to_mm(text.position_x + text.width - edge)
            if over > TOLERANCE_MM:
                yield text.text.strip(), round(over, 1)


def _call_out(box: Any) -> str:
    """The class of a call-out that keeps together; empty for other boxes."""
    classes = box.element.get("class").split() if carries(box, "class") else ()
    named = _CALL_OUTS.intersection(classes)
    return min(named) if named and _MAY_BREAK not in classes else ""


def _list_part(box: Any, place: tuple[int, Column | None]) -> ListPart:
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
