"""`leaflet build FILE`: an article becomes a draft on paper, without a project."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from leaflet.cli.article_project import CLINIC, article_project
from leaflet.compose.composer import compose
from leaflet.content.project import SHIPPED
from leaflet.core import extensions
from leaflet.importing.importer import Article
from leaflet.model.leaflet import State
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from tests.support.projects import Run
from tests.support.word_files import heading, paragraph, word_file

ARTICLE = """# A wound

We closed your wound with stitches. They hold the skin while it heals.

## Looking after your wound

- Keep it dry for two days.
- Do not pick at the stitches.

## When to get help

Call us if the wound is red or hot.
"""
TODAY = datetime.date(2026, 11, 27)
RIVERSIDE = SHIPPED / "content/clinics/riverside"
#: What a plain clinic has and no page shows.
NO_CLINIC = ("No clinic", "01632", "clinic.example", "No address", "No body", "20 working days")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "wound.md"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    shutil.copytree(RIVERSIDE, tmp_path / "mine")
    return tmp_path / "mine" / "clinic.yaml"


@pytest.mark.pdf
def test_a_word_file_becomes_a_draft_in_one_command(run: Run, tmp_path: Path) -> None:
    parts = (heading("A wound"), paragraph("We closed your wound with stitches."))
    (tmp_path / "wound.docx").write_bytes(word_file(*parts))
    ran = run("build", "wound.docx", "-f", "a4", "-o", "out.pdf", cwd=tmp_path)
    assert ran.code == 0
    assert ran.out == "out.pdf\n"
    assert "draft: " in ran.err
    assert "to mend before it is fit for patients" in ran.err
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.pdf", "wound.docx"]


@pytest.mark.parametrize("name", extensions.names("formats"))
def test_without_a_clinic_no_page_has_details_of_one(name: str, article: Path) -> None:
    folder = article.parent / "made"
    folder.mkdir()
    made = article_project(folder, Article(article, "wound"), None, (name,), TODAY)
    plan = make_plan(made.project, Selection(formats=(name,)), today=TODAY)
    [planned] = plan.editions
    assert planned.edition is not None
    page = compose(planned.edition, State.DRAFT, made.project.templates)
    shown = page.body + page.css + page.title + "".join(h for s in page.slots for h in s.htmls)
    assert [text for text in NO_CLINIC if text in shown] == []
    assert "stitches" in shown or planned.edition.format.id.startswith("poster")


@pytest.mark.usefixtures("clinic")
def test_a_clinic_of_a_file_is_printed(run: Run, article: Path) -> None:
    call = ("build", article.name, "--clinic", "mine/clinic.yaml", "-f", "phone", "-o", "out.html")
    ran = run(*call, cwd=article.parent)
    assert ran.code == 0
    page = (article.parent / "out.html").read_text("utf-8")
    assert "tel:+441632960140" in page
    assert "Riverside Skin Clinic" in page


def test_what_a_clinic_hands_out_does_not_stop_an_article(
    run: Run, article: Path, clinic: Path
) -> None:
    text = clinic.read_text("utf-8")
    clinic.write_text(text + "leaflets: [foot-care]\nformats: [a4]\n", "utf-8")
    call = ("build", article.name, "-c", "mine", "-f", "phone", "-o", "out")
    assert run(*call, cwd=article.parent).code == 0
    assert (article.parent / "out" / "wound.phone.html").is_file()


def test_a_clinic_of_a_project_is_named_by_its_id(
    run: Run, project_folder: Path, article: Path
) -> None:
    shared = project_folder / "content" / "groups"
    shared.mkdir()
    path = project_folder / "content/clinics/riverside/clinic.yaml"
    lines = path.read_text("utf-8").splitlines()
    web = next(line for line in lines if line.startswith("web:"))
    (shared / "coast.yaml").write_text(web.replace("riverside-skin", "coast") + "\n", "utf-8")
    lines.remove(web)
    path.write_text("\n".join([*lines, "extends: coast"]) + "\n", "utf-8")
    call = ("build", str(article), "-c", "riverside", "-f", "phone", "-o", "x.html")
    assert run(*call, cwd=project_folder).code == 0
    assert "coast.example" in (project_folder / "x.html").read_text("utf-8")


def test_mistakes_in_a_clinic_are_told_at_its_file(run: Run, article: Path, clinic: Path) -> None:
    clinic.write_text(clinic.read_text("utf-8").replace("phones:", "phnoes:", 1), "utf-8")
    ran = run("build", article.name, "-c", "mine/clinic.yaml", "-o", "x.pdf", cwd=article.parent)
    assert ran.code == 1
    assert 'mine/clinic.yaml:18:1: broken: unknown field "phnoes"' in ran.err
    assert not (article.parent / "x.pdf").exists()


def test_a_logo_that_is_none_is_told_at_the_clinic(run: Run, article: Path, clinic: Path) -> None:
    (clinic.parent / "logo.svg").write_text("no picture", "utf-8")
    ran = run("build", article.name, "-c", "mine/clinic.yaml", "-o", "x.pdf", cwd=article.parent)
    assert ran.code == 1
    assert "mine/clinic.yaml:" in ran.err
    assert "logo.svg:1:1: not well-formed" in ran.err
    assert "named-clinic" not in ran.err


def test_findings_of_the_text_name_the_article(run: Run, article: Path) -> None:
    ran = run("build", article.name, "-f", "phone", "-o", "x.html", cwd=article.parent)
    assert ran.code == 0
    assert "wound.md: unfit: no kind is named" in ran.err
    failing = ("build", article.name, "-f", "phone", "-o", "x.html", "--fail-on", "unfit")
    assert run(*failing, cwd=article.parent).code == 1


def test_advice_that_fails_a_call_is_told(run: Run, article: Path) -> None:
    article.write_text(f"{ARTICLE}\n{'We look at your skin. ' * 5}\n", "utf-8")
    call = ("build", article.name, "-f", "phone", "-o", "x.html")
    assert "advice" not in run(*call, cwd=article.parent).err
    strict = run(*call, "--strict", cwd=article.parent)
    assert strict.code == 1
    assert "wound.md: advice: " in strict.err


WRONG_CALLS = {
    "no such file": (("wuond.md",), 'there is no file "wuond.md"', 'did you mean "wound.md"?'),
    "two at once": (("wound.md", "other.md"), "a file is built alone", "leaflet import DIR"),
    "a release": (("wound.md", "--release"), "--release is for the leaflets of a project", ""),
    "two formats in a file": (
        ("wound.md", "-f", "a4", "-f", "phone", "-o", "x.pdf"), "2 formats are named", "a folder"),
    "another ending": (
        ("wound.md", "-f", "phone", "-o", "x.pdf"), "makes a file that ends in .html", "x.html"),
    "the article itself": (
        ("wound.html", "-f", "phone", "-o", "wound.html"), "would replace the article", "-o"),
    "no such format": (("wound.md", "-f", "a5"), 'unknown format "a5"', "a5-booklet"),
    "no such clinic": (("wound.md", "-c", "hill"), 'there is no clinic "hill"', "clinic.yaml"),
    "two clinics": (("wound.md", "-c", "mine", "-c", "x"), "for one clinic", "--clinic"),
    "no such language": (("wound.md", "-l", "xx"), 'no locale "xx"', ""),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_CALLS)
def test_a_wrong_call_says_what_to_write(name: str, run: Run, article: Path) -> None:
    (article.parent / "wound.html").write_text("<h1>A wound</h1><p>Keep it dry.</p>", "utf-8")
    call, message, hint = WRONG_CALLS[name]
    before = sorted(article.parent.iterdir())
    ran = run("build", *call, cwd=article.parent)
    assert ran.code == 2
    assert message in ran.err
    assert hint in ran.err
    assert sorted(article.parent.iterdir()) == before


def test_a_file_that_cannot_be_imported_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n")
    ran = run("build", "scan.pdf", "-o", "x.pdf", cwd=tmp_path)
    assert ran.code == 1
    assert "scan.pdf: refused:" in ran.err
    assert "save it as .docx" in ran.err
    assert CLINIC not in ran.err
