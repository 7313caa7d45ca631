"""One more file is enough: the examples of CONTRIBUTING.md, each alone in a copy of the program.

The command runs in a process of its own, so that nothing is known that the file does not say.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from leaflet.core import extensions
from tests.support.projects import (
    CLINIC,
    LEAFLET,
    ROOT,
    SETTINGS,
    Edit,
    Ran,
    add_leaflet,
    add_locale,
    listed,
)

#: Calls the command with a renderer that takes no time and can be sent to another process.
CALL = """
import functools
from leaflet.build import run
from leaflet.cli import build as build_command
from leaflet.cli import main
from tests.support.renderers import quick

build_command.run = functools.partial(run, render=quick)
main()
"""
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
EXAMPLES = re.findall(
    r"^1\. Write `(leaflet/[\w/]+\.py)`:\n\n   ```python\n(.*?)^   ```",
    CONTRIBUTING,
    re.MULTILINE | re.DOTALL,
)


pytestmark = pytest.mark.process


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program that is a project too, with one format."""
    folder = tmp_path / "program"
    for name in ("leaflet", "templates", "content"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / SETTINGS).write_text("formats: [a4]\n", "utf-8")
    return folder


def add(program: Path, kind: str) -> None:
    """Add the example of a kind of extension."""
    folder = f"leaflet/{extensions.KINDS[kind][0]}/"
    ((path, code),) = ((p, c) for p, c in EXAMPLES if p.rpartition("/")[0] + "/" == folder)
    (program / path).write_text(textwrap.dedent(code), "utf-8")


def call(program: Path, *arguments: str) -> Ran:
    """Runs the command of the copy; pages are only pretended."""
    paths = os.pathsep.join((str(program), str(ROOT)))
    how = ("-c", CALL) if arguments[0] == "build" else ("-m", "leaflet")
    done = subprocess.run(
        [sys.executable, *how, *arguments],
        cwd=program,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


def test_there_is_an_example_of_each_kind() -> None:
    folders = sorted(path.rpartition("/")[0] for path, _ in EXAMPLES)
    assert folders == sorted(f"leaflet/{folder}" for folder, _ in extensions.KINDS.values())


def test_a_format_is_one_file(program: Path) -> None:
    add(program, "formats")
    assert "a4-punched" in call(program, "list", "formats").out
    (program / SETTINGS).write_text("formats: [a4, a4-punched]\n", "utf-8")
    name = LEAFLET.split("/")[2]
    ran = call(program, "build", name, "-f", "a4-punched", "-c", "riverside")
    assert ran.code == 0, ran.err
    assert listed(program / "dist") == [f"riverside/en-GB/{name}.a4-punched.pdf"]


def test_a_check_is_one_file(program: Path) -> None:
    add(program, "checks")
    shown = re.search(r"^ +(content/.* \[keywords\])$", CONTRIBUTING, re.MULTILINE)
    assert shown
    assert shown[1] in call(program, "check").out.splitlines()
    assert "Fewer than 6 keywords." in call(program, "explain", "keywords").out


def test_an_output_is_one_file(program: Path, edit: Edit) -> None:
    add(program, "outputs")
    edit(program / LEAFLET, "kind: treatment", "kind: treatmnt")
    ran = call(program, "check", "--output-format", "csv")
    rows = csv.DictReader(ran.out.splitlines())
    (found,) = [row for row in rows if row["path"] == LEAFLET]
    assert (ran.code, found["code"], found["path"]) == (1, "unknown-value", LEAFLET)
    assert "csv, " in call(program, "check", "--help").out


def test_an_executor_is_one_file(program: Path) -> None:
    arguments = ("build", LEAFLET.split("/")[2], "-c", "riverside", "--executor", "one-each")
    add(program, "executors")
    ran = call(program, *arguments)
    assert (ran.code, len(listed(program / "dist"))) == (0, 1), ran.err
    assert "one-each" in call(program, "build", "--help").out


def test_a_kind_is_one_file(program: Path, edit: Edit) -> None:
    (shown,) = re.findall(
        r"^   ```yaml\n(   # An operation .*?)^   ```", CONTRIBUTING, re.MULTILINE | re.DOTALL
    )
    (program / "content/kinds/day-surgery.yaml").write_text(textwrap.dedent(shown), "utf-8")
    edit(program / LEAFLET, "kind: cosmetic-procedure", "kind: day-surgery")
    out = call(program, "check").out
    assert "unknown-kind" not in out
    assert "a sentence of 17 words" in out, "other kinds let it pass"


def test_a_language_is_one_file(program: Path, edit: Edit) -> None:
    add_leaflet(program, language="fr-FR")
    edit(program / CLINIC, "languages: [en-GB]", "languages: [en-GB, fr-FR]")
    add_locale(program, "fr-FR")
    ran = call(program, "build", "-l", "fr-FR")
    assert ran.code == 0, ran.err
    assert [path.split("/")[1] for path in listed(program / "dist")] == ["fr-FR"]
    lacking = [line for line in ran.err.splitlines() if "[no-lexicon]" in line]
    assert len(lacking) == 1
    assert lacking[0].endswith("add content/lexicons/fr.yaml [no-lexicon]")
    assert 'no validated formula for "fr-FR"' in call(program, "check", "-v").out
