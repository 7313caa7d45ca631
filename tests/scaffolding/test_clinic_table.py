"""`leaflet new clinic --from`: a table becomes clinics, and what is the same is not touched."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from leaflet.content.project import Project
from leaflet.core.diagnostics import UsageError
from leaflet.model.contacts import Phone
from leaflet.scaffolding.yaml_edits import set_field
from tests.support.projects import CLINIC, Run, whole

HEADER = "id,name,phone,web,colour,language,country,address\n"
HARBOUR = ('harbour,"Harbour, Skin",01632 960111,harbour.example,#123456,en-GB,GB-ENG,'
           "1 Quay | Milford\n")  # fmt: skip
NEW = "content/clinics/harbour/clinic.yaml"


@pytest.fixture
def table(project_folder: Path) -> Path:
    path = project_folder.parent / "clinics.csv"
    path.write_text(HEADER + HARBOUR, "utf-8")
    return path


def test_a_row_becomes_a_clinic_that_builds(project_folder: Path, table: Path, run: Run) -> None:
    ran = run("new", "clinic", "--from", table, "--yes", cwd=project_folder)
    assert (ran.code, ran.out) == (0, f"new {NEW}\n"), ran.err
    clinic = Project(project_folder).clinics["harbour"].value
    assert clinic
    assert (clinic.name, clinic.address) == ("Harbour, Skin", ("1 Quay", "Milford"))
    assert (clinic.phones["main"].number, clinic.brand.rgb) == ("+441632960111", "#123456")
    assert run("build", "-c", "harbour", cwd=project_folder).code == 0


def test_the_second_time_nothing_is_touched(project_folder: Path, table: Path, run: Run) -> None:
    run("new", "clinic", "--from", table, "--yes", cwd=project_folder)
    stamps = {path: path.stat().st_mtime_ns for path in project_folder.rglob("*")}
    ran = run("new", "clinic", "--from", table, cwd=project_folder)
    assert (ran.code, ran.out, ran.err) == (0, "", "0 new, 0 changed, 1 unchanged\n")
    assert {path: path.stat().st_mtime_ns for path in project_folder.rglob("*")} == stamps


def test_differences_are_shown_and_remarks_are_kept(
    project_folder: Path, table: Path, run: Run
) -> None:
    path = project_folder / CLINIC
    text = path.read_text("utf-8")
    path.write_text(text.replace("email:", "# Read by two people.\nemail:"), "utf-8")
    table.write_text("id,phone,email\nriverside,01632 960 999,new@riverside-skin.example\n")
    ran = run("new", "clinic", "--from", table, "--yes", cwd=project_folder)
    assert ran.code == 0, ran.err
    assert '-  main: {number: "+441632960140", display: "01632 960 140"}' in ran.out
    assert '+  main: {number: "+441632960999", display: "01632 960 999"}' in ran.out
    assert 'email: "new@riverside-skin.example"' in path.read_text("utf-8")
    assert "# Read by two people." in path.read_text("utf-8")
    assert "0 new, 1 changed, 0 unchanged" in ran.err


def test_a_number_written_otherwise_is_no_change(
    project_folder: Path, table: Path, run: Run
) -> None:
    table.write_text("id;phone;name\nriverside;01632960140;\n", "utf-8")
    ran = run("new", "clinic", "--from", table, "--yes", cwd=project_folder)
    assert "0 changed, 1 unchanged" in ran.err


def test_without_a_terminal_and_without_yes_nothing_is_written(
    project_folder: Path, table: Path, run: Run
) -> None:
    before = whole(project_folder)
    ran = run("new", "clinic", "--from", table, cwd=project_folder)
    assert (ran.code, "--yes" in ran.err, ran.out) == (2, True, f"new {NEW}\n")
    assert whole(project_folder) == before


def test_a_site_takes_the_rest_from_its_clinic(project_folder: Path, table: Path, run: Run) -> None:
    table.write_text("id,extends,phone,address\nquay,riverside,01632 960222,2 Quay|Milford\n")
    assert run("new", "clinic", "--from", table, "--yes", cwd=project_folder).code == 0
    clinic = Project(project_folder).clinics["quay"].value
    assert clinic
    assert (clinic.name, clinic.phones["main"].number) == ("Riverside Skin Clinic", "+441632960222")
    assert run("build", "-c", "quay", cwd=project_folder).code == 0


ROWS = [
    ("x/y,A,,,,,,", '"x/y" is no id'),
    ("Köln,A,,,,,,", 'write it as "koln"'),
    (",A,,,,,,", "the id is empty"),
    ("quay,A,,,,,,", "lacks: phone, web, colour, language, country"),
    ("quay,A,01632 960111,quay.example,teal,en-GB,GB-ENG,", "is no colour"),
    ("quay,A,12,quay.example,#123456,en-GB,GB-ENG,", "too few digits for a phone number of GB"),
    ("quay,A,01632 960111,quay.example,#123456,fr-FR,GB-ENG,", "leaflet new language fr-FR"),
    ("quay,A,01632 960111,quay.org,#123456,en-GB,GB-ENG,", "an invented number"),
    (HARBOUR.strip(), "stands on line 2 too"),
    ("riverside,,,,,english,,", "is no language tag"),
]


@pytest.mark.parametrize(("row", "says"), ROWS)
def test_a_wrong_row_is_told_with_its_line_and_nothing_is_written(
    project_folder: Path, table: Path, run: Run, row: str, says: str
) -> None:
    table.write_text(f"{HEADER}{HARBOUR}{row}\n", "utf-8")
    before = whole(project_folder)
    ran = run("new", "clinic", "--from", table, "--yes", cwd=project_folder)
    assert ran.code == 1, ran.err
    assert ran.out.startswith(f"{table}:3:1: broken: ")
    assert says in ran.out
    assert whole(project_folder) == before


TABLES = [
    (b"", 'no column "id"'),
    (b"name,phone\nA,1\n", 'no column "id"'),
    (b"id,phnoe\na,1\n", 'did you mean "phone"?'),
    (b"id,phone,phones.main\na,1,2\n", "two columns"),
    (b"id,name\na\n", "not as many cells"),
    (b"id,name\na,b,c\n", "not as many cells"),
    ("id,name\na,Köln\n".encode("cp1252"), "not UTF-8"),
    (b"id,name\n" + b"a,b\n" * 1_300_000, "more than 5 MB"),
]


@pytest.mark.parametrize(("data", "says"), TABLES)
def test_a_table_that_cannot_be_read_is_refused(
    project_folder: Path, table: Path, run: Run, data: bytes, says: str
) -> None:
    table.write_bytes(data)
    ran = run("new", "clinic", "--from", table, "--yes", cwd=project_folder)
    assert (ran.code, says in ran.err) == (2, True), ran.err


def test_a_table_that_is_not_there_is_refused(project_folder: Path, run: Run) -> None:
    ran = run("new", "clinic", "--from", "no.csv", cwd=project_folder)
    assert (ran.code, "cannot be read" in ran.err) == (2, True)


TEXTS = [
    ("a: 1\nb: 2 # two\n", ("b",), "3", 'a: 1\nb: "3" # two\n'),
    ("a: {b: 1}\n", ("a", "c"), "2", 'a: {b: 1, c: "2"}\n'),
    ("a:\n  b: 1\nc: 2\n", ("a", "d"), "x", 'a:\n  b: 1\n  d: "x"\nc: 2\n'),
    ("a:\n  - 1\n  - 2  # two\n\nc: 2\n", ("a",), ["x"], 'a: ["x"]  # two\n\nc: 2\n'),
    ("a: |\n  long\n  text\nc: 2\n", ("a",), "x", 'a: "x"\nc: 2\n'),
    ("a: 1", ("b", "c"), "x", 'a: 1\nb: {c: "x"}'),
    ('"a": 1\n', ("a",), 'q"\\', '"a": "q\\"\\\\"\n'),
    ("a: one\n  two\nb: 1\n", ("a",), "x", 'a: "x"\nb: 1\n'),
    ("a: 1\n", ("a",), "1", "a: 1\n"),
]


@pytest.mark.parametrize(("text", "field", "value", "becomes"), TEXTS)
def test_one_value_is_changed_and_the_rest_stays(
    text: str, field: tuple[str, ...], value: str | list[str], becomes: str
) -> None:
    assert set_field(text, field, value) == becomes
    assert yaml.load(becomes, yaml.BaseLoader)


@pytest.mark.parametrize("text", ["- a\n", "a: [\n", "", "just text\n"])
def test_what_is_no_list_of_fields_is_not_changed(text: str) -> None:
    with pytest.raises(UsageError, match="cannot be changed"):
        set_field(text, ("b",), "1")


def test_an_extension_stands_behind_the_number(project_folder: Path, table: Path, run: Run) -> None:
    table.write_text("id,phone\nriverside,01632 960 999 ext. 204\n", "utf-8")
    assert run("new", "clinic", "--from", table, "--yes", cwd=project_folder).code == 0
    phone = main_phone(project_folder)
    assert (phone.number, phone.display) == ("+441632960999", "01632 960 999")
    assert phone.extension == "204"
    again = run("new", "clinic", "--from", table, cwd=project_folder)
    assert again.err == "0 new, 0 changed, 1 unchanged\n"
    table.write_text("id,phone\nriverside,01632 960 998\n", "utf-8")
    ran = run("new", "clinic", "--from", table, "--yes", cwd=project_folder)
    assert (ran.code, main_phone(project_folder)) == (1, phone)
    assert "has the extension 204" in ran.out + ran.err
    assert 'as "01632 960 998 extension 204"' in ran.out + ran.err


def test_a_clinic_whose_phone_is_a_text_is_changed_too(
    project_folder: Path, table: Path, run: Run
) -> None:
    path = project_folder / CLINIC
    text = path.read_text("utf-8")
    fields = '{number: "+441632960140", display: "01632 960 140"}'
    assert fields in text
    path.write_text(text.replace(fields, '"01632 960 140"'), "utf-8")
    table.write_text("id,phone\nriverside,01632 960140\n", "utf-8")
    assert "1 unchanged" in run("new", "clinic", "--from", table, cwd=project_folder).err
    table.write_text("id,phone\nriverside,01632 960 999\n", "utf-8")
    assert run("new", "clinic", "--from", table, "--yes", cwd=project_folder).code == 0
    assert main_phone(project_folder).number == "+441632960999"


def main_phone(folder: Path) -> Phone:
    clinic = Project(folder).clinics["riverside"].value
    assert clinic
    return clinic.phones["main"]
