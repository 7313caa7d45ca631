"""What nobody has read weighs by what rests on it; a jurisdiction's sources were read in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.core.diagnostics import Effect, Severity
from tests.cases import Case
from tests.checks.test_check_cases import found
from tests.support.governed import UNREAD, approve_all, make_real, rewrite
from tests.support.projects import LEAFLET, PACK, Run, place

SENTENCE = "Flat marks may fade."
ALWAYS = 'fact "c10" was not read, and 1 number rests on it'


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("About [9 in 10](source:fda-fillers) flat marks may fade.",
         'source "fda-fillers" was not read, and 1 number rests on it'),
        ("For [some](fact:c13) fade in [9 of 10](fact:c13) and [2 of 10](fact:c13).",
         'fact "c13" was not read, and 2 numbers rest on it'),
        ("Most [flat marks](source:fda-fillers) may fade.", ""),
        ("Most [flat marks](fact:c13) may fade in 9 in 10 people.", ""),
        ("About [9 in 10](source:konda-2013) flat marks may fade.", ""),
    ],
)  # fmt: skip
def test_what_a_number_rests_on_was_read(new: str, says: str) -> None:
    told = [finding.message for finding in found("unverified", Case(SENTENCE, new, ""))]
    assert [one for one in told if one != ALWAYS] == ([says] if says else [])
    assert ALWAYS in told


@pytest.mark.parametrize(
    ("sign", "is_told"),
    [
        ("Trouble breathing", False),
        ("Trouble [breathing](fact:c13)", True),
        ("Trouble [breathing](fact:c4)", False),
    ],
)
def test_what_a_sign_of_an_emergency_rests_on_was_read(sign: str, *, is_told: bool) -> None:
    case = Case("    - Trouble breathing, or", f"    - {sign}, or", "")
    told = [finding.message for finding in found("unverified", case)]
    assert ('fact "c13" was not read, and 1 emergency rests on it' in told) is is_told


def test_in_a_draft_it_is_a_note_and_once_approved_advice(project_folder: Path, run: Run) -> None:
    make_real(project_folder)
    rewrite(project_folder, f"{UNREAD}true", f"{UNREAD}false")
    line_of_c10 = int(place(project_folder, LEAFLET, UNREAD).split(":")[1])
    assert "was not read" not in run("check", cwd=project_folder).out
    approve_all(run, project_folder)
    ran = run("check", cwd=project_folder)
    (line,) = {one for one in ran.out.splitlines() if "[approval-unverified]" in one}
    assert line.startswith(f"{LEAFLET}:{line_of_c10 + 1}:15: ")
    assert f"advice: the words are approved: {ALWAYS}; read it in the source itself" in line
    rewrite(project_folder, f"{UNREAD}false", f"{UNREAD}true")
    assert "[approval-unverified]" not in run("check", cwd=project_folder).out


@pytest.mark.parametrize(
    ("accessed", "effect"),
    [
        ("2026-11-22", None),
        ("2026-05-22", None),
        ("2026-05-21", Effect.ADVICE),
        ("2024-05-21", Effect.ADVICE),
        ("2024-05-18", Effect.UNFIT),
    ],
)
def test_a_source_of_a_jurisdiction_is_read_in_the_year_before_it_is_verified_again(
    accessed: str, effect: Effect | None
) -> None:
    told = found("pack-sources", Case(_NHS, _NHS.replace("2026-11-22", accessed), "", file=PACK))
    assert [one.effect for one in told if "last read" in one.message] == [effect] * bool(effect)


def test_a_source_of_a_jurisdiction_that_nobody_read_is_told_where_it_stands() -> None:
    case = Case(_NHS, _NHS.replace("true", "false"), "", file=PACK)
    told = [one for one in found("pack-sources", case) if '"nhs-choosing"' in one.message]
    assert [one.message for one in told] == [
        '"nhs-choosing" was not read in its own text, and a rule rests on it'
    ]
    assert told[0].severity is Severity.NOTE
    assert (told[0].span.path, told[0].span.column) == (PACK, 15)


_NHS = """choosing-who-will-do-your-procedure/
    level: guideline
    accessed: 2026-11-22
    verified: true"""
