"""What is asked about a new clinic, and the values of the answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaflet.core.characters import REFUSED, normal, without_unseen
from leaflet.model.contacts import Phone
from leaflet.model.emergency_numbers import Service, numbers_of
from leaflet.model.fields import (
    LOGO_ENDINGS,
    Colour,
    Email,
    FieldError,
    Jurisdiction,
    Language,
    PrintedHttps,
    Slug,
    Text,
)

#: Languages that run from right to left, which pages do not support yet.
_RIGHT_TO_LEFT = frozenset("ar dv fa he ps sd ug ur yi".split())
#: The colour that is proposed without a logo.
DEFAULT_COLOUR = "#1f5f8b"


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo: the name of its file in the clinic's folder, its bytes, and the colour proposed."""

    name: str
    data: bytes
    colour: str | None


@dataclass(frozen=True, slots=True)
class ClinicDetails:
    """The answers about a clinic. `emergency` and `urgent_advice` are needed where no rules of the
    country are shipped.
    """

    id: str
    name: str
    phone: Phone
    web: str
    colour: str
    language: str
    country: str
    logo: Logo | None = None
    email: str | None = None
    emergency: str | None = None
    urgent_advice: str | None = None
    fictional: bool = False


def checked(type_: Any, text: str) -> Any:
    """The value of a text as one of the types of fields. Raises `FieldError`."""
    from leaflet.content.validation import adapter

    return _raising(lambda: adapter(type_).validate_python(text))


def _raising(make: Callable[[], Any]) -> Any:
    """What is made, with the first `FieldError` in place of pydantic's error."""
    from pydantic import ValidationError

    try:
        return make()
    except ValidationError as problems:
        first = problems.errors()[0]
        refused = first.get("ctx", {}).get("error")
        if isinstance(refused, FieldError):
            raise refused from None
        raise FieldError("it is empty", "write it") from None


def plain(text: str) -> str:
    """A text of one line without characters that a page cannot show. Raises `FieldError`."""
    if "\n" in text or "\r" in text or REFUSED.search(text):
        raise FieldError("it has a character that cannot be printed", "write it on one line")
    return str(checked(Text, without_unseen(normal(text))))


def id_from(text: str) -> str:
    """An id made of a name: "Köln Mitte" becomes "koln-mitte"; empty where no letter is left."""
    bare = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o"))
    return "-".join(re.findall(r"[a-z0-9]+", bare.encode("ascii", "ignore").decode().lower()))


def new_id(text: str) -> str:
    """A text as an id. Raises `FieldError` with the id that could be made of it."""
    if not text.strip():
        raise FieldError("the id is empty", "write one, as foot-care")
    try:
        name = str(checked(Slug, text))
    except FieldError as refused:
        made = id_from(text.replace("/", " ").replace("\\", " "))
        raise FieldError(
            refused.message, f'write it as "{made}"' if made else refused.hint
        ) from None
    if len(name) > 60:
        raise FieldError(f"an id of {len(name)} characters", "use at most 60")
    return name


def web_address(text: str) -> str:
    """A web address; one without a scheme is taken as https. Raises `FieldError`."""
    text = text.strip()
    if text.lower().startswith("http://"):
        raise FieldError(f'"{text}" is not encrypted', f'write it as "https://{text[7:]}"')
    whole = text if "://" in text else f"https://{text}"
    if "?" in whole or "#" in whole:
        raise FieldError(f'"{text}" has a "?" or "#"', "write the address of the first page")
    return str(checked(PrintedHttps, whole))


def brand_colour(text: str) -> str:
    """A colour in hexadecimal digits, with or without its #. Raises `FieldError`."""
    digits = text.strip().removeprefix("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    return str(checked(Colour, f"#{digits}"))


def email_address(text: str) -> str:
    """An e-mail address. Raises `FieldError`."""
    return str(checked(Email, text))


def language_tag(text: str) -> str:
    """A language tag in its usual case: "en_gb" is "en-GB". Raises `FieldError`."""
    parts = text.strip().replace("_", "-").split("-")
    cased = [parts[0].lower(), *(p.upper() if len(p) == 2 else p.capitalize() for p in parts[1:])]
    tag = str(checked(Language, "-".join(cased)))
    if parts[0].lower() in _RIGHT_TO_LEFT:
        raise FieldError(f"{tag} runs from right to left", "choose another; it is not ready yet")
    return tag


def jurisdiction(text: str, shipped: tuple[str, ...]) -> str:
    """The code of a country or a part of one, in capitals. Raises `FieldError`."""
    code = str(checked(Jurisdiction, text.strip().upper()))
    parts = [one for one in shipped if one.startswith(f"{code}-")]
    if parts and code not in shipped:
        raise FieldError(f"{code} is in parts with rules of their own", f"write one, as {parts[0]}")
    return code


def service_number(text: str, country: str, service: Service) -> str:
    """The number of a service of a country, two to six digits. Raises `FieldError`, also for one
    that is known not to be the country's.
    """
    number, known = text.strip(), numbers_of(country)
    if not re.fullmatch(r"[0-9]{2,6}", number):
        raise FieldError(f'"{text}" is no short number', 'write its digits, as "112"')
    if known and number not in known.of(service):
        message = f'"{number}" is no such number of {country}'
        raise FieldError(message, f"write one of: {known.proposed(service)}")
    return number


def phone(text: str, country: str) -> Phone:
    """A phone number as it is dialled and as it is printed, with what is dialled after it; "(0)"
    and the 00 of a country code are left out. Raises `FieldError`.
    """
    from leaflet.content.validation import adapter

    written = " ".join(plain(text).split())
    if written.startswith("00"):
        written = f"+{written[2:].lstrip()}"
    if written.startswith("+"):
        written = " ".join(written.replace("(0)", "").split())
    context = {"jurisdiction": country}
    made: Phone = _raising(lambda: adapter(Phone).validate_python(written, context=context))
    return made


def is_fictional(number: str, web: str) -> bool:
    """Whether a clinic is an invented one: its address ends in .example or its number is one of
    those for invented clinics. Raises `FieldError` where only one of the two is.
    """
    from leaflet.model.reserved_numbers import is_drama_number

    example = web.removeprefix("https://").split("/")[0].split(":")[0].lower().endswith(".example")
    drama = is_drama_number(number)
    if drama and not example:
        raise FieldError(f'"{number}" is an invented number', "write the clinic's own number")
    if example and number.startswith("+44") and not drama:
        message = "the web address is an example and the number may be somebody's"
        raise FieldError(message, "write the clinic's own address")
    return example


def read_logo(path: Path, name: str) -> Logo:
    """A logo as a clinic's file names it: `name` with the ending of the file.

    Raises `FieldError` for a file that is no picture that can be printed.
    """
    from leaflet.content.images import read_picture
    from leaflet.content.png_images import MAX_PNG_BYTES
    from leaflet.scaffolding.logo_colour import proposed_colour

    ending = path.suffix.lower()
    if ending not in LOGO_ENDINGS:
        message = f'"{path}" is neither SVG, PNG nor JPEG'
        raise FieldError(message, "save the logo as .svg, .png or .jpg")
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_PNG_BYTES + 1)
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise FieldError(f'"{path}" cannot be read: {reason}', "name the file of a logo") from None
    picture = read_picture(path.name, data)
    if picture.findings:
        first = picture.findings[0]
        raise FieldError(f'"{path}": {first.message}', first.hint)
    return Logo(f"{name}{ending}", data, proposed_colour(picture))
