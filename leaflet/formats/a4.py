"""The complete leaflet on A4, at most two sheets printed on both sides."""

from leaflet.formats import Format
from leaflet.paper import A4, Margins

FORMAT = Format(
    id="a4",
    title="A4 handout, the complete leaflet",
    paper=A4,
    margins=Margins(top=13, right=16, bottom=14, left=16),
    template="a4.html.j2",
    sides=4,
    body_x_height_mm=2.0,
    small_x_height_mm=1.6,
    last_side_fill=0.7,
)
