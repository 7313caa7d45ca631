"""Twelve articles, each of another form, against keys written before drafts were seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.import_articles import GUIDE, table, with_table
from leaflet.content.leaflet_file import parse_leaflet
from tests.support.article_keys import article_file, draft_of, keys, measured, source_words
from tests.support.projects import Run


@pytest.mark.parametrize("name", keys())
def test_words_order_roles_and_blocks_are_those_of_the_key(name: str, tmp_path: Path) -> None:
    path = article_file(name, tmp_path)
    draft = draft_of(path)
    found = measured(draft, keys()[name], source_words(path))
    assert not found.problems, draft.text
    loaded = parse_leaflet(draft.path, draft.text)
    assert loaded.value is not None, loaded.findings


@pytest.mark.slow
@pytest.mark.parametrize("name", keys())
def test_a_draft_of_each_form_is_built_and_nothing_of_it_is_broken(
    name: str, tmp_path: Path, project_folder: Path, run_process: Run
) -> None:
    path = article_file(name, tmp_path)
    assert run_process("import", path, "--id", "x", cwd=project_folder).code == 0
    built = run_process("build", "x", "-f", "a4", cwd=project_folder)
    assert built.code == 0, built.err
    assert list((project_folder / "dist").rglob("x.a4.pdf"))
    checked = run_process("check", "x", cwd=project_folder)
    assert "0 broken" in checked.err, checked.out


def test_the_guide_shows_what_is_measured() -> None:
    text = GUIDE.read_text("utf-8")
    made = table()
    assert "100% of" in made
    assert with_table(text, made) == text, "run: python -m benchmarks.import_articles --write"
