"""The wheel holds all that a clinic needs: installed elsewhere, it prints the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from leaflet.core.digests import digest
from tests.support.example import CLINICS, example
from tests.support.printed import TODAY
from tests.support.projects import ROOT
from tests.support.wheels import build_wheel

pytestmark = pytest.mark.pdf

#: What somebody adds to a clone: none of it is shipped.
ADDED = (
    "content/clinics/harbour/clinic.yaml",
    "content/clinics/riverside/letter.pdf",
    "content/leaflets/our-own/en-GB.md",
    "content/groups/coast.yaml",
    "content/locales/de-DE.yaml",
    "content/approvals/sun-protection/en-GB.yaml",
)


def add_own_content(repository: Path) -> None:
    for name in ADDED:
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("name: Ours\n", "utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a clone to which somebody has added content."""
    return build_wheel(tmp_path_factory.mktemp("wheel"), add_own_content)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel is a ZIP of what is to be installed."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def in_repository(folder: str) -> set[str]:
    """The files of a folder that are kept in the repository; all of them where Git cannot say."""
    listed = subprocess.run(
        ["git", "ls-files", folder], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0 and listed.stdout:
        return set(listed.stdout.split("\n")) - {""}
    every = (ROOT / folder).rglob("*")
    return {path.relative_to(ROOT).as_posix() for path in every if path.is_file()}


@pytest.mark.process
def test_the_wheel_holds_templates_and_starter_content(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = in_repository("templates") | in_repository("content")
    assert wanted
    shipped = {name for name in names if name.startswith("leaflet/_data/")}
    assert shipped == {f"leaflet/_data/{name}" for name in wanted}, "list it in pyproject.toml"
    assert {
        "leaflet/render/fonts.conf",
        "leaflet/cli/command_line.py",
        "leaflet/checks/overflow.py",
    } <= names
    metadata = [name for name in names if ".dist-info/" in name]
    assert {name for name in names if not name.startswith("leaflet/")} == set(metadata)
    assert [name for name in names if "__pycache__" in name or "test_" in name] == []
    assert any(name.endswith("entry_points.txt") for name in metadata)
    assert any(name.endswith("licenses/LICENSE") for name in metadata)


def call(
    installed: Path, project: Path, *args: str, **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "leaflet", *args],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(installed), **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.process
def test_the_wheel_is_what_runs(installed: Path, project_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", "import leaflet.content.project as p; print(p.SHIPPED)"],
        cwd=project_folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == installed / "leaflet" / "_data"
    listed = call(installed, project_folder, "list", "clinics", "--json")
    assert [row["clinic"] for row in json.loads(listed.stdout)["clinics"]] == list(CLINICS)


@pytest.mark.process
def test_the_wheel_prints_the_same_bytes(installed: Path, project_folder: Path) -> None:
    """And neither clock, zone, language nor hash seed of the machine is in them."""
    env: Mapping[str, str] = {
        "SOURCE_DATE_EPOCH": "86400",
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "7",
    }
    done = call(installed, project_folder, "build", "--as-of", TODAY.isoformat(), **env)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    dist = project_folder / "dist"
    listed = json.loads((dist / "manifest.json").read_text("utf-8"))["editions"]
    printed = {example(clinic).edition.path: digest(example(clinic).pdf) for clinic in CLINICS}
    assert {entry["path"]: entry["sha256"] for entry in listed} == printed
    assert {path: digest((dist / path).read_bytes()) for path in printed} == printed
