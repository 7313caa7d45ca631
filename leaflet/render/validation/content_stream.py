"""Reads the content stream of a page: its marks, its text and where that stands.

Paths are read as their bounding boxes. One match of a pattern is a whole path or a whole operator
with its operands, so that a page with drawings is read in some milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from leaflet.render.validation.fonts import Decoder
from leaflet.render.validation.geometry import (
    IDENTITY,
    NUMBER,
    Box,
    apply,
    bounds,
    contrast,
    holds,
    intersection,
    times,
    union,
)
from leaflet.render.validation.page_content import (
    ARTIFACT,
    NOTHING,
    GraphicsState,
    PageContent,
    Text,
)
from leaflet.render.validation.strings import code_of

_STRING = rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>"
_OPERATIONS = re.compile(
    rb"(?P<path>(?:(?:" + NUMBER + rb"\s+)*(?:re|[mlcvyh])(?=\s)\s*)+)"
    rb"|(?P<show>\[(?:" + _STRING + rb"|[^\[\]()<>])*\]\s*TJ|(?:" + _STRING + rb")\s*(?:Tj|'|\"))"
    rb"|(?P<mark>/[^\s<>\[\]()/%]+\s*(?:BMC|(?:<<(?:[^<>]|<[^<]|<<.*?>>)*?>>|/\S+)\s*BDC))"
    rb"|(?P<name>/[^\s<>\[\]()/%]+\s+(?:" + NUMBER + rb"\s+)?(?:Tf|Do|gs|cs|CS|sh|ri|scn|SCN))"
    rb"|(?P<numbers>(?:" + NUMBER + rb"\s+)*)(?P<operator>[A-Za-z'\"*][A-Za-z0-9*]*)"
    rb"|(?P<other>\[[^\]]*\]\s*" + NUMBER + rb"\s+d(?=\s)|%[^\r\n]*|\S)",
    re.DOTALL,
)
_BEGINS = re.compile(rb"\b(?:re|m)\b")
_PARTS = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_MCID = re.compile(rb"/MCID\s+(\d+)")
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_STROKES = frozenset((b"S", b"s"))
#: Operators that change nothing that is looked at here.
_OTHERS = frozenset(b"w J j M d i RG G Tc Tw Tz TL T* SC sc SCN scn BI ID EI".split())
_MEANINGS = re.compile(rb"/(?:ActualText|Alt|E|Lang)\b")

#: How much of what is below must show through for a fill not to cover it, or for text to be seen.
_LEAST_OPAQUE = 0.5
#: The contrast ratio below which no text is legible (WCAG 2.2, 1.4.3, for large text).
_LEAST_CONTRAST = 3.0
#: The width and height in points from which a fill can cover text.
_LEAST_COVER = 3.0
#: The deepest that graphics states may be saved (ISO 32000-1, annex C).
_DEEPEST = 28


class ContentReader:
    """Reads pages. `fonts` are the decoders by the name of the font in the page's resources."""

    def __init__(self, resources: Any, fonts: Mapping[str, Decoder], page_box: Box) -> None:
        self.resources = resources
        self.fonts = fonts
        self.page_box = page_box
        self.content = PageContent()
        self._state = GraphicsState()
        self._saved: list[GraphicsState] = []
        self._marks: list[int] = []
        self._path: Box | None = None
        self._parts = 0
        self._is_clip = False
        self._text_matrix = self._line_matrix = IDENTITY
        self._in_text = self._is_new_text = False
        self._begun_in_text: list[bool] = []
        self._fills: list[tuple[Box, tuple[float, ...] | None]] = []

    def read(self, data: bytes) -> PageContent:
        """What a content stream paints."""
        for match in _OPERATIONS.finditer(data):
            kind = match.lastgroup
            if kind == "operator":
                self._operate(match["operator"], match["numbers"])
            elif kind == "path":
                self._path = union(self._path, bounds(match["path"], self._state.matrix))
                self._parts += len(_BEGINS.findall(match["path"]))
            elif kind == "show":
                self._show(match["show"])
            elif kind == "mark":
                self._mark(match["mark"])
            elif kind == "name":
                self._named(match["name"].split())
        if self._marks:
            self.content.faults.append("a mark has no end")
        return self.content

    @property
    def _mark_now(self) -> int:
        return self._marks[-1] if self._marks else NOTHING

    def _mark(self, token: bytes) -> None:
        found = _MCID.search(token)
        self._begun_in_text.append(self._in_text)
        if _MEANINGS.search(token):
            self.content.faults.append("a mark is read as other words than it shows")
        if found:
            mcid = int(found[1])
            if any(mark != NOTHING for mark in self._marks):
                self.content.faults.append("content is marked twice")
            if mcid in self.content.marks:
                self.content.faults.append(f"two pieces of content have the same MCID {mcid}")
            self.content.marks[mcid] = token.split(None, 1)[0]
            self._marks.append(mcid)
        elif token.startswith(b"/Artifact"):
            if any(mark >= 0 for mark in self._marks):
                self.content.faults.append("an artifact stands in content")
            self._marks.append(ARTIFACT)
        else:
            self.content.faults.append("a mark has no number, or may be switched off")
            self._marks.append(self._mark_now)

    def _operate(self, operator: bytes, operands: bytes) -> None:
        if operator in _SETTERS:
            _SETTERS[operator](self, tuple(map(float, operands.split())))
        elif operator in _FILLS:
            self._fill(is_ring=operator.endswith(b"*") and self._parts > 1)
        elif operator in _STROKES:
            self._paint()
            self._end_path()
        elif operator in (b"W", b"W*"):
            self._is_clip = True
        elif operator not in _OTHERS:
            name = operator.decode("latin-1")
            self.content.faults.append(f"an operator is not used here: {name}")

    def _end_path(self) -> None:
        if self._is_clip and self._path:
            self._state.clip = intersection(self._state.clip, self._path)
        self._path, self._parts, self._is_clip = None, 0, False

    def _paint(self) -> None:
        if self._mark_now == NOTHING:
            self.content.faults.append("something is painted outside of all marks")
        elif self._mark_now >= 0:
            self.content.painted.add(self._mark_now)

    def _fill(self, *, is_ring: bool) -> None:
        self._paint()
        box = intersection(self._state.clip, self._path) if self._path else None
        is_large = box is not None and min(box[2] - box[0], box[3] - box[1]) > _LEAST_COVER
        if box and is_large and not is_ring and self._state.alpha >= _LEAST_OPAQUE:
            for text in self.content.texts:
                if not text.hidden and holds(box, text.x + text.size / 5, text.y + text.size / 5):
                    text.hidden = "is covered"
            self._fills.append((box, self._state.colour))
        self._end_path()

    def _named(self, parts: list[bytes]) -> None:
        operator, name = parts[-1], "/" + parts[0][1:].decode("latin-1")
        if operator == b"Tf":
            self._state.font = self.fonts.get(name)
            self._state.size = float(parts[1])
            if self._state.font is None:
                self.content.faults.append(f"the font {name} is not there")
        elif operator == b"gs":
            state = self.resources.get("/ExtGState", {}).get(name)
            self._set_state(state if state is not None else {})
        elif operator == b"Do":
            self._draw(self.resources.get("/XObject", {}).get(name))
        elif operator in (b"scn", b"cs"):
            self._state.colour = None
        elif operator == b"ri":
            self.content.faults.append("colours are shown by an intent of their own")
        elif operator == b"sh":
            self._paint()

    def _set_state(self, state: Any) -> None:
        """Takes over an extended graphics state (ISO 32000-1, 8.4.5)."""
        if "/ca" in state:
            self._state.alpha = float(state["/ca"])
        if "/SMask" in state:
            self._state.is_masked = state["/SMask"] != "/None"
        if state.get("/BM", "/Normal") not in ("/Normal", "/Compatible"):
            self.content.faults.append("colours are mixed with those below them (BM)")

    def _draw(self, drawn: Any) -> None:
        """An image, or a form: what it paints stands in the mark around it."""
        self._paint()
        if drawn is None or drawn.get("/Subtype") != "/Form":
            corner = apply(self._state.matrix, 0, 0), apply(self._state.matrix, 1, 1)
            (x1, y1), (x2, y2) = corner
            self._fills.append(((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)), None))
            return
        if b"/MCID" in drawn.read_bytes():
            self.content.faults.append("content that is read stands in a group of its own")

    def _show(self, token: bytes) -> None:
        state = self._state
        if state.font is None:
            return
        codes = b"".join(code_of(part[0]) for part in _PARTS.finditer(token))
        words, faults = state.font.decode(codes)
        self.content.faults += faults
        matrix = times(self._text_matrix, state.matrix)
        x, y = apply(matrix, 0, state.rise)
        size = state.size * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        self._add_text(Text(self._mark_now, words, x, y, size, self._hides(x, y, size)))
        if self._mark_now >= 0:
            self.content.painted.add(self._mark_now)
        elif self._mark_now == NOTHING and words.strip():
            self.content.faults.append(f'"{words.strip()}" stands outside of all marks')

    def _add_text(self, text: Text) -> None:
        """Adds a text; what is shown behind another without moving belongs to it."""
        before = self.content.texts[-1] if self.content.texts else None
        if before is None or self._is_new_text or before.mark != text.mark:
            self.content.texts.append(text)
        else:
            before.words += text.words
            before.hidden = before.hidden or text.hidden
        self._is_new_text = False

    def _hides(self, x: float, y: float, size: float) -> str:
        state = self._state
        if state.mode in (3, 7):
            return "is painted invisibly"
        if state.alpha < _LEAST_OPAQUE or state.is_masked:
            return "is transparent"
        if not holds(self.page_box, x, y):
            return "stands outside the page"
        clip = state.clip
        if clip and not holds(
            (clip[0] - size, clip[1] - size, clip[2] + size, clip[3] + size), x, y
        ):
            return "is cut off"
        return "is too pale" if self._is_pale(x + size / 5, y) else ""

    def _is_pale(self, x: float, y: float) -> bool:
        """Whether text has too little contrast to what is filled below it; not on a drawing."""
        below = (colour for box, colour in reversed(self._fills) if holds(box, x, y))
        background, colour = next(below, (1.0, 1.0, 1.0)), self._state.colour
        if background is None or colour is None or self._is_drawing:
            return False
        return contrast(background, colour) < _LEAST_CONTRAST

    @property
    def _is_drawing(self) -> bool:
        return self.content.marks.get(self._mark_now) == b"/Figure"

    # --- setters ---

    def _concatenate(self, numbers: tuple[float, ...]) -> None:
        if len(numbers) == 6:
            self._state.matrix = times(numbers, self._state.matrix)

    def _set_colour(self, numbers: tuple[float, ...]) -> None:
        self._state.colour = numbers or None

    def _set_mode(self, numbers: tuple[float, ...]) -> None:
        self._state.mode = int(numbers[0]) if numbers else 0

    def _set_rise(self, numbers: tuple[float, ...]) -> None:
        self._state.rise = numbers[0] if numbers else 0.0

    def _begin_text(self, _: tuple[float, ...]) -> None:
        self._text_matrix = self._line_matrix = IDENTITY
        self._in_text = self._is_new_text = True

    def _end_text(self, _: tuple[float, ...]) -> None:
        self._in_text = False

    def _set_inks(self, _: tuple[float, ...]) -> None:
        self._state.colour = None
        self.content.faults.append("colours are those of printing inks")

    def _set_text_matrix(self, numbers: tuple[float, ...]) -> None:
        if len(numbers) == 6:
            self._text_matrix = self._line_matrix = numbers
            self._is_new_text = True

    def _move_text(self, numbers: tuple[float, ...]) -> None:
        if len(numbers) == 2:
            moved = times((1, 0, 0, 1, *numbers), self._line_matrix)
            self._text_matrix = self._line_matrix = moved
            self._is_new_text = True

    def _save(self, _: tuple[float, ...]) -> None:
        self._saved.append(self._state.copy())
        if len(self._saved) == _DEEPEST + 1:
            self.content.faults.append("graphics states are saved too deeply")

    def _restore(self, _: tuple[float, ...]) -> None:
        if self._saved:
            self._state = self._saved.pop()
        else:
            self.content.faults.append("a graphics state is restored that was not saved")

    def _end_mark(self, _: tuple[float, ...]) -> None:
        if self._marks:
            self._marks.pop()
            if self._begun_in_text.pop() != self._in_text:
                self.content.faults.append("a mark ends elsewhere than in the text it begins in")
        else:
            self.content.faults.append("a mark ends that was not begun")

    def _drop_path(self, _: tuple[float, ...]) -> None:
        self._end_path()


_SETTERS = {
    b"q": ContentReader._save,
    b"Q": ContentReader._restore,
    b"EMC": ContentReader._end_mark,
    b"n": ContentReader._drop_path,
    b"cm": ContentReader._concatenate,
    b"rg": ContentReader._set_colour,
    b"g": ContentReader._set_colour,
    b"k": ContentReader._set_inks,
    b"K": ContentReader._set_inks,
    b"ET": ContentReader._end_text,
    b"Tr": ContentReader._set_mode,
    b"Ts": ContentReader._set_rise,
    b"BT": ContentReader._begin_text,
    b"Tm": ContentReader._set_text_matrix,
    b"Td": ContentReader._move_text,
    b"TD": ContentReader._move_text,
}
