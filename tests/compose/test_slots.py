"""What a clinic's slots say, and the height class that follows from it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from leaflet.compose.slots import fill, imprint, phone_words
from leaflet.core.diagnostics import UsageError
from leaflet.formats.format import SlotSize
from leaflet.model.clinic import Practitioner, Product, Regulator
from leaflet.page.slot import Slot
from tests.support.example import example_edition, example_project
from tests.support.printed import compose_edition, plain

EDITION = example_edition("riverside")
WORDS = EDITION.locale.words
LEAFLET = EDITION.leaflet
LOGO = EDITION.clinic.logo
assert LOGO


def printed_lines(**changes: Any) -> list[str]:
    return imprint(EDITION.clinic.model_copy(update=changes), LEAFLET, WORDS)


def slots(**changes: Any) -> dict[str, Slot]:
    """The slots of a clinic with other details."""
    clinic = EDITION.clinic.model_copy(update=changes)
    page = compose_edition(example_project(), replace(EDITION, clinic=clinic))
    return {slot.name: slot for slot in page.slots}


def person(name: str, *does: str) -> Practitioner:
    fields = {"name": name, "profession": "nurse", "register": "NMC", "number": "1", "does": does}
    return Practitioner.model_validate(fields)


GEL = Product.model_validate(
    {"name": "Gel", "maker": "Maker", "class": "medical device", "licence": "UKCA 1"}
)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"cooling_off_days": 7}, "You have at least 7 days to think before treatment."),
        ({"regulator": Regulator(body="The Body", number="9")}, "Regulated by The Body, 9."),
        ({"product": GEL}, "Product: Gel, Maker, medical device, UKCA 1."),
        (
            {"practitioners": (person("A"), person("B", LEAFLET.id), person("C", "fillers"))},
            "Treated by: A, nurse, NMC 1; B, nurse, NMC 1.",
        ),
    ],
)
def test_the_imprint_names_what_a_clinic_gives(changes: dict[str, Any], sentence: str) -> None:
    nothing = {"cooling_off_days": None}
    assert sentence not in printed_lines(**nothing)
    assert sentence in printed_lines(**nothing | changes)
    assert sentence in plain(re.sub(r"<[^>]+>", "", slots(**changes)["imprint-clinic"].html))


def test_without_an_urgent_line_the_national_one_is_named() -> None:
    closed = "When we are closed, call NHS 111."
    urgent = EDITION.clinic.phones["main"].model_copy(update={"when": "Every day"})
    with_urgent = slots(phones={**EDITION.clinic.phones, "urgent": urgent})["help-numbers"]
    without = slots()["help-numbers"]
    words = [plain(re.sub(r"<[^>]+>", "", slot.html)) for slot in (without, with_urgent)]
    assert [closed in text for text in words] == [True, False]
    assert "Urgent line: 01632 960 140, Every day" in words[1]


@pytest.mark.parametrize(
    ("changes", "name", "height_class"),
    [
        ({}, "contact", "S"),
        ({"address": ("A street of a long name",) * 9}, "contact", "L"),
        ({}, "imprint-clinic", "S"),
        ({"other_formats": "Ask us for another format. " * 12}, "imprint-clinic", "L"),
        ({}, "masthead", "S"),
        ({"logo": LOGO.model_copy(update={"width_mm": 80})}, "masthead", "L"),
    ],
)
def test_longer_details_get_a_taller_place(
    changes: dict[str, Any], name: str, height_class: str
) -> None:
    assert slots(**changes)[name].height_class == height_class


def test_a_phone_of_the_clinics_own_keeps_its_name() -> None:
    assert phone_words("urgent", WORDS) == "Urgent line"
    assert phone_words("text_relay", WORDS) == "Text relay"


def test_a_place_that_nothing_fills_is_reported() -> None:
    format_ = replace(EDITION.format, slot_sizes={"parking": SlotSize()})
    with pytest.raises(UsageError, match='nothing fills the slot "parking"'):
        fill(replace(EDITION, format=format_), object())
