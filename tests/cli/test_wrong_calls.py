"""Wrong calls: the message says what was meant, and what to write in its place."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.support.projects import SETTINGS, Run, place

NAME = "mesotherapy-acne-scars"
FILE = f"content/leaflets/{NAME}/en-GB.md"
CLINIC = "content/clinics/riverside"

CALLS = [
    ("check -f A4", 'did you mean "a4"?'),
    ("build -f Trifold", 'did you mean "trifold"?'),
    ("build -f tri-fold", 'did you mean "trifold"?'),
    ("build -f large_print", 'did you mean "large-print"?'),
    ("build -f 'A5 booklet'", 'did you mean "a5-booklet"?'),
    ("build -f booklet", 'did you mean "a5-booklet"?'),
    ("build -f poster", 'did you mean "poster-a3" or "poster-a4"?'),
    ("build -f sheet", 'did you mean "a4-sheet" or "letter-sheet"?'),
    ("build -f pdf", "use one of: a4, a4-sheet"),
    ("check -c Riverside", 'did you mean "riverside"?'),
    ("check -c 'St Oswin'", 'did you mean "st-oswin"?'),
    ("check -l en_gb", 'did you mean "en-GB"?'),
    ("check Mesotherapy-Acne-Scars", f'did you mean "{NAME}"?'),
    ("check mesotherapy", f'did you mean "{NAME}"?'),
    (f"check {FILE}", f'is a path of the leaflet "{NAME}" write {NAME} in its place'),
    (f"build ./content/leaflets/{NAME}", f"write {NAME} in its place"),
    (f"evidence /home/me/leaflets/{FILE}", f"write {NAME} in its place"),
    (f"check -c {CLINIC}/clinic.yaml", "write -c riverside in its place"),
    (f"check -c {CLINIC}/", "write -c riverside in its place"),
    (f"check {CLINIC}/clinic.yaml", "write -c riverside in its place"),
    (f"check -c {FILE}", f"write {NAME} in its place"),
    ("check content/leaflets/mesotherapy/en-GB.md", f'did you mean "{NAME}"?'),
    ("check riverside", '"riverside" is a clinic, not a leaflet write: -c riverside'),
    ("check Riverside", '"Riverside" is a clinic, not a leaflet write: -c riverside'),
    ("check a4", '"a4" is a format, not a leaflet write: -f a4'),
    ("check en-GB", '"en-GB" is a language, not a leaflet write: -l en-GB'),
    (f"check -c {NAME}", f"is a leaflet, not a clinic write it without an option: {NAME}"),
    ("check -f riverside", '"riverside" is a clinic, not a format write: -c riverside'),
    ("explain Claims", 'did you mean "claims"?'),
    ("eject A4", 'did you mean "a4.css.j2" or "a4.html.j2"?'),
    ("list leaflet", '"leaflet" is not known; did you mean "leaflets"?'),
    ("schema Clinic", 'did you mean "clinic"?'),
    ("check --stage page", "use one of: content, composed"),
    ("build -j 0", '"0" is no number from 1 to 512'),
    ("build -j many", '"many" is no number from 1 to 512'),
    ("cache prune --older-than -1", '"-1" is no number from 0 to 36500'),
    ("biuld", 'no command "biuld"; did you mean "build"?'),
    ("new thing", "use one of: clinic, format, kind"),
    ("help", "write: leaflet --help"),
    ("approve", "nothing to approve name one: a leaflet"),
    (f"approve {NAME} -c riverside", "several things to approve"),
    (f"diff {NAME}", f"{NAME}: no such file name the file of a leaflet, as content/"),
    ("changes before dist", "to make one: leaflet build"),
    ("verify nothing.pdf", "name one with --register, or make one: leaflet register"),
    ("new leaflet foot-care --kind Treatment", 'did you mean "treatment"?'),
]


@pytest.mark.parametrize(("call", "says"), CALLS, ids=[call for call, _ in CALLS])
def test_the_message_says_what_to_write(
    call: str, says: str, project_folder: Path, run: Run
) -> None:
    ran = run(*shlex.split(call), cwd=project_folder)
    assert ran.code == 2
    assert says in " ".join(ran.err.split())
    assert ran.out == ""


def test_a_project_without_leaflets_says_how_to_make_one(project_folder: Path, run: Run) -> None:
    (project_folder / FILE).unlink()
    ran = run("build", "foot-care", cwd=project_folder)
    assert (ran.code, "make one: leaflet new leaflet NAME" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("settings", "wrong", "says"),
    [
        ("formats: [a4, tri-fold]\n", "tri-fold", 'unknown format "tri-fold"'),
        ("editions:\n  - clinics: [river-side]\n", "river-side", 'unknown clinic "river-side"'),
    ],
)
def test_a_wrong_name_in_the_project_file_is_told_with_its_place(
    settings: str, wrong: str, says: str, project_folder: Path, run: Run
) -> None:
    (project_folder / SETTINGS).write_text(settings, "utf-8")
    ran = run("check", cwd=project_folder)
    assert ran.code == 2
    assert f"error: {place(project_folder, SETTINGS, wrong)}: {says}" in ran.err
    meant = wrong.replace("-", "")
    assert f'did you mean "{meant}"?' in ran.err
