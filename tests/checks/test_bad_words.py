"""Texts and waivers that nobody should write get an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.projects import LEAFLET, Edit, Ran, Run

SUMMARY = "No one knows how often. Next step"
WAIVER = "  - check: {check}\n    reason: {reason}\n    by: Ann Example\n    date: 2026-11-24"


def checked(project: Path, run: Run) -> Ran:
    """What `check` says, whatever stands there."""
    return run("check", "-f", "a4", cwd=project)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("word " * 200_000, "the file is larger than"),
        ("and so it went on and on " * 430, "more than 5,000 characters without an empty line"),
        ("and so on it went " * 55, "a sentence of 2"),
        ("Это не лечит рубцы и не стирает следы. " * 100, "[script]"),
        ("这不是治疗方法也不会去除疤痕。" * 300, "[script]"),
        ("glow " * 900, "[claims]"),
        ("e.g. " * 900, "[latin]"),
        ("a-a-" * 1_200, "[long-sentences]"),
        (("x" * 4_000 + " ") * 1, ""),
    ],
    ids=[
        "200,000 words",
        "long",
        "sentence",
        "Cyrillic",
        "Han",
        "glow",
        "eg",
        "hyphens",
        "word",
    ],
)
def test_a_text_of_any_kind_is_answered(
    text: str, says: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / LEAFLET, SUMMARY, f"{text}. Next step")
    ran = checked(project_folder, run)
    assert says in ran.out
    assert ran.code == (1 if says else ran.code)


def test_a_check_says_the_same_two_hundred_times_at_most(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / LEAFLET, SUMMARY, "glow " * 900 + ". Next step")
    ran = checked(project_folder, run)
    assert ran.out.count("[claims]") == 200


def waived(project: Path, edit: Edit, check: str, reason: str) -> None:
    lines = WAIVER.format(check=check, reason=reason)
    edit(project / LEAFLET, "waivers: []", f"waivers:\n{lines}")


@pytest.mark.parametrize(
    ("check", "reason", "says"),
    [
        ("claims", '""', "empty-text"),
        ("claims", "so", "is not a reason"),
        ("clams", "it is right here", 'no check "clams" to waive; did you mean "claims"?'),
    ],
)
def test_a_waiver_needs_a_check_and_a_reason(
    check: str, reason: str, says: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    waived(project_folder, edit, check, reason)
    ran = checked(project_folder, run)
    assert ran.code == 1
    assert says in ran.out


def test_a_waiver_without_a_reason_is_a_missing_field(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    waived(project_folder, edit, "claims", "x")
    edit(project_folder / LEAFLET, "    reason: x\n", "")
    ran = checked(project_folder, run)
    assert (ran.code, '"reason"' in ran.out, "[missing-field]" in ran.out) == (1, True, True)


def test_what_is_waived_is_built_and_stays_in_every_report(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / LEAFLET, "It does not remove scars. Proof", "It removes scars. Proof")
    fit = ("build", "--fail-on", "unfit")
    assert run(*fit, cwd=project_folder).code == 1
    waived(project_folder, edit, "claims", "a quotation of the clinic's own advert")
    accepted = (
        'waived: "removes scars" is a promise; accepted by Ann Example on 2026-11-24: a quotation'
    )
    checked_ = checked(project_folder, run)
    assert (checked_.code, accepted in checked_.out, "1 waived" in checked_.err) == (0, True, True)
    for _ in range(2):  # the second time it is recalled
        built = run(*fit, "--report", "report.json", cwd=project_folder)
        assert (built.code, accepted in built.err) == (0, True)
        report = (project_folder / "report.json").read_text("utf-8")
        assert '"severity": "waived"' in report
        assert "accepted by Ann Example" in report
    assert run("check", "--strict", cwd=project_folder).code == 0


def test_a_kind_that_does_not_exist_is_reported(project_folder: Path, edit: Edit, run: Run) -> None:
    edit(project_folder / LEAFLET, "kind: cosmetic-procedure", "kind: cosmetic")
    ran = checked(project_folder, run)
    assert 'no kind "cosmetic"; did you mean "cosmetic-procedure"? [unknown-kind]' in ran.out
