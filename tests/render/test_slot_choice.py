"""Height classes and forms of slots, chosen by the heights that they need."""

from __future__ import annotations

from leaflet.formats.format import Panel
from leaflet.page.composition import Budget
from leaflet.page.facts import Heights
from leaflet.page.slot import Form, Slot
from leaflet.render import slot_choice

SLOT = Slot(
    "contact",
    "all",
    "S",
    heights_mm=(40.0, 50.0, 60.0, 80.0),
    shorter=(Form("closer"), Form("less", ("hours",)), Form("least", ("hours", "phones"))),
)


def candidates(*needed_mm: float, slot: Slot = SLOT) -> list[tuple[int, int]]:
    needed = {(slot.name, form): mm for form, mm in enumerate(needed_mm)}
    return [(c.form, c.height_class) for c in slot_choice._candidates(slot, needed)]


def test_a_slot_takes_the_least_class_that_holds_it() -> None:
    assert candidates(41, 41, 41, 41) == [(0, 1)]
    assert candidates(50.05, 70, 70, 70) == [(0, 1)], "rounding"
    assert candidates(50.2, 70, 70, 70) == [(0, 2)]


def test_a_closer_form_is_taken_where_it_saves_a_class() -> None:
    assert candidates(70, 55, 55, 55) == [(1, 2)]
    assert candidates(55, 55, 55, 55) == [(0, 2)]


def test_forms_that_leave_something_out_follow_where_they_save_a_class() -> None:
    assert candidates(70, 55, 45, 35) == [(1, 2), (2, 1), (3, 0)]
    assert candidates(70, 70, 70, 35) == [(0, 3), (3, 0)]


def test_what_no_class_holds_takes_the_shortest_form_in_the_tallest_class() -> None:
    assert candidates(200, 180, 150, 100) == [(3, 3)]


def chosen(panel_mm: float, *needed_mm: float) -> tuple[int, int]:
    """The form and class of the slot in a panel whose text takes 100 mm beside it."""
    panels = (Panel("back", panel_mm),)
    budget = Budget(210, panels, 2, 1, 0.0, (1.0, 1.0, 1.0), (1.0, 1.0), (11.0, 11.0))
    needed = {(SLOT.name, form): mm for form, mm in enumerate(needed_mm)}
    of = {SLOT.name: slot_choice._candidates(SLOT, needed)}
    heights = Heights({"back": 140.0}, {}, {}, 0.0, {"back": 200}, {SLOT.name: "back"})
    one = slot_choice._fullest(slot_choice._Text(budget, heights), of)[SLOT.name]
    return one.form, one.height_class


def test_a_slot_is_shortened_only_as_far_as_the_text_needs_its_place() -> None:
    assert chosen(180, 70, 55, 45, 35) == (1, 2)
    assert chosen(155, 70, 55, 45, 35) == (2, 1)
    assert chosen(140, 70, 55, 45, 35) == (3, 0)


def test_a_clinic_with_too_much_keeps_the_place_of_the_text() -> None:
    """The slot overflows, and the finding names the clinic."""
    assert chosen(155, 200, 180, 150, 100) == (3, 1)


def test_a_text_that_is_too_long_whatever_the_clinic_has_shortens_no_clinic() -> None:
    assert chosen(120, 70, 55, 45, 35) == (1, 2)
