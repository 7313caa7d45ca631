"""Reads the content stream of a page: its marks, its text and where that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any

from leaflet.render.validation.content_operations import (
    MARK,
    PATH,
    SHOW,
    MarkBegin,
    PathShape,
    operations,
)
from leaflet.render.validation.fonts import Decoder
from leaflet.render.validation.geometry import (
    IDENTITY,
    Box,
    apply,
    intersection,
    times,
    transformed,
    union,
)
from leaflet.render.validation.page_content import (
    ARTIFACT,
    NOTHING,
    GraphicsState,
    PageContent,
    Text,
)
from leaflet.render.validation.visibility import Ground

#: The operands of an operator that takes numbers.
Numbers = tuple[float, ...]

#: Colours by their number.
Palette = tuple[tuple[float, ...], ...]

#: The deepest that graphics states may be saved (ISO 32000-1, annex C).
_DEEPEST = 28


class ContentReader:
    """Reads pages. `fonts` are the decoders by the name of the font in the page's resources."""

    def __init__(self, resources: Any, fonts: Mapping[str, Decoder], page_box: Box) -> None:
        self.resources = resources
        self.fonts = fonts
        self._ground = Ground(page_box)
        self.content = PageContent()
        states = resources.get("/ExtGState", {})
        self._states = {str(name): dict(state.items()) for name, state in states.items()}
        self._palettes = dict(_palettes(resources.get("/ColorSpace", {})))
        self._palette: Palette = ()
        self._state = GraphicsState()
        self._saved: list[GraphicsState] = []
        self._marks: list[int] = []
        self._path: Box | None = None
        self._parts = self._closed = 0
        self._is_clip = False
        self._text_matrix = self._line_matrix = IDENTITY
        self._in_text = self._is_new_text = False
        self._begun_in_text: list[bool] = []

    def read(self, data: bytes) -> PageContent:
        """What a content stream paints."""
        for operator, operands in operations(data):
            act = _ACTIONS.get(operator)
            if act:
                act(self, operands)
            else:
                name = operator.decode("latin-1")
                self.content.faults.append(f"an operator is not used here: {name}")
        if self._marks:
            self.content.faults.append("a mark has no end")
        self.content.contrasts = self._ground.contrasts
        return self.content

    @property
    def _mark_now(self) -> int:
        return self._marks[-1] if self._marks else NOTHING

    def _mark(self, begin: MarkBegin) -> None:
        self._begun_in_text.append(self._in_text)
        if begin.has_meaning:
            self.content.faults.append("a mark is read as other words than it shows")
        if begin.mcid is not None:
            if any(mark != NOTHING for mark in self._marks):
                self.content.faults.append("content is marked twice")
            if begin.mcid in self.content.marks:
                self.content.faults.append(f"two pieces of content have the same MCID {begin.mcid}")
            self.content.marks[begin.mcid] = begin.type
            self._marks.append(begin.mcid)
        elif begin.type == b"/Artifact":
            if any(mark >= 0 for mark in self._marks):
                self.content.faults.append("an artifact stands in content")
            self._marks.append(ARTIFACT)
        else:
            self.content.faults.append("a mark has no number, or may be switched off")
            self._marks.append(self._mark_now)

    def _add_path(self, shape: PathShape) -> None:
        if shape.box:
            self._path = union(self._path, transformed(shape.box, self._state.matrix))
        self._parts += shape.parts
        self._closed += shape.closed

    def _stroke(self, _: Numbers) -> None:
        self._paint()
        self._end_path()

    def _clip(self, _: Numbers) -> None:
        self._is_clip = True

    def _end_path(self) -> None:
        if self._is_clip and self._path:
            self._state.clip = intersection(self._state.clip, self._path)
        self._path, self._parts, self._closed, self._is_clip = None, 0, 0, False

    def _paint(self) -> None:
        if self._mark_now == NOTHING:
            self.content.faults.append("something is painted outside of all marks")
        elif self._mark_now >= 0:
            self.content.painted.add(self._mark_now)
            self.content.closed[self._mark_now] += self._closed

    def _fill(self, _: Numbers) -> None:
        self._fill_path(is_ring=False)

    def _fill_odd(self, _: Numbers) -> None:
        self._fill_path(is_ring=self._parts > 1)

    def _fill_path(self, *, is_ring: bool) -> None:
        self._paint()
        box = intersection(self._state.clip, self._path) if self._path else None
        if box and not is_ring:
            self._ground.fill(box, self._state, self.content.texts)
        self._end_path()

    def _set_font(self, operands: tuple[str, float]) -> None:
        name, size = operands
        self._state.font = self.fonts.get(name)
        self._state.size = size
        if self._state.font is None:
            self.content.faults.append(f"the font {name} is not there")

    def _use_state(self, operands: tuple[str]) -> None:
        self._set_state(self._states.get(operands[0], {}))

    def _draw_object(self, operands: tuple[str]) -> None:
        self._draw(self.resources.get("/XObject", {}).get(operands[0]))

    def _forget_colour(self, _: Any) -> None:
        self._state.colour = None

    def _choose_palette(self, operands: tuple[str]) -> None:
        self._palette = self._palettes.get(operands[0], ())
        self._state.colour = None

    def _choose_from_palette(self, numbers: Numbers) -> None:
        is_there = len(numbers) == 1 and 0 <= numbers[0] < len(self._palette)
        self._state.colour = self._palette[int(numbers[0])] if is_there else None

    def _set_intent(self, _: Any) -> None:
        self.content.faults.append("colours are shown by an intent of their own")

    def _shade(self, _: Any) -> None:
        self._paint()

    def _set_state(self, state: Mapping[str, Any]) -> None:
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
            self._ground.add_picture(self._state)
            return
        if b"/MCID" in drawn.read_bytes():
            self.content.faults.append("content that is read stands in a group of its own")

    def _show(self, codes: bytes) -> None:
        state = self._state
        if state.font is None:
            return
        words, faults = state.font.decode(codes)
        self.content.faults += faults
        matrix = times(self._text_matrix, state.matrix)
        x, y = apply(matrix, 0, state.rise)
        size = state.size * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        hidden = self._ground.hides(state, x, y, size)
        if not hidden and not self._is_drawing and self._ground.is_pale(state, x + size / 5, y):
            hidden = "is too pale"
        self._add_text(Text(self._mark_now, words, x, y, size, hidden))
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

    @property
    def _is_drawing(self) -> bool:
        return self.content.marks.get(self._mark_now) == b"/Figure"

    # --- setters ---

    def _concatenate(self, numbers: Numbers) -> None:
        if len(numbers) == 6:
            self._state.matrix = times(numbers, self._state.matrix)

    def _set_colour(self, numbers: Numbers) -> None:
        self._state.colour = numbers or None

    def _set_mode(self, numbers: Numbers) -> None:
        self._state.mode = int(numbers[0]) if numbers else 0

    def _set_rise(self, numbers: Numbers) -> None:
        self._state.rise = numbers[0] if numbers else 0.0

    def _begin_text(self, _: Numbers) -> None:
        self._text_matrix = self._line_matrix = IDENTITY
        self._in_text = self._is_new_text = True

    def _end_text(self, _: Numbers) -> None:
        self._in_text = False

    def _set_inks(self, _: Numbers) -> None:
        self._state.colour = None
        self.content.faults.append("colours are those of printing inks")

    def _set_text_matrix(self, numbers: Numbers) -> None:
        if len(numbers) == 6:
            self._text_matrix = self._line_matrix = numbers
            self._is_new_text = True

    def _move_text(self, numbers: Numbers) -> None:
        if len(numbers) == 2:
            moved = times((1, 0, 0, 1, *numbers), self._line_matrix)
            self._text_matrix = self._line_matrix = moved
            self._is_new_text = True

    def _save(self, _: Numbers) -> None:
        self._saved.append(copy(self._state))
        if len(self._saved) == _DEEPEST + 1:
            self.content.faults.append("graphics states are saved too deeply")

    def _restore(self, _: Numbers) -> None:
        if self._saved:
            self._state = self._saved.pop()
        else:
            self.content.faults.append("a graphics state is restored that was not saved")

    def _end_mark(self, _: Numbers) -> None:
        if self._marks:
            self._marks.pop()
            if self._begun_in_text.pop() != self._in_text:
                self.content.faults.append("a mark ends elsewhere than in the text it begins in")
        else:
            self.content.faults.append("a mark ends that was not begun")

    def _drop_path(self, _: Numbers) -> None:
        self._end_path()


def _palettes(spaces: Any) -> Iterator[tuple[str, Palette]]:
    """The colours of indexed colour spaces: red, green and blue from 0 to 1, and the number of the
    colour (ISO 32000-1, 8.6.6.3).
    """
    for name, space in spaces.items():
        if len(space) == 4 and space[0] == "/Indexed" and space[1] == "/DeviceRGB":
            channels = [value / 255 for value in bytes(space[3])]
            colours = zip(*[iter(channels)] * 3, strict=True)
            yield str(name), tuple((*colour, number) for number, colour in enumerate(colours))


#: What each operator does (ISO 32000-1, annex A).
_ACTIONS: dict[bytes, Callable[[ContentReader, Any], None]] = {
    PATH: ContentReader._add_path,
    SHOW: ContentReader._show,
    MARK: ContentReader._mark,
    b"q": ContentReader._save,
    b"Q": ContentReader._restore,
    b"EMC": ContentReader._end_mark,
    b"n": ContentReader._drop_path,
    b"W": ContentReader._clip,
    b"W*": ContentReader._clip,
    b"cm": ContentReader._concatenate,
    b"rg": ContentReader._set_colour,
    b"g": ContentReader._set_colour,
    b"k": ContentReader._set_inks,
    b"K": ContentReader._set_inks,
    b"scn": ContentReader._forget_colour,
    b"cs": ContentReader._choose_palette,
    b"sc": ContentReader._choose_from_palette,
    b"ri": ContentReader._set_intent,
    b"gs": ContentReader._use_state,
    b"Do": ContentReader._draw_object,
    b"sh": ContentReader._shade,
    b"ET": ContentReader._end_text,
    b"Tr": ContentReader._set_mode,
    b"Ts": ContentReader._set_rise,
    b"BT": ContentReader._begin_text,
    b"Tf": ContentReader._set_font,
    b"Tm": ContentReader._set_text_matrix,
    b"Td": ContentReader._move_text,
    b"TD": ContentReader._move_text,
    **dict.fromkeys((b"S", b"s"), ContentReader._stroke),
    **dict.fromkeys((b"f", b"F", b"B", b"b"), ContentReader._fill),
    **dict.fromkeys((b"f*", b"B*", b"b*"), ContentReader._fill_odd),
}
