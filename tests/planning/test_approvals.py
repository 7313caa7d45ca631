"""Approvals are bound to words: what voids them, what does not, and what nobody may approve."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.content.project import Project
from tests.support.governed import (
    ANN,
    APPROVALS,
    NAME,
    SAFETY,
    approve_all,
    make_real,
    rewrite,
    states,
)
from tests.support.projects import CLINIC, LEAFLET, LOCALE, PACK, SETTINGS, Run, add_leaflet, place

MESSAGE = "main_message: Mesotherapy may"


@pytest.fixture
def approved(project_folder: Path, run: Run) -> Path:
    """A project with a clinic that could be real, all of it approved."""
    make_real(project_folder)
    approve_all(run, project_folder)
    return project_folder


def state(run: Run, folder: Path, *more: str) -> str:
    ran = run("build", "-c", "riverside", *more, cwd=folder)
    return states(ran, folder)["riverside"]


# --- what an approval is -------------------------------------------------------------------------


def test_an_approval_says_who_as_what_and_when(approved: Path) -> None:
    lines = (approved / APPROVALS).read_text("utf-8").splitlines()
    assert lines[:3] == [f"id: {NAME}", "language: en-GB", "approvals:"]
    assert lines[3].startswith("  - words: ")
    assert lines[4:] == [
        "    jurisdiction: GB-ENG",
        "    version: 0.1.0",
        "    by: Ann Example",
        "    role: clinician",
        "    date: 2026-11-23",
    ]


def test_what_small_formats_leave_out_is_shown_to_the_approver(
    project_folder: Path, run: Run
) -> None:
    rewrite(project_folder, "formats: [a4]", "formats: [a4, a4-sheet]", SETTINGS)
    ran = run("approve", NAME, *ANN, "--dry-run", cwd=project_folder)
    assert ran.code == 0
    assert f"{NAME}, en-GB, GB-ENG: version 0.1.0, words " in ran.out
    assert "a4-sheet shortens about" in ran.out
    assert "leaves out aftercare, questions" in ran.out
    assert "nothing is written" in ran.err
    assert not (project_folder / APPROVALS).exists()


def test_the_facts_of_a_clinic_are_shown_to_the_approver(project_folder: Path, run: Run) -> None:
    ran = run("approve", "-c", "st-oswin", *ANN, "--dry-run", cwd=project_folder)
    assert "st-oswin: urgent line 07700 900 418, Every day, 8 am to 8 pm" in ran.out
    assert "st-oswin: time to think: 14 days" in ran.out


def test_without_approvals_it_is_a_draft(project_folder: Path, run: Run) -> None:
    assert state(run, project_folder) == "draft"


def test_approved_words_at_a_clinic_with_approved_facts_are_approved(
    approved: Path, run: Run
) -> None:
    ran = run("build", cwd=approved)
    assert states(ran, approved) == {"riverside": "approved", "st-oswin": "draft"}


@pytest.mark.parametrize("missing", [APPROVALS, SAFETY])
def test_both_approvals_are_needed(approved: Path, run: Run, missing: str) -> None:
    (approved / missing).unlink()
    assert state(run, approved) == "draft"


def test_every_role_that_a_project_asks_for_must_approve(approved: Path, run: Run) -> None:
    rewrite(approved, "formats", "approval: [clinician, patient-reader]\nformats", SETTINGS)
    assert state(run, approved) == "draft"
    reader = ("--by", "Bo Example", "--role", "patient-reader")
    assert run("approve", NAME, *reader, cwd=approved).code == 0
    assert state(run, approved) == "approved"
    text = (approved / APPROVALS).read_text("utf-8")
    assert text.count("words: ") == 2
    assert text.index("Ann Example") < text.index("Bo Example")


# --- what voids it -------------------------------------------------------------------------------

VOID = {
    "words": (LEAFLET, MESSAGE, "main_message: It may"),
    "the glossary": (LEAFLET, "means: a protein in skin", "means: a protein"),
    "words about a figure": (LEAFLET, "alt: Slice through skin. A thin", "alt: Slice. A thin"),
    "a drawing": ("content/figures/skin-section.svg", "<title>", "<title>A "),
    "a word of the language": (LOCALE, "audience: Who this is for", "audience: For whom"),
    "a number of the jurisdiction": (PACK, 'display: "999"', 'display: "999 or 112"'),
    "the clinic's line": (CLINIC, "01632 970 140", "(01632) 970 140"),
    "the clinic's time to think": (CLINIC, 'cooling_off_days: "14"', 'cooling_off_days: "7"'),
}
SAME = {
    "the clinic's name": (CLINIC, "name: Riverside Skin Clinic\n", "name: Riverside\n"),
    "its colour": (CLINIC, "#0f6e78", "#123456"),
    "its hours": (CLINIC, '"18:00"', '"17:00"'),
    "the day when a source was read": (LEAFLET, "accessed: 2026-11-22", "accessed: 2026-11-20"),
    "when review is due": (LEAFLET, "review_due: 2027-11-23", "review_due: 2027-10-23"),
    "the version": (LEAFLET, "\nversion: 0.1.0", "\nversion: 0.1.1"),
    "an author": (LEAFLET, "authors: []", "authors: [{name: Ann, role: doctor}]"),
    "the day until when the jurisdiction holds": (PACK, "2027-05-23", "2027-04-23"),
}


@pytest.mark.parametrize(("file", "old", "new"), VOID.values(), ids=VOID)
def test_it_is_void_when_this_changes(
    approved: Path, run: Run, file: str, old: str, new: str
) -> None:
    assert state(run, approved) == "approved"
    rewrite(approved, old, new, file)
    ran = run("build", "-c", "riverside", cwd=approved)
    assert states(ran, approved)["riverside"] == "draft"
    assert "[approval-void]" in ran.err


@pytest.mark.parametrize(("file", "old", "new"), SAME.values(), ids=SAME)
def test_it_holds_when_this_changes(
    approved: Path, run: Run, file: str, old: str, new: str
) -> None:
    rewrite(approved, old, new, file)
    ran = run("build", "-c", "riverside", cwd=approved)
    assert states(ran, approved)["riverside"] == "approved"
    assert "[approval-void]" not in ran.err


def test_the_void_approval_is_reported_where_it_stands(approved: Path, run: Run) -> None:
    rewrite(approved, MESSAGE, "main_message: It may")
    ran = run("check", cwd=approved)
    assert f"{place(approved, APPROVALS, approved_words(approved))}: advice: " in ran.out
    assert "the approval by a clinician is void: the words have changed since" in ran.out


def approved_words(folder: Path) -> str:
    approvals = Project(folder).approvals[NAME, "en-GB"].value
    assert approvals
    return approvals.approvals[0].words


def test_words_that_return_are_approved_again(approved: Path, run: Run) -> None:
    rewrite(approved, MESSAGE, "main_message: It may")
    assert state(run, approved) == "draft"
    rewrite(approved, "main_message: It may", MESSAGE)
    assert state(run, approved) == "approved"


def test_other_words_need_another_version(approved: Path, run: Run) -> None:
    rewrite(approved, MESSAGE, "main_message: It may")
    ran = run("approve", NAME, *ANN, cwd=approved)
    assert ran.code == 2
    assert "version 0.1.0 was approved with other words" in ran.err
    rewrite(approved, "\nversion: 0.1.0", "\nversion: 0.2.0")
    assert run("approve", NAME, *ANN, cwd=approved).code == 0
    assert state(run, approved) == "approved"


def test_who_has_approved_need_not_again(approved: Path, run: Run) -> None:
    before = (approved / APPROVALS).read_bytes()
    ran = run("approve", NAME, *ANN, cwd=approved)
    assert (ran.code, "has approved this already" in ran.err) == (0, True)
    assert (approved / APPROVALS).read_bytes() == before


# --- what nobody may approve ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ((NAME, "--by", "", "--role", "clinician"), "an approval needs a name and a role"),
        ((NAME, "--by", "  ", "--role", "clinician"), "an approval needs a name and a role"),
        ((NAME, "--by", "Ann"), "an approval needs a name and a role"),
        ((NAME, "--by", "12", "--role", "clinician"), '"12" names nobody'),
        ((NAME, "--by", "Ann", "--role", "clinican"), 'did you mean "clinician"?'),
        (("-c", "riverside", NAME, *ANN), "several things to approve"),
        (ANN, "nothing to approve"),
        (("mesotherapy", *ANN), "unknown leaflet"),
        (("-c", "riversid", *ANN), "unknown clinic"),
        ((NAME, "-l", "de", *ANN), "unknown language"),
    ],
)
def test_a_call_that_approves_nothing(
    project_folder: Path, run: Run, call: tuple[str, ...], message: str
) -> None:
    ran = run("approve", *call, cwd=project_folder)
    assert ran.code == 2
    assert message in ran.err
    assert not (project_folder / "content/approvals").exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("review_due: 2027-11-23", "review_due: 2026-11-22", "nothing is approved"),
        ("\nreview_due: ", "\nwithdrawn: true\nreview_due: ", "is withdrawn"),
        ("published: 2026-11-23", "published: 2026-11-24", "which is in the future"),
    ],
)
def test_a_leaflet_that_cannot_be_approved(
    project_folder: Path, run: Run, old: str, new: str, message: str
) -> None:
    rewrite(project_folder, old, new)
    ran = run("approve", NAME, *ANN, cwd=project_folder)
    assert ran.code in (1, 2)
    assert message in ran.err
    assert not (project_folder / APPROVALS).exists()


def test_an_overdue_leaflet_is_reviewed_first(project_folder: Path, run: Run) -> None:
    ran = run("approve", NAME, *ANN, "--as-of", "2027-11-24", cwd=project_folder)
    assert (ran.code, "was due 2027-11-23" in ran.err) == (2, True)


def test_a_leaflet_with_errors_is_mended_first(project_folder: Path, run: Run) -> None:
    rewrite(project_folder, "kind: none", "kind: nothing")
    ran = run("approve", NAME, *ANN, cwd=project_folder)
    assert ran.code == 1
    assert "nothing is approved: mend these things first" in ran.err


def test_a_mistake_elsewhere_stops_no_approval(project_folder: Path, run: Run) -> None:
    rewrite(project_folder, "phones:", "phnoes:", CLINIC)
    assert run("approve", NAME, *ANN, cwd=project_folder).code == 0
    assert run("approve", "-c", "riverside", *ANN, cwd=project_folder).code == 1
    rewrite(project_folder, "phnoes:", "phones:", CLINIC)
    rewrite(project_folder, "kind: none", "kind: nothing")
    assert run("approve", "-c", "riverside", *ANN, cwd=project_folder).code == 0
    assert run("approve", NAME, *ANN, cwd=project_folder).code == 1


# --- files that are not right --------------------------------------------------------------------

BROKEN = {
    "no YAML": ("approvals:\n", "approvals: [\n", "[yaml]"),
    "an empty name": ("by: Ann Example", 'by: ""', "[empty-text]"),
    "no name": ("by: Ann Example", 'by: "--"', "names nobody"),
    "a field": ("by: Ann Example", "bye: Ann Example", 'did you mean "by"?'),
    "no hash": ("words: ", "words: x", "is no hash"),
    "another leaflet's": (f"id: {NAME}", "id: another", "[wrong-name]"),
    "a day to come": ("date: 2026-11-23", "date: 2026-11-24", "which is in the future"),
    "no day": ("date: 2026-11-23", "date: today", "a date such as"),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_stops_the_leaflet_and_says_where(
    approved: Path, run: Run, old: str, new: str, message: str
) -> None:
    rewrite(approved, old, new, APPROVALS)
    ran = run("build", "-c", "riverside", cwd=approved)
    assert ran.code == 1
    assert message in ran.err
    assert f"{APPROVALS}:" in ran.err
    assert "Traceback" not in ran.err


def test_a_hash_of_another_leaflet_is_an_error(approved: Path, run: Run) -> None:
    add_leaflet(approved, "another")
    assert run("approve", "another", *ANN, cwd=approved).code == 0
    theirs = (approved / "content/approvals/another/en-GB.yaml").read_text("utf-8")
    ours = (approved / APPROVALS).read_text("utf-8")
    mine, other = (text.split("words: ")[1].split("\n")[0] for text in (ours, theirs))
    (approved / APPROVALS).write_text(ours.replace(mine, other), "utf-8")
    ran = run("check", cwd=approved)
    assert ran.code == 1
    assert "these are the words of another, en-GB" in ran.out


def test_the_facts_of_another_clinic_are_an_error(approved: Path, run: Run) -> None:
    assert run("approve", "-c", "st-oswin", *ANN, cwd=approved).code == 0
    theirs = (approved / "content/clinics/st-oswin/approvals.yaml").read_text("utf-8")
    (approved / SAFETY).write_text(theirs.replace("id: st-oswin", "id: riverside"), "utf-8")
    ran = run("check", cwd=approved)
    assert (ran.code, 'these are the safety facts of "st-oswin"' in ran.out) == (1, True)


def test_one_version_in_two_wordings_is_a_contradiction(approved: Path, run: Run) -> None:
    entry = (approved / APPROVALS).read_text("utf-8").split("approvals:\n")[1]
    other = entry.replace(approved_words(approved), "0" * 64).replace("Ann", "Bo")
    with (approved / APPROVALS).open("a", encoding="utf-8") as stream:
        stream.write(other)
    ran = run("check", cwd=approved)
    assert ran.code == 1
    assert "version 0.1.0 is approved with two wordings" in ran.out


def test_one_person_who_approves_twice_is_a_contradiction(approved: Path, run: Run) -> None:
    entry = (approved / APPROVALS).read_text("utf-8").split("approvals:\n")[1]
    with (approved / APPROVALS).open("a", encoding="utf-8") as stream:
        stream.write(entry.replace("2026-11-23", "2026-11-20"))
    ran = run("check", cwd=approved)
    assert ran.code == 1
    assert '"Ann Example" approved the same words twice' in ran.out


def test_approvals_of_a_leaflet_that_is_not_there(approved: Path, run: Run) -> None:
    folder = approved / "content/approvals/mesotherapy"
    (approved / APPROVALS).parent.rename(folder)
    rewrite(approved, NAME, "mesotherapy", "content/approvals/mesotherapy/en-GB.yaml")
    ran = run("check", cwd=approved)
    assert ran.code == 1
    assert 'approvals of "mesotherapy" in en-GB, which does not exist' in ran.out


def test_what_an_author_wrote_around_entries_stays(approved: Path, run: Run) -> None:
    rewrite(approved, "approvals:\n", "approvals: # asked by e-mail\n", APPROVALS)
    assert run("approve", NAME, "--by", "Bo", "--role", "clinician", cwd=approved).code == 0
    assert "approvals: # asked by e-mail\n" in (approved / APPROVALS).read_text("utf-8")


def test_a_file_that_cannot_take_an_entry_is_left_alone(approved: Path, run: Run) -> None:
    path = approved / APPROVALS
    before = path.read_text("utf-8").replace("approvals:\n  - ", "approvals:\n- ").replace(
        "\n    ", "\n  "
    )  # fmt: skip
    path.write_text(before, "utf-8")
    ran = run("approve", NAME, "--by", "Bo", "--role", "clinician", cwd=approved)
    assert (ran.code, APPROVALS in ran.err) == (2, True)
    assert path.read_text("utf-8") == before
