"""What a check is for, from the command line."""

from __future__ import annotations

from pathlib import Path

from leaflet.checks.check import all_checks
from leaflet.cli.explain import page, write_pages
from leaflet.cli.finding_codes import CODES
from tests.support.projects import Run


def test_every_check_and_code_is_explained(tmp_path: Path, run: Run) -> None:
    for check in all_checks():
        assert run("explain", check.id, cwd=tmp_path).out == page(check)
    for name, code in CODES.items():
        ran = run("explain", name, cwd=tmp_path)
        assert code.finds in ran.out
        assert code.mend in ran.out


def test_a_misspelt_name_is_answered_with_the_nearest(tmp_path: Path, run: Run) -> None:
    ran = run("explain", "clams", cwd=tmp_path)
    assert (ran.code, 'did you mean "claims"?' in ran.err) == (2, True)


def test_without_a_name_all_are_listed(tmp_path: Path, run: Run) -> None:
    listed = [line.split()[0] for line in run("explain", cwd=tmp_path).out.splitlines()]
    assert listed == [*(check.id for check in all_checks()), *CODES]


def test_pages_of_checks_that_are_gone_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text(page(all_checks()[0]), "utf-8")
    (tmp_path / "kept.txt").write_text("kept", "utf-8")
    (tmp_path / "theirs.md").write_text("# Notes by hand\n", "utf-8")
    write_pages(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        "README.md",
        "kept.txt",
        "theirs.md",
        *(f"{check.id}.md" for check in all_checks()),
    }


def test_no_check_and_code_share_a_name() -> None:
    assert {check.id for check in all_checks()} & set(CODES) == set()
