"""One US Letter sheet with both sides exactly filled."""

from dataclasses import replace

from leaflet.core.paper import LETTER, Margins
from leaflet.formats.a4_sheet import FORMAT as A4_SHEET
from leaflet.formats.format import Panel

_MARGINS = Margins(top=11.5, right=14, bottom=13, left=14)
_SPACE_MM = LETTER.height_mm - _MARGINS.top - _MARGINS.bottom

FORMAT = replace(
    A4_SHEET,
    id="letter-sheet",
    title="Letter sheet, two sides, the short leaflet",
    paper=LETTER,
    margins=_MARGINS,
    panels=(Panel("front", _SPACE_MM), Panel("back", _SPACE_MM)),
    words=495,
)
