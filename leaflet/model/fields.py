"""The types of text that a field may hold. A wrong value raises `FieldError`, which
`content/validation.py` turns into a finding.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, WithJsonSchema

from leaflet.core.characters import entities, entity_hint
from leaflet.core.colour import SKIN, is_colour
from leaflet.core.web_addresses import ascii_domain

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}")
_HTTPS = re.compile(
    r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{1,5})?([/?#][!-~]*)?", re.ASCII | re.IGNORECASE
)
#: What stands before the @ of a mail address, and what behind it, in ASCII.
_MAIL_NAME = re.compile(r"[\w.%+'-]+")
_MAIL = re.compile(r"[\w.%+'-]+@[\w-]+(\.[\w-]+)+")
_DOMAIN = re.compile(r"@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}/[!-~]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_JURISDICTION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
#: Other ways to write a time: 9.30, 9h30, 0930, 9, 9 am, 9:30pm.
_OTHER_CLOCK = re.compile(
    r"(\d{1,2})[ .:h]{0,2}(\d\d)?\s*(?:([ap])\.?\s*m\.?|h|uhr|o'clock)?", re.ASCII | re.IGNORECASE
)
_SPAN = re.compile(r"(.+?)(?:\s*[\u2010-\u2015-]\s*|\s+(?:to|until)\s+)(.+)")
_NAMED_TIMES = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

#: The endings of the names of logos.
LOGO_ENDINGS = (".svg", ".png", ".jpg", ".jpeg")
#: The endings of the names of photos.
PHOTO_ENDINGS = (".png", ".jpg", ".jpeg")
#: The most characters that a QR code of readable size holds.
_LONGEST_ADDRESS = 300


class FieldError(ValueError):
    """A refused value of a field; `hint` says what to write and begins with a verb."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message = message
        self.hint = hint


class ContentModel(BaseModel):
    """The base of all groups of fields: frozen; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        hint = "use lower-case letters, digits and single hyphens"
        meant = _meant_slug(text)
        raise FieldError(f'"{text}" is no id', f'{hint}, as "{meant}"' if meant else hint)
    return text


def _meant_slug(text: str) -> str:
    """The id that a name or the path of a file stands for; empty where none."""
    *folders, name = text.strip("/").replace("\\", "/").split("/")
    named_by_folder = folders and name.endswith((".md", "clinic.yaml"))
    name = folders[-1] if named_by_folder else name.partition(".")[0] if folders else name
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore")
    return "-".join(re.findall(r"[a-z0-9]+", plain.decode().lower()))


def _version(text: str) -> str:
    if not _VERSION.fullmatch(text):
        raise FieldError(f'"{text}" is no version', "write three numbers such as 1.0.0")
    return text


def _https(text: str) -> str:
    if text.startswith("https://"):
        _check_domain(re.split("[/?#:]", text.removeprefix("https://"), maxsplit=1)[0])
    if not is_web_address(text):
        meant = f"https://{text.removeprefix('http://')}"
        shown = meant if is_web_address(meant) else "https://example.org/page"
        raise FieldError(f'"{text}" is no web address', f"write it as {shown}")
    if len(text) > _LONGEST_ADDRESS:
        raise FieldError(f"{len(text)} characters", f"keep an address under {_LONGEST_ADDRESS}")
    return text


def _check_domain(domain: str) -> None:
    """Raises `FieldError` for a domain with letters beyond ASCII, with its form in ASCII (IDNA)."""
    if domain.isascii() or not domain:
        return
    message = f'the domain "{domain[:80]}" has letters beyond a to z'
    raise FieldError(message, f'write it as "{_ascii_domain(domain)}"')


def _ascii_domain(domain: str) -> str:
    """The form in ASCII of a domain (IDNA). Raises `FieldError`."""
    try:
        return ascii_domain(domain)
    except ValueError:
        message = f'the domain "{domain[:80]}" has characters that no domain has'
        raise FieldError(message, "write it as its registrar lists it, with xn--") from None


def _printed_https(text: str) -> str:
    """A web address as people read it: its domain may have letters of any script."""
    host = re.split("[/?#:]", text.removeprefix("https://"), maxsplit=1)[0]
    if not text.startswith("https://") or host.isascii():
        return _https(text)
    _https(text.replace(host, _ascii_domain(host), 1))
    return text


def is_web_address(text: str) -> bool:
    """Whether a text is an https address that is safe to print and to follow."""
    return bool(_HTTPS.fullmatch(text)) and not any(c in text for c in "\"'<>\\{}|^`")


def _colour(text: str) -> str:
    if not is_colour(text):
        digits = "".join(2 * digit for digit in text[1:]) if len(text) == 4 else ""
        shown = f"#{digits}" if is_colour(f"#{digits}") else "#0f6e78"
        raise FieldError(
            f'"{text}" is no colour', f'write # and six hexadecimal digits, as "{shown}"'
        )
    return text.lower()


def _email(text: str) -> str:
    """A mail address as people write it: letters of any script (RFC 6531), a domain of any."""
    name, at, domain = text.rpartition("@")
    if not _MAIL_NAME.fullmatch(name) or not _DOMAIN.fullmatch(f"{at}{_ascii_domain(domain)}"):
        meant = re.sub(r"\s*[(\[]\s*at\s*[)\]]\s*", "@", text).replace("’", "'")
        shown = meant if _MAIL.fullmatch(meant) else "name@example.org"
        raise FieldError(f'"{text}" is no e-mail address', f"write it as {shown}")
    return text


def _doi(text: str) -> str:
    if not _DOI.fullmatch(text):
        raise FieldError(f'"{text}" is no DOI', "write it as 10.1000/182")
    return text


def _language(text: str) -> str:
    """BCP 47, the subset that names a language, a script and a region."""
    if not _LANGUAGE.fullmatch(text):
        raise FieldError(f'"{text}" is no language tag', "write it as en-GB")
    return text


def _jurisdiction(text: str) -> str:
    """ISO 3166, a country or a part of one."""
    if not _JURISDICTION.fullmatch(text):
        raise FieldError(f'"{text}" is no jurisdiction', "write its code, as GB-ENG")
    return text


def _clock(text: str) -> str:
    """A time of day as "08:30"; "8:30" is the same."""
    if found := _CLOCK.fullmatch(text):
        return f"{int(found[1]):02}:{found[2]}"
    if found := _SPAN.fullmatch(text):
        first, last = (_meant_time(part.strip()) for part in found.groups())
        if first and last:
            hint = f'write open: "{first}" and close: "{last}"'
            raise FieldError(f'"{text}" is two times of day', hint)
    meant = _meant_time(text)
    raise FieldError(f'"{text}" is no time of day', f'write it as "{meant or "08:30"}"')


def _end(text: str) -> str:
    """A time of day at which something ends; 24:00 is midnight, which is kept as "00:00"."""
    return "00:00" if text == "24:00" else _clock(text)


def _meant_time(text: str) -> str:
    """The time of day that a text such as "9.30", "9 am" or "0930" stands for; empty where none."""
    if named := _NAMED_TIMES.get(text.casefold()):
        return named
    found = _OTHER_CLOCK.fullmatch(text)
    if not found:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour % 24:02}:{minute:02}" if hour <= 24 and minute < 60 else ""


def _file_name(text: str) -> str:
    if "/" in text or "\\" in text or ".." in text:
        raise FieldError("more than a file name", "put the file into the folder and name it alone")
    if not _FILE_NAME.fullmatch(text):
        raise FieldError(f'"{text}" is no safe file name', "use letters, digits, hyphens and dots")
    return text


def _digest(text: str) -> str:
    if not _DIGEST.fullmatch(text):
        raise FieldError(f'"{text[:80]}" is no hash', "write none by hand, run: leaflet approve")
    return text


def _skin_tone(text: str) -> str:
    if text not in SKIN:
        raise FieldError(f'unknown tone "{text}"', f"use one of: {', '.join(SKIN)}")
    return text


def _plain(text: str) -> str:
    if "](" in text or "**" in text:
        raise FieldError("marks are printed as they stand here", "write plain words")
    for _, entity, said in entities(text):
        raise FieldError(f'the entity "{entity}" is printed as it stands here', entity_hint(said))
    return text


def _as(pattern: str, example: str) -> WithJsonSchema:
    """What editors are told of a text: its pattern (ECMA-262), and an example."""
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Plain = Annotated[Text, AfterValidator(_plain)]
Slug = Annotated[Text, AfterValidator(_slug), _as("^[a-z0-9]+(-[a-z0-9]+)*$", "foot-care")]
Version = Annotated[Text, AfterValidator(_version), _as(r"^[0-9]{1,6}(\.[0-9]{1,6}){2}$", "1.0.0")]
Https = Annotated[Text, AfterValidator(_https), _as("^https://[!-~]+$", "https://example.org/page")]
#: A web address that is printed: its domain may have letters beyond ASCII.
PrintedHttps = Annotated[
    Text, AfterValidator(_printed_https), _as(r"^https://[^\s]+$", "https://example.org/page")
]
Doi = Annotated[Text, AfterValidator(_doi), _as(r"^10\.[0-9]{4,9}/[!-~]+$", "10.1000/182")]
Language = Annotated[
    Text, AfterValidator(_language), _as("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", "en-GB")
]
Jurisdiction = Annotated[
    Text, AfterValidator(_jurisdiction), _as("^[A-Z]{2}(-[A-Z0-9]{1,3})?$", "GB-ENG")
]
Colour = Annotated[Text, AfterValidator(_colour), _as("^#[0-9a-fA-F]{6}$", "#0f6e78")]
Email = Annotated[Text, AfterValidator(_email), _as(r"^[^\s@]+@[^\s@]+$", "name@example.org")]
FileName = Annotated[
    Text, AfterValidator(_file_name), _as("^[A-Za-z0-9][A-Za-z0-9._-]*$", "logo.svg")
]
PhotoName = Annotated[
    Text, AfterValidator(_file_name), _as("^[A-Za-z0-9][A-Za-z0-9._-]*$", "photo.jpg")
]
Digest = Annotated[Text, AfterValidator(_digest)]
SkinTone = Annotated[
    Text, AfterValidator(_skin_tone), WithJsonSchema({"type": "string", "enum": list(SKIN)})
]
Clock = Annotated[Text, AfterValidator(_clock), _as("^([01]?[0-9]|2[0-3]):[0-5][0-9]$", "08:30")]
EndClock = Annotated[
    Text, AfterValidator(_end), _as("^(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)$", "18:00")
]

#: The types whose values are codes, addresses or names of files. A field of any other text type
#: holds words for a reader.
CODED = frozenset(
    {Slug, Version, Https, PrintedHttps, Doi, Language, Jurisdiction, Colour, Email, FileName}
    | {PhotoName, Digest, SkinTone, Clock, EndClock}
)
