"""Which editions there are: the matrix, what narrows it, and what is said about the rest."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from leaflet.content.project import Project
from leaflet.core.diagnostics import UsageError
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import Plan
from leaflet.planning.planner import make_plan
from tests.support.projects import (
    CLINIC,
    LEAFLET,
    PACK,
    SETTINGS,
    Edit,
    add_leaflet,
    add_lexicon,
    add_locale,
    problems,
)

SCARS = "mesotherapy-acne-scars"
TODAY = datetime.date(2026, 11, 23)


def plan_of(folder: Path, selection: Selection | None = None, *, whole: bool = False) -> Plan:
    return make_plan(Project(folder), selection or Selection(), today=TODAY, whole=whole)


def names(plan: Plan) -> list[str]:
    return [planned.name for planned in plan.editions]


@pytest.fixture
def large(project_folder: Path, edit: Edit, two_formats: None) -> Path:  # noqa: ARG001
    """Two leaflets, one of them in two languages, two clinics, two formats."""
    add_leaflet(project_folder, "fillers")
    add_leaflet(project_folder, language="de")
    add_locale(project_folder, "de")
    add_lexicon(project_folder, "de")
    (project_folder / SETTINGS).write_text("", "utf-8")
    edit(project_folder / CLINIC, "languages: [en-GB]", "languages: [en-GB, de]")
    return project_folder


def test_every_leaflet_meets_every_clinic_of_its_language_in_every_format(large: Path) -> None:
    assert names(plan_of(large)) == [
        f"riverside/de/{SCARS}.a4",
        f"riverside/de/{SCARS}.leporello",
        "riverside/en-GB/fillers.a4",
        "riverside/en-GB/fillers.leporello",
        f"riverside/en-GB/{SCARS}.a4",
        f"riverside/en-GB/{SCARS}.leporello",
        "st-oswin/en-GB/fillers.a4",
        "st-oswin/en-GB/fillers.leporello",
        f"st-oswin/en-GB/{SCARS}.a4",
        f"st-oswin/en-GB/{SCARS}.leporello",
    ]
    assert all(planned.edition for planned in plan_of(large).editions)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (
            Selection(languages=("de",)),
            [f"riverside/de/{SCARS}.a4", f"riverside/de/{SCARS}.leporello"],
        ),
        (
            Selection(leaflets=("fillers",), formats=("a4",)),
            ["riverside/en-GB/fillers.a4", "st-oswin/en-GB/fillers.a4"],
        ),
        (
            Selection(("fillers",), ("st-oswin", "riverside"), ("leporello",)),
            ["riverside/en-GB/fillers.leporello", "st-oswin/en-GB/fillers.leporello"],
        ),
        (Selection(clinics=("st-oswin",), languages=("de",)), []),
    ],
)  # fmt: skip
def test_selectors_narrow_the_matrix(
    selection: Selection, expected: list[str], large: Path
) -> None:
    assert names(plan_of(large, selection)) == expected


def test_the_order_does_not_depend_on_the_selection(large: Path) -> None:
    one = Selection(clinics=("riverside", "st-oswin"), formats=("a4", "leporello"))
    other = Selection(clinics=("st-oswin", "riverside"), formats=("leporello", "a4"))
    assert names(plan_of(large, one)) == names(plan_of(large, other)) == names(plan_of(large))


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("leaflets: [fillers]", ["en-GB/fillers.a4", "en-GB/fillers.leporello"]),
        (
            "formats: [leporello]",
            [f"de/{SCARS}.leporello", "en-GB/fillers.leporello", f"en-GB/{SCARS}.leporello"],
        ),
        ("leaflets: [fillers]\nformats: [a4, a4]", ["en-GB/fillers.a4"]),
    ],
)
def test_a_clinic_says_what_is_built_for_it(
    line: str, left: list[str], large: Path, edit: Edit
) -> None:
    edit(large / CLINIC, "languages:", f"{line}\nlanguages:")
    plan = plan_of(large)
    mine = [name for name in names(plan) if name.startswith("riverside/")]
    assert mine == [f"riverside/{name}" for name in left]
    assert len(names(plan)) == len(left) + 4, "the other clinic is not touched"


def test_the_project_says_what_is_built_where_a_clinic_does_not(large: Path, edit: Edit) -> None:
    (large / SETTINGS).write_text("formats: [a4]", "utf-8")
    edit(large / CLINIC, "languages:", "formats: [leporello]\nlanguages:")
    assert {name for name in names(plan_of(large)) if "fillers" in name} == {
        "riverside/en-GB/fillers.leporello",
        "st-oswin/en-GB/fillers.a4",
    }


def test_a_format_that_a_clinic_does_not_take_is_left_out_and_noted(
    large: Path, edit: Edit
) -> None:
    edit(large / CLINIC, "languages:", "formats: [a4]\nlanguages:")
    plan = plan_of(large, Selection(leaflets=("fillers",), formats=("leporello",)))
    assert names(plan) == ["st-oswin/en-GB/fillers.leporello"]
    assert plan.notes == ("riverside: leporello left out, not its format",)


def test_what_is_left_out_is_noted_once(large: Path, edit: Edit) -> None:
    add_locale(large, "fr")
    (large / PACK).with_name("GB-SCT.yaml").write_text(
        (large / PACK).read_text("utf-8").replace("GB-ENG", "GB-SCT", 1), "utf-8"
    )
    edit(large / CLINIC, "jurisdiction: GB-ENG", "jurisdiction: GB-SCT")
    edit(large / CLINIC, "languages: [en-GB, de]", "languages: [en-GB, fr]")
    notes = plan_of(large).notes
    assert sorted(notes) == [
        'riverside: "fillers" left out, not written for GB-SCT',
        f'riverside: "{SCARS}" in de left out, not its language',
        f'riverside: "{SCARS}" left out, not written for GB-SCT',
        "riverside: no leaflet in fr",
        f'st-oswin: "{SCARS}" in de left out, not its language',
    ]
    assert not problems(plan_of(large).findings)


@pytest.mark.parametrize(
    ("selection", "hint"),
    [
        (Selection(leaflets=("filers",)), 'did you mean "fillers"?'),
        (Selection(clinics=("riversid",)), 'did you mean "riverside"?'),
        (Selection(formats=("A4",)), 'did you mean "a4"?'),
        (Selection(formats=("quarto",)), "use one of: a4, leporello"),
        (Selection(languages=("en-US",)), 'did you mean "en-GB"?'),
    ],
)
def test_a_selected_name_that_nothing_has_stops_the_run(
    selection: Selection, hint: str, large: Path
) -> None:
    with pytest.raises(UsageError) as stopped:
        plan_of(large, selection)
    assert stopped.value.hint == hint


def test_a_broken_leaflet_hides_no_other(large: Path, edit: Edit) -> None:
    edit(large / LEAFLET, "kind: treatment", "kind: treatmnt")
    plan = plan_of(large)
    broken = {planned.name for planned in plan.editions if planned.edition is None}
    assert broken == {name for name in names(plan) if f"en-GB/{SCARS}" in name}
    broken_files = [finding.code for finding in plan.findings if finding.is_broken]
    assert broken_files == ["unknown-value"]


def test_findings_are_sorted_by_place_and_reported_once(large: Path, edit: Edit) -> None:
    edit(large / LEAFLET, "kind: treatment", "kind: treatmnt")
    edit(large / CLINIC, "skin_tone: medium", "skin_tone: olive")
    findings = problems(plan_of(large).findings)
    assert [finding.span.path for finding in findings] == [CLINIC, LEAFLET]


def test_a_file_that_no_edition_uses_is_looked_at_only_as_a_whole(large: Path) -> None:
    add_locale(large, "fr")
    (large / "content/locales/fr.yaml").write_text("language: fr", "utf-8")
    assert not [f for f in plan_of(large).findings if f.is_broken]
    found = [f for f in plan_of(large, whole=True).findings if f.is_broken]
    assert [f.span.path for f in found] == ["content/locales/fr.yaml"]


@pytest.mark.parametrize(
    ("day", "found"),
    [("2027-05-23", []), ("2027-05-24", ['"GB-ENG" was to be verified by 2027-05-23'])],
)
def test_a_jurisdiction_out_of_date_is_reported(
    project_folder: Path, day: str, found: list[str]
) -> None:
    today = datetime.date.fromisoformat(day)
    plan = make_plan(Project(project_folder), Selection(), today=today)
    assert [finding.message for finding in problems(plan.findings)] == found
    assert {finding.code for finding in problems(plan.findings)} <= {"stale-pack"}
    assert all(planned.edition for planned in plan.editions)
