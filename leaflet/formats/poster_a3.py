"""A poster for the waiting room on A3: read from two metres, at most 90 words."""

from leaflet.core.paper import A3, Margins
from leaflet.formats.format import Band, FitLimits, Format, Panel, SlotSize

FORMAT = Format(
    id="poster-a3",
    title="A3 poster, the leaflet's first three key points",
    paper=A3,
    margins=Margins(top=6, right=6, bottom=6, left=6),
    template="patient/poster.html.j2",
    sides=1,
    panels=(
        Panel("headline", 114, flows=False),
        Panel("messages", 66, flows=False),
        Panel("foot", 77.5, flows=False),
    ),
    fit_limits=FitLimits(spacing=(0.5, 1.0, 1.4), figures=(1.0, 1.0), x_height_mm=(3.9, 4.45)),
    small_x_height_mm=2.1,
    last_side_fill=0.7,
    slot_sizes={
        "cover": SlotSize(0, (22, 22), (22, 22, 22)),
        "poster-call": SlotSize(60, (10, 10), (48, 48, 48)),
    },
    logo_scale=2.0,
    extract=True,
    most_words=90,
    imposition="tiled",
    band=Band(top_mm=6.5, height_mm=9, type_rem=0.8),
)
