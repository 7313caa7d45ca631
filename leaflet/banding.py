"""Whether pages say the state of a leaflet so that it can be read, whatever a template does.

Nothing here imports WeasyPrint; `render.py` hands the laid-out document over.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from leaflet.boxes import kind
from leaflet.colour import contrast

#: As for all text (WCAG 2.2, success criterion 1.4.3).
_CONTRAST = 4.5
_PAPER = "#ffffff"


def bands(document: Any, words: str) -> tuple[int, ...]:
    """How often the words of a band can be read on each page, margins included."""
    wanted = "".join(words.split())
    return tuple("".join(_read(page._page_box, wanted)).count(wanted) for page in document.pages)


def _read(page: Any, wanted: str) -> Iterator[str]:
    """The parts of what is wanted that can be read on a page; a line end for any other words."""
    for box, behind in _seen(page, _PAPER):
        words = "".join(box.text.split())
        if words in wanted and _is_inside(box, page):
            is_clear = _contrast(_hex(box.style["color"]), behind) >= _CONTRAST
            yield words if is_clear else "\n"
        else:
            yield "\n"


def _is_inside(box: Any, page: Any) -> bool:
    right, bottom = box.position_x + box.width, box.position_y + box.height
    return bool(
        box.position_x >= 0
        and box.position_y >= 0
        and right <= page.margin_width()
        and bottom <= page.margin_height()
    )


def _seen(box: Any, behind: str) -> Iterator[tuple[Any, str]]:
    """The boxes of words below that are not hidden, each with the colour that it stands on."""
    for placed in getattr(box, "children", ()):
        child = getattr(placed, "_box", placed)
        style = getattr(child, "style", None)
        if style is None or style["visibility"] != "visible" or style["opacity"] < 1:
            continue
        background = style["background_color"]
        if kind(child) == "TextBox":
            yield child, behind
        else:
            yield from _seen(child, _hex(background) if background.alpha == 1 else behind)


@cache
def _contrast(one: str, other: str) -> float:
    return contrast(one, other)


def _hex(value: Any) -> str:
    """A computed colour; what can be seen through counts as white."""
    if value.alpha < 1:
        return _PAPER
    levels = (round(255 * part) for part in value.to("srgb").coordinates)
    return "#" + "".join(f"{min(max(level, 0), 255):02x}" for level in levels)
