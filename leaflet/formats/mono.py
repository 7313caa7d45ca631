"""The complete leaflet on A4 in black, with outlines and patterns instead of fills.

Its page breaks are those of `a4`. The logo keeps its colours, which a black-and-white printer
prints as greys.
"""

from dataclasses import replace

from leaflet.formats.a4 import FORMAT as A4_HANDOUT

FORMAT = replace(
    A4_HANDOUT,
    id="mono",
    title="A4 handout in black, saves toner, the complete leaflet",
    mono=True,
)
