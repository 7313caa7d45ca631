"""The complete leaflet on A4: two sheets printed on both sides, more for a long text."""

from leaflet.core.paper import A4, Margins
from leaflet.formats.format import FitLimits, Format, SlotSize

FORMAT = Format(
    id="a4",
    title="A4 handout, the complete leaflet",
    paper=A4,
    margins=Margins(top=13, right=16, bottom=14, left=16),
    template="patient/a4.html.j2",
    sides=4,
    fit_limits=FitLimits(spacing=(0.4, 0.55, 1.4), figures=(0.85, 1.0), x_height_mm=(2.0, 2.4)),
    small_x_height_mm=1.6,
    last_side_fill=0.7,
    growth=1.0,
    slot_sizes={
        "masthead": SlotSize(0, (11.5, 16.0), (17, 22, 28), logo_mm=24.5),
        "contact": SlotSize(28, (9, 10), (45, 54, 66, 78, 95, 130), columns=2),
        "help-numbers": SlotSize(26, (1, 2), (6, 12, 17, 23)),
        "department": SlotSize(38, (3, 5), (12.5, 24, 35, 46)),
        "imprint-clinic": SlotSize(60, (7, 9), (31.6, 40, 46, 66, 96, 140)),
    },
)
