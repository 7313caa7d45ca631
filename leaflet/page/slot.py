"""Slots: places of known height in a page, filled with a clinic's details."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leaflet.model.clinic import Clinic
from leaflet.model.free_texts import free_texts

#: The attribute of a drawing that keeps the place of a slot, with the name of the slot.
PLACE = "data-place"

#: The field of a clinic to shorten when a slot is too tall.
FIELDS: Mapping[str, str] = {
    "masthead": "logo",
    "cover": "logo",
    "cover-photo": "photo",
    "call-bar": "phones",
    "poster-call": "qr",
    "contact": "address",
    "contact-short": "address",
    "continuation": "hours",
    "help-numbers": "phones",
    "department": "departments",
    "imprint-clinic": "complaints",
    "running-foot": "name",
}

_CONTACT = {
    "name": 40,
    "address": 84,
    "directions": 80,
    "phones": 84,
    "hours": 84,
    "exceptions": 84,
}
_CONTACT |= {"holidays": 60}
#: The characters that the fields of a slot usually have; a longer one takes room of the others.
USUAL: Mapping[str, Mapping[str, int]] = {
    "masthead": {"name": 40},
    "cover": {"name": 40},
    "contact": _CONTACT,
    "contact-short": _CONTACT,
    "imprint-clinic": {
        "legal_name": 45,
        "regulator": 80,
        "practitioners": 240,
        "product": 160,
        "feedback": 50,
        "complaints": 140,
        "other_formats": 80,
    },
    "running-foot": {"name": 40},
}
#: The characters that an entry of a list takes at least: a line of the contact panel.
_ENTRY = 28


def causing_field(clinic: Clinic, slot: str) -> tuple[str, int, int]:
    """The field that makes a slot too tall, its characters, and those that are usual; 0 and 0 where
    these say nothing, as for a logo.
    """
    first = field_of(slot)
    if first == "logo" and clinic.logo:
        return first, 0, 0
    usual = USUAL.get(slot, {})
    over = {field: _characters(clinic, field) - most for field, most in usual.items()}
    field = max(over, key=lambda name: over[name], default=first)
    if over.get(field, 0) <= 0:
        return ("name" if first == "logo" else first), 0, 0
    return field, over[field] + usual[field], usual[field]


def _characters(clinic: Clinic, field: str) -> int:
    texts = sum(len(text) for path, text in free_texts(clinic) if path[0] == field)
    value = getattr(clinic, field)
    entries = len(value) if isinstance(value, tuple | Mapping) else 0
    return max(texts, entries * _ENTRY)


def style_of(name: str) -> str:
    """The style of a slot: its name without the department that it is for."""
    return name.partition(":")[0]


def field_of(name: str) -> str:
    """The field of a clinic that fills most of a slot."""
    return FIELDS.get(style_of(name), "id")


@dataclass(frozen=True, slots=True)
class Form:
    """A shorter form of what a slot prints: its HTML, the fields of the clinic that it leaves out,
    and the HTML that stands in the format's continuation instead, empty where there is none.
    """

    html: str
    left_out: tuple[str, ...] = ()
    continued: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled slot: its name, its HTML, its height class; whether it grows with its content.

    Of the slots of departments there are several of one style: `department:endoscopy`.
    `heights_mm` are the heights of its classes. `height_class` is an estimate, which the renderer
    keeps where the content fits; else it takes the class that holds the HTML, or one of `shorter`,
    which are forms of it from the fullest to the shortest.
    """

    name: str
    html: str
    height_class: str
    grows: bool = False
    heights_mm: tuple[float, ...] = ()
    shorter: tuple[Form, ...] = ()

    @property
    def htmls(self) -> tuple[str, ...]:
        """The HTML of all forms and of their continuations."""
        return (self.html, *(html for form in self.shorter for html in (form.html, form.continued)))

    @property
    def style(self) -> str:
        """The class of the slot in stylesheets."""
        return style_of(self.name)

    def natural_markup(self) -> str:
        """The HTML of the slot and of its shorter forms, each of its natural height."""
        forms = (self.html, *(form.html for form in self.shorter))
        return "".join(
            f'<div class="slot {self.style}" data-slot="{self.name}" data-form="{number}">'
            f"{html}</div>"
            for number, html in enumerate(forms)
        )

    def markup(self, *, empty: bool = False) -> str:
        """The HTML of the slot in the body, with its height class; without content if `empty`."""
        html = "" if empty else self.html
        return (
            f'<div class="slot {self.style} {self.height_class}" data-slot="{self.name}">'
            f"{html}</div>"
        )
