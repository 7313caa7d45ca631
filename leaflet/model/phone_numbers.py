"""Reads phone numbers as people write them: as they are dialled at home, with brackets, with an
extension. The rules of the countries are those of libphonenumber, which is imported for a number
whose form does not say all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leaflet.model.fields import FieldError
from leaflet.model.reserved_numbers import is_drama_number

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

#: What follows a number: an extension in the words of several languages, or the choice in a menu.
_EXTENSION = re.compile(
    r"[\s,;(]*(?:\b(?:ext(?:ension|n)?|durchwahl|dw|poste|interno|int|anexo)\b\.?:?|(?<![a-z])x|#)"
    r"\s*([0-9]{1,8})\s*\)?$",
    re.IGNORECASE,
)
_OPTION = re.compile(r"[\s,;(]*\boption\b:?\s*([0-9]{1,8})\s*\)?$", re.IGNORECASE)
#: What a number is written with besides its digits.
_BETWEEN = r"\s()./\u2010-\u2014\u2212-"
_NUMBER = re.compile(rf"\+?[0-9{_BETWEEN}]*")
#: A letter that looks like a digit, beside one.
_LETTER = re.compile(r"(?<=[0-9])[oOlI](?![^\W\d_])|(?<![^\W\d_])[oOlI](?=[0-9])")
#: The digits of a short number, which is dialled at home alone.
_SHORT = re.compile(r"[0-9]{3,6}")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{7,14}")

_EXAMPLE = 'write it as "01632 960 140" or, with the country code, "+44 1632 960 140"'
_ONE_EACH = "write one; a second one gets a name of its own, as urgent"
#: 15, and what is dialled before a number (00, a trunk prefix).
_MOST_DIGITS = 18
_APART = "write the number alone; when somebody answers is `when`, who it is `label`"


@dataclass(frozen=True, slots=True)
class WrittenPhone:
    """A phone number: `number` is dialled, `+` and country code first or a short one; `display` is
    the text as it was written, without `extension` and `option`, the digits that follow it.
    """

    number: str
    display: str
    extension: str | None = None
    option: str | None = None


def split_phone(text: str) -> WrittenPhone:
    """A text without what is dialled after the number; `number` is empty."""
    made = WrittenPhone("", " ".join(text.split()))
    if found := _OPTION.search(made.display):
        made = replace(made, display=made.display[: found.start()], option=found[1])
    if found := _EXTENSION.search(made.display):
        made = replace(made, display=made.display[: found.start()], extension=found[1])
    return made


def read_phone(text: str, jurisdiction: str = "") -> WrittenPhone:
    """A phone number as it is written in a jurisdiction, such as `GB-ENG`, or with its country
    code: "01632 960 140 ext. 204".

    Raises `FieldError` for a text that is no number, for one whose country is not known, and for
    one with too few or too many digits for its country.
    """
    made = split_phone(text)
    return replace(made, number=dialled(made.display, jurisdiction))


def dialled(text: str, jurisdiction: str = "") -> str:
    """The number of a text without extension, as it is dialled: `+` and country code first, at most
    15 digits (ITU-T E.164, 2010, section 6), or a short one of 3 to 6 digits.

    Raises `FieldError` as `read_phone` does.
    """
    if not _NUMBER.fullmatch(text) or not (digits := re.sub(r"[^0-9]", "", text)):
        hint = _APART if _has_digits(text) else _EXAMPLE
        if letter := _LETTER.search(text):
            digit = "0" if letter[0] in "oO" else "1"
            hint = f'write the digit {digit} for the letter "{letter[0]}"'
        raise FieldError(f'"{text}" is no phone number', hint)
    if _INTERNATIONAL.fullmatch(text) and is_drama_number(text):
        return text
    if len(digits) > _MOST_DIGITS:
        raise FieldError(f'"{text}" is more than one phone number', _ONE_EACH)
    country = country_of(jurisdiction)
    if _SHORT.fullmatch(digits) and "+" not in text:
        return _short(text, digits, country)
    return _international(text, digits, country)


def country_of(jurisdiction: str) -> str:
    """The country of a jurisdiction, such as GB of `GB-ENG`."""
    return jurisdiction.partition("-")[0].upper()


def is_assigned(number: str) -> bool:
    """Whether a number, with `+` and country code, is of a kind that its country has assigned."""
    from phonenumbers import NumberParseException, is_valid_number, parse

    try:
        return is_valid_number(parse(number))
    except NumberParseException:
        return False


def is_known_short(number: str, jurisdiction: str) -> bool:
    """Whether a short number is one that the country of a jurisdiction has."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneNumber, country_code_for_region
    from phonenumbers.shortnumberinfo import is_valid_short_number_for_region

    country = country_of(jurisdiction)
    code = country_code_for_region(country)
    if code not in COUNTRY_CODE_TO_REGION_CODE:
        return True  # a country without a list
    zeros = len(number) - len(number.lstrip("0"))
    made = PhoneNumber(code, int(number), italian_leading_zero=zeros > 0 or None)
    if zeros > 1:
        made.number_of_leading_zeros = zeros
    return bool(is_valid_short_number_for_region(made, country))


def is_same_number(display: str, number: str) -> bool:
    """Whether a text is a number, with `+` and country code, as it is written in its country."""
    from phonenumbers import NumberParseException, parse, region_code_for_country_code

    try:
        dialled = parse(number)
        written = parse(display, region_code_for_country_code(dialled.country_code or 0))
    except NumberParseException:
        return False
    return bool(written == dialled)


def spaced(number: str, jurisdiction: str) -> str:
    """A number with the spaces of its country: as it is dialled at home where that is the country
    of the jurisdiction, else with its country code.
    """
    from phonenumbers import (
        PhoneNumberFormat,
        format_number,
        parse,
        region_code_for_country_code,
    )

    made = parse(number)
    is_home = region_code_for_country_code(made.country_code or 0) == country_of(jurisdiction)
    form = PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL
    return str(format_number(made, form))


def _has_digits(text: str) -> bool:
    return len(re.findall(r"[0-9]", text)) > 5


def _short(text: str, digits: str, country: str) -> str:
    """A short number; an area code's beginning, such as "0163", is told as what it is."""
    if digits[0] == "0" and country and not is_known_short(digits, country):
        message = f'"{text}" has {len(digits)} digits, too few for a phone number'
        raise FieldError(message, "write all of it, with its area code")
    return digits


def _international(text: str, digits: str, country: str) -> str:
    import phonenumbers

    whole = f"+{digits[2:]}" if digits.startswith("00") and "+" not in text else text
    if not whole.startswith("+") and country not in phonenumbers.SUPPORTED_REGIONS:
        message = f'"{text}" has no country code'
        raise FieldError(message, 'write it with its country code first, as "+44 1632 960 140"')
    try:
        parsed = phonenumbers.parse(whole, country or None)
    except phonenumbers.NumberParseException as problem:
        is_code = problem.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        if is_code:
            message = f'"{text}" begins with no country code that there is'
            raise FieldError(message, "mend the digits after the +") from None
        raise FieldError(f'"{text}" is no phone number', _EXAMPLE) from None
    _check_length(text, parsed)
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def _check_length(text: str, parsed: PhoneNumber) -> None:
    """Raises `FieldError` for a number of a length that its country does not have."""
    from phonenumbers import (
        ValidationResult,
        is_possible_number_with_reason,
        region_code_for_country_code,
    )

    result = is_possible_number_with_reason(parsed)
    if result == ValidationResult.IS_POSSIBLE:
        return
    country = region_code_for_country_code(parsed.country_code or 0)
    where = f"a phone number of {country}" if country.isalpha() else "a phone number"
    causes = {
        ValidationResult.TOO_SHORT: (f"has too few digits for {where}", "write all of its digits"),
        ValidationResult.TOO_LONG: (
            f"has too many digits for {where}",
            "compare it with the number that you dial",
        ),
        ValidationResult.IS_POSSIBLE_LOCAL_ONLY: (
            f"has no area code, as {where} needs",
            "write the area code before it",
        ),
    }
    if text.startswith("+"):
        causes[ValidationResult.IS_POSSIBLE_LOCAL_ONLY] = causes[ValidationResult.TOO_SHORT]
    other = (f"has not as many digits as {where}", "compare it with the number that you dial")
    cause, hint = causes.get(result, other)
    raise FieldError(f'"{text}" {cause}', hint)
