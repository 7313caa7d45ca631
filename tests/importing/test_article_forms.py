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
def test_a_draft_of_each_form_is_built_and_nothing_of_it_is_broken(
    tmp_path: Path, project_folder: Path, run: Run, run_process: Run
) -> None:
    names = {name: f"article-{number}" for number, name in enumerate(keys(), 1)}
    for name, id_ in names.items():
        ran = run("import", article_file(name, tmp_path), "--id", id_, cwd=project_folder)
        assert ran.code == 0, ran.err
    ids = [*names.values()]
    for some in (ids[at : at + 3] for at in range(0, len(ids), 3)):
        built = run_process("build", *some, "-c", "riverside", "-f", "a4", cwd=project_folder)
        assert built.code == 0, built.err
    made = {path.name for path in (project_folder / "dist").rglob("article-*.a4.pdf")}
    assert made == {f"{id_}.a4.pdf" for id_ in names.values()}
    checked = run_process("check", *names.values(), cwd=project_folder)
    assert "0 broken" in checked.err, checked.out


def test_the_guide_shows_what_is_measured() -> None:
    text = GUIDE.read_text("utf-8")
    made = table()
    assert "100% of" in made
    assert with_table(text, made) == text, "run: python -m benchmarks.import_articles --write"
