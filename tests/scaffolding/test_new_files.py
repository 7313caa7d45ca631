"""`leaflet new` in a project and `leaflet eject`: files that build; none is overwritten."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from leaflet.content.project import SHIPPED, Project
from leaflet.core import extensions, write_rules
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.scaffolding.new_content import format_file
from tests.conftest import pretended_rendering
from tests.support.new_projects import ANSWERS, answers
from tests.support.projects import CLINIC, Edit, Run, whole

KINDS = sorted(path.stem for path in (SHIPPED / "content/kinds").glob("*.yaml"))
WRITTEN = {
    "leaflet": "content/leaflets/foot-care/en-GB.md",
    "kind": "content/kinds/foot-care.yaml",
    "clinic": "content/clinics/foot-care/clinic.yaml",
}


def more(what: str) -> tuple[str, ...]:
    return ANSWERS if what == "clinic" else ()


@pytest.mark.parametrize("what", WRITTEN)
def test_a_file_is_written_once_and_builds(project_folder: Path, run: Run, what: str) -> None:
    ran = run("new", what, "foot-care", *more(what), cwd=project_folder)
    assert (ran.code, ran.out.splitlines()) == (0, [WRITTEN[what]]), ran.err
    assert run("build", "--executor", "serial", cwd=project_folder).code == 0
    before = whole(project_folder)
    again = run("new", what, "foot-care", *more(what), cwd=project_folder)
    assert (again.code, "already" in again.err) == (2, True)
    assert whole(project_folder) == before


@pytest.mark.parametrize("what", ["leaflet", "kind", "clinic", "format"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a/b", 'write it as "a-b"'),
        ("../b", 'write it as "b"'),
        ("Füße", 'write it as "fusse"'),
        ("Foot Care", 'write it as "foot-care"'),
        ("Δ", "use lower-case letters"),
        ("", "the id is empty"),
        ("x" * 61, "at most 60"),
    ],
)
def test_a_name_that_is_no_id_is_refused(
    project_folder: Path, run: Run, what: str, name: str, says: str
) -> None:
    before = whole(project_folder)
    ran = run("new", what, name, *more(what), cwd=project_folder)
    assert (ran.code, says in ran.err) == (2, True), ran.err
    assert whole(project_folder) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_leaflet_has_the_sections_of_its_kind(project_folder: Path, run: Run, kind: str) -> None:
    assert run("new", "leaflet", "foot-care", "--kind", kind, cwd=project_folder).code == 0
    loaded = Project(project_folder).leaflets["foot-care", "en-GB"]
    assert loaded.value, loaded.findings
    asked = Project(project_folder).kind(kind)
    roles = [section.role for section in loaded.value.sections]
    assert set(asked.must) <= set(roles)
    assert roles == list(asked.order or (*asked.must, *asked.should))
    out = run("check", "foot-care", cwd=project_folder).out
    assert "broken" not in out
    told = re.findall(r"en-GB\.md:\d+:\d+: unfit: still to be filled in: (\d* more texts)?", out)
    assert sum(int(more.split()[0]) if more else 1 for more in told) >= len(roles)


def test_an_unknown_kind_is_named(project_folder: Path, run: Run) -> None:
    ran = run("new", "leaflet", "x", "--kind", "tretment", cwd=project_folder)
    assert (ran.code, 'did you mean "treatment"?' in ran.err) == (2, True)


def test_a_language_and_a_leaflet_in_it(project_folder: Path, run: Run, edit: Edit) -> None:
    ran = run("new", "leaflet", "foot-care", "-l", "fr-FR", cwd=project_folder)
    assert (ran.code, "leaflet new language fr-FR" in ran.err) == (2, True)
    assert run("new", "language", "fr_fr", cwd=project_folder).code == 0
    for language in ("fr-FR", "en-GB"):
        assert run("new", "leaflet", "foot-care", "-l", language, cwd=project_folder).code == 0
    edit(project_folder / CLINIC, "languages: [en-GB]", "languages: [en-GB, fr-FR]")
    built = run("build", "foot-care", "-c", "riverside", cwd=project_folder)
    assert built.code == 0, built.err
    again = run("new", "language", "fr-FR", cwd=project_folder)
    assert (again.code, "already" in again.err) == (2, True)


def test_a_new_clinic_brings_what_its_country_lacks(project_folder: Path, run: Run) -> None:
    given = answers(phone="030 123456", web="praxis.de", language="de-DE", country="DE",
                    emergency="112", urgent_advice="116117")  # fmt: skip
    ran = run("new", "clinic", "mitte", *given, cwd=project_folder)
    assert ran.code == 0, ran.err
    assert set(ran.out.split()) == {
        "content/clinics/mitte/clinic.yaml",
        "content/locales/de-DE.yaml",
        "content/jurisdictions/DE.yaml",
    }
    before = whole(project_folder)
    given = answers(phone="030 123457", web="praxis.de", language="de-DE", country="DE")
    assert run("new", "clinic", "nord", *given, cwd=project_folder).code == 0
    assert {name: whole(project_folder)[name] for name in before} == before


def test_a_format_begins_as_a_copy_of_another() -> None:
    code = format_file("a4-punched", "a4", extensions.names("formats")).decode()
    names: dict[str, object] = {}
    exec(compile(code, "a4_punched.py", "exec"), names)
    made, base = names["FORMAT"], extensions.load("formats", "a4")
    assert (getattr(made, "id", ""), getattr(made, "margins", None)) == ("a4-punched", base.margins)


def test_a_format_of_a_tool_that_is_installed_is_refused(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_rules, "PROGRAM", tmp_path / "lib" / "leaflet")
    ran = run("new", "format", "a4-punched", cwd=tmp_path)
    assert (ran.code, "in a clone" in ran.err) == (2, True)


EJECTED = {
    "en-GB": "content/locales/en-GB.yaml",
    "treatment": "content/kinds/treatment.yaml",
    "GB-ENG": "content/jurisdictions/GB-ENG.yaml",
    "en": "content/lexicons/en.yaml",
    "skin-section": "content/figures/skin-section.svg",
    "skin-section.svg": "content/figures/skin-section.svg",
    "patient/a4.css.j2": "templates/patient/a4.css.j2",
    "templates/patient/a4.css.j2": "templates/patient/a4.css.j2",
    "content/kinds/test.yaml": "content/kinds/test.yaml",
}


@pytest.mark.parametrize("name", EJECTED)
def test_a_shipped_file_is_copied_and_never_over_another(
    tmp_path: Path, run: Run, name: str
) -> None:
    (tmp_path / "leaflet.yaml").write_text("formats: [a4]\n", "utf-8")
    ran = run("eject", name, cwd=tmp_path)
    path = EJECTED[name]
    assert (ran.code, ran.out) == (0, f"{path}\n"), ran.err
    assert (tmp_path / path).read_bytes() == (SHIPPED / path).read_bytes()
    (tmp_path / path).write_text("mine", "utf-8")
    again = run("eject", name, cwd=tmp_path)
    assert (again.code, "already" in again.err) == (2, True)
    assert (tmp_path / path).read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("treatmnt", 'did you mean "treatment"?'),
        ("riverside", "nothing that is shipped"),
        ("../leaflet.yaml", "nothing that is shipped"),
        ("", "nothing that is shipped"),
    ],
)
def test_a_name_that_nothing_has_is_refused(tmp_path: Path, run: Run, name: str, says: str) -> None:
    (tmp_path / "leaflet.yaml").write_text("formats: [a4]\n", "utf-8")
    ran = run("eject", name, cwd=tmp_path)
    assert (ran.code, says in ran.err) == (2, True), ran.err
    assert list(tmp_path.iterdir()) == [tmp_path / "leaflet.yaml"]


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path, run: Run) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    (project / "content").mkdir(parents=True)
    outside.mkdir()
    (project / "leaflet.yaml").write_text("formats: [a4]\n", "utf-8")
    (project / "content/kinds").symlink_to(outside)
    ran = run("eject", "treatment", cwd=project)
    assert (ran.code, "by a link" in ran.err) == (2, True)
    assert list(outside.iterdir()) == []


def test_what_is_ejected_is_what_a_build_uses(tmp_path: Path, run: Run, edit: Edit) -> None:
    assert run("new", "project", "p", "--example", cwd=tmp_path).code == 0
    project = tmp_path / "p"
    for name in ("en-GB", "service", "patient/a4.html.j2"):
        assert run("eject", name, cwd=project).code == 0
    edit(project / "content/locales/en-GB.yaml", "contact_us: Contact us", "contact_us: Reach us")
    edit(project / "content/kinds/service.yaml", "en: Service", "en: Our own kind")
    edit(project / "templates/patient/a4.html.j2", "<main>", '<main class="own-template">')
    pages: list[str] = []

    def render(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:  # noqa: ARG001
        pages.append(composition.fill(composition.body))
        return pretended_rendering(composition)

    assert run("build", "-f", "a4", cwd=project, render=render).code == 0
    for text in ("Reach us", "Our own kind", "own-template"):
        assert text in pages[0]
