"""A tri-fold leaflet on US Letter; its lines are a little shorter than those on A4."""

from dataclasses import replace

from leaflet.core.paper import LETTER, MM_PER_INCH
from leaflet.formats.format import SlotSize
from leaflet.formats.trifold import FORMAT as TRIFOLD
from leaflet.formats.trifold import panels

#: The panel widths: 3 5/8 inches for the flap, 3 11/16 inches for the other two.
_NARROW_MM, _WIDE_MM = 3.625 * MM_PER_INCH, 3.6875 * MM_PER_INCH

FORMAT = replace(
    TRIFOLD,
    id="trifold-letter",
    title="Tri-fold on US Letter, six panels, the short leaflet",
    paper=LETTER.landscape,
    panels=panels(LETTER.landscape.height_mm),
    slot_sizes={
        **{name: TRIFOLD.slot_sizes[name] for name in ("cover", "cover-photo")},
        "contact-short": SlotSize(22, (11, 15), (49, 64, 77, 90)),
        "help-numbers": SlotSize(15, (1, 3), (5.2, 15.4, 20.5, 25.6, 31)),
        "department": SlotSize(31, (3, 5), (14.5, 25, 36, 47)),
        "imprint-clinic": SlotSize(47, (9, 11), (35.5, 43, 51, 61, 75)),
    },
    folds_mm=((_NARROW_MM, _NARROW_MM + _WIDE_MM), (_WIDE_MM, 2 * _WIDE_MM)),
)
