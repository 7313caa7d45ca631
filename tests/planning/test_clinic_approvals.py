"""A clinic's own approval: what it is bound to, what it says once that changed, what it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.content.fingerprint import first_facts_hash, safety_facts, words_hash
from leaflet.content.project import Project
from leaflet.governance.approve import _fact_lines
from leaflet.model.clinic import Binding, Clinic, bound_fields
from leaflet.planning.approval_status import ApprovalStatus
from leaflet.planning.file_summaries import FileSummaries
from tests.support.governed import ANN, NAME, SAFETY, approve_all, make_real, rewrite, states
from tests.support.printed import in_default_lane
from tests.support.projects import CLINIC, Run

#: What of a clinic is bound; hours, directions, holidays, colours and names are checked alone.
BOUND = (
    "phones departments email web qr feedback complaints practitioners product cooling_off_days"
    "".split()
)  # fmt: skip
WARD = """departments:
  ward: {name: W, phones: {main: {number: "+441632970149", display: "01632 970 149"}}}"""
#: An edit for each bound field, and for each that is not.
CHANGES = {
    "phones": (
        "phones:\n",
        'phones:\n  text_relay: {number: "+441632970149", display: "01632 970 149"}\n',
    ),
    "departments": ("email: hello@", f"{WARD}\nemail: hello@"),
    "email": ("email: hello@", "email: hi@"),
    "web": ("web: https://", "web: https://www."),
    "qr": ("/leaflets", "/l"),
    "feedback": ("feedback: feedback@", "feedback: tell@"),
    "complaints": ("answer_within: 20", "answer_within: 30"),
    "practitioners": (
        "practitioners: []",
        'practitioners: [{name: Ann, profession: doctor, register: GMC, number: "0000000"}]',
    ),
    "product": (
        "cooling_off_days",
        "product: {name: Mix, maker: Us, class: device, licence: none}\ncooling_off_days",
    ),
    "cooling_off_days": ('days: "14"', 'days: "7"'),
}  # fmt: skip
LEFT = {
    "hours": ('"18:00"', '"17:00"'),
    "directions": ("beside the footbridge", "by the bridge"),
    "holidays": ("on bank holidays", "on holidays"),
    "strapline": ("strapline: Skin", "strapline: All skin"),
    "logo": ('width_mm: "46"', 'width_mm: "40"'),
    "brand": ("#0f6e78", "#123456"),
    "address": ("12 Weirside", "13 Weirside"),
    "other_formats": ("or another language", "or Braille"),
}


@pytest.fixture
def approved(project_folder: Path, run: Run) -> Path:
    make_real(project_folder)
    approve_all(run, project_folder)
    return project_folder


def test_every_field_of_a_clinic_is_bound_or_checked_alone() -> None:
    for name, field in Clinic.model_fields.items():
        said = [one for one in field.metadata if isinstance(one, Binding)]
        assert len(said) == 1, name
    assert sorted(bound_fields()) == sorted(BOUND)
    assert set(CHANGES) == set(BOUND)


@pytest.mark.parametrize("field", BOUND)
def test_a_bound_field_voids_the_clinics_approval_and_is_named(
    approved: Path, run: Run, field: str
) -> None:
    before = words(approved)
    rewrite(approved, *CHANGES[field], CLINIC)
    ran = run("check", "-c", "riverside", cwd=approved)
    assert f"the approval is void: the clinic's {field} changed; " in ran.out
    assert "leaflet approve -c riverside" in ran.out
    assert "the words have changed" not in ran.out
    assert words(approved) == before, "a leaflet's approval is not reopened"


@pytest.mark.parametrize("field", in_default_lane(LEFT, ["hours", "logo", "address"]))
def test_a_field_that_is_checked_alone_voids_nothing(approved: Path, run: Run, field: str) -> None:
    rewrite(approved, *LEFT[field], CLINIC)
    ran = run("check", "-c", "riverside", cwd=approved)
    assert "[approval-void]" not in ran.out


def test_renewed_it_holds_again(approved: Path, run: Run) -> None:
    rewrite(approved, *CHANGES["web"], CLINIC)
    built = run("build", "-c", "riverside", cwd=approved)
    assert states(built, approved)["riverside"] == "draft"
    assert run("approve", "-c", "riverside", *ANN, cwd=approved).code == 0
    built = run("build", "-c", "riverside", cwd=approved)
    assert states(built, approved)["riverside"] == "approved"
    assert "[approval-void]" not in built.err


def test_an_approval_of_the_older_form_says_so(approved: Path, run: Run) -> None:
    clinic = Project(approved).clinics["riverside"].value
    assert clinic
    older = f"id: riverside\napprovals:\n  - facts: {first_facts_hash(clinic)}\n"
    older += "    by: Ann Example\n    role: clinician\n    date: 2026-11-23\n"
    (approved / SAFETY).write_text(older, "utf-8")
    ran = run("check", "-c", "riverside", cwd=approved)
    assert "it is of an older form, bound to fewer facts than today; check them, then:" in ran.out


def test_without_parts_all_that_is_bound_is_named(approved: Path, run: Run) -> None:
    path = approved / SAFETY
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = lines.index("    parts:\n")
    del lines[at : at + len(BOUND)]  # the clinic has no departments
    path.write_text("".join(lines), "utf-8")
    rewrite(approved, *CHANGES["web"], CLINIC)
    ran = run("check", "-c", "riverside", cwd=approved)
    assert "the clinic's phones, email, web, qr, feedback, complaints, practitioners" in ran.out


def test_everything_that_is_bound_is_shown_to_the_approver(approved: Path, run: Run) -> None:
    for field in ("practitioners", "product", "phones"):
        rewrite(approved, *CHANGES[field], CLINIC)
    clinic = Project(approved).clinics["riverside"].value
    assert clinic
    ran = run("approve", "-c", "riverside", *ANN, "--dry-run", cwd=approved)
    assert ran.code == 0
    for line in _fact_lines(safety_facts(clinic)):
        assert f"riverside: {line}\n" in ran.out
    for text in _leaves(safety_facts(clinic)):
        assert text in ran.out, text


def _leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in _leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in _leaves(inner)]
    return [] if value is None else [str(value)]


def words(folder: Path) -> str:
    import datetime

    summaries = FileSummaries(Project(folder))
    return ApprovalStatus(summaries, datetime.date(2026, 11, 23)).words(NAME, "en-GB", "GB-ENG")


def test_the_facts_hash_is_not_the_hash_of_the_older_form(approved: Path) -> None:
    clinic = Project(approved).clinics["riverside"].value
    assert clinic
    assert words_hash(clinic, {}) != first_facts_hash(clinic)
