"""Completion in a shell: the words that bash, zsh and fish ask the program for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leaflet.cli import completion
from leaflet.cli.command_line import leaflet as command
from tests.support.projects import CLINIC, LEAFLET, ROOT, SETTINGS, Ran, Run

HEAVY = "pydantic yaml jinja2 weasyprint markdown_it leaflet.checks.claims".split()


def asked(
    words: str, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, shell: str = "bash"
) -> list[str]:
    """What the program answers when a shell asks for the last of the words, as bash puts it."""
    parts = words.split(" ")
    monkeypatch.setenv("_LEAFLET_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", words if shell != "fish" else " ".join(parts[:-1]))
    monkeypatch.setenv("COMP_CWORD", str(len(parts) - 1) if shell != "fish" else parts[-1])
    ran: Ran = run(cwd=folder)
    assert (ran.code, ran.err) == (0, "")
    return [line for line in ran.out.splitlines() if line]


WORDS = [
    ("leaflet bu", ["build"]),
    ("leaflet build -c ", ["riverside", "st-oswin"]),
    ("leaflet check --clinic st", ["st-oswin"]),
    ("leaflet build mes", ["mesotherapy-acne-scars"]),
    ("leaflet build -l ", ["en-GB"]),
    ("leaflet build -f poster", ["poster-a3", "poster-a4"]),
    ("leaflet build --executor s", ["serial"]),
    ("leaflet explain clai", ["claims"]),
    ("leaflet new leaflet --kind cond", ["condition"]),
    ("leaflet new format --from tri", ["trifold", "trifold-letter"]),
    ("leaflet import --kind medi", ["medicine"]),
    ("leaflet evidence m", ["mesotherapy-acne-scars"]),
    ("leaflet approve -c r", ["riverside"]),
    ("leaflet eject patient/a4.c", ["patient/a4.css.j2"]),
    ("leaflet list fo", ["formats"]),
    ("leaflet schema man", ["manifest"]),
    ("leaflet completion z", ["zsh"]),
    ("leaflet build -c nobody", []),
]


@pytest.mark.parametrize(("words", "names"), WORDS, ids=[words for words, _ in WORDS])
def test_names_are_completed(
    words: str, names: list[str], project_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = asked(words, project_folder, run, monkeypatch)
    assert answers == [f"plain,{name}" for name in names]


def test_another_project_is_asked_with_its_folder(
    project_folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = f"leaflet -C {project_folder} check -c r"
    assert asked(words, tmp_path, run, monkeypatch) == ["plain,riverside"]


def test_a_word_that_is_no_leaflet_may_be_a_file(
    project_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked("leaflet build article.do", project_folder, run, monkeypatch) == [
        "file,article.do"
    ]


def test_files_that_cannot_be_read_are_completed_all_the_same(
    project_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in (SETTINGS, CLINIC, LEAFLET):
        (project_folder / file).write_bytes(b"\xff: [")
    assert asked("leaflet build -c r", project_folder, run, monkeypatch) == ["plain,riverside"]


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_where_there_is_no_project_or_a_broken_one_nothing_is_said(
    shell: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked("leaflet build -c r", tmp_path, run, monkeypatch, shell) == []
    (tmp_path / "leaflet.yaml").mkdir()
    (tmp_path / "content").write_text("no folder", "utf-8")
    assert asked("leaflet build -c r", tmp_path, run, monkeypatch, shell) == []
    (tmp_path / "content").unlink()
    (tmp_path / "content").symlink_to("content")
    assert asked("leaflet build -c r", tmp_path, run, monkeypatch, shell) == []


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_the_script_of_a_shell_is_printed(shell: str, tmp_path: Path, run: Run) -> None:
    ran = run("completion", shell, cwd=tmp_path)
    assert (ran.code, ran.out) == (0, completion.script(shell, command))
    assert f"_LEAFLET_COMPLETE={shell}_complete" in ran.out


def test_another_shell_is_refused(tmp_path: Path, run: Run) -> None:
    ran = run("completion", "csh", cwd=tmp_path)
    assert (ran.code, '"csh" is not known' in ran.err) == (2, True)


def environment(folder: Path) -> dict[str, str]:
    """An environment in which `leaflet` is a command."""
    program = folder / "bin" / "leaflet"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m leaflet "$@"\n', "utf-8")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


@pytest.mark.process
def test_bash_itself_completes(project_folder: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("no bash here")
    code = (
        'eval "$(leaflet completion bash)"; COMP_WORDS=(leaflet build -c ""); COMP_CWORD=3; '
        "_leaflet_completion leaflet build -c; complete -p leaflet; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [bash, "--norc", "--noprofile", "-c", code],
        cwd=project_folder,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    function, *words = done.stdout.splitlines()
    assert function == "complete -o nosort -F _leaflet_completion leaflet", done.stderr
    assert words == ["riverside", "st-oswin"]


@pytest.mark.process
def test_names_are_completed_without_anything_heavy(project_folder: Path) -> None:
    code = (
        "import atexit, sys\n"
        f"found = lambda: [name for name in {HEAVY} if name in sys.modules]\n"
        "atexit.register(lambda: print(*found(), file=sys.stderr))\n"
        "from leaflet.cli import main\n"
        "main()"
    )
    words = {"COMP_WORDS": "leaflet build -c r", "COMP_CWORD": "3"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project_folder,
        env={**os.environ, **words, "PYTHONPATH": str(ROOT), "_LEAFLET_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.split(), done.stderr.strip()) == (["plain,riverside"], "")
