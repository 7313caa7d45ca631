"""How a reader reaches a clinic or one of its departments: phones, mail, and where it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
)

from leaflet.model.fields import ContentModel, Email, FieldError, Text
from leaflet.model.opening_hours import Hours, HoursException
from leaflet.model.phones import Phone
from leaflet.model.translations import LocalText


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
