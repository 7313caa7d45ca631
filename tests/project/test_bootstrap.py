"""Set-up on a pretended machine: nothing is installed, nothing leaves the temporary folder."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path

import pytest

from leaflet.bootstrap import __main__ as jobs
from leaflet.bootstrap import install_hint, machine, missing_libraries, packages, steps, system
from leaflet.bootstrap.__main__ import CHECKS, LANES
from leaflet.bootstrap.packages import DEVELOPMENT, RUN_TIME
from leaflet.bootstrap.system import LIBRARIES, MANAGERS
from tests import conftest
from tests.support.projects import ROOT

PROGRAM = sorted((ROOT / "leaflet/bootstrap").glob("*.py"))
LINUX = LIBRARIES["linux"].split()
APT = "apt-get update && apt-get " + MANAGERS["apt-get"]
TESTS = ["python", "-m", "pytest"]


class Pretence:
    """What is installed on a pretended machine, and the log of all that was run there."""

    def __init__(self, project: Path, patch: pytest.MonkeyPatch, said: Callable[[], str]) -> None:
        self.patch, self.said = patch, said
        self.programs = {"apt-get", "chromium"}
        self.missing: set[str] = set()
        self.modules = {"venv", "ensurepip"}
        self.failing: dict[str, tuple[int, str] | BaseException] = {}
        self.ran: list[str] = []
        self.jobs: list[tuple[list[str], Mapping[str, str]]] = []
        self.codes: dict[str, int] = {}
        self.venv = project / ".venv"
        for lock in (RUN_TIME, DEVELOPMENT):
            (project / lock).write_text("click==8.5.0 --hash=sha256:00\n", "utf-8")
        own = "LEAFLET_VENV LEAFLET_NO_SYSTEM LEAFLET_TESTS DYLD_FALLBACK_LIBRARY_PATH"
        for name in own.split():
            patch.delenv(name, raising=False)
        patch.setenv("PATH", "/usr/bin")
        facts = {"PROJECT": project, "PLATFORM": "linux", "PYTHON": (3, 11, 2), "IS_ROOT": True}
        for name, fact in facts.items():
            patch.setattr(machine, name, fact)
        patch.setattr(machine, "has_module", lambda name: name in self.modules)
        patch.setattr(machine, "has_library", lambda name: name not in self.missing)
        for module in (system, packages):
            patch.setattr(module, "which", self.which)
        patch.setattr(steps, "run_quietly", self.run)
        patch.setattr(jobs, "become", self.call)
        patch.setattr(subprocess, "call", self.call)

    def which(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.programs else None

    def run(self, what: str, command: Sequence[str]) -> tuple[int, str]:
        assert what
        line = " ".join(command)
        self.ran.append(line)
        for part, outcome in self.failing.items():
            if part in line:
                if isinstance(outcome, BaseException):
                    raise outcome
                return outcome
        if line.startswith("sh -c"):
            self.missing.clear()
            self.modules = {"venv", "ensurepip"}
        if "--without-pip" in line:
            self.make_venv(Path(command[-1]))
        return 0, ""

    def make_venv(self, venv: Path) -> None:
        (venv / "lib/python3.11/site-packages").mkdir(parents=True, exist_ok=True)
        (venv / "bin").mkdir(exist_ok=True)
        (venv / "pyvenv.cfg").touch()
        for stamp in venv.glob(".*-stamp"):
            stamp.unlink()
        for program in ("python", "mypy", "leaflet"):
            (venv / "bin" / program).write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', "utf-8")
            (venv / "bin" / program).chmod(0o755)

    def call(self, command: Sequence[str], env: Mapping[str, str]) -> int:
        self.jobs.append((list(command), env))
        return self.codes.get(command[0], 0)

    def again(self, *argv: str) -> list[str]:
        """All that another call runs, which must end well."""
        self.ran.clear()
        assert jobs.main(argv) == 0
        return self.ran


@pytest.fixture
def pc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Pretence:
    return Pretence(tmp_path, monkeypatch, lambda: capsys.readouterr().err)


# --- native libraries ---------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [[], ["libharfbuzz-subset.so.0"], LINUX])
def test_missing_libraries_are_exactly_those_that_do_not_open(
    pc: Pretence, missing: list[str]
) -> None:
    pc.missing = set(missing)
    assert missing_libraries() == missing


def test_a_mac_library_is_also_looked_for_where_homebrew_puts_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = []

    def open_library(path: str) -> None:
        tried.append(path)
        if path != "/usr/local/lib/libx.dylib":
            raise OSError(path)

    monkeypatch.setattr("ctypes.CDLL", open_library)
    assert not machine.has_library("libx.dylib")
    monkeypatch.setattr(machine, "PLATFORM", "darwin")
    assert machine.has_library("libx.dylib")
    folders = [f"{folder}/libx.dylib" for folder in machine.MAC_FOLDERS]
    assert tried == ["libx.dylib", "libx.dylib", *folders[:2]]


def test_the_real_machine_tells_what_it_has_from_what_it_has_not() -> None:
    assert missing_libraries() == []
    assert not machine.has_library("libno-such-thing.so.9")
    assert machine.has_module("venv")
    assert not machine.has_module("no_such_thing")


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
        ("apt-get", APT),
        ("dnf", "dnf install -y pango harfbuzz fontconfig"),
        ("brew", "brew install pango"),
    ],
)
def test_the_hint_is_the_line_of_the_package_manager(pc: Pretence, manager: str, line: str) -> None:
    pc.programs = {manager}
    assert install_hint(LINUX) == line


def test_the_hint_names_the_venv_package_of_this_python_where_that_is_missing(pc: Pretence) -> None:
    assert install_hint([]) == ""
    assert install_hint(["ensurepip"]) == f"{APT} python3.11-venv"
    pc.programs = set()
    assert install_hint(LINUX).startswith("install Pango")


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
    pc: Pretence, programs: str, is_root: bool, begin: str
) -> None:
    pc.programs = set(programs.split())
    pc.patch.setattr(machine, "IS_ROOT", is_root)
    assert install_hint(LINUX).startswith(begin)


# --- system packages ----------------------------------------------------------------------------


def test_system_packages_are_announced_before_they_are_installed(pc: Pretence) -> None:
    said_before: list[str] = []

    def run(what: str, command: Sequence[str]) -> tuple[int, str]:
        said_before.append(pc.said())
        return pc.run(what, command)

    pc.patch.setattr(steps, "run_quietly", run)
    pc.missing = set(LINUX)
    assert jobs.main(["setup"]) == 0
    assert f"set-up: running: {APT}\n" in said_before[0]
    assert pc.ran[0] == f"sh -c {APT}"


def test_nothing_is_installed_when_nothing_is_missing(pc: Pretence) -> None:
    pc.patch.setenv("LEAFLET_NO_SYSTEM", "1")
    assert not [line for line in pc.again("setup") if "apt-get" in line]


@pytest.mark.parametrize(
    ("programs", "is_root", "forbidden"),
    [
        ("apt-get", True, "1"),
        ("apt-get sudo", False, "1"),
        ("apt-get", False, ""),
        ("", True, ""),
    ],
)
def test_without_leave_or_right_it_prints_the_line_and_runs_nothing(
    pc: Pretence, programs: str, is_root: bool, forbidden: str
) -> None:
    pc.programs, pc.missing = set(programs.split()), {LINUX[0]}
    pc.patch.setattr(machine, "IS_ROOT", is_root)
    pc.patch.setenv("LEAFLET_NO_SYSTEM", forbidden)
    assert jobs.main(["build"]) == 4
    assert pc.ran == []
    assert pc.jobs == []
    lines = pc.said().splitlines()
    assert f"    {install_hint([LINUX[0]])}" in lines
    assert f"set-up: missing: {LINUX[0]}" in lines
    assert any(line.endswith("so nothing was installed") for line in lines)


def test_a_library_still_missing_after_the_installation_is_an_error(pc: Pretence) -> None:
    pc.missing = {LINUX[0]}
    pc.failing = {"apt-get install": (0, "")}  # says it went well, and did nothing
    assert jobs.main(["setup"]) == 4
    assert f"still missing: {LINUX[0]}" in pc.said()


@pytest.mark.parametrize(("programs", "asked"), [("apt-get", True), ("apt-get uv", False)])
def test_ensurepip_is_needed_only_without_uv(pc: Pretence, programs: str, asked: bool) -> None:
    pc.programs, pc.modules = set(programs.split()), {"venv"}
    assert any("python3.11-venv" in line for line in pc.again("setup")) is asked


# --- a browser for the tests ---------------------------------------------------------------------

BROWSER = "sh -c apt-get update && apt-get install -y --no-install-recommends chromium"


@pytest.mark.parametrize(
    ("argv", "installs"),
    [
        (["test"], True),
        (["test", "--all"], True),
        (["check"], True),
        (["test", "--quick"], False),
        (["check", "--no-tests"], False),
        (["build"], False),
        (["run", "mypy"], False),
        (["setup"], False),
    ],
)
def test_a_browser_is_installed_for_tests_that_open_pages(
    pc: Pretence, argv: list[str], installs: bool
) -> None:
    pc.programs = {"apt-get", "mypy"}
    pc.patch.setattr(jobs, "do", lambda *_: 0)
    assert (BROWSER in pc.again(*argv)) is installs


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_that_is_there_is_not_installed_again(pc: Pretence, name: str) -> None:
    pc.programs = {"apt-get", name}
    assert BROWSER not in pc.again("test")


@pytest.mark.parametrize(
    ("programs", "line"),
    [
        ("dnf", "sh -c dnf install -y chromium"),
        ("apk", "sh -c apk add --no-cache chromium"),
        ("pacman", "sh -c pacman -S --needed --noconfirm chromium"),
        ("zypper", "sh -c zypper --non-interactive install chromium"),
    ],
)
def test_every_package_manager_has_its_own_line_for_it(
    pc: Pretence, programs: str, line: str
) -> None:
    pc.programs = set(programs.split())
    assert line in pc.again("test")


@pytest.mark.parametrize(
    ("programs", "forbidden", "failing"),
    [("apt-get", "1", {}), ("", "", {}), ("brew", "", {}), ("apt-get", "", {"chromium": (1, "")})],
)
def test_tests_run_without_a_browser_that_cannot_be_installed(
    pc: Pretence, programs: str, forbidden: str, failing: dict[str, tuple[int, str]]
) -> None:
    pc.programs, pc.failing = set(programs.split()), dict(failing)
    pc.patch.setenv("LEAFLET_NO_SYSTEM", forbidden)
    assert jobs.main(["test"]) == 0
    assert len(pc.jobs) == 1
    assert "tests that open pages in a browser are skipped" in pc.said()


# --- Python packages ----------------------------------------------------------------------------


def installed(ran: Sequence[str]) -> list[str]:
    """The locks from which was installed, with `venv` before where the venv was made anew."""
    made = [re.search(r"venv (?=--clear --without-pip)|requirements.*", line) for line in ran]
    return [found[0].strip() for found in made if found]


@pytest.mark.parametrize(
    ("job", "lock"),
    [
        ("build -c a", RUN_TIME),
        ("run leaflet due", RUN_TIME),
        ("run mypy", DEVELOPMENT),
        ("test", DEVELOPMENT),
        ("check", DEVELOPMENT),
        ("setup", DEVELOPMENT),
    ],
)
def test_a_job_installs_what_it_needs_and_a_second_one_nothing(
    pc: Pretence, job: str, lock: str
) -> None:
    assert installed(pc.again(*job.split())) == ["venv", lock]
    pc.modules.clear()  # a finished venv no longer needs them
    assert pc.again(*job.split()) == []
    assert pc.again("build") == []


def test_development_packages_are_added_to_the_venv_that_is_there(pc: Pretence) -> None:
    assert installed(pc.again("build")) == ["venv", RUN_TIME]
    assert installed(pc.again("test")) == [DEVELOPMENT]
    assert pc.again("test") == []
    (machine.PROJECT / DEVELOPMENT).write_text("click==8.5.1 --hash=sha256:11\n", "utf-8")
    assert pc.again("build") == []
    assert installed(pc.again("test")) == [DEVELOPMENT]


@pytest.mark.parametrize("change", ["lock", "python", "folder", "unfinished", "no interpreter"])
def test_a_venv_that_does_not_fit_is_remade(pc: Pretence, tmp_path: Path, change: str) -> None:
    assert jobs.main(["test"]) == 0
    if change == "lock":
        (tmp_path / RUN_TIME).write_text("click==8.5.1 --hash=sha256:11\n", "utf-8")
    elif change == "python":
        pc.patch.setattr(machine, "PYTHON", (3, 11, 3))
    elif change == "folder":
        moved = tmp_path.rename(tmp_path.with_name("moved"))
        pc.patch.setattr(machine, "PROJECT", moved)
    elif change == "unfinished":
        for stamp in pc.venv.glob(".*-stamp"):
            stamp.unlink()
    else:
        (pc.venv / "bin/python").unlink()
    assert installed(pc.again("test")) == ["venv", DEVELOPMENT]


@pytest.mark.parametrize("step", ["pip --python", "weasyprint"])
def test_an_interrupted_set_up_is_done_again(pc: Pretence, step: str) -> None:
    pc.failing = {step: KeyboardInterrupt()}
    assert jobs.main(["build"]) == 130
    pc.failing.clear()
    assert installed(pc.again("build")) == ["venv", RUN_TIME]


@pytest.mark.parametrize("programs", ["", "uv"])
@pytest.mark.parametrize("job", ["build", "test"])
def test_packages_are_checked_against_their_hashes_and_pip_stays_outside(
    pc: Pretence, programs: str, job: str
) -> None:
    pc.programs = set(programs.split())
    make, *others, install, try_out = pc.again(job)
    assert make.endswith(f" -m venv --clear --without-pip {pc.venv}")
    lock = machine.PROJECT / (RUN_TIME if job == "build" else DEVELOPMENT)
    assert install.endswith(f" --require-hashes --only-binary :all: -r {lock}")
    assert f" --python {pc.venv}/bin/python " in install
    keep = "--compile-bytecode" if programs else "--compile"
    assert (keep if job == "test" else keep.replace("--", "--no-")) in install.split()
    if programs:
        assert others == []
        assert install.startswith("/usr/bin/uv pip install ")
    else:
        [pip] = others
        folder = pip.split()[-1]
        assert install.startswith(f"{folder}/bin/python -m pip ")
        assert not Path(folder).exists()
    assert try_out.startswith(f"{pc.venv}/bin/python -c import sys")


def test_another_folder_holds_the_packages_but_none_that_is_no_venv(
    pc: Pretence, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    pc.patch.setenv("LEAFLET_VENV", str(folder))
    (folder / "thesis.txt").touch()
    assert jobs.main(["setup"]) == 4
    assert pc.ran == []
    (folder / "thesis.txt").unlink()
    assert jobs.main(["setup"]) == 0
    assert (folder / "pyvenv.cfg").exists()
    assert not pc.venv.exists()


@pytest.mark.process
def test_the_venv_imports_the_project_and_has_its_command(pc: Pretence, tmp_path: Path) -> None:
    project = tmp_path / "Anna's leaflets"  # paths hold spaces and quotes
    project.mkdir()
    Pretence(project, pc.patch, pc.said)
    site = project / ".venv/lib/python3.11/site-packages"
    (site / "fontTools").mkdir(parents=True)
    (project / ".venv/pyvenv.cfg").touch()
    for name in ("iup.c", "iup.py"):
        (site / "fontTools" / name).touch()
    assert jobs.main(["setup"]) == 0
    assert [path.name for path in (site / "fontTools").iterdir()] == ["iup.py"]
    assert (site / "leaflet-project.pth").read_text("utf-8") == f"{project}\n"
    command = [str(project / ".venv/bin/leaflet"), "build", "a b"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert told[:2] == ["-P", "-c"]
    assert told[3:] == ["build", "a b"]
    compile(told[2], "leaflet", "exec")


# --- the locks ----------------------------------------------------------------------------------


def pins(lock: str) -> dict[str, str]:
    """The lines of each pinned package: version, marker, hashes."""
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(.*(?:\n .*)*)", text, re.MULTILINE))


def test_each_run_time_pin_stands_in_the_development_lock_with_the_same_hashes() -> None:
    run_time, development = pins(RUN_TIME), pins(DEVELOPMENT)
    assert {name: development.get(name) for name in run_time} == run_time
    assert {"weasyprint", "click"} <= set(run_time)
    assert {"pytest", "pytest-xdist", "mypy", "ruff", "distributed"} <= set(development)
    assert not {"pytest", "mypy", "ruff", "distributed", "hatchling"} & set(run_time)


@pytest.mark.parametrize("lock", [RUN_TIME, DEVELOPMENT])
def test_a_lock_holds_pins_with_their_hashes_and_nothing_else(lock: str) -> None:
    pin = r"[a-z0-9-]+==[^ ]+( ; .*)? \\\n( {4}--hash=sha256:[0-9a-f]{64}( \\)?\n)+"
    assert re.fullmatch(f"({pin})+", (ROOT / lock).read_text("utf-8"))


def test_what_is_tried_out_is_installed_for_a_build() -> None:
    known = metadata.packages_distributions()
    for module in packages.IMPORTED.split(", "):
        assert {name.lower() for name in known[module.split(".")[0]]} & set(pins(RUN_TIME)), module


# --- what is told -------------------------------------------------------------------------------


@pytest.mark.process
def test_a_slow_step_tells_again_and_again_that_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(steps, "TELL_SECONDS", 0.05)
    command = ["sh", "-c", "echo out; sleep 0.6; echo err >&2; exit 5"]
    assert steps.run_quietly("counting sheep", command) == (5, "out\nerr\n")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) >= 3
    assert all(re.fullmatch(r"set-up: still counting sheep, \d+ s", line) for line in lines)


@pytest.mark.process
def test_a_quick_step_tells_once_that_it_begins(capsys: pytest.CaptureFixture[str]) -> None:
    steps.step("counting sheep", ["true"], "")
    assert capsys.readouterr().err == "set-up: counting sheep\n"


def test_each_step_is_told_and_then_the_job(pc: Pretence) -> None:
    assert jobs.main(["build", "-c", "a b"]) == 0
    assert re.sub(r"\d+ s", "9 s", pc.said()).splitlines() == [
        f"set-up: making {pc.venv}",
        "set-up: getting pip ready",
        "set-up: installing Python packages from requirements.lock",
        "set-up: trying them out",
        "set-up: done in 9 s",
        "set-up: running: python -m leaflet build -c 'a b'",
    ]


def test_a_failed_step_ends_in_its_command_its_last_lines_and_a_hint(pc: Pretence) -> None:
    output = "\n".join(f"line {number}" for number in range(20))
    pc.failing = {"pip --python": (7, output)}
    assert jobs.main(["build"]) == 4
    told = pc.said()
    assert "-m pip --python" in told
    assert "failed with exit code 7" in told
    assert "    line 19\n" in told
    assert "line 11\n" not in told
    assert "pip config list" in told
    assert pc.jobs == []


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("PYTHON", (3, 10, 13), "Python 3.11 or newer is needed, this is Python 3.10.13"),
        ("PLATFORM", "win32", "no set-up is known for win32"),
    ],
)
def test_a_machine_that_cannot_do_it_gets_a_sentence(
    pc: Pretence, fact: str, value: object, words: str
) -> None:
    pc.patch.setattr(machine, fact, value)
    assert jobs.main(["test"]) == 4
    assert f"set-up: error: {words}" in pc.said()
    assert pc.ran == []


def test_a_folder_without_the_lock_or_without_leave_to_write_gets_a_sentence(pc: Pretence) -> None:
    pc.failing = {" -m venv ": PermissionError(13, "Permission denied", "/usr/x")}
    assert jobs.main(["test"]) == 4
    assert re.search("Permission denied: '/usr/x'\nset-up: .*LEAFLET_VENV", pc.said())
    (machine.PROJECT / RUN_TIME).unlink()
    assert jobs.main(["test"]) == 4
    assert re.search("error: .*requirements.lock'\nset-up: start this in a clone", pc.said())


@pytest.mark.parametrize(
    "argv", ["", "buidl", "run", "setup now", "check --fast", "--version", "--quick"]
)
def test_wrong_usage_shows_the_usage(pc: Pretence, argv: str) -> None:
    assert jobs.main(argv.split()) == 2
    assert "usage: python3 -m leaflet.bootstrap JOB" in pc.said()
    assert pc.ran == []


# --- jobs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "command"),
    [
        (["build", "--clinic", "a"], ["python", "-m", "leaflet", "build", "--clinic", "a"]),
        (["test", "-k", "--all"], [*TESTS, "-k", "--all"]),
        (["run", "mypy", "--help"], ["mypy", "--help"]),
    ],
)
def test_a_job_is_done_in_the_venv_and_its_exit_code_is_ours(
    pc: Pretence, argv: list[str], command: list[str]
) -> None:
    pc.patch.setenv("PYTHONHOME", "/opt/other")
    pc.codes = {command[0]: 3}
    assert jobs.main(argv) == 3
    [(ran, env)] = pc.jobs
    assert ran == command
    assert env["PATH"] == f"{pc.venv}/bin{os.pathsep}/usr/bin"
    assert env["VIRTUAL_ENV"] == str(pc.venv)
    assert "LEAFLET_TESTS" not in env
    assert "PYTHONHOME" not in env


@pytest.mark.parametrize(("word", "lane"), LANES.items())
def test_a_lane_is_named_to_the_tests(pc: Pretence, word: str, lane: str) -> None:
    assert jobs.main(["test", word, "-x"]) == 0
    [(ran, env)] = pc.jobs
    assert env["LEAFLET_TESTS"] == lane
    assert ran == [*TESTS, "-x"]


def test_the_lanes_are_those_of_the_tests() -> None:
    assert set(LANES.values()) < set(conftest.LANES)


@pytest.mark.parametrize("own", ["", "/mine"])
def test_a_mac_job_finds_homebrews_libraries(pc: Pretence, own: str) -> None:
    name = "DYLD_FALLBACK_LIBRARY_PATH"
    pc.patch.setattr(machine, "PLATFORM", "darwin")
    if own:
        pc.patch.setenv(name, own)
    assert jobs.main(["test"]) == 0
    [(_, env)] = pc.jobs
    assert env[name] == (own or ":".join(machine.MAC_FOLDERS))


def test_an_unknown_command_gets_a_sentence(pc: Pretence) -> None:
    assert jobs.main(["run", "no-such-command"]) == 4
    assert "error: there is no command `no-such-command`" in pc.said()
    assert pc.jobs == []


@pytest.mark.parametrize(
    ("argv", "names"),
    [(["check"], list(CHECKS)), (["check", "--no-tests"], [*CHECKS][:-1])],
)
def test_check_runs_every_check_even_after_a_failure(
    pc: Pretence, argv: list[str], names: list[str]
) -> None:
    pc.codes = {"mypy": 1}
    assert jobs.main(argv) == 1
    assert [command for command, _ in pc.jobs] == [list(CHECKS[name]) for name in names]
    assert pc.said().endswith("set-up: failed: types\n")
    pc.codes.clear()
    assert jobs.main(argv) == 0


# --- the files themselves -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["__init__.py", *(f"bootstrap/{path.name}" for path in PROGRAM)])
def test_it_parses_under_an_old_python_and_imports_only_the_standard_library(name: str) -> None:
    tree = ast.parse((ROOT / "leaflet" / name).read_text("utf-8"), feature_version=(3, 8))
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module or "."
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    ours = {name for name in imported if name.startswith("leaflet.bootstrap")}
    assert {name.split(".")[0] for name in imported - ours} <= sys.stdlib_module_names


@pytest.mark.process
def test_help_works_with_nothing_installed_and_names_every_job() -> None:
    command = [sys.executable, "-S", "-m", "leaflet.bootstrap", "--help"]  # -S: no packages
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == jobs.__doc__
    for job in (*jobs.JOBS, "check", "setup"):
        assert f"\n  {job} " in done.stdout
    for lane in LANES:
        assert f"\n    test {lane} " in done.stdout


def test_the_dockerfile_installs_the_same_system_packages() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    apt = MANAGERS["apt-get"].split()
    assert " ".join(apt[-4:]) in dockerfile
    assert dockerfile.count("--require-hashes --only-binary :all: -r requirements") == 2
