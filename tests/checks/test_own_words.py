"""Words of a text that was read are found, wherever they stand; our own are not."""

from __future__ import annotations

from pathlib import Path

from leaflet.text.sentences import runs
from tests.support.projects import LEAFLET, Edit, Run, place

OTHERS = (
    "Marks fade, they say. Many small needles go into the skin of your face each time. The end."
)


def shared(project: Path, run: Run) -> list[str]:
    ran = run("check", cwd=project)
    return [line for line in ran.out.splitlines() if "[own-words]" in line]


def test_seven_words_in_a_row_are_found_once_and_with_their_place(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    folder = project_folder / "content/sources"
    folder.mkdir()
    (folder / "article.txt").write_text(OTHERS, "utf-8")
    assert shared(project_folder, run) == []
    taken = "small needles go into the skin of your face"
    edit(project_folder / LEAFLET, "Flat marks may fade.", f"We say small {taken} now.")
    (line,) = shared(project_folder, run)
    assert line.startswith(place(project_folder, LEAFLET, taken))
    assert '"small needles go into the skin of" is also in content/sources/article.txt' in line


def test_six_words_may_meet_by_chance(project_folder: Path, edit: Edit, run: Run) -> None:
    folder = project_folder / "content/sources"
    folder.mkdir()
    (folder / "article.txt").write_text(OTHERS, "utf-8")
    edit(project_folder / LEAFLET, "Flat marks may fade.", "Needles go into the skin of you.")
    assert shared(project_folder, run) == []


def test_a_text_that_cannot_be_read_is_reported(project_folder: Path, run: Run) -> None:
    folder = project_folder / "content/sources"
    folder.mkdir()
    (folder / "broken.txt").write_bytes(b"\xff\xfe words")
    ran = run("check", cwd=project_folder)
    assert (ran.code, "[not-utf8]" in ran.out) == (1, True)


def test_runs_of_a_short_text() -> None:
    assert runs("one two three") == frozenset()
    assert runs("a b c d e f g") == {("a", "b", "c", "d", "e", "f", "g")}


def test_a_new_text_of_others_makes_a_build_look_again(project_folder: Path, run: Run) -> None:
    run("build", cwd=project_folder)
    folder = project_folder / "content/sources"
    folder.mkdir()
    (folder / "article.txt").write_text(OTHERS, "utf-8")
    assert "checks changed" in run("build", "--dry-run", cwd=project_folder).out
