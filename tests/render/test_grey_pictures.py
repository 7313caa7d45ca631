"""Drawings in grey: their own colours keep their lightness, colour tokens and references stay."""

from __future__ import annotations

import pytest

from leaflet.render.grey_pictures import drawing_in_grey


@pytest.mark.parametrize(
    ("svg", "grey"),
    [
        ('<path fill="#0f6e78"/>', '<path fill="#535353"/>'),
        ("<path fill='#f00'/>", "<path fill='#4c4c4c'/>"),
        ('<path stroke = "red" fill="white"/>', '<path stroke = "#4c4c4c" fill="#ffffff"/>'),
        ('<path style="fill:#00f;stroke: rgb(0, 255, 0)"/>',
         '<path style="fill:#1d1d1d;stroke: #969696"/>'),
        ("<style>.a{fill:#ff0000}</style>", "<style>.a{fill:#4c4c4c}</style>"),
        ('<path fill="none" stroke="currentColor"/>', '<path fill="none" stroke="currentColor"/>'),
        ('<path fill="url(#g)"/>', '<path fill="url(#g)"/>'),
        ('<path fill="var(--icon, #ff0000)"/>', '<path fill="var(--icon, #ff0000)"/>'),
        ('<use href="#ff0000" id="fill"/>', '<use href="#ff0000" id="fill"/>'),
        ("<title>Its color: red</title>", "<title>Its color: red</title>"),
        ('<path fill-rule="evenodd"/>', '<path fill-rule="evenodd"/>'),
    ],
)  # fmt: skip
def test_colours_of_a_drawing_become_grey(svg: str, grey: str) -> None:
    assert drawing_in_grey(svg) == grey
