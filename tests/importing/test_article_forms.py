"""Twelve articles, each of another form, against keys written before drafts were seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.content.leaflet_file import parse_leaflet
from tests.support.article_keys import article_file, draft_of, keys, measured, source_words


@pytest.mark.parametrize("name", keys())
def test_words_order_roles_and_blocks_are_those_of_the_key(name: str, tmp_path: Path) -> None:
    path = article_file(name, tmp_path)
    draft = draft_of(path)
    found = measured(draft, keys()[name], source_words(path))
    assert not found.problems, draft.text
    loaded = parse_leaflet(draft.path, draft.text)
    assert loaded.value is not None, loaded.findings
