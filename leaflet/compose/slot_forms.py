"""Shorter forms of clinic slots, for formats of fixed height that cannot hold all of a clinic.

A form leaves fields of the clinic out in the order of `_STEPS`, so that name, phones, address and
hours are kept the longest, and says in words where they stand: in the format's continuation, or in
the complete leaflet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any

from leaflet.formats.format import Format
from leaflet.model.clinic import Clinic
from leaflet.model.locale import LocaleWords
from leaflet.model.opening_hours import Hours

#: The slot that holds what the others leave out, in formats that have it.
CONTINUATION = "continuation"

_Steps = tuple[tuple[str, ...], ...]
#: The fields that a slot leaves out one step after the other, by its style.
_STEPS: Mapping[str, _Steps] = {
    "contact": (("directions", "holidays"), ("email", "web"), ("hours", "exceptions"), ("phones",)),
    "contact-short": (("email",), ("hours", "exceptions"), ("phones",), ("address",)),
    "imprint-clinic": (("practitioners", "product"), ("other_formats",), ("feedback",)),
}
#: The same where a continuation holds them.
_CONTINUED_STEPS: Mapping[str, _Steps] = {
    "contact": (("hours", "exceptions", "holidays"), ("directions",)),
    "imprint-clinic": (("practitioners", "product"),),
}
#: The lines for when a clinic is closed: the first that it has is in its help box, too.
_WHEN_CLOSED = ("urgent", "out_of_hours")

#: Fields that are called as another one, where it is said where they stand.
_NOUNS = {"exceptions": "hours"}

_NOTHING: Mapping[str, Any] = {
    "directions": None,
    "holidays": None,
    "email": None,
    "web": None,
    "hours": (),
    "exceptions": (),
    "address": (),
    "practitioners": (),
    "product": None,
    "other_formats": None,
    "feedback": None,
}


@dataclass(frozen=True, slots=True)
class Shortened:
    """A clinic with the fields that a form prints, those that it leaves out, where these stand in
    words, and a clinic with nothing but these.
    """

    clinic: Clinic
    left_out: tuple[str, ...] = ()
    pointer: str = ""
    rest: Clinic | None = None


def shortened(clinic: Clinic, style: str, format_: Format, words: LocaleWords) -> Iterator[Any]:
    """The shorter forms of a clinic in a slot of a style, from the fullest to the shortest: first
    all of its fields, set closer; then with fewer. None with fewer fields in a format that takes as
    many sides as it needs, nor in a language without the words for it.
    """
    is_continued = CONTINUATION in format_.slot_sizes
    steps = (_CONTINUED_STEPS if is_continued else _STEPS).get(style, ())
    if not steps or format_.medium != "paper":
        return
    yield Shortened(clinic)
    sentence = words.elsewhere_continued if is_continued else words.elsewhere
    if not sentence or not (is_continued or format_.panels):
        return
    said: tuple[str, ...] = ()
    for fields in accumulate(steps):
        left_out = tuple(field for field in fields if _less(clinic, field) != _of(clinic, field))
        if left_out == said:
            continue
        said = left_out
        nouns = (getattr(words, f"elsewhere_{_NOUNS.get(field, field)}") for field in left_out)
        pointer = sentence.format(what=", ".join(dict.fromkeys(filter(None, nouns))))
        update = {field: _less(clinic, field) for field in left_out}
        others = {field: _less(clinic, field) for field in _NOTHING if field not in left_out}
        rest = clinic.model_copy(update=others) if is_continued else None
        yield Shortened(clinic.model_copy(update=update), left_out, pointer, rest)


def _of(clinic: Clinic, field: str) -> Any:
    return getattr(clinic, field)


def _less(clinic: Clinic, field: str) -> Any:
    """What a form keeps of a field that it leaves out."""
    if field == "phones":
        kept = ("main", *[name for name in _WHEN_CLOSED if name in clinic.phones][:1])
        return {name: phone for name, phone in clinic.phones.items() if name in kept}
    return _NOTHING[field]


def with_joined_hours(clinic: Clinic) -> Clinic:
    """The clinic with one entry for days of equal hours that follow each other."""
    groups = [tuple(same) for _, same in groupby(clinic.hours, key=_without_days)]
    if len(groups) == len(clinic.hours):
        return clinic
    return clinic.model_copy(update={"hours": tuple(map(_joined, groups))})


def _without_days(hours: Hours) -> tuple[Any, ...]:
    return hours.all_times, hours.state, hours.by_appointment


def _joined(same: tuple[Hours, ...]) -> Hours:
    days = ", ".join(str(hours.days) for hours in same)
    return same[0].model_copy(update={"days": days})
