"""Which tests run is told, and none is passed over in silence."""

from __future__ import annotations

import fnmatch
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.projects import ROOT

#: A test of each mark, and one without any.
TESTS = """
import pytest

@pytest.mark.parametrize("mark", [
    pytest.param(name, marks=getattr(pytest.mark, name))
    for name in ("command", "pdf", "process", "slow")
])
def test_marked(mark): pass

def test_plain(): pass
"""


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    """A folder for tests of ours that have our `conftest.py`."""
    shared = "from tests.conftest import *\nfrom tests.conftest import _processes_are_marked\n"
    (tmp_path / "conftest.py").write_text(shared, "utf-8")
    return tmp_path


def run_lane(tests: Path, lane: str, *args: str) -> subprocess.CompletedProcess[str]:
    settings = ("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tests))
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *settings, str(tests), *args],
        cwd=tests,
        env={**os.environ, "LEAFLET_TESTS": lane, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.process
@pytest.mark.parametrize(
    ("lane", "workers", "runs", "told"),
    [
        (
            "quick",
            0,
            1,
            "4 tests left out by the lane quick, marked command or pdf or process or slow",
        ),
        ("", 0, 4, "1 tests left out by the lane default, marked slow"),
        pytest.param(
            *("", 1, 4, "1 tests left out by the lane default, marked slow"),
            marks=pytest.mark.slow,
        ),
        ("all", 0, 5, ""),
    ],
)
def test_what_a_lane_leaves_out_is_told(
    lane: str, workers: int, runs: int, told: str, tests: Path
) -> None:
    (tests / "test_it.py").write_text(TESTS, "utf-8")
    ran = run_lane(tests, lane, "-n", str(workers))
    assert ran.returncode == 0, ran.stdout
    assert f"{runs} passed" in ran.stdout
    assert told in ran.stdout
    assert ("left out" in ran.stdout) is bool(told)


@pytest.mark.process
def test_an_unknown_lane_is_refused(tests: Path) -> None:
    ran = run_lane(tests, "al")
    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    assert "LEAFLET_TESTS is 'al'; it may be quick, default, all" in ran.stderr


@pytest.mark.process
def test_a_process_of_an_unmarked_test_is_refused(tests: Path) -> None:
    code = "import subprocess\ndef test_it(): subprocess.run(['true'])\n"
    (tests / "test_it.py").write_text(code, "utf-8")
    assert "mark the test `process`" in run_lane(tests, "quick").stdout


def passed_over(folders: set[str], patterns: list[str]) -> set[str]:
    return {name for name in folders if any(fnmatch.fnmatch(name, one) for one in patterns)}


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """As pytest passes over any folder called build, if it is not told otherwise."""
    files = (ROOT / "tests").rglob("test_*.py")
    folders = {part for file in files for part in file.relative_to(ROOT).parts[:-1]}
    assert passed_over(folders, ["build"]) == {"build"}
    assert passed_over(folders, pytestconfig.getini("norecursedirs")) == set()
