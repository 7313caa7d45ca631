"""Writes a blank between any two words that are not one word.

WeasyPrint leaves out the blank at the end of a line and draws none between elements, so a reader
that takes its text from the structure tree joins the words beside it (Kozea/WeasyPrint#2482). The
blank is added to the text before a page is painted; it moves nothing, because it stands last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leaflet.core.characters import without_break_signs
from leaflet.render.measure.boxes import children, kind

#: How many signs beside the end of a line tell whether a word goes on.
_CONTEXT = 24

#: The least gap in em between two texts on a line that are two words.
_GAP_EM = 0.12

#: What stands close to the word before it, where it is added by a stylesheet.
_CLOSE = ",.;:!?)%\u2026"


#: The attribute of an element on a line of its own that goes on with the word before it.
CONTINUES = "data-continues"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text on a page, with the line and the block in which it stands; whether it is raised, as
    the number of a source.
    """

    box: Any
    line: Any
    block: Any
    is_raised: bool

    @property
    def end(self) -> float:
        """The right end of the text."""
        return float(self.box.position_x + self.box.width)


def separate_words(document: Any) -> None:
    """Lets the pages of a laid-out `Document` paint a blank after each word that another follows.

    Changes the layouts of its texts in place; a second call changes nothing.
    """
    for page in document.pages:
        before: _Text | None = None
        was_blank = False
        for text in _texts(page._page_box, None, None):
            if not text.box.text.strip():
                was_blank = True
                continue
            if before and (was_blank or not _is_one_word(before, text)):
                _add_blank(before.box)
            before, was_blank = text, False
        if before:
            _add_blank(before.box)


def _add_blank(box: Any) -> None:
    """Adds a blank to the text that Pango draws, which is set again when the page is painted.

    In a text from right to left it would stand at the left and move the letters.
    """
    layout = box.pango_layout
    if layout.text and not layout.text[-1].isspace() and box.style["direction"] == "ltr":
        layout.text += " "


def _texts(box: Any, line: Any, block: Any, *, is_raised: bool = False) -> Iterator[_Text]:
    """The texts below a box in reading order; those in margins are nobody's to read."""
    for child in children(box):
        name = kind(child)
        if name == "TextBox":
            yield _Text(child, line, block, is_raised)
        elif name == "LineBox":
            yield from _texts(child, child, block)
        elif name == "InlineBox":
            is_raised = child.style["vertical_align"] not in ("baseline", 0)
            yield from _texts(child, line, block, is_raised=is_raised)
        elif name != "MarginBox":
            yield from _texts(child, None, child)


def _is_one_word(one: _Text, other: _Text) -> bool:
    """Whether the end of a text and the start of the next are parts of one word."""
    if other.is_raised and not one.is_raised:
        return False
    if one.line is other.line and one.line is not None:
        gap = other.box.position_x - one.end
        return bool(abs(gap) < _GAP_EM * one.box.style["font_size"])
    if one.block.element is not other.block.element:
        return other.block.element.get(CONTINUES) is not None
    end, start = without_break_signs(one.box.text), without_break_signs(other.box.text)
    if "::" in str(other.box.element_tag):
        return start[:1] in _CLOSE
    joined = (end.split() or [""])[-1][-_CONTEXT:] + (start.split() or [""])[0][:_CONTEXT]
    return joined in without_break_signs("".join(_source(one.block.element)))


def _source(element: Any) -> Iterator[str]:
    """The text of an element; a line break is a blank."""
    yield element.text or ""
    for below in element:
        yield from (" ",) if below.tag == "br" else _source(below)
        yield below.tail or ""
