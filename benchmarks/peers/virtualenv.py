"""The virtual environment of the peers, created from `peers-requirements.txt`."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.with_chromium import command

REQUIREMENTS = Path(__file__).resolve().parent.parent / "peers-requirements.txt"
_PINNED = re.compile(r"(?m)^([a-z0-9-]+)(?:\[[a-z]+\])?==(\S+)")


def folder() -> Path:
    """The folder of the environment, which depends on the requirements."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    named = os.environ.get("LEAFLET_PEERS")
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Path(named) if named else Path(home, "leaflet-benchmarks", f"peers-{digest}")


def python() -> Path:
    """The interpreter of the environment, which is created if it is missing.

    A package that cannot be installed is left out.
    """
    place = folder()
    interpreter = place / "bin" / "python"
    if not (place / "done").exists():
        venv.create(place, with_pip=True, clear=place.exists())
        for requirement in _groups():
            pip = [str(interpreter), "-m", "pip", "install", "--quiet", *requirement]
            subprocess.run(pip, check=False, stdout=sys.stderr)
        (place / "done").touch()
    return interpreter


def _groups() -> Iterator[list[str]]:
    """The groups of packages that are installed together: the paragraphs of the file."""
    for paragraph in REQUIREMENTS.read_text("utf-8").split("\n\n"):
        lines = [line for line in paragraph.splitlines() if line and not line.startswith("#")]
        if lines:
            yield lines


def versions() -> str:
    """The pinned packages and the browser, for the results."""
    pinned = _PINNED.findall(REQUIREMENTS.read_text("utf-8"))
    return ", ".join([*(f"{name} {version}" for name, version in pinned), _browser()])


def _browser() -> str:
    program = command()
    if program is None:
        return "no Chromium"
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return done.stdout.strip().split("\n")[-1].partition(" built")[0] or "Chromium"
