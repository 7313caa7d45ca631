"""Pages before and after a change of own templates, side by side in the review copy."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import page
import pytest
from PIL import Image

from leaflet.build.tasks import Failure
from leaflet.content.project import SHIPPED, Project
from leaflet.core.diagnostics import Severity
from leaflet.revisions.page_changes import PageApproval, TemplateChanges
from leaflet.revisions.template_changes import template_changes
from leaflet.staff_documents import page_pictures
from leaflet.staff_documents.page_pictures import PagePictures, pictures_of
from leaflet.staff_documents.review_copy import print_review_copy
from tests.staff_documents.test_review_copy import TEMPLATES, differ
from tests.support.governed import NAME
from tests.support.printed import page_texts
from tests.support.projects import EXAMPLE, LEAFLET, Run
from tests.support.structure import marked_content_faults, tree

pytestmark = [pytest.mark.pdf, pytest.mark.process, pytest.mark.slow]

STYLE = "shared/base.css.j2"
DAY = datetime.date(2026, 11, 23)

#: A review copy with few words.
WORDS = replace(differ(), sections=differ().sections[:1])

Change = tuple[str, str, str]
COLOUR: Change = (STYLE, "h1 { ", "h1 { background: #ffe; ")
PHONE: Change = ("patient/phone.css.j2", "main:focus {", "h1 { background: #ffe; }\nmain:focus {")
UNSEEN: Change = (STYLE, "h1 { ", "h1 { color: #fefefe; ")


def changed(folder: Path, formats: str, change: Change) -> TemplateChanges:
    """What became of the example's pages at one clinic since it had no own templates."""
    shutil.copytree(EXAMPLE, folder)
    settings = f"formats: [{formats}]\neditions:\n  - clinics: [riverside]\n"
    (folder / "leaflet.yaml").write_text(settings, "utf-8")
    name, old, new = change
    text = (SHIPPED / "templates" / name).read_text("utf-8")
    assert old in text, f"{name} does not hold {old!r}"
    own = folder / "templates" / name
    own.parent.mkdir(parents=True)
    own.write_text(text.replace(old, new, 1), "utf-8")
    return template_changes(Project(EXAMPLE), "v1", Project(folder), (NAME, "en-GB"), DAY)


@pytest.fixture(scope="module")
def coloured(tmp_path_factory: pytest.TempPathFactory) -> PagePictures:
    """An A4 sheet on both sides, of which the first has a heading with another ground."""
    folder = tmp_path_factory.mktemp("coloured") / "project"
    return pictures_of(changed(folder, "a4-sheet", COLOUR))


@pytest.fixture(scope="module")
def copy(coloured: PagePictures) -> bytes:
    return print_review_copy(WORDS, TEMPLATES, coloured)


def test_pages_that_look_different_are_shown_and_no_others(coloured: PagePictures) -> None:
    (pair,) = coloured.pairs
    assert pair.name == f"riverside/en-GB/{NAME}.a4-sheet.pdf, page 1"
    assert (pair.before_alt, pair.after_alt) == (
        "Page 1 of a4-sheet as the earlier templates make it",
        "Page 1 of a4-sheet as the new templates make it",
    )
    before, after = (Image.open(io.BytesIO(coloured.blobs[u])) for u in (pair.before, pair.after))
    assert before.size == after.size
    assert before.tobytes() != after.tobytes()
    (change,) = coloured.changes.pages
    assert (change.approval, coloured.changes.findings) == (PageApproval.KEPT, ())


def test_they_stand_in_the_review_copy_with_file_format_and_page(copy: bytes) -> None:
    *_, told, pictures = page_texts(copy)
    assert f"templates/{STYLE}: new" in told
    assert "a4-sheet (riverside): the same words, pictures, links, levels and boxes" in told
    assert f"{NAME}.a4-sheet.pdf, page 1" in pictures
    assert "mm from the top. Before After" in pictures


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_the_copy_conforms(copy: bytes, profile: str) -> None:
    assert [str(one) for one in page.validate_pdf_bytes(copy, profile=profile).failures] == []


def test_the_pictures_are_tagged_with_what_they_show(copy: bytes) -> None:
    assert marked_content_faults(copy) == []
    figures = [element.alt for element in tree(copy).find("Figure")]
    assert figures == [
        "Page 1 of a4-sheet as the earlier templates make it",
        "Page 1 of a4-sheet as the new templates make it",
    ]
    headings = [element.text for element in tree(copy).find("H2", "H3")]
    assert headings[-2:] == [
        "Own templates and styles",
        f"riverside/en-GB/{NAME}.a4-sheet.pdf, page 1",
    ]


def test_what_cannot_be_seen_voids_the_approval(tmp_path: Path) -> None:
    made = pictures_of(changed(tmp_path / "project", "a4-sheet", UNSEEN))
    (change,) = made.changes.pages
    assert change.approval is PageApproval.VOID
    (finding, *_) = made.changes.findings
    assert (finding.code, finding.severity) == ("seen", Severity.ERROR)
    assert "is covered or too pale" in finding.message


def test_a_phone_page_is_shown_too(tmp_path: Path) -> None:
    made = pictures_of(changed(tmp_path / "project", "phone", PHONE))
    names = [pair.name for pair in made.pairs]
    assert names[0] == f"riverside/en-GB/{NAME}.phone.html, screen 1"


def failing(number: int) -> Callable[..., dict[int, Failure]]:
    def fail(*_: object) -> dict[int, Failure]:
        return {number: Failure("time", "took longer than 1 seconds and was stopped", "shorten it")}

    return fail


@pytest.mark.parametrize(
    ("number", "severity", "approval"),
    [(0, Severity.WARNING, PageApproval.KEPT), (1, Severity.ERROR, PageApproval.VOID)],
)
def test_pages_that_are_not_made_are_a_finding(
    coloured: PagePictures,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    severity: Severity,
    approval: PageApproval,
) -> None:
    monkeypatch.setattr(page_pictures, "_rendered", failing(number))
    made = pictures_of(coloured.changes)
    (finding,) = made.changes.findings
    assert (finding.code, finding.severity) == ("time", severity)
    assert (made.pairs, made.changes.pages[0].approval) == ((), approval)


def test_pages_beyond_the_limit_are_counted(
    coloured: PagePictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_pictures, "MOST_PAIRS", 0)
    made = pictures_of(coloured.changes)
    assert (made.pairs, made.more, made.blobs) == ((), 1, {})
    copy = print_review_copy(WORDS, TEMPLATES, made)
    assert "1 more page looks different" in page_texts(copy)[-1]


def test_a_page_that_only_one_version_has_is_told() -> None:
    blank = Image.new("RGB", (10, 10))
    assert page_pictures._where(None, blank) == "The page is new."
    assert page_pictures._where(blank, None) == "The page is gone."
    assert page_pictures._where(blank, blank.copy()) is None
    assert page_pictures._where(blank, Image.new("RGB", (9, 10))) == "The page has another size."


def test_unchanged_pages_are_not_rendered(
    coloured: PagePictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_pictures, "_rendered", None)
    assert pictures_of(replace(coloured.changes, remade=())).pairs == ()


def test_the_command_writes_them(project_folder: Path, run: Run) -> None:
    def git(*args: str) -> None:
        names = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        call = ["git", "-C", str(project_folder), *names, *args]
        subprocess.run(call, check=True, capture_output=True)

    settings = "formats: [a4-sheet]\neditions:\n  - clinics: [riverside]\n"
    (project_folder / "leaflet.yaml").write_text(settings, "utf-8")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    name, old, new = COLOUR
    own = project_folder / "templates" / name
    own.parent.mkdir(parents=True)
    text = (SHIPPED / "templates" / name).read_text("utf-8")
    own.write_text(text.replace(old, new, 1), "utf-8")
    ran = run("diff", f"HEAD:{LEAFLET}", LEAFLET, "--pdf", "out/copy.pdf", cwd=project_folder)
    assert (ran.code, ran.err) == (0, "")
    assert "looks may differ in a4-sheet" in ran.out
    assert (
        f"{NAME}.a4-sheet.pdf, page 1"
        in page_texts((project_folder / "out/copy.pdf").read_bytes())[-1]
    )
