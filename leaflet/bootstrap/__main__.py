"""Set the project up on a bare machine, then do a job with it.

usage: python3 -m leaflet.bootstrap JOB [ARGS...]

jobs:
  build [ARGS...]     set up once, then build the leaflets (arguments of `leaflet build`)
  test [ARGS...]      set up once, then run the tests (arguments of pytest)
  check [--no-tests]  set up once, then check format, lint, types, import floors and tests
  run CMD [ARGS...]   set up once, then run any command of the project's environment
  setup               only set up

environment:
  LEAFLET_NO_SYSTEM=1  never call the system's package manager: print the line to run, exit 4
  LEAFLET_VENV=DIR     keep the Python packages in DIR instead of .venv

exit codes: the job's own; 2 wrong usage, 4 the machine lacks something, 130 interrupted
"""

# Standard library only, and Python 3.8 syntax: a Python that is too old gets a sentence to read.
from __future__ import annotations

import hashlib
import importlib.util
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

JOBS = {
    "build": ("python", "-m", "leaflet", "build"),
    "test": ("python", "-m", "pytest"),
    "run": (),
}
CHECKS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "import floors": ("lint-imports", "--no-logo"),
    "tests": ("python", "-m", "pytest", "-q"),
}

# The names that WeasyPrint 70 opens (weasyprint/text/ffi.py).
LIBRARIES = {
    "linux": "libgobject-2.0.so.0 libpango-1.0.so.0 libpangoft2-1.0.so.0 "
    "libharfbuzz.so.0 libharfbuzz-subset.so.0 libfontconfig.so.1",
    "darwin": "libgobject-2.0.0.dylib libpango-1.0.dylib libpangoft2-1.0.dylib "
    "libharfbuzz.0.dylib libharfbuzz-subset.0.dylib libfontconfig.1.dylib",
}
STAMP = ".leaflet-stamp"  # in a finished venv, says what it was made from
MAC_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")

# Package manager: its words for "install", and the packages that hold LIBRARIES.
MANAGERS = {
    "apt-get": (
        "install -y --no-install-recommends",
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1",
    ),
    "dnf": ("install -y", "pango harfbuzz fontconfig"),
    "apk": ("add --no-cache", "pango harfbuzz-subset fontconfig"),
    "pacman": ("-S --needed --noconfirm", "pango harfbuzz fontconfig"),
    "zypper": ("--non-interactive install", "libpango-1_0-0 libharfbuzz-subset0 libfontconfig1"),
    "brew": ("install", "pango"),
}
IN_WORDS = "install Pango, HarfBuzz (with harfbuzz-subset), fontconfig and Python's venv module"

OLDEST_PYTHON = (3, 11)
LAST_LINES = 8  # of a failed command's output
WRONG_USAGE, LACKING, INTERRUPTED = 2, 4, 130


class SetupError(Exception):
    """The machine lacks something; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep the two texts."""
        super().__init__(message)
        self.hint = hint


def open_library(name: str) -> object:
    """Open a native library, or raise OSError."""
    import ctypes

    return ctypes.CDLL(name)


def has_module(name: str) -> bool:
    """Tell whether this Python has a top-level module, even one installed a second ago."""
    importlib.invalidate_caches()
    return importlib.util.find_spec(name) is not None


def run_quietly(command: Sequence[str]) -> tuple[int, str]:
    """Run a command without input and return its exit code and all that it printed."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        encoding="utf-8",
        errors="replace",
    )
    try:
        output, _ = process.communicate()
    except KeyboardInterrupt:  # a package manager must be asked to stop, never be killed
        with suppress(OSError):
            process.send_signal(signal.SIGINT)
        process.communicate()
        raise
    return process.returncode, output


def call(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Run a command in the user's terminal and return its exit code."""
    return subprocess.call(command, env=dict(env))


def become(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Replace this process by a command: its signals and its exit code are then its own."""
    sys.stderr.flush()
    os.execvpe(command[0], list(command), dict(env))


@dataclass(frozen=True)
class Machine:
    """All that set-up knows of the computer and does to it; tests pass another one."""

    project: Path = Path(__file__).resolve().parent.parent
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    platform: str = sys.platform
    version: tuple[int, ...] = tuple(sys.version_info[:3])
    is_root: bool = hasattr(os, "geteuid") and os.geteuid() == 0
    which: Callable[[str], str | None] = shutil.which
    open_library: Callable[[str], object] = open_library
    has_module: Callable[[str], bool] = has_module
    run: Callable[[Sequence[str]], tuple[int, str]] = run_quietly
    call: Callable[[Sequence[str], Mapping[str, str]], int] = call
    become: Callable[[Sequence[str], Mapping[str, str]], int] = become

    @property
    def venv(self) -> Path:
        """The folder of the project's Python packages."""
        return self.project / (self.environ.get("LEAFLET_VENV") or ".venv")

    @property
    def lock(self) -> Path:
        """The file that names every Python package with its hashes."""
        return self.project / "requirements.lock"


def main(argv: Sequence[str], machine: Machine | None = None) -> int:
    """Set up what is missing, do the job and return the exit code."""
    machine = machine or Machine()
    if argv and argv[0] in ("-h", "--help"):
        sys.stdout.write(__doc__ or "")
        return 0
    if not _is_usage(argv):
        sys.stderr.write(__doc__ or "")
        return WRONG_USAGE
    try:
        set_up(machine)
        return do(argv[0], argv[1:], machine)
    except SetupError as error:
        say(f"error: {error}")
        say(error.hint)
        return LACKING
    except OSError as error:
        say(f"error: {error}")
        say("no right to write there? LEAFLET_VENV may name another folder")
        return LACKING
    except KeyboardInterrupt:
        say("interrupted; the same command will finish it")
        return INTERRUPTED


def _is_usage(argv: Sequence[str]) -> bool:
    if argv and argv[0] in JOBS:
        return argv[0] != "run" or len(argv) > 1
    return list(argv) in (["setup"], ["check"], ["check", "--no-tests"])


def set_up(machine: Machine) -> None:
    """Install the system's packages and the Python packages that are not there yet."""
    if machine.version < OLDEST_PYTHON:
        found, hint = ".".join(map(str, machine.version)), "start this with a newer python3"
        raise SetupError(f"Python 3.11 or newer is needed, this is Python {found}", hint)
    if machine.platform not in LIBRARIES:
        hint = "use Linux or macOS; on Windows, use WSL or the Dockerfile"
        raise SetupError(f"no set-up is known for {machine.platform}", hint)
    install_system_packages(machine)
    install_python_packages(machine)


def do(job: str, args: Sequence[str], machine: Machine) -> int:
    """Do a job in the environment that is set up, and return its exit code."""
    if job == "setup":
        say(f"ready: {machine.venv}")
        return 0
    if job == "check":
        return check([name for name in CHECKS if name != "tests" or not args], machine)
    command = (*JOBS[job], *args)
    try:
        return machine.become(command, environment(machine))
    except OSError as error:
        hint = f"name a command of {machine.venv}/bin or of your PATH"
        raise SetupError(f"cannot run `{command[0]}`: {error.strerror}", hint) from error


def check(names: Sequence[str], machine: Machine) -> int:
    """Run every named check, even after one that failed; return 0 if all passed, else 1."""
    failed = []
    for name in names:
        say(f"{name}: {shlex.join(CHECKS[name])}")
        if machine.call(CHECKS[name], environment(machine)) != 0:
            failed.append(name)
    say(f"failed: {', '.join(failed)}" if failed else f"passed: {', '.join(names)}")
    return 1 if failed else 0


def environment(machine: Machine) -> dict[str, str]:
    """Return the variables that a job starts with: those of an activated venv."""
    env = {name: value for name, value in machine.environ.items() if name != "PYTHONHOME"}
    env["VIRTUAL_ENV"] = str(machine.venv)
    env["PATH"] = f"{machine.venv}/bin{os.pathsep}{env.get('PATH', os.defpath)}"
    if machine.platform == "darwin":
        env.setdefault("DYLD_FALLBACK_LIBRARY_PATH", ":".join(MAC_FOLDERS))
    return env


def missing_libraries(machine: Machine | None = None) -> list[str]:
    """Name the native libraries that the PDF engine opens and this machine does not have."""
    machine = machine or Machine()
    names = LIBRARIES.get(machine.platform, "").split()
    return [name for name in names if not _opens(name, machine)]


def install_hint(missing: Sequence[str], machine: Machine | None = None) -> str:
    """Return the one shell line that installs what is missing, or "" when nothing is.

    `missing` holds libraries as `missing_libraries` names them, and standard modules of Python
    that were left out ("venv", "ensurepip"). No known package manager: an advice in words.
    """
    commands = _install_commands(missing, machine or Machine())
    line = " && ".join(shlex.join(command) for command in commands)
    return line if line or not missing else IN_WORDS


def install_system_packages(machine: Machine) -> None:
    """Install missing native libraries and venv modules; say what will run before it runs."""
    missing = _missing(machine)
    if not missing:
        return
    say(f"missing: {', '.join(missing)}")
    commands, line = _install_commands(missing, machine), install_hint(missing, machine)
    obstacle = _obstacle(commands, machine)
    if obstacle:
        hint = f"needed, before you try again:\n    {line}"
        raise SetupError(f"{obstacle}, so nothing was installed", hint)
    say(f"running: {line}")
    for command in commands:
        _step(command, machine, f"no network, or no right? You may run it yourself:\n    {line}")
    missing = _missing(machine)
    if missing:
        raise SetupError(f"still missing: {', '.join(missing)}", f"see what this says:\n    {line}")


def _opens(name: str, machine: Machine) -> bool:
    folders = MAC_FOLDERS if machine.platform == "darwin" else ()
    for path in (name, *(f"{folder}/{name}" for folder in folders)):
        with suppress(OSError, ImportError):  # ImportError: a Python without ctypes
            machine.open_library(path)
            return True
    return False


def _missing(machine: Machine) -> list[str]:
    """Name missing libraries, and missing modules that the making of a venv would need."""
    modules = ["venv"] if machine.which("uv") else ["venv", "ensurepip"]
    if is_ready(machine):
        modules = []
    return missing_libraries(machine) + [name for name in modules if not machine.has_module(name)]


def _install_commands(missing: Sequence[str], machine: Machine) -> list[list[str]]:
    manager = next((name for name in MANAGERS if machine.which(name)), "")
    verb, libraries = MANAGERS.get(manager, ("", ""))
    packages = libraries.split() if any(name.startswith("lib") for name in missing) else []
    if manager == "apt-get" and any(not name.startswith("lib") for name in missing):
        packages.append("python{}.{}-venv".format(*machine.version))  # elsewhere part of Python
    if not packages:
        return []
    elevate = not machine.is_root and manager != "brew" and machine.which("sudo")
    prefix = ["sudo", manager] if elevate else [manager]
    refresh = [[*prefix, "update"]] if manager == "apt-get" else []  # a fresh image has no lists
    return [*refresh, [*prefix, *verb.split(), *packages]]


def _obstacle(commands: Sequence[Sequence[str]], machine: Machine) -> str:
    """Say why the commands may not be run here ("" when they may)."""
    if machine.environ.get("LEAFLET_NO_SYSTEM"):
        return "LEAFLET_NO_SYSTEM is set"
    if not commands:
        return "no package manager known here has them"
    if not machine.is_root and commands[0][0] not in ("sudo", "brew"):
        return "only root may install packages and there is no sudo"
    return ""


def install_python_packages(machine: Machine) -> None:
    """Make the venv from the lock, unless it is there, finished and made from the same lock."""
    if is_ready(machine):
        return
    _refuse_strangers_folder(machine.venv)
    uv, start = machine.which("uv"), time.monotonic()
    say(f"making {machine.venv} from {machine.lock.name} with {'uv' if uv else 'pip'}")
    python = f"{machine.venv}/bin/python"
    # The base Python: this one may live in the venv that is about to be cleared.
    make = [getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear"]
    safe = ["--quiet", "--require-hashes", "--only-binary", ":all:", "-r", str(machine.lock)]
    if uv:
        make.append("--without-pip")
        install = [uv, "pip", "install", "--python", python, "--compile-bytecode", *safe]
        source = "UV_DEFAULT_INDEX (uv does not read pip's files)"
    else:
        install = [python, "-m", "pip", "install", "--no-input", "--compile", *safe]
        source = "`pip config list`"
    _step([*make, str(machine.venv)], machine, "set LEAFLET_VENV to a folder you may write to")
    _step(install, machine, f"check the network and where packages come from: {source}")
    _join_project(machine)
    (machine.venv / STAMP).write_text(fingerprint(machine), encoding="utf-8")
    say(f"done in {time.monotonic() - start:.0f} s")


def is_ready(machine: Machine) -> bool:
    """Tell whether the venv is finished and was made from this lock, Python and folder."""
    wanted = fingerprint(machine)
    with suppress(OSError):
        finished = (machine.venv / STAMP).read_text(encoding="utf-8") == wanted
        return finished and (machine.venv / "bin" / "python").exists()
    return False


def fingerprint(machine: Machine) -> str:
    """Return the SHA-256 of all that the venv is made from."""
    try:
        lock = machine.lock.read_bytes()
    except OSError as error:
        hint = "start this in a clone of the project: git clone, cd, python3 -m leaflet.bootstrap"
        raise SetupError(f"cannot read {machine.lock}: {error.strerror}", hint) from error
    origin = f"{machine.version} {machine.project} {machine.venv}"
    return hashlib.sha256(lock + origin.encode()).hexdigest()


def _refuse_strangers_folder(venv: Path) -> None:
    """Stop before a folder that is not a venv is emptied."""
    if venv.is_dir() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists():
        hint = "delete it, or set LEAFLET_VENV to another folder"
        raise SetupError(f"{venv} holds files but is not a Python environment", hint)


def _step(command: Sequence[str], machine: Machine, hint: str) -> None:
    """Run one command of the set-up, or raise with its last lines."""
    code, output = machine.run(command)
    if code != 0:
        lines = [f"    {line}" for line in output.splitlines() if line.strip()][-LAST_LINES:]
        message = f"`{shlex.join(command)}` failed with exit code {code}"
        raise SetupError("\n".join([message, *lines]), hint)


def _join_project(machine: Machine) -> None:
    """Make `import leaflet` and the `leaflet` command work in the venv, without a build."""
    major, minor = machine.version[:2]
    packages = machine.venv / "lib" / f"python{major}.{minor}" / "site-packages"
    (packages / "leaflet-project.pth").write_text(f"{machine.project}\n", encoding="utf-8")
    start = "import sys; sys.argv[0] = 'leaflet'; from leaflet.cli import main; sys.exit(main())"
    python = shlex.quote(f"{machine.venv}/bin/python")
    script = machine.venv / "bin" / "leaflet"
    script.write_text(f'#!/bin/sh\nexec {python} -P -c "{start}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)


def say(text: str) -> None:
    """Tell the user, on standard error."""
    sys.stderr.write(f"set-up: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
