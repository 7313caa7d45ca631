"""Runs `leaflet doctor`: shows what this machine has for rendering, and fixes for the rest."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import click

from leaflet import __version__, bootstrap
from leaflet.cache import toolchain
from leaflet.cli import text_report
from leaflet.core import fonts
from leaflet.core.diagnostics import LeafletError

_PACKAGES = (
    *("weasyprint", "pydyf", "jinja2", "pydantic", "markdown-it-py", "coloraide"),
    *("pypdfium2", "uharfbuzz", "zxing-cpp"),
)


@dataclass(frozen=True, slots=True)
class Symptom:
    """One examined thing: its name, what was found, and the fix if something is wrong."""

    name: str
    found: str
    fix: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing has to be fixed."""
        return not self.fix


def examine(start: Path) -> Iterator[Symptom]:
    """Examine everything that a build needs, without importing the renderer."""
    yield Symptom("leaflet", __version__)
    yield Symptom("python", platform.python_version())
    for package in _PACKAGES:
        yield _package(package)
    missing = bootstrap.missing_libraries()
    for name, library, function in toolchain.LIBRARIES:
        version = toolchain.native_version(library, function)
        yield Symptom(name, version or "version not known")
    if missing:
        fix = bootstrap.install_hint(missing)
        yield Symptom("native libraries", f"missing: {', '.join(missing)}", fix)
    else:
        yield Symptom("native libraries", "all found")
    for font in fonts.FONTS:
        yield _font(font)
    yield Symptom("system fonts", "none used: pages see declared fonts only")
    yield _output(start)


def _package(name: str) -> Symptom:
    version = toolchain.package_version(name)
    if version is None:
        return Symptom(name, "not installed", "run: python3 -m leaflet.bootstrap setup")
    return Symptom(name, version)


def _font(font: fonts.Font) -> Symptom:
    try:
        fonts.read(font)
    except LeafletError as problem:
        return Symptom(f"font {font.family}", problem.message, problem.hint)
    version = metadata.version(font.package.replace("_", "-"))
    return Symptom(f"font {font.family}", f"{version}, sha256 {font.sha256[:12]}… as pinned")


def _output(start: Path) -> Symptom:
    if os.access(start, os.W_OK):
        return Symptom("output", f"{start.resolve()} can be written to")
    fix = "name a folder with: leaflet build -o DIR"
    return Symptom("output", f"{start.resolve()} cannot be written to", fix)


def run_doctor(start: Path) -> int:
    """Show all symptoms on stdout; returns an exit code that tells whether something is missing."""
    symptoms = list(examine(start))
    rows = [["ok" if s.is_well else "!!", s.name, s.found] for s in symptoms]
    click.echo(text_report.table(rows, text_report.terminal_width()))
    for symptom in symptoms:
        if symptom.fix:
            click.echo(f"{symptom.name}: {symptom.fix}", err=True)
    return text_report.Exit.DONE if all(s.is_well for s in symptoms) else text_report.Exit.MACHINE
