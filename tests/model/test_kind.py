"""A kind file that contradicts itself is told with what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.content.project import Project


@pytest.mark.parametrize(
    ("lines", "says", "instead"),
    [
        ("must: [risks, risks]", '"risks" is twice in "must"', "keep one"),
        ("must: [risks]\nshould: [risks]", 'both in "must" and in "should"', "keep one"),
        ("must: [risks]\norder: [benefits]", '"risks" is not in "order"', "add it"),
        ("fields: [sources, sources]", '"sources" is twice in "fields"', "keep one"),
        ("without: [balance, balance]", '"balance" is twice in "without"', "keep one"),
        ("without: [balanc]", 'no check "balanc"', 'did you mean "balance"?'),
        ("must: [risks]\nwithout: [sections]", '"must" asks for what nobody checks', '"sections"'),
        ("fields: [sources]\nwithout: [approval-fields]", '"fields" asks', '"approval-fields"'),
        ("signs: {emergency: []}\nwithout: [help-levels]", '"signs" asks', '"help-levels"'),
        ("signs: {soon: [Pain.]}", 'unknown name "soon"', "emergency, routine, same-day"),
        ("must: [risk]", 'unknown role "risk"', 'did you mean "risks"?'),
        ("norms: {fkgl: [9, 5]}", "beyond the other", "swap"),
        ("once: [risks]", 'unknown field "once"', "use one of"),
    ],
)
def test_a_kind_that_contradicts_itself_is_refused(
    project_folder: Path, lines: str, says: str, instead: str
) -> None:
    path = project_folder / "content/kinds/own.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"label: {{en: Own}}\n{lines}\n", "utf-8")
    loaded = Project(project_folder).kinds["own"]
    assert loaded.value is None
    told = [(f.message, f.hint) for f in loaded.findings if f.is_broken]
    assert any(says in message and instead in hint for message, hint in told), told


def test_a_label_is_named_by_a_language_tag(project_folder: Path) -> None:
    path = project_folder / "content/kinds/own.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("label: {english: Own}\n", "utf-8")
    (finding,) = Project(project_folder).kinds["own"].findings
    assert '"english" is no language tag' in finding.message


def test_the_shipped_kinds_agree_with_themselves(project_folder: Path) -> None:
    kinds = Project(project_folder).kinds
    assert len(list(kinds)) >= 14
    assert [f for name in kinds for f in kinds[name].findings if f.is_error] == []
