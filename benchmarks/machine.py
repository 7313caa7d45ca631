"""The machine and the versions that a measurement depends on."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from leaflet.cli.doctor import examine

#: The symptoms of `leaflet doctor` that affect the speed of rendering.
_COUNTED = ("leaflet", "python", "weasyprint", "pydyf", "Pango", "HarfBuzz")


def describe(peers: str) -> str:
    """The beginning of the results: the machine, our versions, and those of the peers."""
    rows = [*_machine(), *_versions()]
    lines = [f"- {name}: {found}" for name, found in rows]
    return "\n".join(
        (
            "# Benchmarks",
            "",
            "Made by `python -m benchmarks`; how to read it is in [README.md](README.md).",
            "",
            *lines,
            f"- peers: {peers}",
            "",
        )
    )


def _machine() -> Iterator[tuple[str, str]]:
    yield "processor", _first("/proc/cpuinfo", "model name") or platform.machine()
    yield "cores", str(len(os.sched_getaffinity(0)))
    memory = (_first("/proc/meminfo", "MemTotal") or "0 kB").split()[0]
    yield "memory", f"{int(memory) / 1024**2:.0f} GiB"
    yield "kernel", f"{platform.system()} {platform.release().partition('-')[0]}"


def _first(file: str, field: str) -> str:
    try:
        lines = Path(file).read_text("utf-8").splitlines()
    except OSError:
        return ""
    found = (line.partition(":")[2].strip() for line in lines if line.startswith(field))
    return next(found, "")


def _versions() -> Iterator[tuple[str, str]]:
    found = {symptom.name: symptom.found for symptom in examine(Path.cwd())}
    yield from ((name, found[name]) for name in _COUNTED if name in found)
    for package in ("dask", "distributed"):
        try:
            yield package, metadata.version(package)
        except metadata.PackageNotFoundError:
            yield package, "not installed"
