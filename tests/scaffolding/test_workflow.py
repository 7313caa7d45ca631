"""The CI workflow of a new project: its steps run where nothing is but Python."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.new_projects import ANSWERS
from tests.support.projects import Run
from tests.support.wheels import build_wheel
from tests.support.workflow_steps import Runner, bare_environment

WORKFLOW = ".github/workflows/leaflets.yml"


def workflow(folder: Path) -> dict[str, Any]:
    text = (folder / WORKFLOW).read_text("utf-8")
    made: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return made


def steps(folder: Path) -> list[dict[str, Any]]:
    (job,) = workflow(folder)["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


@pytest.mark.slow
@pytest.mark.process
@pytest.mark.pdf
def test_its_steps_run_in_a_bare_root_and_the_second_run_renders_nothing(
    tmp_path: Path, run: Run
) -> None:
    """The packages that the tool needs are those of this environment, so that no network is."""
    wheel = build_wheel(tmp_path)
    folder, home, temporary = (tmp_path / name for name in ("our-leaflets", "home", "temporary"))
    home.mkdir()
    temporary.mkdir()
    assert run("new", "project", folder, *ANSWERS, "--tool", wheel, cwd=tmp_path).code == 0
    summary = tmp_path / "summary.md"
    env = {
        **bare_environment(home),
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    runner = Runner(folder, temporary, {**env, **workflow(folder)["env"]}, {})
    runner.run(steps(folder))
    assert outcomes(folder) == {"built"}
    pages = sorted(path.name for path in folder.glob("dist/*/*/*"))
    assert pages == ["your-visit.a4.pdf", "your-visit.phone.html"]
    published = [step["with"]["path"] for step in steps(folder) if "upload" in step.get("uses", "")]
    assert published == ["site"]
    assert (folder / "site/index.html").is_file()
    assert len(list((folder / "site").glob("*.zip"))) == 1
    assert "To mend before it is fit for patients" in summary.read_text("utf-8")
    assert "open index.html" in summary.read_text("utf-8")
    runner.run(steps(folder))
    assert outcomes(folder) == {"cached"}
    assert list(home.iterdir()) == [], "something is kept outside the project"


def outcomes(folder: Path) -> set[str]:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    return {edition["outcome"] for edition in report["editions"]}


HASH = "0f" * 32
ADDRESS = f"https://files.example/patient_leaflet-1.0-py3-none-any.whl#sha256={HASH}"


@pytest.mark.parametrize(
    ("place", "written"),
    [
        (None, "patient-leaflet==0.1.0"),
        ("patient-leaflet==2.0.0", "patient-leaflet==2.0.0"),
        (ADDRESS, f"patient-leaflet @ {ADDRESS}"),
    ],
)
def test_the_place_of_the_tool_is_written_once(
    tmp_path: Path, run: Run, place: str | None, written: str
) -> None:
    more = ("--tool", place) if place else ()
    assert run("new", "project", "p", *ANSWERS, *more, cwd=tmp_path).code == 0
    assert workflow(tmp_path / "p")["env"]["LEAFLET_TOOL"] == written
    text = (tmp_path / "p" / WORKFLOW).read_text("utf-8")
    assert text.count(written) == 1


def test_a_wheel_is_copied_beside_the_project_file(tmp_path: Path, run: Run) -> None:
    wheel = tmp_path / "patient_leaflet-9-py3-none-any.whl"
    wheel.write_bytes(b"a wheel")
    assert run("new", "project", "p", *ANSWERS, "--tool", wheel, cwd=tmp_path).code == 0
    assert (tmp_path / "p" / wheel.name).read_bytes() == b"a wheel"
    assert workflow(tmp_path / "p")["env"]["LEAFLET_TOOL"] == f"./{wheel.name}"


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("https://files.example/patient_leaflet-1.0-py3-none-any.whl", "has no hash"),
        (f"http://files.example/x.whl#sha256={HASH}", "is no wheel"),
        ("missing.whl", "is no wheel"),
        ("patient-leaflet", "is no wheel"),
        ("x==1; rm -rf $HOME", "is no wheel"),
    ],
)
def test_a_place_that_is_not_fixed_is_refused(
    tmp_path: Path, run: Run, place: str, says: str
) -> None:
    ran = run("new", "project", "p", *ANSWERS, "--tool", place, cwd=tmp_path)
    assert (ran.code, says in ran.err) == (2, True), ran.err
    assert list(tmp_path.iterdir()) == []


def test_it_builds_checks_caches_and_publishes(tmp_path: Path, run: Run) -> None:
    assert run("new", "project", "p", *ANSWERS, cwd=tmp_path).code == 0
    made = steps(tmp_path / "p")
    text = json.dumps(made)
    for part in (
        "leaflet build",
        "leaflet check",
        "leaflet site",
        "actions/cache",
        "upload-artifact",
    ):
        assert part in text
    cache = workflow(tmp_path / "p")["env"]["LEAFLET_CACHE"]
    assert [step["with"]["path"] for step in made if "cache" in step.get("uses", "")] == [cache]
