"""`--quiet`: findings and results, nothing else, and the same exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.projects import CLINIC, LEAFLET, Edit, Run

CALLS = [
    ("check",),
    ("check", "--strict", "--verbose"),
    ("check", "--output-format", "json"),
    ("build", "--fresh"),
    ("build", "--fail-on", "advice", "--manual-duplex", "-o", "elsewhere"),
    ("build", "--dry-run"),
    ("build", "--release", "-o", "released"),
    ("due", "--within", "500w"),
    ("merge", "dist"),
    ("merge", "dist", "-o", "merged"),
    ("register",),
    ("import", "article.txt", "--dry-run"),
]


def spoil(folder: Path, edit: Edit) -> None:
    """Something to mend, something to note, an article and something to merge."""
    edit(folder / LEAFLET, "\n## ", "\n## Painless: ")
    edit(folder / CLINIC, "languages: [en-GB]", "languages: [en-GB, cy]")
    (folder / "article.txt").write_text("Foot care\n\nWash your feet each day.\n", "utf-8")


def test_a_quiet_command_shows_findings_and_results_only(
    project_folder: Path, edit: Edit, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(project_folder, edit)
    monkeypatch.setenv("CI", "1")  # plain lines of progress
    run("build", cwd=project_folder)
    for call in CALLS:
        loud = run(*call, cwd=project_folder)
        quiet = run(*call, "-q", cwd=project_folder)
        assert quiet.code == loud.code, call
        for line in (*quiet.out.splitlines(), *quiet.err.splitlines()):
            assert line in (*loud.out.splitlines(), *loud.err.splitlines()), call
        assert [line for line in quiet.err.splitlines() if not is_result(line)] == [], call
        if call[0] != "check":
            assert quiet.out == loud.out, call
        assert loud.err != quiet.err or call == ("merge", "dist"), call


def is_result(line: str) -> bool:
    """Whether a line is a finding, or what is withheld from a release."""
    effects = (": broken: ", ": unfit: ", ": advice: ")
    return line.startswith("withheld: ") or any(effect in line for effect in effects)


def test_a_quiet_check_still_shows_each_finding(project_folder: Path, edit: Edit, run: Run) -> None:
    spoil(project_folder, edit)
    loud, quiet = run("check", cwd=project_folder), run("check", "--quiet", cwd=project_folder)
    assert quiet.out.splitlines() == [line for line in loud.out.splitlines() if "]" in line]
    assert (quiet.code, quiet.err) == (1, "")
    assert "[claims]" in quiet.out


def test_errors_are_always_shown(project_folder: Path, run: Run) -> None:
    ran = run("build", "-q", "-c", "nobody", cwd=project_folder)
    assert (ran.code, 'unknown clinic "nobody"' in ran.err) == (2, True)
