"""What the machine lacks is told in one line with a code of its own; with real processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from leaflet.cache.store import Store, default_folder
from tests.support.printed import in_default_lane
from tests.support.projects import whole

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full"),
]

LEAFLET = f"{sys.executable} -m leaflet"
BUILD = "build -f a4 -c riverside --executor serial"


def shell(folder: Path, line: str) -> tuple[int, str]:
    """The exit code of a line of a shell, and what the command said on standard error."""
    ran = subprocess.run(
        ["bash", "-c", f" {line}".replace(" leaflet ", f" {LEAFLET} ", 1)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in ran.stderr
    assert "mistake of the program" not in ran.stderr
    return ran.returncode, ran.stderr


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("leaflet list clinics >/dev/full", "no space left on device"),
        ("leaflet list clinics --json >&-", "it is closed"),
        ("leaflet check --output-format json >/dev/full", "no space left on device"),
        ("leaflet build --dry-run >/dev/full", "no space left on device"),
        ("leaflet --help >/dev/full", "no space left on device"),
        ("leaflet --version >&-", "it is closed"),
    ],
)
def test_standard_output_that_takes_nothing_is_told(
    project_folder: Path, line: str, why: str
) -> None:
    code, err = shell(project_folder, line)
    assert code == 4
    assert f"error: standard output cannot be written: {why}\n" in err
    assert err.count("error:") == 1


def test_a_reader_that_goes_changes_no_code(project_folder: Path) -> None:
    line = "leaflet {} | true; exit ${{PIPESTATUS[0]}}"
    assert shell(project_folder, line.format("check"))[0] == 0
    (project_folder / "content/clinics/riverside/clinic.yaml").write_text("id: riverside\n")
    assert shell(project_folder, line.format("check"))[0] == 1
    assert shell(project_folder, line.format("list checks")) == (0, "")


@pytest.mark.parametrize("to", ["| true", ">&-", ">/dev/full"])
def test_an_approval_that_cannot_be_shown_is_not_written(project_folder: Path, to: str) -> None:
    call = "leaflet approve mesotherapy-acne-scars --by Ann --role clinician"
    code, err = shell(project_folder, f"{call} {to}; exit ${{PIPESTATUS[0]}}")
    assert (code, err.count("error:")) == (4, 1)
    assert not (project_folder / "content/approvals").exists()
    assert shell(project_folder, f"{call} >out.txt")[0] == 0
    assert (project_folder / "content/approvals").exists()


CLOSED = ["2>&-", "2>/dev/full", "<&-", "<&- 2>&-", ">&-"]


@pytest.mark.parametrize("closed", in_default_lane(CLOSED, ["2>/dev/full", "<&- 2>&-"]))
def test_messages_that_nobody_takes_change_no_code(project_folder: Path, closed: str) -> None:
    assert shell(project_folder, f"leaflet {BUILD} {closed}")[0] == 0
    assert whole(project_folder / "dist").keys() >= {"manifest.json"}
    assert shell(project_folder, f"leaflet build -c nobody {closed}")[0] == 2


@pytest.mark.parametrize(
    "cache", in_default_lane(["leaflet.yaml", "/proc/leaflet"], ["leaflet.yaml"])
)
def test_a_cache_that_cannot_be_written_is_told_and_the_editions_come(
    project_folder: Path, cache: str
) -> None:
    code, err = shell(project_folder, f"LEAFLET_CACHE={cache} leaflet {BUILD} -o out")
    assert (code, err.count("note: cache: ")) == (4, 1)
    assert "LEAFLET_CACHE=DIR" in err
    assert "1 edition in out" in err


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (f"ulimit -f 8; leaflet {BUILD}", "file too large"),
        (f"leaflet {BUILD} -o /proc/leaflet", "cannot be written"),
    ],
)
def test_an_output_folder_that_takes_nothing_is_told(
    project_folder: Path, line: str, why: str
) -> None:
    code, err = shell(project_folder, line)
    assert (code, err.count("error:")) == (4, 1)
    assert why in err


#: Runs the command with a system that has no folder for temporary files.
NO_FOLDER = """
import sys, tempfile
tempfile._candidate_tempdir_list = lambda: ["/proc/nowhere"]
from leaflet.cli import main
sys.argv[0] = "leaflet"
main()
"""


@pytest.mark.parametrize(
    "line",
    [
        "build -f a4 -c riverside --executor serial --fresh",
        *(
            pytest.param(line, marks=pytest.mark.slow)
            for line in (
                "build -f a4 -c riverside --executor processes --fresh",
                "evidence mesotherapy-acne-scars -o evidence.pdf",
            )
        ),
    ],
)
def test_no_folder_for_temporary_files_is_told(project_folder: Path, line: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", NO_FOLDER, *line.split()],
        cwd=project_folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    told = ran.stderr.splitlines()
    assert (ran.returncode, len(told)) == (4, 2), ran.stderr
    assert told[0].startswith("error: no folder for temporary files: ")
    assert "TMPDIR" in told[1]
    assert list(project_folder.rglob("*.pdf")) == []


def test_a_home_that_cannot_be_written_is_told_and_the_editions_come(project_folder: Path) -> None:
    line = f"env -u LEAFLET_CACHE -u XDG_CACHE_HOME HOME=/proc leaflet {BUILD} -o out"
    code, err = shell(project_folder, line)
    assert (code, err.count("note: cache: ")) == (4, 1)
    assert "1 edition in out" in err


def test_a_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", homeless)
    assert default_folder({}) is None
    assert Store(None).get("editions", "a") is None
