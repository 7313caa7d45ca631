"""The poster on A4: 71 % of the lengths and type of A3, except white frame and small print."""

from dataclasses import replace

from leaflet.core.paper import A4
from leaflet.formats.format import Band, FitLimits, Panel, SlotSize
from leaflet.formats.poster_a3 import FORMAT as POSTER_A3

FORMAT = replace(
    POSTER_A3,
    id="poster-a4",
    title="A4 poster, the leaflet's first three key points",
    paper=A4,
    panels=(
        Panel("headline", 81, flows=False),
        Panel("messages", 46.7, flows=False),
        Panel("foot", 56.5, flows=False),
    ),
    fit_limits=FitLimits(spacing=(0.5, 1.0, 1.4), figures=(1.0, 1.0), x_height_mm=(2.77, 3.13)),
    small_x_height_mm=1.6,
    slot_sizes={
        "cover": SlotSize(0, (15.5, 15.5), (15.5, 15.5, 15.5)),
        "poster-call": SlotSize(60, (10, 10), (34, 34, 34)),
    },
    logo_scale=1.41,
    imposition="plain",
    band=Band(top_mm=6.5, height_mm=6.36, type_rem=0.8),
)
