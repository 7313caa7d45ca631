"""A place of known height in a page, filled with a clinic's details."""

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
    """A filled place: its name, its HTML, its height class; whether it grows with its content."""

    name: str
    html: str
    height_class: str
    grows: bool = False

    def markup(self, *, empty: bool = False) -> str:
        """The place with its class, as it stands in the body; without its content if `empty`."""
        html = "" if empty else self.html
        return (
            f'<div class="slot {self.name} {self.height_class}" data-slot="{self.name}">'
            f"{html}</div>"
        )
