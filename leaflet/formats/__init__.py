"""Print formats: one file, one `FORMAT` constant each."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.paper import Margins, Paper


@dataclass(frozen=True, slots=True)
class Format:
    """What a format promises to the reader and to the printer.

    Lengths are mm. `template` is the page template in `templates/`, `sides` the most printed
    sides, `body_x_height_mm` and `small_x_height_mm` the floors of the type size for the text
    and for the imprint, `last_side_fill` the share of the last side that must be printed on.
    """

    id: str
    title: str
    paper: Paper
    margins: Margins
    template: str
    sides: int
    body_x_height_mm: float
    small_x_height_mm: float
    last_side_fill: float
