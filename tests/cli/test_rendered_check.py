"""`leaflet check --stage rendered` tells what pages show and say, and writes none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.projects import ROOT, Edit, Run

TRIFOLD = ("check", "mesotherapy-acne-scars", "-c", "riverside", "--stage", "rendered")


@pytest.fixture(autouse=True)
def _trifold(project_folder: Path) -> None:
    """A format that is rendered in a moment."""
    (project_folder / "leaflet.yaml").write_text("formats: [trifold]\n", "utf-8")


@pytest.mark.pdf
@pytest.mark.command
def test_a_person_is_told_what_is_read_aloud(project_folder: Path, run: Run) -> None:
    ran = run(*TRIFOLD, cwd=project_folder)
    assert ran.code == 0
    assert 'its headings are read in this order: "Mesotherapy for acne scars"; ' in ran.out
    assert '"QR code that opens https://riverside-skin.example/' in ran.out
    assert "\u2060" not in ran.out
    assert ran.out.count("[read-aloud]") == ran.out.count("\n")
    assert "[claims]" not in ran.out
    assert not (project_folder / "dist").exists()
    assert "[read-aloud]" not in run("check", "-v", cwd=project_folder).out


@pytest.mark.pdf
@pytest.mark.command
def test_what_a_reader_could_not_read_fails(project_folder: Path, run: Run) -> None:
    own = project_folder / "templates/patient/trifold.css.j2"
    own.parent.mkdir(parents=True)
    shipped = (ROOT / "templates/patient/trifold.css.j2").read_text("utf-8")
    own.write_text(f"{shipped}\nh2 {{ transform: rotate(1deg) }}\n", "utf-8")
    ran = run(*TRIFOLD, cwd=project_folder)
    assert ran.code == 1
    assert "templates/patient/trifold.css.j2: broken: trifold: page 1: " in ran.out
    assert "[structure]" in ran.out


@pytest.mark.command
def test_what_cannot_be_rendered_says_why(project_folder: Path, edit: Edit, run: Run) -> None:
    leaflet = project_folder / "content/leaflets/mesotherapy-acne-scars/en-GB.md"
    edit(leaflet, "title: ", "titel: ")
    ran = run(*TRIFOLD, cwd=project_folder)
    assert ran.code == 1
    assert 'unknown field "titel"' in ran.out
    assert "note:" not in ran.out
