"""How a reader reaches a clinic or one of its departments: phones, hours, mail, and where it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo, field_validator

from leaflet.model.fields import E164, Clock, ContentModel, Email, FieldError, Text
from leaflet.model.translations import LocalText

#: What is dialled before a number at home, by country code, where it is not 0 (ITU-T E.164).
_TRUNKS = {"+7": "8", "+36": "06", "+370": "8", "+375": "80", "+993": "8"}


class Phone(ContentModel):
    """A phone number as it is dialled and as it is printed, and when somebody answers; `label` is
    printed in place of the words for its name.
    """

    number: E164
    display: Text
    when: LocalText | None = None
    label: LocalText | None = None

    @field_validator("display")
    @classmethod
    def _is_the_number(cls, display: str, others: ValidationInfo) -> str:
        digits = re.sub(r"[^0-9]", "", display)
        number = others.data.get("number", "")
        trunk = next((t for country, t in _TRUNKS.items() if number.startswith(country)), "0")
        ways = {digits.lstrip("0"), digits.removeprefix(trunk)}
        if number and not any(len(way) >= 5 and number.endswith(way) for way in ways):
            message = f'"{display}" is printed but "{number}" dialled'
            hint = "write the same digits; an extension or option goes into `when`"
            raise FieldError(message, hint)
        return display


def _phone_name(text: str) -> str:
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", text):
        raise FieldError(
            f'"{text}" is no name of a phone', "use lower-case letters, as out_of_hours"
        )
    return text


def _with_main(phones: Mapping[str, Phone]) -> Mapping[str, Phone]:
    if "main" not in phones:
        raise FieldError('no number for "main"', 'add "main:"')
    return phones


PhoneName = Annotated[Text, AfterValidator(_phone_name)]
#: Phones by name; one of them is the main number.
Phones = Annotated[Mapping[PhoneName, Phone], AfterValidator(_with_main)]


class Hours(ContentModel):
    """The opening hours of some days, in 24-hour time."""

    days: LocalText
    open: Clock
    close: Clock


class Department(ContentModel):
    """A department of a clinic: its name, how to reach it, and where it is in the building."""

    name: LocalText
    phones: Phones
    hours: tuple[Hours, ...] = ()
    email: Email | None = None
    where: LocalText | None = None
