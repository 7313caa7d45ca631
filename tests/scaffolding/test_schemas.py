"""The JSON Schemas accept what the program accepts, and find what an editor should underline."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from leaflet.cli.new_commands import NAMES as COMMAND_NAMES
from leaflet.content.documents import read_yaml, split_front_matter
from leaflet.content.project import PROJECT_FILE
from leaflet.scaffolding.schemas import NAMES, RECORDS, make_schema, schema_text
from tests.support.new_projects import ANSWERS
from tests.support.projects import CLINIC, EXAMPLE, ROOT, Run

CONTENT = ROOT / "content"
SHIPPED = {
    "leaflet": sorted(CONTENT.glob("leaflets/*/*.md")),
    "clinic": sorted(CONTENT.glob("clinics/*/clinic.yaml")),
    "locale": sorted(CONTENT.glob("locales/*.yaml")),
    "project": [ROOT / PROJECT_FILE],
    "kind": sorted(CONTENT.glob("kinds/*.yaml")),
}


class _CoreLoader(yaml.SafeLoader):
    """Reads YAML as editors do: with numbers and truth values, and dates as text (YAML 1.2)."""


_CoreLoader.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^({_form})$"), list(_first)
    )


@cache
def validator(name: str) -> Any:
    schema = json.loads(schema_text(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def wrong(name: str, value: Any) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message}" for e in validator(name).iter_errors(value)]


def fields(path: Path) -> str:
    text = path.read_text("utf-8")
    return split_front_matter(path.name, text)[0] if path.suffix == ".md" else text


def in_both_readings(text: str) -> tuple[Any, Any]:
    """A YAML text as this program reads it, all as text, and as an editor does."""
    return read_yaml("", text)[0].value, yaml.load(text, _CoreLoader)


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_schema_is_what_the_types_give(name: str) -> None:
    assert schema_text(name) == make_schema(name), "make it: python docs/tables.py --write"


def test_the_command_prints_them(tmp_path: Path, run: Run) -> None:
    assert (*NAMES, *RECORDS) == COMMAND_NAMES
    ran = run("schema", "clinic", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, schema_text("clinic"))
    assert run("schema", "clinics", cwd=tmp_path).code == 2


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shipped_is_valid(name: str) -> None:
    assert SHIPPED[name]
    for path in SHIPPED[name]:
        for value in in_both_readings(fields(path)):
            assert wrong(name, value) == [], path


def test_what_new_writes_is_valid_and_names_its_schema(tmp_path: Path, run: Run) -> None:
    run("new", "project", "p", *ANSWERS, cwd=tmp_path)
    folder = tmp_path / "p"
    for call in (
        ("leaflet", "foot-care", "--kind", "treatment"),
        ("kind", "dental-care"),
        ("language", "fr-FR"),
        ("clinic", "quay", *ANSWERS),
    ):
        assert run("new", *call, cwd=folder).code == 0
    written = [p for p in folder.rglob("*") if p.suffix in (".md", ".yaml") and p.is_file()]
    assert len(written) == 7
    for path in written:
        lines = path.read_text("utf-8").splitlines()
        line = next(line for line in lines if line.startswith("# yaml-language-server: $schema="))
        schema = (path.parent / line.partition("=")[2]).resolve()
        assert schema.parent == folder / "schemas"
        for value in in_both_readings(fields(path)):
            assert wrong(schema.stem, value) == [], path


def test_the_schemas_of_an_older_project_are_added(project_folder: Path, run: Run) -> None:
    assert run("new", "kind", "dental-care", cwd=project_folder).code == 0
    kept = {path.stem for path in (project_folder / "schemas").iterdir()}
    assert kept == set(NAMES)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{number: "+441632960140", display: "01632 960 140"}', "01632 960 140 ext. 204"),
        ('{number: "+441632960140", display: "01632 960 140"}', "{display: 01632 960 140}"),
        ('{number: "+441632960140", display: "01632 960 140"}', "111"),
        ('"08:30"', "8:30"),
        ('"18:00"', '"24:00"'),
        ("holidays: We", "exceptions: [{on: 2026-12-24, state: closed}]\nholidays: We"),
        ("email: hello@", "email: müller@"),
        ("web: https://riverside", "web: https://köln"),
    ],
)
def test_what_people_write_in_a_clinic_is_valid(old: str, new: str) -> None:
    text = (EXAMPLE / CLINIC).read_text("utf-8")
    assert old in text
    for value in in_both_readings(text.replace(old, new, 1)):
        assert wrong("clinic", value) == []


WRONG: list[tuple[str, str, str, str]] = [
    ("clinic", "name: Riverside", "nmae: Riverside", "nmae"),
    ("clinic", "id: riverside", "id: River Side", "does not match"),
    ("clinic", '"#0f6e78"', "teal", "does not match"),
    ("clinic", "skin_tone: medium", "skin_tone: pale", "is not one of"),
    ("clinic", "web: https", "web: http", "does not match"),
    ("clinic", "languages: [en-GB]", "languages: en-GB", "is not of type"),
    ("clinic", "languages: [en-GB]", "languages: []", "non-empty"),
    ("clinic", 'cooling_off_days: "14"', "cooling_off_days: many", "does not match"),
    ("clinic", "fictional: true", "fictional: perhaps", "does not match"),
    ("clinic", '"08:30"', '"8.30 am"', "does not match"),
    ("clinic", "address: [", "adress: [", "adress"),
    ("clinic", "holidays: We", "holidays:\nhours2: We", "hours2"),
]


@pytest.mark.parametrize(("name", "old", "new", "says"), WRONG)
def test_a_wrong_clinic_is_found(name: str, old: str, new: str, says: str) -> None:
    text = (EXAMPLE / CLINIC).read_text("utf-8")
    assert old in text
    for value in in_both_readings(text.replace(old, new, 1)):
        assert says in " ".join(wrong(name, value))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("leaflet", "kind: test", "'title' is a required property"),
        ("leaflet", "title: A\nversion: 1.0", "version"),
        ("leaflet", "title: A\nreviewed: yes", "reviewed"),
        ("leaflet", "title: A\nsources: {a: {title: A, body: B, year: 1850}}", "1850"),
        ("project", "formats: a4", "is not of type"),
        ("project", "format: [a4]", "format"),
        ("project", "limits: {sides: 2}", "2"),
        ("kind", "must: [about]", "'label' is a required property"),
        ("kind", "label: {en: A}\nmust: [abuot]", "is not one of"),
        ("locale", "language: en-GB", "'words' is a required property"),
        ("locale", 'clock: "25"', "is not one of"),
    ],
)
def test_a_wrong_file_is_found(name: str, text: str, says: str) -> None:
    found = " ".join(wrong(name, in_both_readings(text)[1]))
    assert says in found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("leaflet", "title: A"),
        ("leaflet", "title: 2026\nkeywords: [1, no]"),
        ("project", "formats: [a4]\nlimits: {seconds: 60, megabytes: '1000'}"),
        ("project", "{}"),
        ("clinic", "id: north\nextends: coast\naddress: [1 North Road]"),
    ],
)
def test_what_the_program_takes_is_not_underlined(name: str, text: str) -> None:
    for value in in_both_readings(text):
        assert wrong(name, value) == []
