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
    "imprint-clinic": "complaints",
    "running-foot": "name",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled slot: its name, its HTML, its height class; whether it grows with its content."""

    name: str
    html: str
    height_class: str
    grows: bool = False

    def markup(self, *, empty: bool = False) -> str:
        """The HTML of the slot in the body, with its height class; without content if `empty`."""
        html = "" if empty else self.html
        return (
            f'<div class="slot {self.name} {self.height_class}" data-slot="{self.name}">'
            f"{html}</div>"
        )
