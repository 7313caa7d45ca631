"""Clinic details in places of known height, so that the body is the same for every clinic.

A slot's height class (S, M or L) follows from how many lines it prints; the stylesheet of a
format gives each class its height, and the renderer measures that the content fits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from leaflet.clinic import Clinic, Phone
from leaflet.edition import Edition
from leaflet.wording import Words

#: By slot: characters that surely fit a line, and the most lines that S and M hold.
_ROOM: Mapping[str, tuple[int, tuple[int, int]]] = {
    "contact": (28, (9, 10)),
    "help-numbers": (38, (1, 2)),
    "imprint-clinic": (54, (7, 9)),
}

#: The field of a clinic to shorten when a slot is too tall.
FIELDS: Mapping[str, str] = {
    "masthead": "logo",
    "contact": "address",
    "help-numbers": "phones",
    "imprint-clinic": "complaints",
    "running-foot": "name",
}

#: Logo height in mm that a masthead class holds.
_MASTHEAD_MM = (11.5, 16.0)
_LOGO_WIDTH_MM = 46.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A filled place: its name, its HTML, its height class."""

    name: str
    html: str
    height_class: str

    @property
    def markup(self) -> str:
        """The place with its class, as it stands in the body."""
        return (
            f'<div class="slot {self.name} {self.height_class}" data-slot="{self.name}">'
            f"{self.html}</div>"
        )


def fill(edition: Edition, macros: Any, logo_ratio: float | None) -> tuple[Slot, ...]:
    """All slots of an edition. `macros` is the module of `slots.html.j2`; `logo_ratio` is the
    logo's width by its height.
    """
    clinic = edition.clinic
    made = [Slot("masthead", str(macros.masthead(clinic)), _masthead_class(clinic, logo_ratio))]
    for name, texts in _texts(edition).items():
        html = str(getattr(macros, name.replace("-", "_"))(clinic))
        made.append(Slot(name, html, _class(name, texts)))
    made.append(Slot("running-foot", str(macros.running_foot(clinic)), "S"))
    return tuple(made)


def logo_width_mm(clinic: Clinic) -> float:
    """How wide the logo is printed."""
    return clinic.logo.width_mm or _LOGO_WIDTH_MM if clinic.logo else 0.0


def _masthead_class(clinic: Clinic, ratio: float | None) -> str:
    height = logo_width_mm(clinic) / ratio if ratio else 0.0
    return "SML"[sum(height > limit for limit in _MASTHEAD_MM)]


def _class(name: str, texts: Iterable[str]) -> str:
    lines = _lines(name, texts)
    return "SML"[sum(lines > limit for limit in _ROOM[name][1])]


def _lines(name: str, texts: Iterable[str]) -> int:
    per_line = _ROOM[name][0]
    return sum(math.ceil(len(text) / per_line) for text in texts)


def _texts(edition: Edition) -> dict[str, list[str]]:
    """What each slot prints, a text for each line it begins."""
    words = edition.locale.words
    columns = (_how_to_reach(edition), _when_to_come(edition))
    return {
        "contact": max(columns, key=lambda texts: _lines("contact", texts)),
        "help-numbers": _help_numbers(edition),
        "imprint-clinic": [" ".join(imprint(edition.clinic, edition.leaflet.id, words))],
    }


def _how_to_reach(edition: Edition) -> list[str]:
    clinic, words = edition.clinic, edition.locale.words
    numbers = [_phone_line(name, phone, words) for name, phone in clinic.phones.items()]
    heading = words.contact_us.ljust(_ROOM["contact"][0] + 1)  # set larger, it takes two lines
    return [heading, *numbers, clinic.email, clinic.web, clinic.directions or ""]


def _when_to_come(edition: Edition) -> list[str]:
    clinic = edition.clinic
    hours = [f"{hours.days} 00.00 am – 00.00 pm" for hours in clinic.hours]
    return [", ".join((clinic.name, *clinic.address)), *hours, clinic.holidays or ""]


def _help_numbers(edition: Edition) -> list[str]:
    phones, words = edition.clinic.phones, edition.locale.words
    urgent = phones.get("urgent")
    closed = words.no_urgent_line.format(number=edition.pack.urgent_advice.display)
    return [phones["main"].display, _phone_line("urgent", urgent, words) if urgent else closed]


def imprint(clinic: Clinic, leaflet: str, words: Words) -> list[str]:
    """What the imprint says of the clinic, a sentence each; `leaflet` is the leaflet's id, for
    which practitioners are named.
    """
    named = [p for p in clinic.practitioners if leaflet in p.does or not p.does]
    complaints = clinic.complaints
    answer = words.answer_within.format(time=complaints.answer_within)
    said = [f"{clinic.legal_name}."]
    if clinic.regulator:
        said.append(f"{words.regulated_by} {clinic.regulator.body}, {clinic.regulator.number}.")
    if named:
        people = (f"{p.name}, {p.profession}, {p.register_name} {p.number}" for p in named)
        said.append(f"{words.practitioners}: {'; '.join(people)}.")
    if clinic.product:
        made = (clinic.product.name, clinic.product.maker, clinic.product.product_class)
        said.append(f"{words.product}: {', '.join((*made, clinic.product.licence))}.")
    if clinic.cooling_off_days:
        said.append(words.cooling_off.format(days=clinic.cooling_off_days))
    said.append(f"{words.feedback}: {clinic.feedback}.")
    said.append(f"{words.complaints}: {complaints.contact}, {answer}. {complaints.outside_body}")
    return [*said, f"{words.other_formats}: {clinic.other_formats}"]


def _phone_line(name: str, phone: Phone, words: Words) -> str:
    label = "" if name == "main" else f"{phone_words(name, words)}: "
    return f"{label}{phone.display}, {phone.when}" if phone.when else f"{label}{phone.display}"


def phone_words(name: str, words: Words) -> str:
    """What a phone number is for, in words; a name of the clinic's own stands for itself."""
    known: str | None = getattr(words, f"phone_{name}", None)
    return known or name.replace("_", " ").capitalize()
