"""Clinics, which hand leaflets out, and jurisdiction packs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from enum import Enum
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from leaflet.model.contacts import Department, Phones
from leaflet.model.fields import (
    LOGO_ENDINGS,
    PHOTO_ENDINGS,
    Colour,
    ContentModel,
    Email,
    FieldError,
    FileName,
    Jurisdiction,
    Language,
    PhotoName,
    PrintedHttps,
    SkinTone,
    Slug,
    Text,
)
from leaflet.model.leaflet import Source
from leaflet.model.opening_hours import Hours, HoursException
from leaflet.model.translations import LocalText

Lines = Annotated[tuple[Text, ...], Field(min_length=1)]
Slugs = Annotated[tuple[Slug, ...], Field(min_length=1)]
#: The percentage of an ink.
Ink = Annotated[int, Field(ge=0, le=100)]


class Binding(Enum):
    """Whether a clinic's own approval is bound to a field.

    A field that is bound voids the approval when it changes; the others are checked alone.
    """

    BOUND = "bound"
    CHECKED = "checked"


BOUND, CHECKED = Binding.BOUND, Binding.CHECKED


class Logo(ContentModel):
    """The clinic's logo: an SVG, PNG or JPEG file beside the clinic file, and its width in mm."""

    file: FileName
    alt: Text
    width_mm: float | None = Field(default=None, ge=10, le=90)

    @field_validator("file")
    @classmethod
    def _known_type(cls, file: str) -> str:
        if not file.lower().endswith(LOGO_ENDINGS):
            hint = "save the logo as .svg, .png or .jpg"
            raise FieldError(f'"{file}" is neither SVG, PNG nor JPEG', hint)
        return file


class CoverPhoto(ContentModel):
    """The clinic's photo for covers: a PNG or JPEG file beside the clinic file.

    `licence`, `author` and `consent` (of a `person` who is shown) are printed in the imprint, as
    those of a leaflet's figures.
    """

    file: PhotoName
    alt: LocalText
    licence: Text | None = None
    author: Text | None = None
    consent: LocalText | None = None
    person: bool | None = None

    @field_validator("file")
    @classmethod
    def _known_type(cls, file: str) -> str:
        if not file.lower().endswith(PHOTO_ENDINGS):
            raise FieldError(f'"{file}" is neither PNG nor JPEG', "save the photo as .jpg or .png")
        return file


class Brand(ContentModel):
    """The clinic's colour, as RGB and, for printers that need them, as inks."""

    rgb: Colour
    cmyk: Annotated[tuple[Ink, ...], Field(min_length=4, max_length=4)] | None = None
    spot: Text | None = None


class Complaints(ContentModel):
    """Where to complain, how soon the clinic answers, and who else can look into it."""

    contact: LocalText
    answer_within: LocalText
    outside_body: LocalText


class Regulator(ContentModel):
    """The regulator of the clinic."""

    body: Text
    number: Text


class Practitioner(ContentModel):
    """A person who treats, and their professional register."""

    name: Text
    profession: LocalText
    register_name: Text = Field(alias="register")
    number: Text
    does: tuple[Slug, ...] = ()


class Product(ContentModel):
    """The product that is injected."""

    name: Text
    maker: Text
    product_class: LocalText = Field(alias="class")
    licence: Text


class Clinic(ContentModel):
    """The details of a clinic that its leaflets show. A `plain` one shows none of them: its pages
    have lines to write on in their place.
    """

    id: Annotated[Slug, CHECKED]
    name: Annotated[Text, CHECKED]
    legal_name: Annotated[Text, CHECKED]
    strapline: Annotated[LocalText | None, CHECKED] = None
    fictional: Annotated[bool, CHECKED] = False
    plain: Annotated[bool, CHECKED] = False
    logo: Annotated[Logo | None, CHECKED] = None
    photo: Annotated[CoverPhoto | None, CHECKED] = None
    brand: Annotated[Brand, CHECKED]
    skin_tone: Annotated[SkinTone, CHECKED]
    languages: Annotated[tuple[Language, ...], Field(min_length=1), CHECKED]
    jurisdiction: Annotated[Jurisdiction, CHECKED]
    leaflets: Annotated[Slugs | None, CHECKED] = None
    formats: Annotated[Slugs | None, CHECKED] = None
    address: Annotated[Lines, CHECKED]
    directions: Annotated[LocalText | None, CHECKED] = None
    phones: Annotated[Phones, BOUND]
    departments: Annotated[Mapping[Slug, Department], BOUND] = Field(
        default_factory=dict,
        examples=[
            {"endoscopy": {"name": "Endoscopy unit", "phones": {"main": "01632 960 155"}}},
        ],
    )
    email: Annotated[Email | None, BOUND] = None
    web: Annotated[PrintedHttps, BOUND]
    qr: Annotated[PrintedHttps, BOUND]
    hours: Annotated[tuple[Hours, ...], Field(min_length=1), CHECKED] = ()
    exceptions: Annotated[tuple[HoursException, ...], CHECKED] = ()
    holidays: Annotated[LocalText | None, CHECKED] = None
    feedback: Annotated[LocalText, BOUND]
    complaints: Annotated[Complaints, BOUND]
    other_formats: Annotated[LocalText, CHECKED]
    regulator: Annotated[Regulator | None, CHECKED] = None
    practitioners: Annotated[tuple[Practitioner, ...], BOUND] = ()
    product: Annotated[Product | None, BOUND] = None
    cooling_off_days: Annotated[int | None, Field(ge=0), BOUND] = None

    @field_validator("plain")
    @classmethod
    def _is_a_draft_s(cls, plain: bool, others: ValidationInfo) -> bool:  # noqa: FBT001
        if plain and not others.data.get("fictional"):
            hint = "add fictional: true, or write the clinic's details"
            raise FieldError("pages without a clinic are drafts alone", hint)
        return plain

    @field_validator("qr")
    @classmethod
    def _is_a_folder(cls, address: str) -> str:
        if "?" in address or "#" in address:
            raise FieldError(f'"{address}" has a "?" or "#"', "write the address of a folder")
        return address


def bound_fields() -> tuple[str, ...]:
    """The fields of a clinic that its own approval is bound to, in the order of the model."""
    return tuple(name for name, field in Clinic.model_fields.items() if BOUND in field.metadata)


def _service(text: str) -> str:
    if not re.fullmatch(r"[0-9]{2,6}", text):
        raise FieldError(f'"{text}" is no short number', 'write its digits, as "999"')
    return text


class ServiceNumber(ContentModel):
    """The number of a national service, as it is printed and as it is dialled."""

    display: Text
    number: Annotated[Text, AfterValidator(_service)]

    @field_validator("number")
    @classmethod
    def _is_printed(cls, number: str, others: ValidationInfo) -> str:
        display = others.data.get("display", number)
        joined = re.sub(r"(?<=\d)[ \u00a0\u2009\u202f\u2011-](?=\d)", "", display)
        if number not in re.findall(r"\d+", joined):
            raise FieldError(f'"{display}" is printed but "{number}" dialled', "make the two agree")
        return number


class Pack(ContentModel):
    """The numbers and rules of a jurisdiction, with the date by which to verify them."""

    code: Jurisdiction
    emergency: ServiceNumber
    urgent_advice: ServiceNumber
    reporting: LocalText
    complaints_body: LocalText
    age_rule: LocalText
    cooling_off: LocalText
    spelling: Language
    sources: Mapping[Slug, Source]
    verify_by: datetime.date
