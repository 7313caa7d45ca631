"""The complete leaflet on US Letter, which is shorter than A4; its lines are a little longer."""

from dataclasses import replace

from leaflet.core.paper import LETTER, Margins
from leaflet.formats.a4 import FORMAT as A4_HANDOUT

FORMAT = replace(
    A4_HANDOUT,
    id="letter",
    title="Letter handout, the complete leaflet",
    paper=LETTER,
    margins=Margins(top=11.5, right=13, bottom=11.5, left=13),
    # Text that fills four sides of A4 has less room here, so it may take less space between blocks.
    fit_limits=replace(A4_HANDOUT.fit_limits, spacing=(0.3, 0.55, 1.4)),
)
