"""Installs the native libraries of the PDF engine, and a browser for tests, with the system's
package manager.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from shutil import which

from leaflet.bootstrap import machine
from leaflet.bootstrap.steps import SetupError, say, step

#: The names that WeasyPrint 70 opens (weasyprint/text/ffi.py).
LIBRARIES = {
    "linux": "libgobject-2.0.so.0 libpango-1.0.so.0 libpangoft2-1.0.so.0 "
    "libharfbuzz.so.0 libharfbuzz-subset.so.0 libfontconfig.so.1",
    "darwin": "libgobject-2.0.0.dylib libpango-1.0.dylib libpangoft2-1.0.dylib "
    "libharfbuzz.0.dylib libharfbuzz-subset.0.dylib libfontconfig.1.dylib",
}
#: How package managers install packages.
HOW = {
    "apt-get": "install -y --no-install-recommends",
    "dnf": "install -y",
    "apk": "add --no-cache",
    "pacman": "-S --needed --noconfirm",
    "zypper": "--non-interactive install",
    "brew": "install",
}
#: The packages that contain LIBRARIES.
PACKAGES = {
    "apt-get": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1",
    "dnf": "pango harfbuzz fontconfig",
    "apk": "pango harfbuzz-subset fontconfig",
    "pacman": "pango harfbuzz fontconfig",
    "zypper": "libpango-1_0-0 libharfbuzz-subset0 libfontconfig1",
    "brew": "pango",
}
MANAGERS = {name: f"{how} {PACKAGES[name]}" for name, how in HOW.items()}
#: The names of browsers that the tests can use. All package managers but Homebrew have the first.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
IN_WORDS = "install Pango, HarfBuzz (with harfbuzz-subset), fontconfig and Python's venv module"


def missing_libraries() -> list[str]:
    """Name the native libraries of the PDF engine that this machine lacks."""
    names = LIBRARIES.get(machine.PLATFORM, "").split()
    return [name for name in names if not machine.has_library(name)]


def install_hint(missing: Sequence[str]) -> str:
    """Return the shell line that installs what is missing, or "" when nothing is.

    `missing` lists libraries as named by `missing_libraries`, and standard modules that this Python
    lacks ("venv", "ensurepip"). Without a known package manager the hint is a sentence.
    """
    manager = next(filter(which, MANAGERS), "")
    if not missing or not manager:
        return IN_WORDS if missing else ""
    sudo = "sudo " if not machine.IS_ROOT and manager != "brew" and which("sudo") else ""
    line = f"{sudo}{manager} {MANAGERS[manager]}"
    if manager != "apt-get":
        return line
    if {"venv", "ensurepip"}.intersection(missing):  # other systems ship them with Python
        line += " python{}.{}-venv".format(*machine.PYTHON)
    return f"{sudo}apt-get update && {line}"  # a fresh image has no package lists


def install_browser() -> None:
    """Install a browser for the tests where there is none. They can do without: what stands in the
    way, or what failed, is told and is no error.
    """
    if any(map(which, BROWSERS)):
        return
    manager = next(filter(which, MANAGERS), "")
    sudo = "sudo " if not machine.IS_ROOT and which("sudo") else ""
    update = f"{sudo}apt-get update && " if manager == "apt-get" else ""
    line = f"{update}{sudo}{manager} {HOW.get(manager)} {BROWSERS[0]}"
    obstacle = _obstacle(IN_WORDS if manager in ("", "brew") else line)
    if not obstacle:
        try:
            step(f"running: {line}", ["sh", "-c", line], "")
        except SetupError as error:
            obstacle = str(error)
    if obstacle:
        say(f"{obstacle}; without Chromium, tests that open pages in a browser are skipped")


def install(modules: Sequence[str]) -> None:
    """Install missing libraries and standard modules; the command is printed before it runs."""
    missing = _missing(modules)
    if not missing:
        return
    say(f"missing: {', '.join(missing)}")
    line = install_hint(missing)
    if obstacle := _obstacle(line):
        hint = f"needed, before you try again:\n    {line}"
        raise SetupError(f"{obstacle}, so nothing was installed", hint)
    hint = f"check the network and your permissions, or run it yourself:\n    {line}"
    step(f"running: {line}", ["sh", "-c", line], hint)
    if still := _missing(modules):
        raise SetupError(f"still missing: {', '.join(still)}", f"see what this says:\n    {line}")


def _missing(modules: Sequence[str]) -> list[str]:
    return missing_libraries() + [name for name in modules if not machine.has_module(name)]


def _obstacle(line: str) -> str:
    """Return why a command may not be run here, or "" if it may."""
    if os.environ.get("LEAFLET_NO_SYSTEM"):
        return "LEAFLET_NO_SYSTEM is set"
    if line == IN_WORDS:
        return "no known package manager was found"
    if not machine.IS_ROOT and not line.startswith(("sudo", "brew")):
        return "only root may install packages and there is no sudo"
    return ""
