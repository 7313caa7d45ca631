"""Pages under stress fit without a fault that an eye sees, or a finding says what to do where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.printed import LAYOUT_ADVICE
from tests.support.stress import (
    CASES,
    LEAFLET,
    Case,
    Told,
    faults,
    is_told,
    make_project,
    print_case,
)
from tests.support.stress_clinics import LONGEST_NAME, SIZES, ClinicShape, clinic_files
from tests.support.stress_leaflets import TITLES, WORDS, LeafletShape, leaflet_text

#: What runs in the default lane: cases by a part of their name, with formats that cost little.
_QUICK = {
    ("a title of 90 letters", "trifold"),
    ("a title of 90 letters", "poster-a3"),
    ("the smallest clinic", "phone"),
    ("the largest clinic", "phone"),
    ("a pale yellow brand", "poster-a3"),
    ("a flat logo", "trifold"),
    ("a leaflet of 120 words", "trifold"),
    ("a leaflet of 120 words", "poster-a3"),
    ("a leaflet of 8,000 words", "phone"),
    ("12 risks", "trifold"),
    ("24 points and 120 words", "large-print"),
}


def _param(case: Case, format_: str) -> Any:
    marks = () if (case.name, format_) in _QUICK else pytest.mark.slow
    return pytest.param(case, format_, id=f"{case.name}: {format_}", marks=marks)


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("case", "format_"), [_param(case, format_) for case in CASES for format_ in case.formats]
)
def test_pages_under_stress_look_right_or_say_what_to_mend(
    case: Case, format_: str, tmp_path: Path
) -> None:
    project = make_project(tmp_path, case)
    edition = print_case(project, case, format_)
    found = faults(edition)
    told = case.told.get(format_)
    assert bool(told) == any(told and is_told(one, told, project) for one in found), found
    others = [one for one in found if one.is_error or one.code not in LAYOUT_ADVICE]
    assert [one for one in others if not told or one.code != told.code] == []
    assert edition.rendering.facts.lost == ()


def test_quick_cases_are_in_the_table() -> None:
    assert {(case.name, format_) for case in CASES for format_ in case.formats} >= _QUICK


@pytest.mark.pdf
def test_another_finding_or_another_place_is_not_the_one_that_is_told(tmp_path: Path) -> None:
    (case,) = (case for case in CASES if case.name == "12 risks")
    project = make_project(tmp_path, case)
    found = faults(print_case(project, case, "trifold"))
    assert any(is_told(one, case.told["trifold"], project) for one in found)
    for other in (Told("fit"), Told("fit", LEAFLET, "## When"), Told("lost", LEAFLET, "## What")):
        assert not any(is_told(one, other, project) for one in found)


def test_titles_and_texts_are_as_long_as_they_say() -> None:
    assert {length: len(title) for length, title in TITLES.items()} == {n: n for n in TITLES}
    for words in WORDS:
        body = leaflet_text(LeafletShape(words=words)).split("---", 2)[2]
        assert abs(len(body.split()) - words) <= max(0.02 * words, 20)


def test_the_largest_clinic_says_more_than_any_other(tmp_path: Path) -> None:
    said = {}
    for size in SIZES:
        case = Case(size, clinic=ClinicShape(size=size))
        clinic = make_project(tmp_path / size, case).clinics["example-clinic"].value
        assert clinic is not None
        said[size] = (clinic.address, clinic.phones, clinic.hours, clinic.practitioners)
    assert len(LONGEST_NAME) == 80
    assert tuple(map(len, said["largest"])) == (6, 5, 14, 12)
    assert tuple(map(len, said["smallest"])) == (1, 1, 0, 0)


def test_logos_have_the_shape_that_they_are_named_by() -> None:
    for logo in ("1:1", "1:4", "8:1", "4:1"):
        across, down = map(int, logo.split(":"))
        (file,) = (name for name in clinic_files(ClinicShape(logo=logo)) if name.endswith("svg"))
        drawn = clinic_files(ClinicShape(logo=logo))[file]
        width, height = drawn.partition('viewBox="0 0 ')[2].partition('"')[0].split()
        assert int(width) * down == int(height) * across
    assert all(name.endswith("yaml") for name in clinic_files(ClinicShape(logo="")))
