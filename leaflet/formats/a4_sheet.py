"""One A4 sheet with both sides exactly filled, which fits most racks."""

from leaflet.core.paper import A4, Margins
from leaflet.formats.format import FitLimits, Format, Panel, SlotSize

_MARGINS = Margins(top=13, right=16, bottom=14, left=16)
_SPACE_MM = A4.height_mm - _MARGINS.top - _MARGINS.bottom

FORMAT = Format(
    id="a4-sheet",
    title="A4 sheet, two sides, the short leaflet",
    paper=A4,
    margins=_MARGINS,
    template="patient/sheet.html.j2",
    sides=2,
    panels=(Panel("front", _SPACE_MM), Panel("back", _SPACE_MM)),
    fit_limits=FitLimits(spacing=(0.5, 1.0, 1.6), figures=(0.7, 1.0), x_height_mm=(2.0, 2.0)),
    small_x_height_mm=1.6,
    last_side_fill=0.85,
    words=528,
    unprinted=(
        *("subtitle", "about", "sources", "evidence_searched"),
        *("patient_involvement", "funding", "conflicts"),
    ),
    section_words=250,
    slot_sizes={
        "masthead": SlotSize(0, (11.5, 16.0), (15.6, 20.2, 26), logo_mm=22.5),
        "contact": SlotSize(31, (9, 10, 12), (44, 51, 59, 68, 80, 100), columns=2),
        "help-numbers": SlotSize(26, (1, 2, 3), (6, 12, 17, 23)),
        "department": SlotSize(38, (3, 5), (12.5, 24, 35, 46)),
        "imprint-clinic": SlotSize(60, (7, 9), (31.6, 40, 46, 60, 80)),
    },
)
