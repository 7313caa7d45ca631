"""A project may raise what a check stops, never lower it."""

from pathlib import Path

import pytest

from tests.support.projects import LEAFLET, SETTINGS, Edit, Run, place

#: A heading before which a sentence can stand.
BEFORE = "\n## Words we use"


def _checks(folder: Path, edit: Edit, written: str) -> str:
    """Write `checks:` in the project file; the place of its last word."""
    edit(folder / SETTINGS, "formats:", f"checks:\n  {written}\nformats:")
    return place(folder, SETTINGS, written.rpartition(" ")[2])


@pytest.mark.parametrize(
    ("written", "effect"),
    [
        ("claims: advice", "unfit"),
        ("claims: warning", "unfit"),
        ("references: unfit", "broken"),
        ("fit: advice", "broken"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_lowered_effect_is_refused_at_its_line(
    written: str, effect: str, command: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    where = _checks(project_folder, edit, written)
    ran = run(command, cwd=project_folder)
    name, _, given = written.partition(": ")
    assert (ran.code, ran.out) == (2, "")
    assert f'{where}: "{name}" finds what is {effect}, so "{given}" would lower it' in ran.err
    assert f'waive "{name}" in the leaflet' in ran.err


def test_a_check_that_nobody_can_waive_is_not_told_to_be_waived(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    _checks(project_folder, edit, "band: advice")
    ran = run("check", cwd=project_folder)
    assert (ran.code, "delete this line" in ran.err, "waive" in ran.err) == (2, True, False)


@pytest.mark.parametrize("given", ["note", "off", "waived", "broken", "none"])
def test_another_word_than_an_effect_is_refused_with_the_way_out(
    given: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    where = _checks(project_folder, edit, f"claims: {given}")
    ran = run("check", cwd=project_folder)
    assert ran.code == 2
    assert f'{where}: "claims": "{given}" is no effect that a project may give' in ran.err
    assert "waive its check in the leaflet" in ran.err


def test_an_unknown_check_is_told_at_its_line(project_folder: Path, edit: Edit, run: Run) -> None:
    where = _checks(project_folder, edit, "clams: unfit")
    ran = run("check", cwd=project_folder)
    assert (ran.code, f'{where}: unknown check "clams"' in ran.err) == (2, True)
    assert 'did you mean "claims"?' in ran.err


@pytest.mark.parametrize("given", ["unfit", "error"])
def test_what_is_raised_to_unfit_fails_the_check_and_no_build(
    given: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    folder = project_folder
    edit(folder / LEAFLET, BEFORE, f"\nHe said that we utilise it.\n{BEFORE}")
    ran = run("check", cwd=folder)
    assert (ran.code, ": advice: " in ran.out, "[hard-words]" in ran.out) == (0, True, True)
    _checks(folder, edit, f"hard-words: {given}")
    ran = run("check", cwd=folder)
    assert (ran.code, ": unfit: " in ran.out, "[hard-words]" in ran.out) == (1, True, True)
    assert run("build", "--dry-run", cwd=folder).code == 0


def test_only_a_waiver_excuses_what_is_unfit(project_folder: Path, edit: Edit, run: Run) -> None:
    folder = project_folder
    edit(folder / LEAFLET, BEFORE, f"\nIt is painless.\n{BEFORE}")
    assert run("check", cwd=folder).code == 1
    waiver = "waivers:\n  - {check: claims, reason: it is quoted from an advert, by: Ann,"
    edit(folder / LEAFLET, "\nwaivers: []", f"\n{waiver} date: 2026-11-01}}")
    ran = run("check", cwd=folder)
    assert ran.code == 0
    assert "waived: " in ran.out
