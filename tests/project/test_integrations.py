"""What other repositories use of this one: the action for GitHub and the hook for pre-commit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from leaflet.bootstrap.system import MANAGERS
from tests.cli.test_help import check_call
from tests.support.new_projects import ANSWERS
from tests.support.projects import ROOT, Run
from tests.support.wheels import build_wheel
from tests.support.workflow_steps import Runner, bare_environment


def read(name: str) -> Any:
    return yaml.load((ROOT / name).read_text("utf-8"), yaml.BaseLoader)


ACTION = read("action.yml")
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


def named(steps: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {step["name"]: step for step in steps if "name" in step}


# --- the action ----------------------------------------------------------------------------------


def test_the_action_is_a_composite_one_whose_inputs_are_all_used() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert all(step.get("shell") == "bash" for step in STEPS if "run" in step)
    text = json.dumps(STEPS)
    for name, given in ACTION["inputs"].items():
        assert f"inputs.{name} " in text, name
        assert given["description"]
        assert "default" in given


def test_what_a_caller_gives_reaches_the_shell_as_a_variable_only() -> None:
    """An expression inside a script would run what the caller writes into it."""
    assert [step["run"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_the_action_and_the_workflow_of_a_new_project_do_the_same(tmp_path: Path, run: Run) -> None:
    run("new", "project", "p", *ANSWERS, cwd=tmp_path)
    text = (tmp_path / "p/.github/workflows/leaflets.yml").read_text("utf-8")
    (job,) = yaml.load(text, yaml.BaseLoader)["jobs"].values()
    ours, theirs = named(STEPS), named(job["steps"])
    assert list(ours) == list(theirs)
    for name in ("Install native libraries, where they are missing", "Keep the cache small"):
        assert ours[name]["run"] == theirs[name]["run"].replace(".venv/bin/", "")
    assert theirs["Check"]["run"].replace(".venv/bin/", "") in ours["Check"]["run"].replace(
        ' ${AS_OF:+--as-of "$AS_OF"}', ""
    )
    assert theirs["Build"]["run"].replace(".venv/bin/", "") in ours["Build"]["run"]
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert [step["uses"] for step in STEPS if "uses" in step] == used[1:]  # without the checkout
    for place in ("path", "key", "restore-keys"):
        (here,) = (step["with"][place] for step in STEPS if "cache" in step.get("uses", ""))
        (there,) = (step["with"][place] for step in job["steps"] if "cache" in step.get("uses", ""))
        assert here.removeprefix("${{ inputs.folder }}/") == there
    packages = MANAGERS["apt-get"].partition("--no-install-recommends ")[2]
    assert packages in ours["Install native libraries, where they are missing"]["run"]


@pytest.mark.slow
@pytest.mark.process
@pytest.mark.pdf
def test_the_steps_of_the_action_run_where_nothing_is_but_python(tmp_path: Path, run: Run) -> None:
    home, temporary, checkout = (tmp_path / name for name in ("home", "temporary", "checkout"))
    for folder in (home, temporary, checkout):
        folder.mkdir()
    assert run("new", "project", "our leaflets", *ANSWERS, cwd=checkout).code == 0
    project = checkout / "our leaflets"
    wheel = build_wheel(tmp_path)
    inputs = {name: given["default"] for name, given in ACTION["inputs"].items()}
    inputs |= {
        "folder": "our leaflets",
        "tool": str(wheel),
        "arguments": "-f a4  -c harbour-clinic",
    }

    def outcomes(**more: str) -> list[str]:
        given = {**inputs, **{name.replace("_", "-"): value for name, value in more.items()}}
        Runner(checkout, temporary, bare_environment(home), given).run(STEPS)
        report = json.loads((project / "report.json").read_text("utf-8"))
        return [edition["outcome"] for edition in report["editions"]]

    assert outcomes() == ["built"]
    assert [path.name for path in project.glob("dist/*/*/*")] == ["your-visit.a4.pdf"]
    assert outcomes() == ["cached"]
    assert outcomes(release="true", as_of="2026-12-01") == ["withheld"]
    assert list(home.iterdir()) == [], "something is kept outside the project"
    assert {path.name for path in checkout.iterdir()} == {"our leaflets"}


#: Stands in for `leaflet build`: it ends with a code and writes a report with an outcome.
PRETENDED = """leaflet() {{ echo '{{"editions": [{{"outcome": "{outcome}"}}]}}' > report.json
printf '%s;' "$@" > arguments; return {code}; }}
"""


@pytest.mark.process
@pytest.mark.parametrize(
    ("release", "code", "outcome", "ends_with"),
    [
        ("false", 0, "built", 0),
        ("false", 1, "failed", 1),
        ("false", 3, "failed", 3),
        ("true", 3, "withheld", 0),
        ("true", 3, "failed", 3),
        ("true", 4, "withheld", 4),
    ],
)
def test_the_action_fails_on_what_failed(
    release: str, code: int, outcome: str, ends_with: int, tmp_path: Path
) -> None:
    step = named(STEPS)["Build"]
    script = PRETENDED.format(outcome=outcome, code=code) + step["run"]
    inputs = {"arguments": "-f * -c $(id)", "as-of": "", "folder": ".", "release": release}
    runner = Runner(tmp_path, tmp_path, bare_environment(tmp_path), inputs)
    assert runner.run_step({**step, "run": script}).returncode == ends_with
    given = (tmp_path / "arguments").read_text("utf-8").rstrip(";").split(";")
    wanted = ["build", "--report", "report.json", "-f", "*", "-c", "$(id)"]
    assert given == [*wanted, *(["--release"] if release == "true" else [])]


# --- the hook ------------------------------------------------------------------------------------


def test_the_hook_calls_a_command_that_there_is() -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    assert check_call(hook["entry"].split()).name == "check"
    assert (hook["language"], hook["pass_filenames"]) == ("python", "false")
    for path, is_checked in {
        "content/leaflets/foot-care/en-GB.md": True,
        "leaflets/content/clinics/harbour/logo.svg": True,
        "leaflet.yaml": True,
        "README.md": False,
        "src/leaflet.yaml.j2": False,
        "contents/a.md": False,
    }.items():
        assert bool(re.search(hook["files"], path)) == is_checked, path
