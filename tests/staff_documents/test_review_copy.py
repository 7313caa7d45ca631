"""The review copy: paragraphs, marks, and lines of text that stand where the margin counts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageChops

from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.project import SHIPPED, Project
from leaflet.content.templates import Templates
from leaflet.core.diagnostics import UsageError
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet
from leaflet.revisions.compare import alone, compare
from leaflet.revisions.difference import Difference
from leaflet.staff_documents.review_copy import (
    GRID,
    MOST_WORDS,
    compose_review_copy,
    make_review_section,
    print_review_copy,
)
from tests.support.printed import (
    MM_PER_POINT,
    embedded_fonts,
    missing,
    page_texts,
    plain,
    printed_texts,
    rasters,
    runs,
)
from tests.support.printed import Run as PlacedWords
from tests.support.projects import EXAMPLE, LEAFLET, Ran, Run
from tests.support.structure import marked_content_faults, tree

TEXT = (EXAMPLE / LEAFLET).read_text("utf-8")
TEMPLATES = Project(SHIPPED).templates

WEAK = "Proof that it helps is weak."
MOVED = "Photos need separate consent."
CHANGES = (
    ("version: 0.1.0", "version: 0.2.0"),
    (WEAK, "Proof that it helps the skin is very weak."),
    ("about [4 mm](fact:c3) deep", "about [4 mm](fact:c10) deep"),
    ("frequency: not known", "frequency: {n: 3, of: 100, who: adults, period: 1 year}"),
    ("- have any allergy\n", "- have any allergy\n- use eye drops, " + "and more " * 30 + "\n"),
    ("Flat colour marks can last months or years, and longer on brown or black skin.\n\n", ""),
    (f" {MOVED}", ""),
    ("Marks may show", f"{MOVED} Marks may show"),
    ("## To sum up {#summary priority=3}\n", "## In short {#in-short}\n"),
)


def load(text: str) -> Loaded[Leaflet]:
    loaded = parse_leaflet("new.md", text)
    assert loaded.value is not None, loaded.findings
    return loaded


def differ(*changes: tuple[str, str]) -> Difference:
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return compare("old.md", load(TEXT), "new.md", load(text))


@cache
def marked() -> bytes:
    """A review copy with a change of every kind."""
    return print_review_copy(differ(*CHANGES), TEMPLATES)


@cache
def clean() -> bytes:
    return print_review_copy(alone("new.md", load(TEXT)), TEMPLATES)


# --- paragraphs ----------------------------------------------------------------------------------


def paragraphs(difference: Difference, section: str) -> list[str]:
    """A section's paragraphs, `-gone-`, `+new+` and `[notes]` marked, those with a bar by `|`."""
    signs = {"gone": "-{}-", "new": "+{}+", "note": "[{}]", "same": "{}"}
    part = next(make_review_section(part) for part in difference.sections if part.id == section)
    return [
        ("|" if one.is_marked else "")
        + (f"{one.label}: " if one.label else "")
        + "".join(
            run.before + signs[run.kind].format(run.text) * bool(run.text) + run.after
            for run in one.runs
        ).strip()
        for one in part.paragraphs
    ]


def test_a_changed_word_is_marked_in_its_sentence() -> None:
    made = paragraphs(differ((WEAK, "Proof that it helps is very weak.")), "key-points")
    assert made[:3] == [
        "Key points",
        "You get many small injections, with no standard mix.",
        "|It does not remove scars. Proof that it helps is +very+ weak.",
    ]


def test_a_sentence_that_is_gone_stays_in_its_paragraph() -> None:
    made = paragraphs(differ((" There is no standard mix. A mix", " A mix")), "what-is-it")
    assert "gel-like substance. -There is no standard mix.- A mix made" in made[2]


def test_a_paragraph_that_is_gone_stands_by_itself() -> None:
    assert (
        "|-Use it to choose with us. We read study summaries, not full papers.-" not in made_about()
    )
    assert (
        made_about()[1]
        == "|-Use it to choose with us.- -We read study summaries, not full papers.-"
    )


def made_about() -> list[str]:
    gone = "Use it to choose with us. We read study summaries, not full papers."
    return paragraphs(differ((gone, "Nothing of the kind.")), "about")


def test_fields_and_short_forms_are_named() -> None:
    made = paragraphs(differ(), "risks")
    assert "Severe allergy" in made
    assert "urgency: emergency" in made
    assert any(one.startswith("short form: Expect swelling") for one in made)


def test_moves_and_other_sources_are_noted() -> None:
    difference = differ(*CHANGES)
    assert (
        f"[moved here:] {MOVED} Marks may show for days." in paragraphs(difference, "aftercare")[1]
    )
    assert "4 mm deep. [same words, other source] It is" in paragraphs(difference, "what-is-it")[1]


def test_sentences_that_moved_together_are_noted_once() -> None:
    both = "This leaflet is not a consent form. Photos need separate consent."
    difference = differ((f"\n\n{both}", ""), ("Marks may show", f"{both} Marks may show"))
    made = paragraphs(difference, "aftercare")
    assert made[1].startswith(f"|[next 2 sentences moved here:] {both} Marks may show")


def test_names_need_no_label_and_urgency_does() -> None:
    assert "urgency: same-day" in paragraphs(differ(), "get-help")
    assert "Laser" in paragraphs(differ(), "alternatives")


def test_a_version_alone_has_no_marks() -> None:
    difference = alone("new.md", load(TEXT))
    made = [one for part in difference.sections for one in paragraphs(difference, part.id)]
    assert not any(one.startswith("|") for one in made)
    assert paragraphs(differ(), "risks") == paragraphs(difference, "risks")


# --- the page: lines and numbers -----------------------------------------------------------------

#: Where the column of text and its bars stand, in mm from the left.
COLUMN = (GRID.left - 6, 210 - GRID.right + 0.5)


def line(run: PlacedWords) -> float:
    """Which line of the grid the base line of a run stands on; whole when it is right.

    A box ends at its lowest letter, so runs are read in which no letter goes below the line.
    """
    base_mm = run.box[3] * MM_PER_POINT
    first_mm = GRID.top + GRID.line / 2 + 0.305 * 12 * MM_PER_POINT  # where the first number ends
    return (base_mm - first_mm) / GRID.line + 1


def off_the_grid(words: Sequence[PlacedWords]) -> list[str]:
    """The words whose base line is more than 0.4 mm away from that of any number."""
    flat = [run for run in words if not re.search(r"[gjpqyQ,;()\[\]|/_•]", run.text)]
    body = [run for run in flat if run.box[0] * MM_PER_POINT < COLUMN[1]]
    body = [run for run in body if run.box[1] * MM_PER_POINT < GRID.top + GRID.line * GRID.lines]
    return [run.text for run in body if abs(line(run) - round(line(run))) * GRID.line > 0.4]


def numbers(pdf: bytes, page: int) -> list[str]:
    """What stands in the left margin of a page, from the top down."""
    edge = (GRID.left - 6) / MM_PER_POINT
    left = [run for run in runs(pdf) if run.page == page and run.box[2] < edge]
    return " ".join(run.text for run in sorted(left, key=lambda run: run.box[1])).split()


@pytest.mark.pdf
@pytest.mark.parametrize("pdf", [marked, clean], ids=["marked", "clean"])
def test_every_line_stands_on_the_grid_and_the_margin_counts_it(pdf: Callable[[], bytes]) -> None:
    pages = len(page_texts(pdf()))
    assert pages > 5
    assert off_the_grid(runs(pdf())) == []
    for page in range(1, pages + 1):
        assert numbers(pdf(), page) == [str(n) for n in range(1, GRID.lines + 1)]


@pytest.mark.pdf
def test_a_line_between_two_lines_is_noticed() -> None:
    words = runs(clean())
    one = next(run for run in words if run.text.strip() == "Laser")
    left, top, right, bottom = one.box
    lower = replace(one, box=(left, top + 4, right, bottom + 4))
    assert off_the_grid([one]) == []
    assert off_the_grid([lower]) == [one.text]


@pytest.mark.pdf
@pytest.mark.parametrize("pdf", [marked, clean], ids=["marked", "clean"])
def test_words_keep_to_their_column_and_the_notes_are_free(pdf: Callable[[], bytes]) -> None:
    right, foot = COLUMN[1] / MM_PER_POINT, (GRID.top + GRID.line * GRID.lines) / MM_PER_POINT
    body = [run for run in runs(pdf()) if run.box[1] < foot]
    beside = {run.text.strip() for run in body if run.box[2] > right}
    assert beside == {"Notes"}
    assert 210 - GRID.right - GRID.left == pytest.approx(100)
    assert min(run.size for run in runs(pdf())) >= 11.9


@pytest.mark.pdf
@pytest.mark.slow
def test_long_words_are_broken() -> None:
    long = "a" * 300
    pdf = print_review_copy(differ((WEAK, long), ("title: Meso", f"title: {long} Meso")), TEMPLATES)
    assert off_the_grid(runs(pdf)) == []
    foot = (GRID.top + GRID.line * GRID.lines) / MM_PER_POINT
    body = [run for run in runs(pdf) if "aaa" in run.text and run.box[1] < foot]
    assert max(run.box[2] for run in body) * MM_PER_POINT < COLUMN[1]
    low = [run for run in runs(pdf) if run.box[1] > foot]
    pages = [run.box for run in low if run.text.startswith("page")]
    titles = [run.box for run in low if "aaa" in run.text]
    assert max(box[3] for box in titles) < min(box[1] for box in pages)
    assert max(box[2] for box in titles) <= max(box[2] for box in pages)


# --- the page: words and marks -------------------------------------------------------------------


@pytest.mark.pdf
def test_all_that_a_patient_reads_is_on_it() -> None:
    leaflet = load(TEXT).value
    assert leaflet
    front = [one for one in printed_texts(leaflet) if not re.fullmatch(r"[\d ]+", one)]
    assert missing(front, [words_only(clean())]) == []
    assert missing(["A sentence that stands nowhere."], [words_only(clean())]) != []


def words_only(pdf: bytes) -> str:
    """The words of the column in the order of the pages, without margins."""
    foot = (GRID.top + GRID.line * GRID.lines) / MM_PER_POINT
    edges = [edge / MM_PER_POINT for edge in COLUMN]
    inside = [r for r in runs(pdf) if r.box[0] > edges[0] and r.box[2] < edges[1]]
    return plain(" ".join(run.text for run in inside if run.box[1] < foot))


@pytest.mark.pdf
def test_the_first_page_says_what_is_compared_and_where_to_sign() -> None:
    first = page_texts(marked())[0]
    for words in (
        "Review copy: not for patients",
        "Mesotherapy for acne scars",
        "New: 0.2.0 of 2026-11-23, review due 2027-11-23",
        "Old: 0.1.0 of 2026-11-23, review due 2027-11-23",
        "Name",
        "Role",
        "Date",
        "agreed",
        "changes needed",
    ):
        assert words in first
    assert "Old:" not in page_texts(clean())[0]
    assert "struck through" not in page_texts(clean())[0]


@pytest.mark.pdf
def test_every_page_says_what_it_is() -> None:
    pages = page_texts(marked())
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in page
        assert "Mesotherapy for acne scars Version 0.2.0. Review copy: not for patients" in page


@pytest.mark.pdf
def test_what_is_new_or_gone_is_read_aloud() -> None:
    assert "[old: not known] [new: 3 of 100, adults, 1 year ]" in tree(marked()).text


@pytest.mark.pdf
def test_marks_need_no_colour() -> None:
    assert {run.rgb for run in runs(marked())} == {(0, 0, 0)}
    (picture, *_) = rasters(marked(), 40)
    red, green, blue = picture.split()
    assert ImageChops.difference(red, green).getextrema() == (0, 0)
    assert ImageChops.difference(red, blue).getextrema() == (0, 0)
    html = compose_review_copy(differ(*CHANGES), TEMPLATES).html
    assert "<del>not known</del>" in html
    assert "<ins>3 of 100, adults, 1 year</ins>" in html
    assert re.search(r"\bdel \{[^}]*line-through", html)
    assert re.search(
        r"\bins \{[^}]*font-weight: 700; text-decoration: underline;[^}]*border:", html
    )


@pytest.mark.pdf
def test_marks_are_painted() -> None:
    """With its marks in place a page is darker than without."""
    changes = (WEAK, "Proof that it helps is very weak.")
    page = print_review_copy(differ(changes), TEMPLATES)
    css = "\ndel, ins { text-decoration: none; border: none; font-weight: 400 }"
    name = "staff/review-copy.css.j2"
    bare = Templates({**TEMPLATES, name: TEMPLATES[name] + css}, own=(name,))
    without = print_review_copy(differ(changes), bare)
    assert darkness(page) > darkness(without)


def test_a_bar_stands_beside_what_changed_alone() -> None:
    html = compose_review_copy(differ((WEAK, "Proof is weak.")), TEMPLATES).html
    (bar,) = re.findall(r'<p class="item marked">.*?</p>', html)
    assert "It does not remove scars." in bar
    assert "marked" not in compose_review_copy(differ(), TEMPLATES).body


def darkness(pdf: bytes) -> int:
    (first, *_) = rasters(pdf, 60)
    return sum(count for grey, count in enumerate(first.convert("L").histogram()) if grey < 128)


@pytest.mark.pdf
def test_the_page_is_tagged_in_reading_order() -> None:
    assert marked_content_faults(marked()) == []
    headings = [element.text for element in tree(marked()).find("H1", "H2")]
    assert headings[:4] == ["Review copy: not for patients", "Front matter", "Key points", "About this leaflet"]  # fmt: skip  # noqa: E501
    assert "In short (section new)" in headings
    assert "To sum up (section gone)" in headings


@pytest.mark.pdf
def test_equal_versions_give_equal_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert print_review_copy(differ(*CHANGES), TEMPLATES) == marked()
    assert {name.split("-3")[0] for name in embedded_fonts(marked())} == {"Source-Sans"}


def test_words_of_a_leaflet_are_no_markup() -> None:
    difference = differ((WEAK, "Under 5 & over 3 < 4."))
    assert "over 3 &lt; 4" in compose_review_copy(difference, TEMPLATES).html


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def tell(tmp_path: Path, run: Run) -> Callable[..., Ran]:
    (tmp_path / "old.md").write_text(TEXT, "utf-8")
    (tmp_path / "new.md").write_text(TEXT.replace(WEAK, "Proof is weak."), "utf-8")
    return lambda *args: run(*args, cwd=tmp_path)


@pytest.mark.pdf
def test_the_copy_is_written_outside_of_a_project(tell: Callable[..., Ran], tmp_path: Path) -> None:
    ran = tell("diff", "old.md", "new.md", "--pdf", "out/copy.pdf")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == tell("diff", "old.md", "new.md").out
    with pikepdf.open(tmp_path / "out/copy.pdf") as document:
        assert document.Root.Lang == "en-GB"
    alone_ = tell("diff", "new.md", "--pdf", "clean.pdf")
    assert (alone_.code, alone_.out.count("\n")) == (0, 1)
    assert alone_.out.startswith("new.md, version 0.1.0, published")


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<img src='file:///etc/passwd' alt='x'>", "not declared"),
        ("<p style='colour: red'>a</p>", "the renderer warns"),
        ("\n{{ nothing.like.it }}", "review-copy.html.j2:2"),
    ],
)
def test_a_template_that_breaks_the_promise_is_reported(
    body: str, says: str, tell: Callable[..., Ran], tmp_path: Path, project_folder: Path
) -> None:
    own = project_folder / "templates/staff/review-copy.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(body, "utf-8")
    ran = tell("-C", project_folder, "diff", LEAFLET, "--pdf", "page.pdf")
    assert (ran.code, (tmp_path / "page.pdf").exists()) == (2, False)
    assert says in ran.err


@pytest.mark.pdf
def test_a_character_without_a_shape_is_reported() -> None:
    with pytest.raises(UsageError, match=r'no glyph for "中" \(U\+4E2D\)') as raised:
        print_review_copy(differ((WEAK, "中")), TEMPLATES)
    assert "template" not in raised.value.message + raised.value.hint


def test_more_than_anybody_reviews_on_paper_is_refused() -> None:
    long = "\n\n".join(["some words more " * 300] * (MOST_WORDS // 900 + 1))
    with pytest.raises(UsageError, match="words are too many"):
        print_review_copy(differ(("Use it to choose with us.", long)), TEMPLATES)
