"""The fuzz run counts what must not happen: commands that do it on purpose are caught."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import fuzz
from benchmarks.fuzz_cases import Case, cases
from leaflet.render.weasyprint_setup import faces

pytestmark = [
    pytest.mark.process,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux"),
]

OTHERS = "st-oswin/en-GB/second.phone.html"
CASE = Case(
    name="text 0",
    path="content/clinics/riverside/clinic.yaml",
    content=b"id: riverside\n",
    call="build -f phone -o dist",
    begins="standing",
    spares=lambda clinic, _, __: clinic != "riverside",
)


def raises() -> int:
    os.write(2, b"Traceback (most recent call last):\n")
    return 1


def hangs() -> int:
    while True:
        pass


def takes_memory() -> int:
    return len(b"x" * (450 << 20)) and 0


def leaves_a_process() -> int:
    if not os.fork():
        time.sleep(30)
    return 0


def changes_content() -> int:
    Path("content/new.md").write_text("x", "utf-8")
    return 0


def leaves_a_scratch_file() -> int:
    Path("../tmp/scratch").write_text("x", "utf-8")
    return 0


def deletes_another_edition() -> int:
    Path("dist", OTHERS).unlink()
    return 1


def changes_another_edition() -> int:
    Path("dist", OTHERS).write_text("other words", "utf-8")
    return 0


def does_nothing() -> int:
    return 0


FAULTS: dict[Callable[[], int], str] = {
    raises: "tracebacks",
    hangs: "hangs",
    takes_memory: "over memory",
    leaves_a_process: "over memory",
    changes_content: "files outside",
    leaves_a_scratch_file: "files outside",
    deletes_another_edition: "editions lost",
    changes_another_edition: "editions lost",
}


def _own_megabytes() -> int:
    """The memory of this process, which a fork of it begins with."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


@pytest.fixture
def reference(tmp_path: Path) -> fuzz.Reference:
    project = tmp_path / "project"
    for name in (OTHERS, OTHERS.replace("st-oswin", "riverside")):
        (project / "dist" / name).parent.mkdir(parents=True)
        (project / "dist" / name).write_text(name, "utf-8")
    for folder in ("cache", "older", "project/content"):
        (tmp_path / folder).mkdir()
    return fuzz.Reference(tmp_path, fuzz.edition_files(project / "dist"))


def outcome(
    reference: fuzz.Reference, command: Callable[[], int], patch: pytest.MonkeyPatch
) -> Counter[str]:
    """What is counted of a command; it stands in the folder of the project."""

    def call(around: Path, _: str) -> int:
        os.chdir(around / "project")
        return command()

    patch.setattr(fuzz, "_call", call)
    patch.setattr(fuzz, "SECONDS", 1)
    patch.setattr(fuzz, "MEGABYTES", _own_megabytes() + 400)
    running = fuzz.start(CASE, reference)
    while (found := fuzz.finished(running, reference)) is None:
        time.sleep(0.01)
    return found


@pytest.mark.parametrize("command", FAULTS, ids=lambda command: command.__name__)
def test_a_fault_is_counted(
    command: Callable[[], int], reference: fuzz.Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outcome(reference, command, monkeypatch)[FAULTS[command]]


def test_a_command_without_fault_is_not(
    reference: fuzz.Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = outcome(reference, does_nothing, monkeypatch)
    assert not any(found[name] for name in fuzz.COUNTED)
    assert found["spared"] == 1


def test_a_command_leaves_the_typefaces_of_this_process(
    reference: fuzz.Reference, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "typefaces"
    folder.mkdir()
    faces("@font-face{font-family:Shared}", ("shared",)).configuration._folder = folder
    outcome(reference, does_nothing, monkeypatch)
    assert folder.exists()


def test_a_case_of_a_template_builds_a_format_that_uses_it() -> None:
    some = cases(1)
    for case in (next(some) for _ in range(300)):
        if case.path.startswith("templates/patient/phone"):
            assert case.formats == ("phone",)
