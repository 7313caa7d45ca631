"""Shorter forms of a clinic's slots: what they leave out, and where they say it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from leaflet.compose.slot_forms import shortened, with_joined_hours
from leaflet.compose.slots import logo_width_mm
from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.model.clinic import Practitioner
from leaflet.model.opening_hours import Hours, OpenFrom
from leaflet.model.phones import Phone
from leaflet.page.slot import Slot
from tests.support.printed import compose_edition, plain, shipped_edition, shipped_project

EDITION = shipped_edition("riverside")
CLINIC, WORDS = EDITION.clinic, EDITION.locale.words
LONGER = CLINIC.model_copy(
    update={
        "phones": {
            **CLINIC.phones,
            "urgent": Phone(number="+447700900418", display="07700 900 418"),
            "out_of_hours": Phone(number="+441632960199", display="01632 960 199"),
            "interpreter": Phone(number="+441632960188", display="01632 960 188"),
        },
        "practitioners": (
            Practitioner.model_validate(
                {"name": "A", "profession": "nurse", "register": "NMC", "number": "1"}
            ),
        ),
    }
)


def format_of(name: str) -> Format:
    made: Format = extensions.load("formats", name)
    return made


def left_out(style: str, format_id: str) -> list[tuple[str, ...]]:
    forms = shortened(LONGER, style, format_of(format_id), WORDS)
    return [form.left_out for form in forms]


def slots(format_id: str, **changes: Any) -> dict[str, Slot]:
    """The slots of the longer clinic with other details in a format."""
    edition = replace(
        EDITION, clinic=LONGER.model_copy(update=changes), format=format_of(format_id)
    )
    page = compose_edition(shipped_project(), edition)
    return {slot.name: slot for slot in page.slots}


def words_of(html: str) -> str:
    return plain(re.sub(r"<[^>]+>", " ", html))


def test_name_phones_address_and_hours_are_kept_the_longest() -> None:
    email, hours, phones, address = ("email",), ("hours",), ("phones",), ("address",)
    assert left_out("contact-short", "trifold") == [
        (),
        email,
        email + hours,
        email + hours + phones,
        email + hours + phones + address,
    ]
    last = list(shortened(LONGER, "contact-short", format_of("trifold"), WORDS))[-1]
    assert list(last.clinic.phones) == ["main", "urgent"]
    assert last.clinic.name == LONGER.name


@pytest.mark.parametrize("format_id", ["a4", "letter", "mono"])
def test_a_format_that_takes_as_many_sides_as_it_needs_leaves_nothing_out(format_id: str) -> None:
    assert left_out("contact", format_id) == [()]


@pytest.mark.parametrize("format_id", ["phone", "large-print"])
def test_slots_that_grow_have_no_shorter_form_in_use(format_id: str) -> None:
    assert not any(slot.heights_mm for slot in slots(format_id).values())


def test_a_form_says_what_it_leaves_out_and_where_that_stands() -> None:
    *_, before_last, last = slots("trifold")["contact-short"].shorter
    assert "In the complete leaflet: email address, opening hours, more phone" in words_of(
        before_last.html
    )
    assert str(LONGER.email) not in last.html
    assert "01632 960 199" not in words_of(last.html)


def test_what_a_booklet_leaves_out_stands_in_its_continuation() -> None:
    contact = slots("a5-booklet")["contact"].shorter[1]
    assert contact.left_out == ("hours", "holidays")
    assert "Inside the back cover: opening hours, holidays." in words_of(contact.html)
    assert "8.30 am" in words_of(contact.continued)
    assert "8.30 am" not in words_of(contact.html)
    imprint = slots("a5-booklet")["imprint-clinic"].shorter[1]
    assert "Treated by: A, nurse, NMC 1." in words_of(imprint.continued)
    assert "Treated by" not in words_of(imprint.html)


def test_without_its_words_a_language_leaves_nothing_out() -> None:
    words = WORDS.model_copy(update={"elsewhere": None})
    forms = list(shortened(LONGER, "contact-short", format_of("trifold"), words))
    assert [form.left_out for form in forms] == [()]


def opened(days: str, start: str) -> Hours:
    return Hours(days=days, times=(OpenFrom(open=start, close="17:00"),))


def test_days_of_equal_hours_share_a_row() -> None:
    hours = (opened("Monday", "08:00"), opened("Tuesday", "08:00"), opened("Friday", "09:00"))
    joined = with_joined_hours(CLINIC.model_copy(update={"hours": hours})).hours
    assert [entry.days for entry in joined] == ["Monday, Tuesday", "Friday"]
    assert with_joined_hours(CLINIC) is CLINIC


def test_many_hours_are_a_table_of_days_and_times() -> None:
    names = ("Monday", "Tuesday", "Friday", "Saturday")
    hours = tuple(opened(day, f"0{n}:00") for n, day in enumerate(names, 6))
    assert slots("a4", hours=hours)["contact"].html.count("<tr>") == 4
    assert "<tr>" not in slots("a4", hours=hours[:3])["contact"].html


def test_a_tall_logo_is_printed_as_tall_as_its_place() -> None:
    assert EDITION.logo
    square = replace(EDITION, logo=replace(EDITION.logo, aspect=1.0))
    assert logo_width_mm(square) == EDITION.format.slot_sizes["masthead"].logo_mm
    assert logo_width_mm(EDITION) == 46


@pytest.mark.parametrize(
    ("aspect", "width", "height"), [(1.0, 15, 15), (0.25, 3.75, 15), (3.0, 45, 15), (8.0, 46, 5.75)]
)
def test_a_logo_without_a_width_fits_a_place_of_46_by_15_mm(
    aspect: float, width: float, height: float
) -> None:
    assert EDITION.logo
    assert CLINIC.logo
    plain_logo = CLINIC.logo.model_copy(update={"width_mm": None})
    clinic = CLINIC.model_copy(update={"logo": plain_logo})
    shown = replace(EDITION, clinic=clinic, logo=replace(EDITION.logo, aspect=aspect))
    assert logo_width_mm(shown) == width
    assert logo_width_mm(shown) / aspect == height
