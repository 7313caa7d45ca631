"""Calls `leaflet` for benchmarks, in its own process and with its own cache."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from benchmarks.measure import ROOT, Cost, run

#: The day for which benchmarks build (2026-11-23), so that no review becomes overdue.
TODAY = "1795392000"
_LEAFLET = (sys.executable, "-m", "leaflet")
#: The same command with the pretended renderer.
_PRETENDED = (sys.executable, "-m", "benchmarks.pretend")


def environment(cache_folder: Path) -> dict[str, str]:
    """The environment variables of a build with its cache in a folder."""
    return {
        "LEAFLET_CACHE": str(cache_folder),
        "SOURCE_DATE_EPOCH": TODAY,
        "PYTHONPATH": str(ROOT),
        "CI": "true",
    }


@cache
def has(option: str) -> bool:
    """Whether `leaflet build` knows an option."""
    done = subprocess.run(
        [*_LEAFLET, "build", "--help"], capture_output=True, text=True, check=True
    )
    return re.search(rf"(?m)^\s+(-\w, )?{option}\b", done.stdout) is not None


def missing(*options: str) -> list[str]:
    """The options that `leaflet build` does not know."""
    return [option for option in options if not has(option)]


def build_command(project: Path, output: Path, *options: str, pretended: bool = False) -> list[str]:
    """The command that builds a project into a folder."""
    name = _PRETENDED if pretended else _LEAFLET
    return [*name, "-C", str(project), "build", "-o", str(output), *options]


def build(
    project: Path, output: Path, cache_folder: Path, *options: str, pretended: bool = False
) -> Cost:
    """The cost of a build; raises `CommandFailedError` unless every edition was built."""
    command = build_command(project, output, *options, pretended=pretended)
    return run(command, cwd=project, env=environment(cache_folder))


def outcomes(report: Path) -> Counter[str]:
    """The numbers of built, cached and failed editions in a report."""
    editions = json.loads(report.read_text("utf-8"))["editions"]
    return Counter(edition["outcome"] for edition in editions)


def built(report: Path) -> list[Mapping[str, str]]:
    """The editions that were rendered according to a report."""
    editions = json.loads(report.read_text("utf-8"))["editions"]
    return [edition for edition in editions if edition["outcome"] == "built"]


def one_worker() -> list[str]:
    """The options of a build in one process, as far as `leaflet build` knows them."""
    jobs = ["-j", "1"] if has("-j") else []
    return [*jobs, *(["--executor", "serial"] if has("--executor") else [])]


def environment_of_process(cache_folder: Path) -> dict[str, str]:
    """The environment variables of this process, updated with those of a build."""
    return {**os.environ, **environment(cache_folder)}
