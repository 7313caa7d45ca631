"""What `leaflet import` writes into a project: a draft that builds, its report, a later version."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.projects import Run
from tests.support.word_files import heading, paragraph, word_file

ARTICLE = """A wound

What is a wound?

A wound is a break in the skin, and it heals by itself in most people after a time.

Risks

It may get hot. Call 01632 960140 then, and tell the nurse who looks after your wound.
"""
LEAFLET = "content/leaflets/wound/en-GB.md"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "wound.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_an_import_builds_as_a_draft(run: Run, project_folder: Path, article: Path) -> None:
    ran = run("import", article, "--kind", "condition", cwd=project_folder)
    assert ran.code == 0
    assert f"{LEAFLET}: 2 sections" in ran.out
    assert "what-is-it 80%" in ran.out
    assert "phone number" in ran.out
    assert "leaflet build wound -f a4" in ran.err
    assert run("build", "wound", "-f", "a4", cwd=project_folder).code == 0
    text = (project_folder / LEAFLET).read_text("utf-8")
    assert "kind: condition" in text
    assert 'note: "Imported from wound.txt"' in text
    assert "sha256" in (project_folder / "content/imports/wound/en-GB.report.md").read_text("utf-8")


def test_nothing_is_overwritten(run: Run, project_folder: Path, article: Path) -> None:
    assert run("import", article, "--id", "wound", cwd=project_folder).code == 0
    before = (project_folder / LEAFLET).read_bytes()
    again = run("import", article, "--id", "wound", cwd=project_folder)
    assert again.code == 2
    assert "--update" in again.err
    assert (project_folder / LEAFLET).read_bytes() == before


def test_a_dry_run_writes_nothing(run: Run, project_folder: Path, article: Path) -> None:
    ran = run("import", article, "--dry-run", cwd=project_folder)
    assert (ran.code, "nothing is written" in ran.err) == (0, True)
    assert not (project_folder / LEAFLET).exists()


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--id", "Not An Id"], 2, "is no id of a leaflet"),
        (["--id", "../x"], 2, "is no id of a leaflet"),
        (["--id", "żółty"], 2, "is no id of a leaflet"),
        (["--language", "xx-XX"], 2, 'no locale "xx-XX"'),
        (["--kind", "nothing"], 2, "unknown kind"),
        (["--update"], 2, "to update"),
        (["--register", "r.csv"], 2, "goes with a folder"),
    ],
)
def test_wrong_calls(
    run: Run, project_folder: Path, article: Path, options: list[str], code: int, message: str
) -> None:
    ran = run("import", article, *options, cwd=project_folder)
    assert (ran.code, message in ran.err) == (code, True), ran.err


def test_a_refused_file_leaves_nothing(run: Run, project_folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"no zip")
    ran = run("import", bad, "--id", "bad", cwd=project_folder)
    assert (ran.code, "refused" in ran.err) == (1, True)
    assert not (project_folder / "content/leaflets/bad").exists()


def test_an_update_merges_what_nobody_changed_here(
    run: Run, project_folder: Path, article: Path
) -> None:
    run("import", article, cwd=project_folder)
    path = project_folder / LEAFLET
    path.write_text(path.read_text("utf-8").replace("tell the nurse", "tell us"), "utf-8")
    newer = ARTICLE.replace("break in the skin", "cut of the skin").replace("get hot", "get red")
    article.write_text(
        newer + "\nFind out more\n\nRead the page that we keep on the net.\n", "utf-8"
    )
    ran = run("import", article, "--update", cwd=project_folder)
    text = path.read_text("utf-8")
    assert ran.code == 1  # one section waits for a person
    assert "Risks: changed in the article; changed here too" in ran.out
    assert "What is a wound?: changed in the article; merged" in ran.out
    assert "-A wound is a break in the skin" in ran.out
    assert "cut of the skin" in text
    assert "get hot" in text
    assert "tell us" in text
    assert text.index("## Risks") < text.index("## Find out more")
    assert run("build", "wound", "-f", "a4", cwd=project_folder).code == 0
    quiet = run("import", article, "--update", cwd=project_folder)
    assert (quiet.code, "nothing has changed" in quiet.err) == (0, True)


def test_a_section_that_the_article_dropped_goes_unless_it_was_changed(
    run: Run, project_folder: Path, article: Path
) -> None:
    run("import", article, cwd=project_folder)
    article.write_text(ARTICLE.partition("Risks")[0], "utf-8")
    ran = run("import", article, "--update", cwd=project_folder)
    assert (ran.code, "Risks: gone in the article; merged" in ran.out) == (0, True)
    assert "## Risks" not in (project_folder / LEAFLET).read_text("utf-8")


def test_a_leaflet_that_was_not_imported_is_not_updated(
    run: Run, project_folder: Path, article: Path
) -> None:
    ran = run("import", article, "--id", "mesotherapy-acne-scars", "--update", cwd=project_folder)
    assert (ran.code, "was not imported" in ran.err) == (2, True)


REGISTER = """File;ID;Owner;Review date
a.docx;wound;Ann Example;2027-05-31
b.txt;cast;;31/12/2027
bad.docx;bad;;
none.txt;none;;
../wound.txt;out;;
b.txt;wound;;
c.md;day;;soon
"""


def test_a_folder_is_imported_by_its_register(
    run: Run, project_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "a.docx").write_bytes(word_file(heading("A wound"), paragraph("It heals.")))
    (folder / "b.txt").write_text(ARTICLE, "utf-8")
    (folder / "c.md").write_text("# C\n\nText.", "utf-8")
    (folder / "d.md").write_text("# D\n\nText.", "utf-8")
    (folder / "bad.docx").write_bytes(b"no zip")
    (tmp_path / "register.csv").write_text(REGISTER, "utf-8")
    ran = run("import", folder, "--register", tmp_path / "register.csv", cwd=project_folder)
    rows = {line.split("  ")[0]: " ".join(line.split()) for line in ran.out.splitlines()}
    assert ran.code == 1
    assert rows["a.docx"] == "a.docx wound imported"
    assert "refused the file is no Word file" in rows["bad.docx"]
    assert "refused no such file" in rows["none.txt"]
    assert "refused it leads out of the folder" in rows["../wound.txt"]
    assert 'refused a second entry with the id "wound"' in rows["b.txt"]
    assert "no date" in rows["c.md"]
    assert "needs a person not in the register" in rows["d.md"]
    text = (project_folder / LEAFLET).read_text("utf-8")
    assert "# owner: Ann Example\nreview_due: 2027-05-31" in text
    assert "2 imported, 1 needs a person, 5 refused" in ran.err
    again = run("import", folder, "--register", tmp_path / "register.csv", cwd=project_folder)
    assert "before, and unchanged since" in again.out
    (folder / "b.txt").write_text(ARTICLE.replace("hot", "red"), "utf-8")
    changed = run("import", folder, "--register", tmp_path / "register.csv", cwd=project_folder)
    assert "changed since it was imported; see --update" in changed.out
    run("import", folder, "--register", tmp_path / "register.csv", "--update", cwd=project_folder)
    assert "get red" in (project_folder / "content/leaflets/cast/en-GB.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [("name,id\na,b\n", "unknown column"), ("id\nb\n", 'no column "file"'), ("", "no column")],
)
def test_a_wrong_register(
    run: Run, project_folder: Path, tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "r.csv").write_text(text, "utf-8")
    ran = run("import", tmp_path / "a", "--register", tmp_path / "r.csv", cwd=project_folder)
    assert (ran.code, message in ran.err) == (2, True), ran.err


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("wuond.txt", 'did you mean "wound.txt"?'),
        ("project/content", "is content of this project already"),
        ("project/content/leaflets/mesotherapy-acne-scars/en-GB.md", "outside of content"),
    ],
)
def test_a_source_that_is_no_article_is_a_wrong_call(
    source: str, says: str, run: Run, project_folder: Path, article: Path
) -> None:
    place = article.parent / source.replace("project", project_folder.name, 1)
    ran = run("import", place, cwd=project_folder)
    assert ran.code == 2
    assert says in ran.err
