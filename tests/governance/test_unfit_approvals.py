"""What is unfit for patients is neither approved nor released, and an approval of it is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leaflet.checks import run as checks_run
from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import LeafletAtClinic
from leaflet.core.diagnostics import Severity
from tests.support.governed import ANN, APPROVALS, NAME, approve_all, make_real, rewrite
from tests.support.projects import CLINIC, SETTINGS, Run, place

#: The words of a leaflet in which the kind of promise stands that is unfit.
PROMISE = ("\n## Words we use", "\nIt is painless.\n\n## Words we use")


def _approved(folder: Path, run: Run) -> None:
    make_real(folder)
    approve_all(run, folder)


def _upgrade(folder: Path) -> None:
    """What a new version of the program may do: something that was advice is unfit."""
    rewrite(folder, "formats:", "checks: {hard-words: unfit}\nformats:", SETTINGS)


def _write_a_hard_word(folder: Path) -> None:
    rewrite(folder, "\n## Words we use", "\nWe utilise it.\n\n## Words we use")


def test_what_is_unfit_is_not_approved(project_folder: Path, run: Run) -> None:
    rewrite(project_folder, *PROMISE)
    ran = run("approve", NAME, *ANN, cwd=project_folder)
    assert ran.code == 1
    assert ': unfit: "painless" is a promise' in ran.err
    assert "nothing is approved: mend these things first" in ran.err
    assert not (project_folder / APPROVALS).exists()


def test_a_clinic_with_something_unfit_is_not_released_and_not_approved(
    project_folder: Path, run: Run
) -> None:
    folder = project_folder
    _approved(folder, run)
    rewrite(folder, "\nstrapline: ", "\nstrapline: Painless care. ", CLINIC)
    ran = run("build", "--release", "-c", "riverside", "--dry-run", cwd=folder)
    assert "withhold" in ran.out
    assert "1 thing to mend in the clinic's file" in ran.out
    ran = run("approve", "-c", "riverside", "--by", "Bo Example", "--role", "clinician", cwd=folder)
    assert (ran.code, ": unfit: " in ran.err, "[claims]" in ran.err) == (1, True, True), ran.err


def test_an_approved_leaflet_that_becomes_a_draft_is_told_by_check_and_due(
    project_folder: Path, run: Run
) -> None:
    folder = project_folder
    _write_a_hard_word(folder)
    _approved(folder, run)
    assert "approval-unfit" not in run("check", cwd=folder).out
    assert run("due", cwd=folder).out == ""
    _upgrade(folder)
    ran = run("check", cwd=folder)
    where = place(folder, APPROVALS, "words: ").rpartition(":")[0]
    line = next(line for line in ran.out.splitlines() if "[approval-unfit]" in line)
    assert line.startswith(f"{where}:")
    assert "advice: approved for GB-ENG, and a draft: 1 thing to mend; mend or waive" in line
    ran = run("due", cwd=folder)
    assert (ran.code, f"mend  {NAME}, en-GB" in ran.out) == (0, True)
    assert ran.err == "0 due within 90 days, 0 overdue, 1 approved and to mend: leaflet check\n"
    (item,) = json.loads(run("due", "--json", cwd=folder).out)["due"]
    assert (item["what"], item["days"]) == ("mend", 0)
    ran = run("build", "--release", "-c", "riverside", "--dry-run", cwd=folder)
    assert "1 thing to mend" in ran.out


def _at_clinic(subject: LeafletAtClinic) -> list[Found]:
    assert subject.clinic.value
    if subject.clinic.value.id != "riverside":
        return []
    return [(subject.clinic.place(("name",)), "no such department", "add it")]


@pytest.fixture
def at_clinic(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check of a leaflet at a clinic that finds something unfit."""
    check = Check(
        id="clinic-values",
        stage="content",
        reads=LeafletAtClinic,
        severity=Severity.ERROR,
        summary="A department that a leaflet names is there.",
        run=lambda subject: iter(_at_clinic(subject)),
    )
    known = checks_run._of

    def of(stage: str, reads: type) -> tuple[Check, ...]:
        return (check,) if reads is LeafletAtClinic else known(stage, reads)

    monkeypatch.setattr(checks_run, "_of", of)


@pytest.mark.usefixtures("at_clinic")
def test_what_is_unfit_at_a_clinic_withholds_its_release_alone(
    project_folder: Path, run: Run
) -> None:
    folder = project_folder
    _approved(folder, run)
    assert run("build", "-c", "riverside", cwd=folder).code == 0
    for options in ((), ("--fresh",)):
        ran = run("build", "--release", "-c", "riverside", *options, "--dry-run", cwd=folder)
        assert "withhold" in ran.out
        assert "1 thing to mend" in ran.out
        ran = run("build", "--release", "-c", "riverside", *options, cwd=folder)
        assert (ran.code, "withheld: riverside" in ran.err) == (3, True)
        assert not list((folder / "dist").rglob("*.pdf"))
        assert run("build", "-c", "riverside", cwd=folder).code == 0
