"""Phone numbers as people write them, in the forms of several countries."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from leaflet.content.fingerprint import words_hash
from leaflet.content.validation import adapter as adapter_of
from leaflet.content.validation import validate
from leaflet.core.located import Document
from leaflet.model.clinic import Clinic
from leaflet.model.fields import FieldError
from leaflet.model.phone_numbers import is_assigned, is_known_short, read_phone, spaced
from leaflet.model.phones import Phone
from leaflet.model.reserved_numbers import is_drama_number
from tests.support.example import example_edition
from tests.support.projects import ROOT

WRITTEN = "+441632960140"


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("01632 960 140", "GB-ENG", WRITTEN),
        ("(01632) 960-140", "GB-ENG", WRITTEN),
        ("01632\u00a0960\u2011140", "GB-ENG", WRITTEN),
        ("+44 1632 960 140", "", WRITTEN),
        ("+44 (0)1632 960 140", "GB-ENG", WRITTEN),
        ("0044 1632 960 140", "DE", WRITTEN),
        ("0800 123 4567", "GB-ENG", "+448001234567"),
        ("111", "GB-ENG", "111"),
        ("030 / 23125 014", "DE", "+493023125014"),
        ("+49 (0)30 23125-014", "GB-ENG", "+493023125014"),
        ("116 117", "DE", "116117"),
        ("06 1234 5678", "IT", "+390612345678"),
        ("01 42 34 56 78", "FR", "+33142345678"),
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("06 1 234 5678", "HU", "+3612345678"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("55 1234 5678", "MX", "+525512345678"),
        ("061", "ES", "061"),
    ],
)
def test_a_number_is_dialled_as_its_country_writes_it(text: str, country: str, number: str) -> None:
    assert read_phone(text, country).number == number


@pytest.mark.parametrize(
    ("text", "display", "extension", "option"),
    [
        ("01632 960 140 ext. 204", "01632 960 140", "204", None),
        ("01632 960 140 ext 204", "01632 960 140", "204", None),
        ("01632 960 140 x204", "01632 960 140", "204", None),
        ("01632 960140x204", "01632 960140", "204", None),
        ("01632 960 140, extension 204", "01632 960 140", "204", None),
        ("01632 960 140 (ext. 204)", "01632 960 140", "204", None),
        ("01632 960 140 Durchwahl 12", "01632 960 140", "12", None),
        ("01632 960 140, option 2", "01632 960 140", None, "2"),
        ("01632 960 140 ext. 204, option 2", "01632 960 140", "204", "2"),
        ("01632  960 140", "01632 960 140", None, None),
    ],
)
def test_what_follows_a_number_is_told_apart(
    text: str, display: str, extension: str | None, option: str | None
) -> None:
    made = read_phone(text, "GB-ENG")
    assert (made.number, made.display) == (WRITTEN, display)
    assert (made.extension, made.option) == (extension, option)


@pytest.mark.parametrize(
    ("text", "country", "says"),
    [
        ("call us", "GB-ENG", "is no phone number"),
        ("01632 960140 weekdays", "GB-ENG", "write the number alone"),
        ("01632 97014O", "GB-ENG", 'write the digit 0 for the letter "O"'),
        ("0l632 970140", "GB-ENG", 'write the digit 1 for the letter "l"'),
        ("0163", "GB-ENG", "has 4 digits, too few for a phone number"),
        ("+44 163", "GB-ENG", "too few digits for a phone number of GB"),
        ("020 7123 45678", "GB-ENG", "too many digits for a phone number of GB"),
        ("555-0123", "US", "no area code, as a phone number of US needs"),
        ("01632 960140 / 01632 960141", "GB-ENG", "more than one phone number"),
        ("+999 1234567", "GB-ENG", "begins with no country code that there is"),
        ("01632 960140", "", "has no country code"),
        ("01632 960140", "ZZ", "has no country code"),
        ("", "GB-ENG", "is no phone number"),
        ("\u0660\u0661\u0666\u0663\u0662 \u0669\u0666\u0660", "GB-ENG", "is no phone number"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_its_cause(
    text: str, country: str, says: str
) -> None:
    with pytest.raises(FieldError) as refused:
        read_phone(text, country)
    assert says in str(refused.value)
    assert "E.164" not in str(refused.value)


def test_a_number_with_a_missing_digit_is_none_of_those_for_examples() -> None:
    assert is_drama_number("+441632960140")
    assert not is_drama_number("+44163296014")


def test_numbers_that_no_country_has_given_out_are_known() -> None:
    assert is_assigned("+442071234567")
    assert not is_assigned("+44300123123")
    assert is_known_short("111", "GB-ENG")
    assert not is_known_short("12345", "GB-ENG")
    assert is_known_short("12345", "ZZ")


@pytest.mark.parametrize(
    ("jurisdiction", "shown"), [("GB-ENG", "020 7123 4567"), ("DE", "+44 20 7123 4567")]
)
def test_a_number_without_spaces_is_proposed_with_them(jurisdiction: str, shown: str) -> None:
    assert spaced("+442071234567", jurisdiction) == shown


# --- in a clinic's file --------------------------------------------------------------------------


def phone(given: Any) -> Phone:
    document = Document({"jurisdiction": "GB-ENG", "phones": {"main": given}})
    made: Phone = adapter_of(Phone).validate_python(given, context=document.value)
    return made


FORMS = [
    "01632 960 140",
    {"display": "01632 960 140"},
    {"number": "01632 960 140"},
    {"number": WRITTEN, "display": "01632 960 140"},
    {"number": "+44 1632 960140", "display": "01632 960 140"},
]


@pytest.mark.parametrize("given", FORMS)
def test_all_forms_are_one_phone_and_void_no_approval(given: Any) -> None:
    made = phone(given)
    assert made == Phone(number=WRITTEN, display="01632 960 140")
    clinic = example_edition("riverside").clinic
    other = clinic.model_copy(update={"phones": {**clinic.phones, "main": made}})
    assert words_hash(other, {}) == words_hash(clinic, {})


def test_the_same_clinic_with_a_phone_as_a_text_has_the_same_hash() -> None:
    given = example_edition("riverside").clinic.model_dump(mode="json", by_alias=True)
    given = {name: value for name, value in given.items() if value is not None}
    first, _ = validate(adapter_of(Clinic), Document(given))
    second, found = validate(
        adapter_of(Clinic), Document({**given, "phones": {"main": "01632 960 140"}})
    )
    assert first
    assert second, found
    assert words_hash(first, {}) == words_hash(second, {})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"number": "01632 960 141", "display": "01632 960 140"}, "dialled"),
        ({"display": "01632 960 140 x204", "extension": "205"}, "write it once"),
        ({"when": "always"}, "it has no number"),
        ({"nubmer": "01632 960 140"}, '"nubmer" is no field of a phone'),
        ("  ", "it has no number"),
    ],
)
def test_a_phone_that_says_two_things_or_none_is_refused(given: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        phone(given)


@pytest.mark.process
def test_the_list_of_numbers_is_not_loaded_where_nothing_is_asked_of_it() -> None:
    code = (
        "import sys; from leaflet.model.phones import Phone;"
        f"Phone(number='{WRITTEN}', display='01632 960 140');"
        "sys.exit(any(name.startswith(('phonenumbers', 'idna')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
