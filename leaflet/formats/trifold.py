"""A tri-fold leaflet: one A4 sheet in landscape, folded twice so that the flap goes inside."""

from leaflet.core.paper import A4, Margins
from leaflet.formats.format import FitLimits, Format, Panel, SlotSize

#: The state band is above the panels; below them are the 6 mm that an office printer leaves white.
MARGINS = Margins(top=14, right=0, bottom=6, left=0)
#: The white between the text of a panel and the foot of the sheet; the colour of the cover extends
#: to the foot margin.
_FOOT_MM = 10


def panels(height_mm: float) -> tuple[Panel, ...]:
    """The six panels of a sheet, in reading order; `height_mm` is the height of the sheet."""
    cover_mm = height_mm - MARGINS.top - MARGINS.bottom
    text_mm = height_mm - MARGINS.top - _FOOT_MM
    return (
        Panel("cover", cover_mm, flows=False),
        Panel("flap", text_mm),
        *(Panel(f"in-{number}", text_mm) for number in (1, 2, 3)),
        Panel("back", text_mm, flows=False),
    )


FORMAT = Format(
    id="trifold",
    title="Tri-fold on A4, six panels, the short leaflet",
    paper=A4.landscape,
    margins=MARGINS,
    template="patient/trifold.html.j2",
    sides=2,
    panels=panels(A4.landscape.height_mm),
    fit_limits=FitLimits(spacing=(0.6, 1.0, 1.9), figures=(0.8, 1.0), x_height_mm=(1.85, 2.2)),
    small_x_height_mm=1.6,
    last_side_fill=0.9,
    words=560,
    unprinted=(
        *("subtitle", "about", "sources", "evidence_searched"),
        *("patient_involvement", "funding", "conflicts"),
    ),
    section_words=230,
    slot_sizes={
        "cover": SlotSize(0, (15.0, 20.0), (19, 23, 29), logo_mm=28.5),
        "cover-photo": SlotSize(0, (0.0,), ()),
        "contact-short": SlotSize(25, (11, 13), (48, 58, 68, 78, 90)),
        "help-numbers": SlotSize(16, (1, 3), (5.2, 15.4, 20.5, 25.6, 31)),
        "department": SlotSize(34, (3, 5), (14.5, 25, 36, 47)),
        "imprint-clinic": SlotSize(50, (9, 11), (31.5, 39, 46, 56, 70)),
    },
    logo_scale=1.15,
    # C-fold: the flap, which goes inside, is 3 mm narrower, and so is the panel on its back.
    folds_mm=((97, 197), (100, 200)),
    panel_order=((2, 6, 1), (3, 4, 5)),
    imposition="folded",
)
