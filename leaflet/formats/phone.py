"""The complete leaflet as one HTML page for phones, also usable on tablets and desktops."""

from dataclasses import replace

from leaflet.formats import a4
from leaflet.formats.format import SlotSize

#: A slot on a screen is as high as its content.
_ANY = SlotSize()

#: A screen has no sheets or sides: these values of the handout are unused.
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
        "department": _ANY,
        "contact": _ANY,
        "imprint-clinic": _ANY,
        "call-bar": _ANY,
    },
)
