"""The complete leaflet as plain text, for Braille translators and for programs that read aloud."""

from dataclasses import replace

from leaflet.formats import a4
from leaflet.formats.format import SlotSize

#: A slot of a text is as long as its content.
_ANY = SlotSize()

#: A text has no sheets, sides or type: these values of the handout are unused.
FORMAT = replace(
    a4.FORMAT,
    id="text",
    title="Plain text, the complete leaflet in lines of 40 characters",
    medium="text",
    template="patient/text.html.j2",
    sides=1,
    slot_sizes={
        "masthead": _ANY,
        "help-numbers": _ANY,
        "department": _ANY,
        "contact": _ANY,
        "imprint-clinic": _ANY,
    },
)
