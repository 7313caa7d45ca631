"""A detail of another clinic is told: somebody in need would call the wrong one."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding, Span
from leaflet.planning.clinic_details import (
    SHARED_DETAIL,
    ClinicDetail,
    ClinicIdentity,
    shared_details,
)
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from tests.support.projects import CLINIC, PNG_CLINIC, Edit, place

_LAMP_HOUSE = """  - The Old Lamp House, second floor
  - 118 Lanternhill Terrace
  - Upper Harrowmere
  - ZZ7 8QX
"""
DAY = datetime.date(2026, 11, 29)


def told(folder: Path, *clinics: str, whole: bool = False) -> list[Finding]:
    plan = make_plan(Project(folder), Selection(clinics=clinics), today=DAY, whole=whole)
    return [one for one in plan.findings if one.code == SHARED_DETAIL]


def test_the_clinics_of_the_example_share_nothing(project_folder: Path) -> None:
    assert told(project_folder, whole=True) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('"+441134960262", display: "0113 496 0262"', '"+441632960140", display: "01632 960140"',
         '"01632 960140" is the phone number'),
        ("reception@st-oswin-practice.example", "Hello@riverside-skin.example",
         '"Hello@riverside-skin.example" is the e-mail address'),
        (_LAMP_HOUSE,
         "  - 12 Weirside Walk\n  - Milford Bridge\n  - ZZ9 4RT\n", "is the address"),
    ],
)  # fmt: skip
def test_a_detail_of_another_clinic_is_unfit_and_names_its_file(
    project_folder: Path, edit: Edit, old: str, new: str, what: str
) -> None:
    edit(project_folder / PNG_CLINIC, old, new)
    (finding,) = told(project_folder)
    assert finding.is_unfit
    assert what in finding.message
    assert finding.message.endswith(f"of {CLINIC} as well")
    assert finding.span.path == PNG_CLINIC
    assert told(project_folder, "st-oswin") == [], "clinics that are not selected are not read"
    assert told(project_folder, "riverside", whole=True) == [finding]


def test_the_same_logo_is_told_by_its_bytes(project_folder: Path, edit: Edit) -> None:
    copy = (project_folder / PNG_CLINIC).parent / "other-name.svg"
    shutil.copy(project_folder / "content/clinics/riverside/logo.svg", copy)
    edit(project_folder / PNG_CLINIC, "file: logo.png", "file: other-name.svg")
    (finding,) = told(project_folder)
    assert '"other-name.svg" is the logo' in finding.message
    assert str(finding.span) == place(project_folder, PNG_CLINIC, "other-name.svg")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("interpreter: {number: \"+448081570355\", display: \"0808 157 0355\"}",
         "interpreter: {number: \"+441632960140\", display: \"01632 960 140\"}"),
        ("urgent: {number: \"+447700900418\", display: \"07700 900 418\",",
         "out_of_hours: {number: \"+441632960140\", display: \"01632 960 140\","),
        ("display: \"0113 496 0262\"}", "display: \"0113 496 0262\", extension: \"12\"}"),
    ],
)  # fmt: skip
def test_services_for_many_may_be_the_same(
    project_folder: Path, edit: Edit, old: str, new: str
) -> None:
    edit(project_folder / PNG_CLINIC, old, new)
    assert told(project_folder) == []


def test_a_site_shares_what_it_extends(project_folder: Path) -> None:
    site = project_folder / "content/clinics/zoo/clinic.yaml"
    site.parent.mkdir()
    site.write_text("id: zoo\nextends: riverside\naddress: [1 Other Road]\n", "utf-8")
    assert told(project_folder) == []


def test_a_copied_file_has_every_detail_of_the_other(project_folder: Path, edit: Edit) -> None:
    clinics = project_folder / "content/clinics"
    shutil.copytree(clinics / "riverside", clinics / "zoo")
    edit(clinics / "zoo/clinic.yaml", "id: riverside", "id: zoo")
    assert len(told(project_folder)) == len(
        ("logo", "address", "phone", "mail", "web", "qr", "directions")
    )


def test_many_sites_of_two_groups_are_compared_in_few_steps() -> None:
    """Each site of the second group is told, and no list of holders grows with the clinics."""
    number = ClinicDetail("the phone number", "+44", "44", Span("f"))
    clinics = [
        ClinicIdentity(f"c{n}", f"c{n}", (number,), frozenset((f"c{n}", f"group {n % 2}")))
        for n in range(400)
    ]
    found = shared_details(clinics)
    assert set(found) == {f"c{n}" for n in range(1, 400)}
    assert "of c0 as well" in found["c399"][0].message
