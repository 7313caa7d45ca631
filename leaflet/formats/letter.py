"""The complete leaflet on US Letter; its lines are as long as those of A4."""

from dataclasses import replace

from leaflet.formats.a4 import FORMAT as A4_HANDOUT
from leaflet.paper import LETTER, Margins

FORMAT = replace(
    A4_HANDOUT,
    id="letter",
    title="Letter handout, the complete leaflet",
    paper=LETTER,
    margins=Margins(top=13, right=18.95, bottom=14, left=18.95),
)
