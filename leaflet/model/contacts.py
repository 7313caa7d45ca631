"""How a reader reaches a clinic or one of its departments: phones, mail, and where it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema

from leaflet.model.fields import ContentModel, Email, FieldError, Text
from leaflet.model.opening_hours import Hours, HoursException
from leaflet.model.phone_numbers import WrittenPhone, dialled, is_same_number, split_phone
from leaflet.model.translations import LocalText

_SAME = "write the same digits, or leave `number` out: what is dialled follows from `display`"
_SHAPE = 'write it as main: "01632 960 140" or main: {display: "01632 960 140", when: Weekdays}'


def _digits(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,8}", text):
        raise FieldError(f'"{text}" is not what is dialled', 'write its digits, as "204"')
    return text


def _jurisdiction(info: ValidationInfo) -> str:
    """The jurisdiction of the document that is read; empty where it names none."""
    given = info.context.get("jurisdiction") if isinstance(info.context, Mapping) else None
    return given if isinstance(given, str) else ""


class Phone(ContentModel):
    """A phone number as it is dialled and as it is printed, and when somebody answers; `label` is
    printed in place of the words for its name. `number` may be short, such as 116117; `extension`
    and `option` are what is dialled or chosen after it.

    In a file it may be a text alone, "01632 960 140 ext. 204", or have one of `number` and
    `display`: the other follows from it, by the country of the document's `jurisdiction`.
    """

    number: Text = ""
    display: Text = ""
    extension: Annotated[Text, AfterValidator(_digits)] | None = None
    option: Annotated[Text, AfterValidator(_digits)] | None = None
    when: LocalText | None = None
    label: LocalText | None = None

    @model_validator(mode="before")
    @classmethod
    def _as_people_write_it(cls, given: Any, info: ValidationInfo) -> Any:
        if isinstance(given, str):
            given = {"display": given} if given.strip() else {}
        if not isinstance(given, Mapping):
            return given
        if not {"number", "display"} & set(given):
            others = sorted(map(str, set(given) - set(cls.model_fields)))
            wrong = f', and "{others[0]}" is no field of a phone' if others else ""
            raise FieldError(f"it has no number{wrong}", _SHAPE)
        return _completed(given, _jurisdiction(info))

    @field_validator("number")
    @classmethod
    def _is_dialled(cls, number: str, info: ValidationInfo) -> str:
        return dialled(number, _jurisdiction(info))

    @field_validator("display")
    @classmethod
    def _is_the_number(cls, display: str, others: ValidationInfo) -> str:
        number = others.data.get("number", "")
        if number and not _is_same(display, number):
            raise FieldError(f'"{display}" is printed but "{number}" dialled', _SAME)
        return display

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A text alone, or fields."""
        text = {"type": "string", "examples": ["01632 960 140"]}
        return {"anyOf": [text, handler(core_schema)]}


def _completed(given: Mapping[str, Any], jurisdiction: str) -> dict[str, Any]:
    """The fields of a phone with those that follow from the others. Raises `FieldError`."""
    made = dict(given)
    for name in ("number", "display"):
        if isinstance(text := made.get(name), str) and text.strip():
            split = split_phone(text)
            made[name] = split.display
            _take_after(made, split)
    if "number" not in made and isinstance(made["display"], str) and made["display"].strip():
        made["number"] = dialled(made["display"], jurisdiction)
    return {"display": made.get("number"), **made}


def _take_after(made: dict[str, Any], split: WrittenPhone) -> None:
    """Take over what is dialled after a number. Raises `FieldError` where a field differs."""
    for name in ("extension", "option"):
        found = getattr(split, name)
        if found and made.setdefault(name, found) != found:
            message = f'{name} "{found}" stands behind the number, and "{made[name]}" under {name}'
            raise FieldError(message, "write it once")


def _is_same(display: str, number: str) -> bool:
    """Whether a printed number is the one that is dialled, its area code and country left out or
    not.
    """
    digits = re.sub(r"[^0-9]", "", display)
    if not number.startswith("+"):
        return digits == number
    local = digits.lstrip("0")
    return (len(local) >= 5 and number.endswith(local)) or is_same_number(display, number)


def _phone_name(text: str) -> str:
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", text):
        meant = "_".join(re.findall(r"[a-z]+", text.lower())) or "out_of_hours"
        hint = f"use lower-case letters and _, as {meant}"
        raise FieldError(f'"{text}" is no name of a phone', hint)
    return text


def _with_main(phones: Mapping[str, Phone]) -> Mapping[str, Phone]:
    if "main" not in phones:
        raise FieldError('no number for "main"', 'add main: "01632 960 140"')
    return phones


PhoneName = Annotated[Text, AfterValidator(_phone_name)]
#: Phones by name; one of them is the main number.
Phones = Annotated[
    Mapping[PhoneName, Phone],
    AfterValidator(_with_main),
    Field(examples=[{"main": "01632 960 140", "urgent": "01632 960 150"}]),
]


class Department(ContentModel):
    """A department of a clinic: its name, how to reach it, and where it is in the building."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Endoscopy unit", "phones": {"main": "01632 960 155"}}]
        }
    )

    name: LocalText
    phones: Phones
    hours: tuple[Hours, ...] = ()
    exceptions: tuple[HoursException, ...] = ()
    email: Email | None = None
    where: LocalText | None = None
