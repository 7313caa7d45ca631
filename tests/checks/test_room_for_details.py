"""Who is named where a clinic's details do not fit beside a text in panels."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from leaflet.checks.overflow import _slots
from leaflet.core.diagnostics import Span
from leaflet.formats.format import Panel
from leaflet.model.clinic import Clinic
from leaflet.page.facts import PlaceFit
from tests.support.printed import planned_edition

USUAL, LONG = ("12 Weirside Walk", "Milford Bridge"), ("A street of a long name",) * 6
PANELS = (Panel("front", 270), Panel("back", 270))


def named(clinic: Clinic, panels: tuple[Panel, ...]) -> tuple[str, str, str]:
    """The file, the message and the hint for a contact that needs 7 mm more than it has."""
    side = SimpleNamespace(words=300, filled_mm=270.0)
    facts = SimpleNamespace(slots=(PlaceFit("contact", 2, 44.0, 51.0),), sides=(side, side))
    subject: Any = SimpleNamespace(
        edition=SimpleNamespace(clinic=clinic, format=SimpleNamespace(panels=panels)),
        rendering=SimpleNamespace(facts=facts),
        leaflet=SimpleNamespace(path="leaflet.md"),
        clinic=SimpleNamespace(place=lambda field: Span(f"clinic.yaml {field[0]}")),
    )
    [(place, message, hint)] = _slots(subject)
    return place.path, message, hint


def clinic_at(address: tuple[str, ...]) -> Clinic:
    edition = planned_edition("riverside").edition
    assert edition
    return edition.clinic.model_copy(update={"address": address})


def test_a_text_that_leaves_a_usual_clinic_too_little_is_named() -> None:
    path, message, hint = named(clinic_at(USUAL), PANELS)
    assert (path, message) == ("leaflet.md", 'page 2: the text leaves "contact" 7.0 mm too little')
    assert hint.startswith("cut about 8 words of the text")


@pytest.mark.parametrize(("address", "panels"), [(LONG, PANELS), (LONG, ()), (USUAL, ())])
def test_a_clinic_with_more_than_usual_is_named_and_one_on_pages_always(
    address: tuple[str, ...], panels: tuple[Panel, ...]
) -> None:
    path, message, _ = named(clinic_at(address), panels)
    assert (path, message) == ("clinic.yaml address", 'page 2: "contact" is 7.0 mm too tall')
