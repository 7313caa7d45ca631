"""The language of starter files: values, quotes, conditions and repetitions."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from leaflet.scaffolding import starter_files


def _filled(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str, /, **values: Any) -> str:
    (folder / "a.j2").write_text(text, "utf-8")
    monkeypatch.setattr(starter_files, "_FOLDER", folder)
    return starter_files.fill("a", **values).decode()


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("<<name>> and <<name|q>>", 'A "B" and "A \\"B\\""'),
        ("<<phone.number>><<phone.option>>", "123"),
        ('<<names|join(", ")>>', "x, y"),
        ("<% if name %>\nyes\n<% else %>\nno\n<% endif %>\nend", "yes\nend"),
        ("<% if none %>\nyes\n<% else %>\nno\n<% endif %>", "no\n"),
        ("{<% if name %>a<% if none %>b<% else %>c<% endif %><% endif %>}", "{ac}"),
        ("<% if none %><<unknown>><% for a in unknown %>x<% endfor %><% endif %>", ""),
        ("<% for a, b in pairs %>\n<<a>>:<<b>>\n<% endfor %>\n.", "1:2\n3:4\n."),
        ("<% for a in names %><<a>><% endfor %>", "xy"),
        ("$GITHUB ${{ x }} {a: b} << 3", "$GITHUB ${{ x }} {a: b} << 3"),
    ],
)
def test_a_starter_file_is_filled(
    text: str, made: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    values = {
        "name": 'A "B"', "none": None, "names": ["x", "y"], "pairs": [(1, 2), (3, 4)],
        "phone": SimpleNamespace(number="12", option=3),
    }  # fmt: skip
    assert _filled(monkeypatch, tmp_path, text, **values) == made


def test_text_of_its_own_is_a_placeholder_in_another_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = 'a: <<"Your visit"|t|q>>'
    assert _filled(monkeypatch, tmp_path, text, language="en-AU") == 'a: "Your visit"'
    assert _filled(monkeypatch, tmp_path, text, language="pl") == 'a: "TODO Your visit"'


def test_a_value_that_nobody_gives_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(KeyError):
        _filled(monkeypatch, tmp_path, "<<name>>")
