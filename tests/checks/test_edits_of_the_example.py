"""Edits of the example that would harm a reader are unfit by a named check; good ones are not.

They were written by people who had not read the checks, and stay as they were written. An edit
with an empty check is one that no check finds, which is told so that nobody believes otherwise.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from leaflet.checks.run import check_file
from tests.checks.test_check_cases import loaded, rules, text, value_of
from tests.support.projects import ROOT

EDITS: dict[str, list[dict[str, Any]]] = json.loads(
    (ROOT / "tests/fixtures/edits/example.json").read_text("utf-8")
)


def errors(file: str, content: str) -> set[tuple[str, str]]:
    made = loaded(file, content)
    value_of(made)
    return {(one.code, one.message) for one in check_file(made, rules()) if one.is_error}


@cache
def before(file: str) -> frozenset[tuple[str, str]]:
    return frozenset(errors(file, text(file)))


def found(edit: dict[str, Any]) -> set[str]:
    """The checks that find an edit unfit."""
    file, content = edit["file"], text(edit["file"])
    for old, new in edit["changes"]:
        assert old in content
        content = content.replace(old, new, 1)
    return {code for code, _ in errors(file, content) - before(file)}


@pytest.mark.parametrize("edit", EDITS["harmful"], ids=lambda edit: edit["what"][:50])
def test_a_harmful_edit_is_unfit_by_its_check(edit: dict[str, Any]) -> None:
    assert (edit["check"] in found(edit)) if edit["check"] else found(edit) == set()


@pytest.mark.parametrize("edit", EDITS["good"], ids=lambda edit: edit["what"][:50])
def test_a_good_edit_is_fit(edit: dict[str, Any]) -> None:
    assert found(edit) == set()


def test_most_harmful_edits_are_found() -> None:
    seen = [edit for edit in EDITS["harmful"] if edit["check"]]
    assert len(EDITS["harmful"]) > 90
    assert len(EDITS["good"]) > 45
    assert len(seen) / len(EDITS["harmful"]) > 0.7
