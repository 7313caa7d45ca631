"""What a change of own templates does to pages and approvals, as `leaflet diff` tells."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leaflet.content.project import SHIPPED, Project
from leaflet.content.project_versions import project_at, project_folder_of
from tests.support.governed import NAME, approve_all, make_real, rewrite
from tests.support.projects import LEAFLET, Ran, Run, own_template, whole

PAGE = "patient/a4.html.j2"
STYLE = "patient/a4.css.j2"
SLOTS = "shared/slots.html.j2"
HEADING = "Own templates and styles, filled with the words of the new version"

pytestmark = [pytest.mark.process, pytest.mark.slow]


def git(folder: Path, *args: str) -> None:
    names = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", "-C", folder, *names, *args], check=True, capture_output=True)


def commit(folder: Path, tag: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", tag)
    git(folder, "tag", tag)


@pytest.fixture
def project(project_folder: Path) -> Path:
    """A repository whose tag v1 has an own page and prints three formats for one clinic."""
    (project_folder / "leaflet.yaml").write_text(
        "formats: [a4, mono, phone]\neditions:\n  - clinics: [riverside]\n", "utf-8"
    )
    own_template(project_folder, PAGE, "<main>", "<main>\n")
    git(project_folder, "init", "-q")
    commit(project_folder, "v1")
    return project_folder


Diff = Callable[..., Ran]


@pytest.fixture
def diff(project: Path, run: Run) -> Diff:
    """`leaflet diff` from v1 to the files."""
    return lambda *args: run("diff", f"v1:{LEAFLET}", LEAFLET, *args, cwd=project)


def block(ran: Ran) -> list[str]:
    """The lines on own templates."""
    lines = ran.out.splitlines()
    assert HEADING in lines, ran.out + ran.err
    start = lines.index(HEADING) + 1
    return [line.strip() for line in lines[start : lines.index("", start)]]


def last(ran: Ran) -> str:
    return ran.out.splitlines()[-1]


SAME = "the same words, pictures, links, levels and boxes, perhaps with other looks"
KEPT = f"{SAME}; an approval of the pages is kept"
OTHER = "other words, pictures, links, levels or boxes"
VOID = f"{OTHER}; an approval of the earlier pages is void"


def test_a_style_that_keeps_the_words_keeps_the_approval(project: Path, diff: Diff) -> None:
    own_template(project, STYLE, ".columns { ", ".wide { color: #004466; ")
    ran = diff()
    assert (ran.code, ran.err) == (0, "")
    assert block(ran) == [
        f"templates/{STYLE}  new",
        f"a4 (riverside): {KEPT}",
        f"mono (riverside): {KEPT}",
        "as before: phone",
    ]
    assert last(ran) == "no word changed; 1 own template differs: looks may differ in a4, mono"


def test_a_word_of_a_template_voids_the_approval_and_is_named(project: Path, diff: Diff) -> None:
    own_template(project, PAGE, "<main>", "<main><p>Free of risk</p>")
    ran = diff()
    assert block(ran)[:3] == [
        f"templates/{PAGE}  changed",
        f"a4 (riverside): {VOID}",
        "+ Free of risk",
    ]
    assert last(ran).endswith("1 own template differs: other things are printed in a4, mono")


#: Changes that print something else, and how it is named.
NAMED = {
    "a text that is gone": (
        (PAGE, "{{ parts.standfirst(leaflet.subtitle) }}", ""),
        "- What is known, and what",
    ),
    "a link": (
        (SLOTS, "{{ mail_link(clinic.email) }}", "https://x.example/"),
        "+ [link to https://x.ex",
    ),
    "a level": (("shared/sections.html.j2", "<h2 id", "<h4 id"), "+ [heading of level 4]"),
    "a box": ((PAGE, "<main>", "<main><aside>x</aside>"), "+ [box]"),
    "a text of the style": (
        (STYLE, ".columns { ", 'h1::after { content: "now" }\n.wide { '),
        '+ h1::after { content: "now" }',
    ),
}


@pytest.mark.parametrize(("change", "named"), NAMED.values(), ids=NAMED)
def test_what_is_printed_otherwise_is_named(
    project: Path, diff: Diff, change: tuple[str, str, str], named: str
) -> None:
    own_template(project, *change)
    lines = block(diff())
    assert any(line.startswith(named) for line in lines), lines
    assert f"a4 (riverside): {VOID}" in lines


def test_words_that_the_leaflet_changes_are_not_laid_on_the_templates(
    project: Path, diff: Diff
) -> None:
    own_template(project, STYLE, ".columns { ", ".wide { color: #004466; ")
    rewrite(project, "Proof that it helps is weak.", "Proof is weak.")
    ran = diff()
    assert f"a4 (riverside): {KEPT}" in block(ran)
    assert last(ran).startswith("1 sentence changed; ")


def test_templates_that_print_as_the_shipped_ones_need_no_approval(
    project: Path, diff: Diff
) -> None:
    own_template(project, PAGE, "<main>", "<main><p>Ours</p>")
    commit(project, "v2")
    git(project, "tag", "-f", "v1")
    (project / "templates" / PAGE).unlink()
    lines = block(diff())
    assert lines[:3] == [
        f"templates/{PAGE}  removed",
        f"a4 (riverside): {OTHER}; an approval of the pages is kept",
        "- Ours",
    ]


def test_pages_that_are_approved_already_are_told(project: Path, diff: Diff, run: Run) -> None:
    make_real(project)
    own_template(project, PAGE, "<main>", "<main><p>{{ typeset(leaflet.title) }}</p>")
    assert f"a4 (riverside): {VOID}" in block(diff())
    approve_all(run, project)
    assert f"a4 (riverside): {VOID}; these pages are approved" in block(diff())


def test_two_revisions_are_compared_without_the_files(project: Path, run: Run) -> None:
    own_template(project, PAGE, "<main>", "<main><p>Free of risk</p>")
    commit(project, "v2")
    (project / "templates" / PAGE).unlink()
    before = whole(project)
    ran = run("diff", f"v1:{LEAFLET}", f"v2:{LEAFLET}", cwd=project)
    assert "+ Free of risk" in block(ran)
    assert whole(project) == before
    back = run("-C", Path(LEAFLET).parent, "diff", "v2:en-GB.md", "v1:en-GB.md", cwd=project)
    assert "- Free of risk" in block(back)


def test_equal_templates_are_not_mentioned(project: Path, diff: Diff, run: Run) -> None:
    assert last(diff()) == "no word changed"
    assert HEADING not in diff().out
    own_template(project, PAGE, "<main>", "<main><p>Free of risk</p>")
    assert last(run("diff", LEAFLET, LEAFLET, cwd=project)) == "no word changed"


BROKEN = "<main>{{ 1 / 0 }}"


def test_a_template_that_breaks_is_a_finding(project: Path, diff: Diff) -> None:
    own_template(project, PAGE, "<main>", BROKEN)
    ran = diff()
    assert ran.code == 1
    assert f"templates/{PAGE}:" in ran.err
    assert "broken: " in ran.err
    assert "Traceback" not in ran.err + ran.out
    assert (
        "a4 (riverside): not compared, see the findings; an approval of the earlier pages is void"
        in block(ran)
    )


def test_a_template_that_was_broken_is_a_warning(project: Path, diff: Diff) -> None:
    own_template(project, PAGE, "<main>", BROKEN)
    commit(project, "v2")
    git(project, "tag", "-f", "v1")
    own_template(project, PAGE, BROKEN, "<main>")
    ran = diff()
    assert ran.code == 0
    assert f"as it stands in v1:{LEAFLET}" in ran.err
    assert "a4 (riverside): not compared, see the findings; look at the pages" in "\n".join(
        block(ran)
    )


def test_a_template_that_cannot_be_read_is_a_finding(project: Path, diff: Diff) -> None:
    (project / "templates" / PAGE).write_bytes(b"\xff\xfe\x00")
    ran = diff()
    assert ran.code == 1
    assert f"templates/{PAGE}" in ran.err
    assert last(ran) == "no word changed; own templates not compared"


def test_an_old_template_is_filled_in_the_sandbox(project: Path, diff: Diff) -> None:
    own_template(project, PAGE, "<main>", "<main>{{ ''.__class__.__mro__ }}")
    commit(project, "v2")
    git(project, "tag", "-f", "v1")
    own_template(project, PAGE, "{{ ''.__class__.__mro__ }}", "")
    ran = diff()
    assert "__class__" in ran.err
    assert "<class" not in ran.out


def test_it_is_told_as_json(project: Path, diff: Diff) -> None:
    own_template(project, PAGE, "<main>", "<main><p>Free of risk</p>")
    record = json.loads(diff("--output-format", "json").out)["templates"]
    assert record["files"] == [{"path": f"templates/{PAGE}", "fate": "changed"}]
    assert record["formats"][0] == {
        "format": "a4",
        "clinics": ["riverside"],
        "printed": "other",
        "approval": "void",
        "items": [{"kind": "new", "text": "Free of risk"}],
    }
    assert (record["formats"][-1]["printed"], record["findings"]) == ("unchanged", [])
    page = (SHIPPED / "docs/content.md").read_text("utf-8")
    parts: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Changes of own templates", record),
        ("Pages of a format", record["formats"][0]),
    )
    for heading, part in parts:
        section = page.split(f"### {heading}\n")[1].split("\n#")[0]
        for name in part:
            assert f"\n| `{name}` |" in section, (heading, name)


# --- the project of a version --------------------------------------------------------------------


def test_links_inside_a_revision_are_followed_and_none_leads_out(project: Path) -> None:
    link, out = project / "templates/patient/b.html.j2", project / "templates/patient/c.html.j2"
    link.symlink_to("a4.html.j2")
    out.symlink_to("/etc/passwd")
    commit(project, "v2")
    with project_at(f"v2:{LEAFLET}", project) as found:
        assert found
        folder = found.root
        assert "patient/b.html.j2" in found.templates.own
        assert "patient/c.html.j2" not in found.templates
        assert (NAME, "en-GB") in found.leaflets
    assert not folder.exists()


def test_a_file_that_is_no_leaflet_of_a_project_has_none(tmp_path: Path) -> None:
    assert project_folder_of("old.md", tmp_path) is None
    assert project_folder_of(LEAFLET, SHIPPED) is None, "these templates are the program's"
    assert project_folder_of(f"v1:{LEAFLET}", tmp_path) == tmp_path.resolve()


def test_a_tree_that_was_forged_writes_nothing_outside(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leaflet.content import project_versions

    entry = project_versions._Entry("100644", "0" * 40, 4)
    monkeypatch.setattr(
        project_versions, "_entries", lambda *_: {"templates/../../out.j2": entry, "a/b.j2": entry}
    )
    monkeypatch.setattr(project_versions, "blobs_of", lambda *_: {"0" * 40: b"text"})
    with project_at(f"v1:{LEAFLET}", project) as found:
        assert found
        assert list(whole(found.root)) == ["a/b.j2"]
        assert not (found.root.parent / "out.j2").exists()


def test_a_project_that_is_too_large_is_refused(
    project: Path, diff: Diff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaflet.content.project_versions._MOST_FILES", 0)
    ran = diff()
    assert ran.code == 0
    assert "own templates are not compared" in ran.err
    assert isinstance(Project(project).templates.own, tuple)
