"""Every text of a clinic, a locale and a jurisdiction pack is searched as a leaflet is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from pydantic import BaseModel, create_model

from leaflet.checks.run import Rules, check_file
from leaflet.content.documents import read_yaml
from leaflet.content.validation import adapter, validate
from leaflet.core.diagnostics import Finding, Severity
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.clinic import Clinic, Pack
from leaflet.model.fields import Slug, Text
from leaflet.model.free_texts import free_texts
from leaflet.model.locale import Locale
from leaflet.planning.file_summaries import FileSummaries
from tests.support.example import example_project
from tests.support.projects import EXAMPLE, LOCALE, PACK

FULL = """\
id: full
name: Full Clinic
legal_name: Full Clinic Ltd
strapline: Skin care in Milford Bridge
fictional: true
logo: {file: logo.svg, alt: Full Clinic}
brand: {rgb: "#0f6e78", spot: Pantone}
skin_tone: medium
languages: [en-GB]
jurisdiction: GB-ENG
address: [12 Weirside Walk, Milford Bridge]
directions: The door is beside the footbridge.
phones:
  main: {number: "+441632960140", display: "01632 960 140", when: Every day}
  text_relay: {number: "+441632960141", display: "01632 960 141"}
email: hello@full.example
web: https://full.example
qr: https://full.example/leaflets
hours:
  - {days: Monday to Friday, open: "08:30", close: "18:00"}
holidays: We are closed on bank holidays.
feedback: feedback@full.example
complaints: {contact: Ask the desk, answer_within: 20 working days, outside_body: Ask us who}
other_formats: Ask us for large print.
regulator: {body: Care Body, number: "1-234"}
practitioners:
  - {name: Dr Ann Example, profession: doctor, register: GMC, number: "0000000"}
product: {name: Example Mix, maker: Example Ltd, class: device, licence: none}
"""
PATH = "content/clinics/full/clinic.yaml"
PROMISE = "we guarantee this is painless"
OFFER = "half price for you"


def read(text: str, type_: type[BaseModel] = Clinic, path: str = PATH) -> Loaded[Any]:
    document, findings = read_yaml(path, text)
    value, mismatches = validate(adapter(type_), document)
    assert value is not None, [*findings, *mismatches]
    return Loaded(path, value, document)


@cache
def rules() -> Rules:
    return FileSummaries(example_project()).rules


def found(loaded: Loaded[Any]) -> list[Finding]:
    return [f for f in check_file(loaded, rules()) if f.code in ("claims", "offers")]


def spoiled(
    text: str, field_path: FieldPath, words: str, type_: type[BaseModel] = Clinic
) -> Loaded[Any]:
    """The file with other words in one field, whatever its type says of them."""
    loaded = read(text, type_)
    return replace(loaded, value=_changed(loaded.value, field_path, words))


def _changed(value: Any, field_path: FieldPath, words: str) -> Any:
    if not field_path:
        return words
    step, *rest = field_path
    if isinstance(value, BaseModel):
        names = {field.alias or name: name for name, field in type(value).model_fields.items()}
        name = names[str(step)]
        return value.model_copy(update={name: _changed(getattr(value, name), tuple(rest), words)})
    if isinstance(value, tuple):
        made = list(value)
        made[int(step)] = _changed(value[int(step)], tuple(rest), words)
        return tuple(made)
    return {**value, step: _changed(value[step], tuple(rest), words)}


SHIPPED_TEXTS: dict[type[BaseModel], str] = {
    Clinic: FULL,
    Pack: (EXAMPLE / PACK).read_text("utf-8"),
    Locale: (EXAMPLE / LOCALE).read_text("utf-8"),
}
EMPTY: dict[type[BaseModel], Any] = {t: read(text, t).value for t, text in SHIPPED_TEXTS.items()}


def _fields() -> Iterator[Any]:
    for type_, value in EMPTY.items():
        for field_path, text in free_texts(value):
            if text.replace(" ", "_") != field_path[-1] and field_path[0] != "quotes":
                yield pytest.param(type_, field_path, id=f"{type_.__name__}-{field_path}")


@pytest.mark.parametrize(("type_", "field_path"), list(_fields()))
@pytest.mark.parametrize(("words", "code"), [(PROMISE, "claims"), (OFFER, "offers")])
def test_a_promise_or_an_offer_is_found_in_every_text_field(
    type_: type[BaseModel], field_path: FieldPath, words: str, code: str
) -> None:
    loaded = spoiled(SHIPPED_TEXTS[type_], field_path, words, type_)
    reported = [f for f in found(loaded) if f.code == code]
    assert reported
    assert {f.span.line for f in reported} == {loaded.place(field_path).line}


@pytest.mark.parametrize(
    ("name", "count"), [("Dr Ann Number1", 0), ("Dr Ann, the number 1", 1), ("Dr Ann, No 1", 1)]
)
def test_one_word_of_a_persons_name_is_no_ranking(name: str, count: int) -> None:
    assert len(found(spoiled(FULL, ("practitioners", 0, "name"), name))) == count


def test_the_examples_are_fine_as_they_are() -> None:
    for type_, text in SHIPPED_TEXTS.items():
        assert found(read(text, type_)) == []


def test_a_new_text_field_is_searched_and_a_new_code_is_not() -> None:
    wider = create_model("Wider", __base__=Clinic, motto=(Text, "x"), unit=(Slug, "safe"))
    value = wider.model_construct(**{**dict(EMPTY[Clinic]), "motto": PROMISE, "unit": "safe"})
    texts_of = dict(free_texts(value))
    assert texts_of["motto",] == PROMISE
    assert ("unit",) not in texts_of
    assert [f.message for f in found(Loaded(PATH, value, read(FULL).document))]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("strapline", "Kent's number one skin clinic"),
        ("strapline", "Award-winning skin care"),
        ("strapline", "Painless care"),
        ("legal_name", "Full Clinic, voted best in Kent"),
        ("name", "The Leading Clinic for Skin"),
        ("name", "Scars removed: we guarantee it"),
        ("directions", "Turn left: the best clinic in town. 20% off this week only"),
        ("directions", "The number one skin clinic is next to the station."),
        ("holidays", "Book now: our special offer ends soon."),
        ("holidays", "“They changed my life”, says Ann."),
        ("other_formats", "Bring a friend and get one free."),
        ("feedback", "Our happy patients love my skin. £20 off."),
        ("other_formats", "Your first visit is free."),
    ],
)
def test_persuasion_in_a_clinic_is_told(field: str, words: str) -> None:
    reported = found(spoiled(FULL, (field,), words, Clinic))
    assert reported
    assert {f.span.path for f in reported} == {PATH}
    assert {f.severity for f in reported} <= {Severity.ERROR, Severity.WARNING}


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("name", "Clear Skin Clinic"),
        ("legal_name", "Perfect Radiance Ltd (fictional)"),
        ("strapline", "Skin care in Milford Bridge"),
        ("directions", "Free parking is behind the building."),
        ("directions", "Turn left into Best Street."),
        ("directions", "Take the number 1 bus to the bridge."),
        ("other_formats", "Ask for a free interpreter. The call is free."),
        ("other_formats", "Please book by phone."),
        ("holidays", "Do not miss your visit: ask us for another day."),
        ("holidays", "We make no special offers."),
        ("feedback", "Tell a friend or carer what you think, or write to us."),
    ],
)
def test_an_ordinary_clinic_is_left_alone(field: str, words: str) -> None:
    assert found(spoiled(FULL, (field,), words, Clinic)) == []


def test_names_of_places_and_products_are_no_praise() -> None:
    text = FULL.replace("12 Weirside Walk", "No 1 Best Street").replace("Example Mix", "Profhilo")
    text = text.replace("name: Full Clinic\n", "name: Clear Skin Clinic\n")
    text = text.replace("closed on", "Clear Skin Clinic, closed on")
    assert found(read(text)) == []


def test_a_name_of_a_phone_is_read_as_it_is_printed() -> None:
    loaded = read(FULL.replace("text_relay", "half_price"))
    assert [f.code for f in found(loaded)] == ["offers"]


def test_a_clinic_is_searched_in_each_of_its_languages() -> None:
    german = rules().lexicons["en-GB"].model_copy(update={"language": "de"})
    both = replace(rules(), lexicons={**rules().lexicons, "de": german})
    text = re.sub(r"languages: .*", "languages: [de]", FULL).replace("beside the", PROMISE)
    assert [f for f in check_file(read(text), rules()) if f.code == "claims"] == []
    assert [f for f in check_file(read(text), both) if f.code == "claims"]
