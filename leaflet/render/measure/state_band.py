"""Counts the legible state bands on laid-out pages, whatever a template does.

Nothing here imports WeasyPrint; `renderer.py` passes the laid-out document.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from leaflet.core.colour import contrast
from leaflet.render.measure.boxes import children, kind
from leaflet.render.placeholder_colours import PlaceholderColours, key

#: The least contrast of text (WCAG 2.2, success criterion 1.4.3).
_CONTRAST = 4.5
_PAPER = "#ffffff"


def state_bands(document: Any, words: str, placeholders: PlaceholderColours) -> tuple[int, ...]:
    """How often the text of a state band is legible on each page, margins included."""
    wanted = "".join(words.split())
    pages = (page._page_box for page in document.pages)
    return tuple("".join(_read(page, wanted, placeholders)).count(wanted) for page in pages)


def _read(page: Any, wanted: str, placeholders: PlaceholderColours) -> Iterator[str]:
    """The legible parts of the wanted text on a page; a line end for any other text."""
    for box, behind in _seen(page, _PAPER, placeholders):
        words = "".join(box.text.split())
        if words in wanted and _is_inside(box, page):
            is_clear = _contrast(_hex(box.style["color"], placeholders), behind) >= _CONTRAST
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


def _seen(box: Any, behind: str, placeholders: PlaceholderColours) -> Iterator[tuple[Any, str]]:
    """The visible text boxes below a box, each with its background colour."""
    for child in children(box):
        style = getattr(child, "style", None)
        if style is None or style["visibility"] != "visible" or style["opacity"] < 1:
            continue
        background = style["background_color"]
        if kind(child) == "TextBox":
            yield child, behind
        else:
            beneath = _hex(background, placeholders) if background.alpha == 1 else behind
            yield from _seen(child, beneath, placeholders)


@cache
def _contrast(one: str, other: str) -> float:
    return contrast(one, other)


def _hex(value: Any, placeholders: PlaceholderColours) -> str:
    """A computed colour as hexadecimal text; a translucent colour counts as white."""
    if value.alpha < 1:
        return _PAPER
    parts = tuple(value.to("srgb").coordinates)
    levels = (round(255 * part) for part in parts)
    plain = "#" + "".join(f"{min(max(level, 0), 255):02x}" for level in levels)
    return placeholders.get(key(parts), plain)
