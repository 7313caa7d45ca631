"""Whom to call is told alike in each place of each format: number, label, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from leaflet.content.validation import adapter
from leaflet.core import extensions
from leaflet.model.contacts import Phone
from leaflet.page.edition import Edition
from tests.support.example import example_edition, example_project
from tests.support.printed import compose_edition, in_default_lane, plain

FORMATS = ("a4", "a4-sheet", "a5-booklet", "trifold", "large-print", "mono", "phone", "poster-a4")
EDITION = example_edition("riverside")
WORDS = EDITION.locale.words
COUNTRY = {"jurisdiction": "GB-ENG"}

MAIN = {"display": "01632 960 140", "extension": "204", "when": "Weekdays"}
URGENT = {"display": "07700 900 418", "when": "Every day, 8 am to 8 pm", "label": "Nurse line"}
NIGHT = {"display": "07700 900 419", "when": "Nights"}
#: Clinics by what answers when they are closed.
PHONES: Mapping[str, Mapping[str, Any]] = {
    "none": {"main": MAIN},
    "urgent": {"main": MAIN, "urgent": URGENT},
    "out of hours": {"main": MAIN, "out_of_hours": NIGHT},
    "both": {"main": MAIN, "urgent": URGENT, "out_of_hours": NIGHT},
    "an interpreter": {"main": MAIN, "interpreter": "0808 157 0355"},
}
#: What is printed of a line, in full.
SAID = {
    "07700 900 418": "Nurse line: 07700 900 418, Every day, 8 am to 8 pm",
    "07700 900 419": f"{WORDS.phone_out_of_hours}: 07700 900 419, Nights",
    "0808 157 0355": f"{WORDS.phone_interpreter}: 0808 157 0355",
}
ELSE = WORDS.no_urgent_line.partition("{")[0].strip()


def edition_with(phones: Mapping[str, Any], format_id: str) -> Edition:
    made: dict[str, Phone] = {
        name: adapter(Phone).validate_python(given, context=COUNTRY)
        for name, given in phones.items()
    }
    clinic = EDITION.clinic.model_copy(update={"phones": made})
    return replace(EDITION, clinic=clinic, format=extensions.load("formats", format_id))


def places(phones: Mapping[str, Any], format_id: str) -> Iterator[tuple[str, str]]:
    """What each slot of a format prints, in each of its forms, as HTML."""
    composition = compose_edition(example_project(), edition_with(phones, format_id))
    for slot in composition.slots:
        yield from ((slot.name, html) for html in slot.htmls if html)


def words_of(html: str) -> str:
    return plain(re.sub(r"</?(b|a|span)[^>]*>", "", html).replace("<br>", " "))


@pytest.mark.parametrize("format_id", in_default_lane(FORMATS, {"a4", "trifold", "phone"}))
@pytest.mark.parametrize("phones", PHONES.values(), ids=PHONES)
def test_each_place_tells_the_same(phones: Mapping[str, Any], format_id: str) -> None:
    clinic = edition_with(phones, format_id).clinic
    own = {phone.number for phone in clinic.phones.values()}
    country = {EDITION.pack.emergency.number, EDITION.pack.urgent_advice.number}
    is_closed_line = bool({"urgent", "out_of_hours"} & set(phones))
    for name, html in places(phones, format_id):
        said = words_of(html)
        assert set(re.findall(r'href="tel:([^"]+)"', html)) <= own | country, name
        if MAIN["display"] in said:
            assert "01632 960 140, extension 204" in said, name
        for number, line in SAID.items():
            assert said.count(number) == said.count(line) <= 1, name
        if is_closed_line:
            assert ELSE not in said, name
        else:
            assert WORDS.phone_urgent not in said, name
            assert WORDS.phone_out_of_hours not in said, name


@pytest.mark.parametrize("format_id", ["a4", "trifold"])
@pytest.mark.parametrize("phones", PHONES.values(), ids=PHONES)
def test_help_box_and_contact_name_the_same_line(phones: Mapping[str, Any], format_id: str) -> None:
    """In the shortest form, too: of several lines for when a clinic is closed, the first."""
    line = next((name for name in ("urgent", "out_of_hours") if name in phones), None)
    wanted = SAID[phones[line]["display"]] if line else ELSE
    printed: dict[str, list[str]] = {}
    for name, html in places(phones, format_id):
        printed.setdefault(name, []).append(words_of(html))
    boxes = printed.get("help-numbers", [])
    contact = printed.get("contact-short" if format_id == "trifold" else "contact", [])
    assert all(wanted in said for said in boxes)
    assert boxes or format_id == "trifold"
    if line or format_id == "trifold":
        assert all(wanted in said for said in contact)


def test_a_number_in_a_sentence_has_its_extension() -> None:
    edition = edition_with(PHONES["none"], "a4")
    section = edition.leaflet.sections[0]
    text = "Please [call us](clinic:phones.main)."
    block = section.blocks[0].model_copy(update={"kind": "prose", "content": text})
    leaflet = edition.leaflet.model_copy(
        update={"sections": (section.model_copy(update={"blocks": (block,)}),)}
    )
    body = compose_edition(example_project(), replace(edition, leaflet=leaflet)).body
    assert "call us (01632 960 140, extension 204)" in words_of(body)
