"""How a reader reaches a clinic or one of its departments: phones, hours, mail, and where it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, ValidationInfo, field_validator, model_validator

from leaflet.model.fields import Clock, ContentModel, Email, FieldError, Text, phone_number
from leaflet.model.translations import LocalText

#: What is dialled before a number at home, by country code, where it is not 0 (ITU-T E.164).
_TRUNKS = {"+7": "8", "+36": "06", "+370": "8", "+375": "80", "+993": "8"}


_SAME = "write the same digits; an extension or option goes into `extension` or `option`"


def _dialled(text: str) -> str:
    """A number in international form, or a short one, which is dialled at home alone."""
    return text if re.fullmatch(r"[0-9]{3,6}", text) else phone_number(text)


def _digits(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,8}", text):
        raise FieldError(f'"{text}" is not what is dialled', 'write its digits, as "204"')
    return text


class Phone(ContentModel):
    """A phone number as it is dialled and as it is printed, and when somebody answers; `label` is
    printed in place of the words for its name. `number` may be short, such as 116117; `extension`
    and `option` are what is dialled or chosen after it.
    """

    number: Annotated[Text, AfterValidator(_dialled)]
    display: Text
    extension: Annotated[Text, AfterValidator(_digits)] | None = None
    option: Annotated[Text, AfterValidator(_digits)] | None = None
    when: LocalText | None = None
    label: LocalText | None = None

    @field_validator("display")
    @classmethod
    def _is_the_number(cls, display: str, others: ValidationInfo) -> str:
        digits = re.sub(r"[^0-9]", "", display)
        number = others.data.get("number", "")
        if number and not number.startswith("+"):
            if digits != number:
                raise FieldError(f'"{display}" is printed but "{number}" dialled', _SAME)
            return display
        trunk = next((t for country, t in _TRUNKS.items() if number.startswith(country)), "0")
        ways = {digits.lstrip("0"), digits.removeprefix(trunk)}
        if number and not any(len(way) >= 5 and number.endswith(way) for way in ways):
            message = f'"{display}" is printed but "{number}" dialled'
            raise FieldError(message, _SAME)
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


class OpenFrom(ContentModel):
    """From when to when a clinic is open, in 24-hour time."""

    open: Clock
    close: Clock


class Hours(ContentModel):
    """The opening hours of some days, in 24-hour time: `open` to `close`, several `times` with
    breaks between them, or a `state`. `by_appointment` alone, or beside times, says that nobody
    may come without one.
    """

    days: LocalText
    open: Clock | None = None
    close: Clock | None = None
    times: tuple[OpenFrom, ...] = ()
    state: Literal["closed", "all-day"] | None = None
    by_appointment: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> Hours:
        if (self.open is None) != (self.close is None):
            raise FieldError("only one of open and close", "write both")
        said = sum(map(bool, (self.open, self.times, self.state)))
        if said > 1:
            hint = "write one of them; hours with a break are a list of times"
            raise FieldError("more than one of open, times and state", hint)
        if not said and not self.by_appointment:
            hint = "write open and close, times, state: closed or by_appointment: true"
            raise FieldError("no hours", hint)
        if self.state == "closed" and self.by_appointment:
            raise FieldError("closed, and by appointment", "delete one of the two")
        return self

    @property
    def all_times(self) -> tuple[OpenFrom, ...]:
        """All times of these days, in the order of the file."""
        if self.open and self.close:
            return (OpenFrom(open=self.open, close=self.close),)
        return self.times


class Department(ContentModel):
    """A department of a clinic: its name, how to reach it, and where it is in the building."""

    name: LocalText
    phones: Phones
    hours: tuple[Hours, ...] = ()
    email: Email | None = None
    where: LocalText | None = None
