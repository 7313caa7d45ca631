"""The complete leaflet as an A5 booklet: A4 sheets folded and stapled once, three or fewer, for a
long text up to twelve.
"""

from leaflet.core.paper import A5, Margins
from leaflet.formats.format import Band, FitLimits, Format, SlotSize

FORMAT = Format(
    id="a5-booklet",
    title="A5 booklet, the complete leaflet",
    paper=A5,
    # The margins of a right-hand page, whose inside is at the left; left-hand pages mirror them.
    margins=Margins(top=14, right=13, bottom=17, left=16),
    template="patient/booklet.html.j2",
    sides=12,
    signature=4,
    growth=1.0,
    fit_limits=FitLimits(spacing=(0.6, 1.0, 1.6), figures=(0.7, 1.0), x_height_mm=(2.0, 2.2)),
    small_x_height_mm=1.6,
    # The back cover is ruled to its foot, so it is never empty.
    last_side_fill=0.0,
    slot_sizes={
        "cover": SlotSize(0, (16.0, 22.0), (35, 41, 47), logo_mm=27.5),
        "cover-photo": SlotSize(0, (0.0,), ()),
        "contact": SlotSize(40, (11, 15), (62.5, 84, 108, 120)),
        "help-numbers": SlotSize(38, (1, 2), (6, 12, 17, 23)),
        "department": SlotSize(50, (3, 5), (13, 24, 35, 46)),
        "imprint-clinic": SlotSize(70, (7, 9), (31.3, 40.2, 49)),
        # What these leave out, on the page before the back cover; none for most clinics.
        "continuation": SlotSize(0, (), (0, 170)),
    },
    logo_scale=1.2,
    imposition="saddle-stitch",
    band=Band(top_mm=6.5, cover_side_mm=6),
)
