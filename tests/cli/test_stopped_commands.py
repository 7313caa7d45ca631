"""A signal in the middle of a command that writes: its exit code, one line, whole files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.projects import ROOT, Run, whole

pytestmark = [pytest.mark.process, pytest.mark.slow]

#: Runs the command; the function that is named sends a signal to this process at its second call.
_AT_SECOND = """
import importlib, os, signal, sys
place, number = sys.argv.pop(1), int(sys.argv.pop(1))
module, _, name = place.rpartition(".")
module = importlib.import_module(module)
real, calls = getattr(module, name), []

def signalling(*args, **options):
    calls.append(1)
    if len(calls) == 2:
        os.kill(os.getpid(), number)
    return real(*args, **options)

setattr(module, name, signalling)
signal.signal(2, signal.default_int_handler)
from leaflet.cli import main
sys.argv[0] = "leaflet"
main()
"""
SIGNALS = [
    signal.SIGTERM,
    *(pytest.param(n, marks=pytest.mark.slow) for n in (signal.SIGINT, signal.SIGHUP)),
]
WRITE = "leaflet.core.atomic.check_place"


def stop(folder: Path, place: str, number: int, *args: str) -> tuple[int, str]:
    """The exit code of a command that gets a signal, and what it said on standard error."""
    ran = subprocess.run(
        [sys.executable, "-c", _AT_SECOND, place, str(number), *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return ran.returncode, ran.stderr.strip()


def told(number: signal.Signals) -> tuple[int, str]:
    by = "" if number == signal.SIGINT else f" by {number.name}"
    return 128 + number, f"interrupted{by}"


def unfinished(folder: Path) -> list[Path]:
    return list(folder.rglob(".leaflet-*"))


@pytest.fixture
def shards(project_folder: Path, run: Run) -> Path:
    """A project with two shards of its build."""
    for number in ("1", "2"):
        args = ("-f", "a4", "--shard", f"{number}/2", "-o", f"part{number}")
        assert run("build", *args, cwd=project_folder).code == 0
    return project_folder


MERGE = ("merge", "part1", "part2", "-o", "all")
COPY = "leaflet.output.merge_shards._copy"


@pytest.mark.parametrize("number", [*SIGNALS, pytest.param(signal.SIGKILL, marks=pytest.mark.slow)])
def test_a_merge_that_ends_half_way_is_made_whole_by_the_next(
    number: signal.Signals, shards: Path, run: Run
) -> None:
    assert run(*MERGE[:-1], "right", cwd=shards).code == 0
    code, err = stop(shards, COPY, number, *MERGE)
    assert (code, err) == ((-number, "") if number == signal.SIGKILL else told(number))
    assert not (shards / "all/manifest.json").exists(), "no list of what is not there"
    assert len(list((shards / "all").rglob("*.pdf"))) == 1
    assert unfinished(shards) in ([], [shards / "all/.leaflet-journal"])
    assert run(*MERGE, cwd=shards).code == 0
    assert whole(shards / "all") == whole(shards / "right")


@pytest.mark.parametrize("number", SIGNALS)
def test_a_register_that_is_stopped_is_whole_clinic_by_clinic(
    number: signal.Signals, project_folder: Path, run: Run
) -> None:
    assert run("build", "-f", "a4", cwd=project_folder).code == 0
    assert run("register", "-o", "right", cwd=project_folder).code == 0
    right = whole(project_folder / "right")
    ran = stop(project_folder, WRITE, number, "register", "-o", "out")
    assert (ran[0], ran[1].splitlines()[-1]) == told(number)
    made = whole(project_folder / "out")
    assert made == {path: data for path, data in right.items() if path.startswith("riverside/")}
    assert unfinished(project_folder / "out") == []


@pytest.mark.parametrize("number", SIGNALS)
def test_a_check_that_is_stopped_says_so_alone(
    number: signal.Signals, project_folder: Path
) -> None:
    place = "leaflet.checks.run.check_file"
    assert stop(project_folder, place, number, "check") == told(number)
