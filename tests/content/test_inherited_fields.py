"""Clinics of a chain: fields of a group, of another clinic, and the places of their mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.content.project import Project
from leaflet.core.diagnostics import Effect, Finding
from leaflet.model.clinic import Clinic
from tests.support.projects import CLINIC, LOGO, Edit, Run, place, whole

GROUP = "content/groups/coast.yaml"


@pytest.fixture
def chain(project_folder: Path) -> Path:
    """Riverside takes its logo, brand and hours from a group."""
    clinic = project_folder / CLINIC
    lines = clinic.read_text("utf-8").splitlines(keepends=True)
    shared = ("logo", "brand", "hours", "complaints")
    group = project_folder / GROUP
    group.parent.mkdir()
    group.write_text("# What all clinics of the coast share.\n" + fields(lines, *shared), "utf-8")
    rest = "".join(lines)
    for name in shared:
        rest = rest.replace(fields(lines, name), "")
    clinic.write_text(f"extends: coast\n{rest}", "utf-8")
    (project_folder / LOGO).rename(group.with_name("logo.svg"))
    return project_folder


def fields(lines: list[str], *names: str) -> str:
    """The lines of top-level fields, with those that are indented below them."""
    kept, taking = [], False
    for line in lines:
        if not line.startswith((" ", "-")):
            taking = line.partition(":")[0] in names
        kept += [line] * taking
    return "".join(kept)


def clinic_of(folder: Path, name: str = "riverside") -> Clinic:
    loaded = Project(folder).clinics[name]
    assert loaded.value, loaded.findings
    return loaded.value


def findings_of(folder: Path, name: str = "riverside") -> list[Finding]:
    loaded = Project(folder).clinics[name]
    assert loaded.value is None
    return list(loaded.findings)


def test_a_clinic_has_the_fields_of_its_group(chain: Path) -> None:
    clinic = clinic_of(chain)
    assert (clinic.id, clinic.brand.rgb) == ("riverside", "#0f6e78")
    assert clinic.hours
    assert Project(chain).clinics["riverside"].uses["logo"]


def test_what_a_clinic_gives_replaces_the_field_whole(chain: Path) -> None:
    path = chain / CLINIC
    path.write_text(path.read_text("utf-8") + 'brand: {rgb: "#aa2200"}\n', "utf-8")
    group = chain / GROUP
    text = group.read_text("utf-8")
    group.write_text(text.replace("brand:", "brand:\n  spot: Sea 5"), "utf-8")
    clinic = clinic_of(chain)
    assert (clinic.brand.rgb, clinic.brand.spot) == ("#aa2200", None)


def test_a_site_has_the_fields_of_its_clinic_and_of_the_group_behind(chain: Path) -> None:
    site = chain / "content/clinics/riverside-north/clinic.yaml"
    site.parent.mkdir()
    site.write_text("id: riverside-north\nextends: riverside\naddress: [9 North Road]\n", "utf-8")
    clinic, first = clinic_of(chain, "riverside-north"), clinic_of(chain)
    assert clinic.address == ("9 North Road",)
    assert (clinic.name, clinic.hours) == (first.name, first.hours)
    assert clinic.id == "riverside-north"


def test_a_mistake_is_found_where_the_value_comes_from(chain: Path, edit: Edit) -> None:
    edit(chain / GROUP, "#0f6e78", "teal")
    (finding,) = findings_of(chain)
    assert str(finding.span) == place(chain, GROUP, '"teal"')


def test_an_unknown_field_of_a_group_is_found_there(chain: Path, edit: Edit) -> None:
    edit(chain / GROUP, "hours:", "hoers:")
    assert place(chain, GROUP, "hoers:") in [str(finding.span) for finding in findings_of(chain)]


def test_what_neither_gives_is_missing_in_the_clinic(chain: Path, edit: Edit) -> None:
    edit(chain / GROUP, "brand:\n", "")
    edit(chain / GROUP, '  rgb: "#0f6e78"\n', "")
    (finding,) = [one for one in findings_of(chain) if one.code == "missing-field"]
    assert finding.span.path == CLINIC
    assert "brand" in finding.message


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("cost", 'no group or clinic "cost"'),
        ("../../secret", "names no group"),
        ("[coast]", "names no group"),
        ("riverside", "extends what extends it"),
    ],
)
def test_a_wrong_name_is_found(chain: Path, edit: Edit, name: str, says: str) -> None:
    edit(chain / CLINIC, "extends: coast", f"extends: {name}")
    finding = next(one for one in findings_of(chain) if one.code == "extends")
    assert says in finding.message
    assert (finding.span.path, finding.span.line) == (CLINIC, 1)


def test_two_that_extend_each_other_are_found(chain: Path) -> None:
    group = chain / GROUP
    group.write_text(group.read_text("utf-8") + "extends: riverside\n", "utf-8")
    finding = next(one for one in findings_of(chain) if one.code == "extends")
    assert finding.span.path == GROUP


def test_a_group_that_is_no_yaml_is_told_in_its_own_file(chain: Path) -> None:
    (chain / GROUP).write_text("hours: [\n", "utf-8")
    assert {finding.span.path for finding in findings_of(chain)} == {GROUP}


def test_a_change_of_the_group_makes_the_editions_anew(chain: Path, run: Run, edit: Edit) -> None:
    assert run("build", "-c", "riverside", cwd=chain).code == 0
    before = whole(chain / "dist")
    assert "unchanged" in run("build", "-c", "riverside", cwd=chain).err
    edit(chain / GROUP, "18:00", "17:00")
    told = run("build", "-c", "riverside", "--dry-run", cwd=chain).out
    assert "clinic changed" in told
    assert run("build", "-c", "riverside", cwd=chain).code == 0
    assert whole(chain / "dist") != before


def test_a_group_that_appears_is_noticed(chain: Path, run: Run) -> None:
    group = chain / GROUP
    text = group.read_text("utf-8")
    group.unlink()
    assert run("build", "-c", "riverside", cwd=chain).code == 1
    group.write_text(text, "utf-8")
    assert run("build", "-c", "riverside", cwd=chain).code == 0


# --- a site with an address of its own -----------------------------------------------------------

SITE = "content/clinics/quay/clinic.yaml"
TABLE = "id,extends,phone,address\nquay,riverside,01632 960 222 ext. 4,2 Quay | Milford Bridge\n"


@pytest.fixture
def site(project_folder: Path, run: Run) -> Path:
    """A second address of riverside, made from a table."""
    table = project_folder.parent / "sites.csv"
    table.write_text(TABLE, "utf-8")
    assert run("new", "clinic", "--from", table, "--yes", cwd=project_folder).code == 0
    return project_folder


def test_a_site_of_address_and_phone_alone_gets_to_the_page(site: Path, run: Run) -> None:
    clinic, first = clinic_of(site, "quay"), clinic_of(site)
    assert (clinic.name, clinic.address) == (first.name, ("2 Quay", "Milford Bridge"))
    assert (clinic.phones["main"].number, clinic.phones["main"].extension) == ("+441632960222", "4")
    assert run("build", "-c", "quay", "-f", "a4", cwd=site).code == 0
    assert list((site / "dist/quay").rglob("*.a4.pdf"))


def test_what_leads_to_the_other_address_is_not_taken(site: Path) -> None:
    assert clinic_of(site).directions
    assert clinic_of(site, "quay").directions is None
    told = Project(site).clinics["quay"].findings
    assert [finding.span.path for finding in told] == [SITE] * len(told)
    directions, hours = told
    assert '"directions" of "riverside" lead to its address' in directions.message
    assert '"hours" and "holidays" are those of "riverside"' in hours.message
    assert hours.effect is Effect.ADVICE


def test_what_a_site_says_itself_is_not_told(site: Path) -> None:
    with (site / SITE).open("a", encoding="utf-8") as file:
        file.write("directions: The red door.\nholidays: None.\n")
        file.write('hours: [{days: Mondays, open: "9:00", close: "12:00"}]\n')
    assert clinic_of(site, "quay").directions == "The red door."
    assert Project(site).clinics["quay"].findings == ()


def test_directions_of_a_group_without_an_address_are_taken(chain: Path) -> None:
    with (chain / GROUP).open("a", encoding="utf-8") as file:
        file.write("directions: All our doors are step-free.\n")
    path = chain / CLINIC
    text = path.read_text("utf-8")
    directions = fields(text.splitlines(keepends=True), "directions")
    path.write_text(text.replace(directions, ""), "utf-8")
    assert clinic_of(chain).directions == "All our doors are step-free."
    assert Project(chain).clinics["riverside"].findings == ()
