"""Set-up on a pretended machine: nothing is installed, nothing leaves the temporary folder."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leaflet import bootstrap
from leaflet.bootstrap import CHECKS, LIBRARIES, MANAGERS, Machine, install_hint, missing_libraries
from tests.support.projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LINUX = LIBRARIES["linux"].split()
APT_LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1"


class Pretence:
    """What is installed on a pretended machine, and the log of all that was run there."""

    def __init__(
        self, project: Path, programs: str = "apt-get", missing: Sequence[str] = ()
    ) -> None:
        self.programs = programs.split()
        self.missing = set(missing)
        self.modules = {"venv", "ensurepip"}
        self.failing: dict[str, tuple[int, str] | BaseException] = {}
        self.ran: list[str] = []
        self.jobs: list[tuple[Sequence[str], Mapping[str, str]]] = []
        self.codes: dict[str, int] = {}
        (project / "requirements.lock").write_text("click==8.5.0 --hash=sha256:00\n", "utf-8")
        self.machine = Machine(
            project=project,
            environ={"PATH": "/usr/bin"},
            platform="linux",
            version=(3, 11, 2),
            is_root=True,
            which=lambda name: f"/usr/bin/{name}" if name in self.programs else None,
            open_library=self.open_library,
            has_module=lambda name: name in self.modules,
            run=self.run,
            call=self.call,
            become=self.call,
        )

    def open_library(self, name: str) -> object:
        if name in self.missing:
            raise OSError(name)
        return object()

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        line = " ".join(command)
        self.ran.append(line)
        for part, outcome in self.failing.items():
            if part in line:
                if isinstance(outcome, BaseException):
                    raise outcome
                return outcome
        if " install " in line and "pip" not in line:
            self.missing.clear()
            self.modules = {"venv", "ensurepip"}
        if " -m venv " in line:
            self.make_venv(Path(command[-1]))
        return 0, ""

    def make_venv(self, venv: Path) -> None:
        (venv / "lib/python3.11/site-packages").mkdir(parents=True, exist_ok=True)
        (venv / "bin").mkdir(exist_ok=True)
        (venv / "pyvenv.cfg").touch()
        (venv / bootstrap.STAMP).unlink(missing_ok=True)
        (venv / "bin/python").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', "utf-8")
        (venv / "bin/python").chmod(0o755)

    def call(self, command: Sequence[str], env: Mapping[str, str]) -> int:
        self.jobs.append((command, env))
        return self.codes.get(command[0], 0)

    def main(self, *argv: str, **changes: Any) -> int:
        return bootstrap.main(argv, replace(self.machine, **changes))


@pytest.fixture
def pretence(tmp_path: Path) -> Pretence:
    return Pretence(tmp_path)


# --- native libraries ---------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [[], ["libharfbuzz-subset.so.0"], LINUX])
def test_missing_libraries_are_exactly_those_that_do_not_open(
    pretence: Pretence, missing: list[str]
) -> None:
    pretence.missing = set(missing)
    assert missing_libraries(pretence.machine) == missing


def test_a_mac_library_is_also_looked_for_where_homebrew_puts_it(pretence: Pretence) -> None:
    names = LIBRARIES["darwin"].split()
    mac = replace(pretence.machine, platform="darwin")
    pretence.missing = set(names)
    assert missing_libraries(mac) == []
    pretence.missing |= {f"{folder}/{names[0]}" for folder in bootstrap.MAC_FOLDERS}
    assert missing_libraries(mac) == [names[0]]


def test_the_real_loader_tells_a_library_from_none() -> None:
    with pytest.raises(OSError, match="libno-such-thing"):
        bootstrap.open_library("libno-such-thing.so.9")


def test_the_engine_opens_the_very_names_that_are_looked_for() -> None:
    spec = importlib.util.find_spec("weasyprint")
    assert spec is not None
    assert spec.origin is not None
    source = (Path(spec.origin).parent / "text/ffi.py").read_text("utf-8")
    for name in " ".join(LIBRARIES.values()).split():
        assert f"'{name}'" in source


# --- the line to run ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        (
            "apt-get",
            "apt-get update && apt-get install -y --no-install-recommends " + APT_LIBRARIES,
        ),
        ("dnf", "dnf install -y pango harfbuzz fontconfig"),
        ("apk", "apk add --no-cache pango harfbuzz-subset fontconfig"),
        ("pacman", "pacman -S --needed --noconfirm pango harfbuzz fontconfig"),
        (
            "zypper",
            "zypper --non-interactive install libpango-1_0-0 libharfbuzz-subset0 libfontconfig1",
        ),
        ("brew", "brew install pango"),
    ],
)
def test_the_hint_is_the_line_of_the_package_manager(
    pretence: Pretence, manager: str, line: str
) -> None:
    pretence.programs = [manager]
    assert install_hint(LINUX, pretence.machine) == line


def test_every_package_manager_has_its_hint_tested() -> None:
    assert list(MANAGERS) == ["apt-get", "dnf", "apk", "pacman", "zypper", "brew"]


def test_the_hint_names_the_venv_package_of_this_python_alone(pretence: Pretence) -> None:
    assert install_hint(["ensurepip"], pretence.machine) == (
        "apt-get update && apt-get install -y --no-install-recommends python3.11-venv"
    )


def test_the_hint_is_empty_when_nothing_is_missing(pretence: Pretence) -> None:
    assert install_hint([], pretence.machine) == ""


def test_the_hint_is_in_words_without_a_package_manager(pretence: Pretence) -> None:
    pretence.programs = []
    assert install_hint(LINUX, pretence.machine).startswith("install Pango")


@pytest.mark.process
@pytest.mark.parametrize(
    ("programs", "is_root", "begin"),
    [
        ("apt-get sudo", True, "apt-get update && apt-get install"),
        ("apt-get sudo", False, "sudo apt-get update && sudo apt-get install"),
        ("apt-get", False, "apt-get update && apt-get install"),
        ("brew sudo", False, "brew install"),
    ],
)
def test_sudo_is_chosen_only_when_it_is_needed_and_there(
    pretence: Pretence, programs: str, is_root: bool, begin: str
) -> None:
    pretence.programs = programs.split()
    assert install_hint(LINUX, replace(pretence.machine, is_root=is_root)).startswith(begin)


# --- system packages ----------------------------------------------------------------------------


def test_system_packages_are_announced_before_they_are_installed(
    pretence: Pretence, capsys: pytest.CaptureFixture[str]
) -> None:
    said_before: list[str] = []

    def run(command: Sequence[str]) -> tuple[int, str]:
        said_before.append(capsys.readouterr().err)
        return pretence.run(command)

    pretence.missing = set(LINUX)
    assert pretence.main("setup", run=run) == 0
    assert "running: apt-get update && apt-get install" in said_before[0]
    assert pretence.ran[:2] == [
        "apt-get update",
        f"apt-get install -y --no-install-recommends {APT_LIBRARIES}",
    ]


def test_nothing_is_installed_when_nothing_is_missing(pretence: Pretence) -> None:
    assert pretence.main("setup") == 0
    assert not [line for line in pretence.ran if "apt-get" in line]


@pytest.mark.parametrize(
    ("programs", "is_root", "environ"),
    [
        ("apt-get", True, {"LEAFLET_NO_SYSTEM": "1"}),
        ("apt-get sudo", False, {"LEAFLET_NO_SYSTEM": "1"}),
        ("apt-get", False, {}),
        ("", True, {}),
    ],
)
def test_without_leave_or_right_it_prints_the_line_and_runs_nothing(
    pretence: Pretence,
    programs: str,
    is_root: bool,
    environ: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    pretence.programs, pretence.missing = programs.split(), {LINUX[0]}
    machine = replace(pretence.machine, is_root=is_root, environ=environ)
    assert bootstrap.main(["build"], machine) == 4
    assert pretence.ran == []
    assert pretence.jobs == []
    lines = capsys.readouterr().err.splitlines()
    assert f"    {install_hint([LINUX[0]], machine)}" in lines
    assert f"set-up: missing: {LINUX[0]}" in lines
    assert any(line.endswith("so nothing was installed") for line in lines)


def test_forbidding_system_packages_does_not_matter_when_none_is_missing(
    pretence: Pretence,
) -> None:
    assert pretence.main("setup", environ={"LEAFLET_NO_SYSTEM": "1"}) == 0


def test_a_library_still_missing_after_the_installation_is_an_error(
    pretence: Pretence, capsys: pytest.CaptureFixture[str]
) -> None:
    pretence.missing = {LINUX[0]}
    pretence.failing = {"apt-get install": (0, "")}  # says it went well, and did nothing
    assert pretence.main("setup") == 4
    assert f"still missing: {LINUX[0]}" in capsys.readouterr().err


@pytest.mark.parametrize(("programs", "asked"), [("apt-get", True), ("apt-get uv", False)])
def test_ensurepip_is_needed_only_without_uv(
    pretence: Pretence, programs: str, asked: bool
) -> None:
    pretence.programs, pretence.modules = programs.split(), {"venv"}
    assert pretence.main("setup") == 0
    assert any("python3.11-venv" in line for line in pretence.ran) is asked


# --- Python packages ----------------------------------------------------------------------------


def test_a_second_set_up_runs_nothing(pretence: Pretence) -> None:
    assert pretence.main("setup") == 0
    pretence.ran.clear()
    assert pretence.main("setup") == 0
    assert pretence.ran == []


def test_a_finished_venv_no_longer_needs_ensurepip(pretence: Pretence) -> None:
    assert pretence.main("setup") == 0
    pretence.modules.clear()
    assert pretence.main("setup", environ={"LEAFLET_NO_SYSTEM": "1"}) == 0


@pytest.mark.parametrize("change", ["lock", "python", "folder", "unfinished", "no interpreter"])
def test_a_venv_that_does_not_fit_is_remade(
    pretence: Pretence, tmp_path: Path, change: str
) -> None:
    assert pretence.main("setup") == 0
    pretence.ran.clear()
    changes: dict[str, Any] = {}
    if change == "lock":
        (tmp_path / "requirements.lock").write_text("click==8.5.1 --hash=sha256:11\n", "utf-8")
    elif change == "python":
        changes = {"version": (3, 11, 3)}
    elif change == "folder":
        moved = tmp_path.rename(tmp_path.with_name("moved"))
        changes = {"project": moved}
    elif change == "unfinished":
        (tmp_path / ".venv" / bootstrap.STAMP).unlink()
    else:
        (tmp_path / ".venv/bin/python").unlink()
    assert pretence.main("setup", **changes) == 0
    make, install = pretence.ran
    assert " -m venv --clear " in make
    assert "--require-hashes" in install


def test_an_interrupted_set_up_is_done_again(pretence: Pretence) -> None:
    pretence.failing = {"pip install": KeyboardInterrupt()}
    assert pretence.main("test") == 130
    pretence.failing.clear()
    pretence.ran.clear()
    assert pretence.main("test") == 0
    assert " -m venv --clear " in pretence.ran[0]


@pytest.mark.parametrize(
    ("programs", "words"),
    [
        ("", ".venv/bin/python -m pip install --no-input --compile "),
        ("uv", "/usr/bin/uv pip install --python "),
    ],
)
def test_packages_come_hash_checked_and_compiled_from_the_lock(
    pretence: Pretence, programs: str, words: str
) -> None:
    pretence.programs = programs.split()
    assert pretence.main("setup") == 0
    make, install = pretence.ran
    assert ("--without-pip" in make) is bool(programs)
    assert words in install
    assert " --compile" in install
    assert install.endswith(f" --require-hashes --only-binary :all: -r {pretence.machine.lock}")


def test_another_folder_can_hold_the_packages(pretence: Pretence, tmp_path: Path) -> None:
    assert pretence.main("setup", environ={"LEAFLET_VENV": str(tmp_path / "other")}) == 0
    assert (tmp_path / "other" / bootstrap.STAMP).exists()
    assert not (tmp_path / ".venv").exists()


def test_a_folder_that_is_no_venv_is_never_emptied(pretence: Pretence, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/thesis.txt").touch()
    assert pretence.main("setup", environ={"LEAFLET_VENV": str(tmp_path / "home")}) == 4
    assert pretence.ran == []


@pytest.mark.process
def test_the_venv_imports_the_project_and_has_its_command(tmp_path: Path) -> None:
    project = tmp_path / "Anna's leaflets"  # paths hold spaces and quotes
    project.mkdir()
    assert Pretence(project).main("setup") == 0
    site = project / ".venv/lib/python3.11/site-packages"
    assert (site / "leaflet-project.pth").read_text("utf-8") == f"{project}\n"
    command = [str(project / ".venv/bin/leaflet"), "build", "a b"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert told[:2] == ["-P", "-c"]
    assert told[3:] == ["build", "a b"]
    compile(told[2], "leaflet", "exec")


# --- failures -----------------------------------------------------------------------------------


def test_a_failed_step_ends_in_its_command_its_last_lines_and_a_hint(
    pretence: Pretence, capsys: pytest.CaptureFixture[str]
) -> None:
    output = "\n".join(f"line {number}" for number in range(20))
    pretence.failing = {"pip install": (7, output)}
    assert pretence.main("build") == 4
    said = capsys.readouterr().err
    assert "-m pip install --no-input" in said
    assert "failed with exit code 7" in said
    assert "    line 19\n" in said
    assert "line 11\n" not in said
    assert "pip config list" in said
    assert pretence.jobs == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version": (3, 10, 13)}, "Python 3.11 or newer is needed, this is Python 3.10.13"),
        ({"platform": "win32"}, "no set-up is known for win32"),
    ],
)
def test_a_machine_that_cannot_do_it_gets_a_sentence(
    pretence: Pretence,
    changes: dict[str, Any],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert pretence.main("test", **changes) == 4
    assert f"set-up: error: {words}" in capsys.readouterr().err
    assert pretence.ran == []


def test_a_folder_without_the_lock_gets_a_sentence(
    pretence: Pretence, capsys: pytest.CaptureFixture[str]
) -> None:
    pretence.machine.lock.unlink()
    assert pretence.main("test") == 4
    assert f"error: cannot read {pretence.machine.lock}" in capsys.readouterr().err
    assert pretence.ran == []


def test_a_folder_that_may_not_be_written_gets_a_sentence(
    pretence: Pretence, capsys: pytest.CaptureFixture[str]
) -> None:
    pretence.failing = {" -m venv ": PermissionError(13, "Permission denied", "/usr/x")}
    assert pretence.main("test") == 4
    said = capsys.readouterr().err
    assert "Permission denied: '/usr/x'" in said
    assert "LEAFLET_VENV" in said


@pytest.mark.parametrize(
    "argv", [[], ["buidl"], ["run"], ["setup", "now"], ["check", "--fast"], ["--version"]]
)
def test_wrong_usage_shows_the_usage(
    pretence: Pretence, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert pretence.main(*argv) == 2
    assert "usage: python3 -m leaflet.bootstrap JOB" in capsys.readouterr().err
    assert pretence.ran == []


# --- jobs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "command"),
    [
        (["build", "--clinic", "a"], ["python", "-m", "leaflet", "build", "--clinic", "a"]),
        (["test", "-k", "x"], ["python", "-m", "pytest", "-k", "x"]),
        (["run", "mypy", "--help"], ["mypy", "--help"]),
    ],
)
def test_a_job_is_done_in_the_venv_and_its_exit_code_is_ours(
    pretence: Pretence, tmp_path: Path, argv: list[str], command: list[str]
) -> None:
    pretence.codes = {command[0]: 3}
    assert pretence.main(*argv) == 3
    [(ran, env)] = pretence.jobs
    assert list(ran) == command
    assert env["PATH"] == f"{tmp_path}/.venv/bin{os.pathsep}/usr/bin"
    assert env["VIRTUAL_ENV"] == f"{tmp_path}/.venv"


def test_a_job_does_not_inherit_another_pythons_home(pretence: Pretence) -> None:
    assert pretence.main("test", environ={"PYTHONHOME": "/opt/other", "LANG": "C"}) == 0
    [(_, env)] = pretence.jobs
    assert "PYTHONHOME" not in env
    assert env["LANG"] == "C"


@pytest.mark.parametrize("own", ["", "/mine"])
def test_a_mac_job_finds_homebrews_libraries(pretence: Pretence, own: str) -> None:
    name = "DYLD_FALLBACK_LIBRARY_PATH"
    assert pretence.main("test", platform="darwin", environ={name: own} if own else {}) == 0
    [(_, env)] = pretence.jobs
    assert env[name] == (own or ":".join(bootstrap.MAC_FOLDERS))


def test_an_unknown_command_gets_a_sentence(
    pretence: Pretence, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pretence.main("run", "no-such-command", become=bootstrap.become) == 4
    assert "cannot run `no-such-command`: No such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "names"),
    [(["check"], list(CHECKS)), (["check", "--no-tests"], [*CHECKS][:-1])],
)
def test_check_runs_every_check_even_after_a_failure(
    pretence: Pretence, argv: list[str], names: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    pretence.codes = {"mypy": 1}
    assert pretence.main(*argv) == 1
    assert [command for command, _ in pretence.jobs] == [CHECKS[name] for name in names]
    assert capsys.readouterr().err.endswith("set-up: failed: types\n")


def test_check_passes_when_all_pass(pretence: Pretence) -> None:
    assert pretence.main("check") == 0


# --- the file itself ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["__init__.py", "bootstrap.py"])
def test_it_parses_under_an_old_python_and_imports_only_the_standard_library(name: str) -> None:
    tree = ast.parse((ROOT / "leaflet" / name).read_text("utf-8"), feature_version=(3, 8))
    imported = {
        (alias.name if isinstance(node, ast.Import) else node.module or ".").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= sys.stdlib_module_names


@pytest.mark.process
def test_help_works_with_nothing_installed() -> None:
    command = [sys.executable, "-S", "-m", "leaflet.bootstrap", "--help"]  # -S: no packages
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == bootstrap.__doc__


def test_the_help_names_every_job() -> None:
    for job in (*bootstrap.JOBS, "check", "setup"):
        assert f"\n  {job} " in (bootstrap.__doc__ or "")


@pytest.mark.process
def test_a_quiet_run_keeps_both_streams_and_the_exit_code() -> None:
    command = ["sh", "-c", "echo out; echo err >&2; exit 5"]
    assert bootstrap.run_quietly(command) == (5, "out\nerr\n")


def test_the_dockerfile_installs_the_same_system_packages() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert f" {MANAGERS['apt-get'][1]} " in dockerfile
