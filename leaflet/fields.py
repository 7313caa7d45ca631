"""The kinds of text an author's field may hold; each says what is wrong and what to write.

A `ValueError` here reads "problem; hint" and becomes a finding in `schema.py`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from leaflet.colour import SKIN, is_colour


class Entry(BaseModel):
    """A group of fields: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _slug(text: str) -> str:
    if not text.replace("-", "").isalnum() or text != text.lower() or not text.isascii():
        raise ValueError("not an id; use lower-case letters, digits and hyphens")
    return text


def _version(text: str) -> str:
    parts = text.split(".")
    if len(parts) != 3 or not all(p.isdigit() and str(int(p)) == p for p in parts):
        raise ValueError("not a version; write three numbers such as 1.0.0")
    return text


def _https(text: str) -> str:
    host = text.removeprefix("https://").split("/")[0]
    unsafe = any(c in text for c in " \"'<>\\{}|^`") or not text.isascii() or "@" in host
    if not text.startswith("https://") or "." not in host or unsafe:
        raise ValueError("not a web address; write it as https://example.org/page")
    return text


def _colour(text: str) -> str:
    if not is_colour(text):
        raise ValueError(f'"{text}" is no colour; write # and six hexadecimal digits, as "#0f6e78"')
    return text.lower()


def _phone(text: str) -> str:
    """ITU-T E.164 (2010), section 6: country code and number, at most 15 digits."""
    digits = text.removeprefix("+")
    is_number = digits.isascii() and digits.isdigit() and digits[:1] != "0"
    if text == digits or not is_number or not 8 <= len(digits) <= 15:
        raise ValueError(f'"{text}" is no phone number; write it as E.164, as "+441632960140"')
    return text


def _email(text: str) -> str:
    name, _, host = text.partition("@")
    if not name or "." not in host or any(c in text for c in " <>\"'(),:;\\") or "@" in host:
        raise ValueError("no e-mail address; write it as name@example.org")
    return text


def _file_name(text: str) -> str:
    if any(c in text for c in "/\\:") or text.startswith("."):
        raise ValueError("not a plain file name; put the file into the folder and name it alone")
    return text


def _skin_tone(text: str) -> str:
    if text not in SKIN:
        raise ValueError(f'unknown tone "{text}"; use one of: {", ".join(SKIN)}')
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[Text, AfterValidator(_slug)]
Version = Annotated[Text, AfterValidator(_version)]
Https = Annotated[Text, AfterValidator(_https)]
Doi = Annotated[Text, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")]
Language = Annotated[Text, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
Colour = Annotated[Text, AfterValidator(_colour)]
E164 = Annotated[Text, AfterValidator(_phone)]
Email = Annotated[Text, AfterValidator(_email)]
FileName = Annotated[Text, AfterValidator(_file_name)]
SkinTone = Annotated[Text, AfterValidator(_skin_tone)]
Clock = Annotated[Text, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
