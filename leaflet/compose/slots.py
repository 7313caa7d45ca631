"""Clinic details in places of known height, so that the body is the same for every clinic.

A slot's height class (S, M or L) follows from how many lines it prints; the stylesheet of a
format gives each class its height, and the renderer measures that the content fits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from leaflet.core.diagnostics import UsageError
from leaflet.formats.format import Room
from leaflet.model.clinic import Clinic, Phone
from leaflet.model.locale import Words
from leaflet.page.edition import Edition
from leaflet.page.slot import Slot

#: Slots that hold the logo: their class follows from its height.
_HOUSES = frozenset({"masthead", "cover"})

_LOGO_WIDTH_MM = 46.0


def fill(edition: Edition, macros: Any, logo_ratio: float | None) -> tuple[Slot, ...]:
    """All slots of an edition. `macros` is the module of `slots.html.j2`; `logo_ratio` is the
    logo's width by its height.
    """
    made = []
    for name, room in edition.format.rooms.items():
        macro = getattr(macros, name.replace("-", "_"), None)
        if macro is None:
            hint = "add a macro of its name"
            message = f'templates/shared/slots.html.j2: nothing fills the slot "{name}"'
            raise UsageError(message, hint)
        html = str(macro(edition.clinic))
        if room.heights_mm is None:
            taken = 0.0
        elif name in _HOUSES:
            taken = logo_width_mm(edition) / logo_ratio if logo_ratio else 0.0
        elif name in _TEXTS:
            taken = _lines(_TEXTS[name](edition, room), room)
        else:
            message = f'{edition.format.id}: the height of the slot "{name}" follows from no text'
            hint = "name what it prints in leaflet/compose/slots.py, or let it grow"
            raise UsageError(message, hint)
        height_class = "SML"[sum(taken > limit for limit in room.lines)]
        made.append(Slot(name, html, height_class, grows=room.heights_mm is None))
    made.append(Slot("running-foot", str(macros.running_foot(edition.clinic)), "S"))
    return tuple(made)


def logo_width_mm(edition: Edition) -> float:
    """How wide the logo is printed."""
    logo = edition.clinic.logo
    return (logo.width_mm or _LOGO_WIDTH_MM) * edition.format.logo_scale if logo else 0.0


def _lines(texts: Iterable[str], room: Room) -> int:
    return sum(math.ceil(len(text) / room.characters) for text in texts)


def _contact(edition: Edition, room: Room) -> list[str]:
    """A text for each line that it begins; beside each other, the longer column counts."""
    heading = edition.locale.words.contact_us.ljust(room.characters + 1)  # larger: two lines
    reach, come = [heading, *_how_to_reach(edition)], _when_to_come(edition)
    if room.columns == 1:
        return [*reach, *come]
    return max((reach, come), key=lambda texts: _lines(texts, room))


def _contact_short(edition: Edition, _: Room) -> list[str]:
    """Numbers and hours beside the code, then mail and address over half as much again."""
    clinic, words = edition.clinic, edition.locale.words
    numbers = [_phone_line(name, phone, words) for name, phone in clinic.phones.items()]
    if "urgent" not in clinic.phones:
        numbers.append(words.no_urgent_line.format(number=edition.pack.urgent_advice.display))
    hours = [f"{hours.days} 00.00 am – 00.00 pm" for hours in clinic.hours]
    below = [clinic.email, ", ".join(clinic.address)]
    return [*numbers, *hours, *(text[: math.ceil(len(text) * 2 / 3)] for text in below)]


def _poster_call(edition: Edition, _: Room) -> list[str]:
    """What to scan, where that leads, and the main number; the code beside them is taller."""
    clinic = edition.clinic
    return [edition.locale.words.scan, edition.address, clinic.phones["main"].display]


def _imprint(edition: Edition, _: Room) -> list[str]:
    return [" ".join(imprint(edition.clinic, edition.leaflet.id, edition.locale.words))]


def _how_to_reach(edition: Edition) -> list[str]:
    clinic, words = edition.clinic, edition.locale.words
    numbers = [_phone_line(name, phone, words) for name, phone in clinic.phones.items()]
    return [*numbers, clinic.email, clinic.web, clinic.directions or ""]


def _when_to_come(edition: Edition) -> list[str]:
    clinic = edition.clinic
    hours = [f"{hours.days} 00.00 am – 00.00 pm" for hours in clinic.hours]
    return [", ".join((clinic.name, *clinic.address)), *hours, clinic.holidays or ""]


def _help_numbers(edition: Edition, _: Room) -> list[str]:
    phones, words = edition.clinic.phones, edition.locale.words
    urgent = phones.get("urgent")
    closed = words.no_urgent_line.format(number=edition.pack.urgent_advice.display)
    return [phones["main"].display, _phone_line("urgent", urgent, words) if urgent else closed]


#: By slot: the texts that it prints.
_TEXTS: Mapping[str, Callable[[Edition, Room], list[str]]] = {
    "contact": _contact,
    "contact-short": _contact_short,
    "help-numbers": _help_numbers,
    "imprint-clinic": _imprint,
    "poster-call": _poster_call,
}


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
