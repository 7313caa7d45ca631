"""Builds the wheel from a copy of what the repository holds, without a network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.support.projects import ROOT

_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "dist", "tests", "__pycache__", ".*_cache")


def build_wheel(folder: Path, spoil: Callable[[Path], object] = lambda _: None) -> Path:
    """The wheel, made in a folder; `spoil` may first add files to the copy of the repository."""
    source = folder / "repository"
    shutil.copytree(ROOT, source, ignore=_LEFT_OUT)
    for name in ("README.md", "LICENSE"):
        (source / name).touch()
    (source / "tests").mkdir()
    (source / "tests" / "test_nothing.py").touch()
    spoil(source)
    out = folder / "wheel"
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (made,) = out.glob("*.whl")
    return made
