"""What a laid-out document looks like, in millimetres: read from WeasyPrint's page boxes.

Nothing here imports WeasyPrint; `render.py` hands the laid-out document over and keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leaflet.composition import Fitted
from leaflet.paper import pixels_to_mm

#: Rounding in layout; anything past it is seen on paper.
TOLERANCE_MM = 0.2


@dataclass(frozen=True, slots=True)
class Side:
    """One printed side. `filled_mm` is how far down the content reaches, `room_mm` how far it
    may; `overflow_mm` how far anything sticks out of the page area, 0 when nothing does.
    `words` are on it, `parts` those of the text with the heights in mm that they take here.
    """

    filled_mm: float
    room_mm: float
    overflow_mm: float
    ends_with_heading: bool
    words: int = 0
    parts: tuple[tuple[str, float], ...] = ()

    @property
    def fill(self) -> float:
        """The share of the side's height that is used, 0 to 1."""
        return self.filled_mm / self.room_mm


@dataclass(frozen=True, slots=True)
class SlotFit:
    """A clinic slot on a page: the height that it has and the height that its content takes."""

    name: str
    page: int
    height_mm: float
    content_mm: float

    @property
    def overflow_mm(self) -> float:
        """How much too tall the content is, 0 when it fits."""
        over = self.content_mm - self.height_mm
        return round(over, 1) if over > TOLERANCE_MM else 0.0


@dataclass(frozen=True, slots=True)
class PanelFit:
    """A panel on a page: the height that it has and the height that its content takes."""

    name: str
    page: int
    height_mm: float
    content_mm: float

    @property
    def overflow_mm(self) -> float:
        """How much too tall the content is, 0 when it fits."""
        over = self.content_mm - self.height_mm
        return round(over, 1) if over > TOLERANCE_MM else 0.0


@dataclass(frozen=True, slots=True)
class Heights:
    """What an endless page tells, in mm: the natural height of each panel, of each piece of text
    and of the gap between two, and how many words each of them holds.

    All pieces stand in the panels that `held` names.
    """

    panels: Mapping[str, float]
    pieces: Mapping[str, float]
    held: Mapping[str, str]
    gap_mm: float
    words: Mapping[str, int]

    def fixed(self, panel: str) -> float:
        """The height of a panel without its pieces and their gaps."""
        inside = [self.pieces[piece] for piece, name in self.held.items() if name == panel]
        natural = self.panels[panel]
        if not inside:
            return natural
        rest = natural - sum(inside) - self.gap_mm * (len(inside) - 1)
        return rest - self.gap_mm if rest > self.gap_mm + TOLERANCE_MM else 0.0

    def words_per_mm(self, panel: str, pieces: Iterable[str]) -> float:
        """How many words a millimetre of a panel with some pieces holds."""
        pieces = list(pieces)
        words = sum(self.words[piece] for piece in pieces) or self.words[panel]
        height = sum(self.pieces[piece] for piece in pieces) or self.panels[panel]
        return words / height if height else 0.0


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts that rendered checks read; stored with the rendering.

    `boxes` lists words that stick out of their cell or box, sideways or below, as
    (page, text, mm);
    `anchors` are the ids that reached a page, sentinels among them.
    """

    sides: tuple[Side, ...]
    slots: tuple[SlotFit, ...]
    panels: tuple[PanelFit, ...]
    fit: Fitted
    boxes: tuple[tuple[int, str, float], ...]
    anchors: frozenset[str]


def measure(document: Any, fit: Fitted) -> PageFacts:
    """The facts of a laid-out WeasyPrint `Document` and the fit that it was laid out with."""
    slots, panels, boxes = [], [], []
    for number, page in enumerate(document.pages, 1):
        box = page._page_box
        slots += [_slot(b, number) for b in _elements(box, "data-slot")]
        panels += [_panel(b, number) for b in _elements(box, "data-panel")]
        boxes += [(number, text, mm) for text, mm in (*_sticking_out(box), *_spilling(box))]
    anchors = frozenset(anchor for page in document.pages for anchor in page.anchors)
    return PageFacts(sides(document), tuple(slots), tuple(panels), fit, tuple(boxes), anchors)


def sides(document: Any) -> tuple[Side, ...]:
    """The sides of a laid-out document."""
    return tuple(_side(page._page_box) for page in document.pages)


def heights(document: Any) -> Heights:
    """The natural heights of panels and pieces of a document on an endless page."""
    panels: dict[str, float] = {}
    pieces: dict[str, float] = {}
    held: dict[str, str] = {}
    words: dict[str, int] = {}
    gaps = []
    for page in document.pages:
        for box in _elements(page._page_box, "data-panel"):
            name, end = box.element.get("data-panel"), None
            panels[name] = pixels_to_mm(box.height)
            words[name] = _count_words(box)
            for piece in _elements(box, "data-piece"):
                key, top = piece.element.get("data-piece"), piece.border_box_y()
                pieces[key] = pixels_to_mm(piece.border_height())
                words[key] = _count_words(piece)
                held[key] = name
                if end is not None:
                    gaps.append(pixels_to_mm(top - end))
                end = top + piece.border_height()
    return Heights(panels, pieces, held, max(gaps, default=0.0), words)


def _count_words(box: Any) -> int:
    return sum(len(text.text.split()) for text in _texts(box))


def _panel(box: Any, page: int) -> PanelFit:
    bottom = max((b.position_y + b.height for b in _inside(box) if _is_painted(b)), default=0)
    content = bottom - box.content_box_y()
    name = box.element.get("data-panel")
    return PanelFit(name, page, round(pixels_to_mm(box.height), 1), round(pixels_to_mm(content), 1))


def _kind(box: Any) -> str:
    return type(box).__name__


def _inside(box: Any) -> Iterator[Any]:
    """All boxes below, margin boxes left out, absolute ones resolved."""
    for placed in getattr(box, "children", ()):
        child = getattr(placed, "_box", placed)
        if _kind(child) == "MarginBox":
            continue
        yield child
        yield from _inside(child)


def _texts(box: Any) -> Iterator[Any]:
    return (b for b in _inside(box) if _kind(b) == "TextBox" and b.text.strip())


def _is_painted(box: Any) -> bool:
    return (_kind(box) == "TextBox" and bool(box.text.strip())) or hasattr(box, "replacement")


def _is_flow(box: Any, page: Any) -> bool:
    """Whether a box stands in the page area: the band in the margin does not."""
    return bool(box.position_y >= page.content_box_y() - 1)


def _side(page: Any) -> Side:
    top = page.content_box_y()
    bottom, right = top + page.height, page.content_box_x() + page.width
    painted = [b for b in _inside(page) if _is_painted(b) and _is_flow(b, page)]
    lowest = max((b.position_y + b.height for b in painted), default=top)
    widest = max((b.position_x + b.width for b in painted), default=right)
    over = max(lowest - bottom, widest - right, 0)
    return Side(
        filled_mm=round(pixels_to_mm(lowest - top), 1),
        room_mm=round(pixels_to_mm(page.height), 1),
        overflow_mm=round(pixels_to_mm(over), 1) if pixels_to_mm(over) > TOLERANCE_MM else 0.0,
        ends_with_heading=_ends_with_heading(page, lowest),
        words=_count_words(page),
        parts=tuple(
            (b.element.get("data-part"), round(pixels_to_mm(b.border_height()), 1))
            for b in _elements(page, "data-part")
        ),
    )


def _ends_with_heading(page: Any, lowest: float) -> bool:
    """Whether the lowest words of a page are a heading's."""
    headings = [b for b in _inside(page) if b.element_tag in ("h1", "h2", "h3")]
    texts = [t for b in headings for t in _texts(b)]
    return any(abs(t.position_y + t.height - lowest) < 1 for t in texts)


def _elements(page: Any, attribute: str) -> Iterator[Any]:
    """The boxes of elements that carry an attribute, pseudo-elements left out."""
    for box in _inside(page):
        element = box.element
        if element is not None and element.get(attribute) and box.element_tag == element.tag:
            yield box


def _slot(box: Any, page: int) -> SlotFit:
    bottom = max((b.position_y + b.height for b in _inside(box) if _is_painted(b)), default=0)
    content = bottom - box.content_box_y()
    name = box.element.get("data-slot")
    return SlotFit(name, page, round(pixels_to_mm(box.height), 1), round(pixels_to_mm(content), 1))


def _sticking_out(page: Any) -> Iterator[tuple[str, float]]:
    """Words wider than the block or cell they stand in."""
    for box in _inside(page):
        if _kind(box) not in ("BlockBox", "TableCellBox"):
            continue
        edge = box.content_box_x() + box.width
        for line in getattr(box, "children", ()):
            if _kind(line) != "LineBox":
                continue
            for text in _texts(line):
                over = pixels_to_mm(text.position_x + text.width - edge)
                if over > TOLERANCE_MM:
                    yield text.text.strip(), round(over, 1)


def _spilling(page: Any) -> Iterator[tuple[str, float]]:
    """The last words of each box of a fixed height that holds more than that; slots and panels
    have their own measure. A sentinel inside such a box reaches the page although its words are cut off.
    """
    for box in _inside(page):
        style = getattr(box, "style", None)
        element = box.element
        is_told = element is not None and (element.get("data-slot") or element.get("data-panel"))
        if style is None or style["height"] == "auto" or is_told:
            continue
        last = max(_texts(box), key=lambda text: text.position_y, default=None)
        if last is None:
            continue
        over = last.position_y + last.baseline - box.content_box_y() - box.height
        if pixels_to_mm(over) > TOLERANCE_MM:
            yield last.text.strip(), round(pixels_to_mm(over), 1)
