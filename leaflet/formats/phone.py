"""The complete leaflet as one page for a phone; a tablet or desktop shows it too."""

from dataclasses import replace

from leaflet.formats import a4
from leaflet.formats.format import SlotSize

#: A place on a screen is as high as what stands in it.
_ANY = SlotSize()

#: A screen has no sheet and no sides: what is said of them is the handout's and goes unused.
FORMAT = replace(
    a4.FORMAT,
    id="phone",
    title="Phone page, the complete leaflet in one file",
    medium="screen",
    template="patient/phone.html.j2",
    sides=1,
    slot_sizes={
        "masthead": _ANY,
        "help-numbers": _ANY,
        "contact": _ANY,
        "imprint-clinic": _ANY,
        "call-bar": _ANY,
    },
)
