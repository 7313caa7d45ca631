"""The complete leaflet in large print: no word under 18 points, no contrast under 7 to 1."""

from leaflet.core.paper import A4, Margins
from leaflet.formats.format import FitLimits, Format, SlotSize

#: The x-height of 18 points, a little less so that rounding up gives 18.0 (RNIB clear print: large
#: print is 16 to 18 points; x-height 3.0 mm or more).
_X_HEIGHT_MM = 3.031

#: Slots grow with their content: larger type has fewer characters in a line, so no fixed height
#: would be safe. The text is not fitted, because a fit must not depend on a clinic's words.
_GROWING = SlotSize()

FORMAT = Format(
    id="large-print",
    title="Large print on A4, 18 points or more, the complete leaflet",
    paper=A4,
    margins=Margins(top=16, right=18, bottom=22, left=18),
    template="patient/large-print.html.j2",
    sides=24,
    # Large type takes about 8 sides where the handout takes 3.
    growth=8 / 3,
    fit_limits=FitLimits(
        spacing=(1.0, 1.0, 1.0), figures=(1.0, 1.0), x_height_mm=(_X_HEIGHT_MM, _X_HEIGHT_MM)
    ),
    small_x_height_mm=_X_HEIGHT_MM,
    last_side_fill=0.0,
    slot_sizes={
        "masthead": SlotSize(logo_mm=40),
        **dict.fromkeys(("contact", "help-numbers", "department", "imprint-clinic"), _GROWING),
    },
    text_contrast=7.0,
    logo_scale=1.4,
)
