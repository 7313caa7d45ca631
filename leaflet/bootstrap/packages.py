"""Installs the Python packages of the project into a venv, each verified by its hash."""

from __future__ import annotations

import hashlib
import shlex
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from shutil import which

from leaflet.bootstrap import machine
from leaflet.bootstrap.steps import SetupError, step

RUN_TIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"  # the second has the first
#: The packages that a build imports. Only they are compiled: byte code of all takes 20 MB more.
IMPORTED = (
    "click, coloraide, jinja2, markdown_it, PIL.Image, pikepdf, pydantic, weasyprint, zxingcpp"
)


def modules_needed(lock: str) -> list[str]:
    """Name the standard modules that installing a lock file needs; none if it is installed."""
    return [] if are_ready(lock) else ["venv"] if which("uv") else ["venv", "ensurepip"]


def are_ready(lock: str) -> bool:
    """Tell whether the venv has the packages of a lock file, for this Python and folder."""
    stamp, text = _stamp(lock)
    with suppress(OSError):
        return stamp.read_text("utf-8") == text and (machine.venv() / "bin" / "python").exists()
    return False


def _stamp(lock: str) -> tuple[Path, str]:
    """The stamp file of the venv, which is written last, and its text: a SHA-256 of everything that
    the venv depends on.

    Raises `OSError` when a lock file cannot be read.
    """
    digest = hashlib.sha256(f"{machine.PYTHON} {machine.PROJECT} {machine.venv()}".encode())
    for name in (RUN_TIME, lock):
        digest.update((machine.PROJECT / name).read_bytes())
    return machine.venv() / f".{lock}-stamp", digest.hexdigest()


def install(lock: str) -> None:
    """Install the packages of a lock file into the venv, which is created unless it is usable."""
    venv = machine.venv()
    if not are_ready(RUN_TIME):
        if venv.is_dir() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists():
            hint = "delete it, or set LEAFLET_VENV to another folder"
            raise SetupError(f"{venv} holds files but is not a Python environment", hint)
        hint = "set LEAFLET_VENV to a folder you may write to"
        step(f"making {venv}", [*_making(), "--without-pip", str(venv)], hint)
    with tempfile.TemporaryDirectory() as folder:
        _fill(lock, Path(folder))
    _join_project()
    code = f"import sys; sys.dont_write_bytecode = False; import {IMPORTED}"
    step("trying them out", [f"{venv}/bin/python", "-c", code], f"delete {venv} and try again")
    for stamp, text in map(_stamp, {RUN_TIME, lock}):
        stamp.write_text(text, "utf-8")


def _making() -> list[str]:
    """The command that creates a venv, with the base Python: the running one may be inside the venv
    that is cleared.
    """
    return [getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear"]


def _fill(lock: str, folder: Path) -> None:
    """Install with uv, else with a pip in a temporary folder."""
    python, uv = f"{machine.venv()}/bin/python", which("uv")
    if uv:
        tool, compiled = [uv, "pip", "install", "--python", python], "compile-bytecode"
        source = "UV_DEFAULT_INDEX (uv does not read pip's files)"
    else:
        step("getting pip ready", [*_making(), str(folder)], "set TMPDIR to a folder with room")
        tool = [f"{folder}/bin/python", "-m", "pip", "--python", python, "install", "--no-input"]
        source, compiled = "`pip config list`", "compile"
    how = f"--{compiled}" if lock == DEVELOPMENT else f"--no-{compiled}"
    safe = ["--quiet", "--require-hashes", "--only-binary", ":all:"]
    step(
        f"installing Python packages from {lock}",
        [*tool, how, *safe, "-r", str(machine.PROJECT / lock)],
        f"check the network and where packages come from: {source}",
    )


def _join_project() -> None:
    """Make `import leaflet` and the `leaflet` command work in the venv without building a wheel."""
    packages = machine.venv() / "lib" / "python{}.{}".format(*machine.PYTHON) / "site-packages"
    for source in packages.rglob("*.c"):  # 6 MB of C sources that Python does not need
        source.unlink()
    (packages / "leaflet-project.pth").write_text(f"{machine.PROJECT}\n", "utf-8")
    start = "import sys; sys.argv[0] = 'leaflet'; from leaflet.cli import main; sys.exit(main())"
    python = shlex.quote(f"{machine.venv()}/bin/python")
    script = machine.venv() / "bin" / "leaflet"
    script.write_text(f'#!/bin/sh\nexec {python} -P -c "{start}" "$@"\n', "utf-8")
    script.chmod(0o755)
