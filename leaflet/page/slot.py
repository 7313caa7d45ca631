"""Slots: places of known height in a page, filled with a clinic's details."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: The field of a clinic to shorten when a slot is too tall.
FIELDS: Mapping[str, str] = {
    "masthead": "logo",
    "cover": "logo",
    "call-bar": "phones",
    "poster-call": "qr",
    "contact": "address",
    "contact-short": "address",
    "help-numbers": "phones",
    "department": "departments",
    "imprint-clinic": "complaints",
    "running-foot": "name",
}


def style_of(name: str) -> str:
    """The style of a slot: its name without the department that it is for."""
    return name.partition(":")[0]


def field_of(name: str) -> str:
    """The field of a clinic that fills most of a slot."""
    return FIELDS.get(style_of(name), "id")


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled slot: its name, its HTML, its height class; whether it grows with its content.

    Of the slots of departments there are several of one style: `department:endoscopy`.
    """

    name: str
    html: str
    height_class: str
    grows: bool = False

    @property
    def style(self) -> str:
        """The class of the slot in stylesheets."""
        return style_of(self.name)

    def markup(self, *, empty: bool = False) -> str:
        """The HTML of the slot in the body, with its height class; without content if `empty`."""
        html = "" if empty else self.html
        return (
            f'<div class="slot {self.style} {self.height_class}" data-slot="{self.name}">'
            f"{html}</div>"
        )
