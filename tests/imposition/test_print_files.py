"""The files for an office printer: which there are, on which sheets, with which words."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from leaflet.compose.composer import compose
from leaflet.core import extensions
from leaflet.core.paper import A4, LETTER, Paper, points_to_mm
from leaflet.formats.format import Format
from leaflet.imposition.arrangement import Job
from leaflet.imposition.print_files import PrintOptions, job_of, print_files, print_pages
from leaflet.model.leaflet import State
from leaflet.model.settings import Printing
from leaflet.output.manifest_entries import SUFFIXES
from leaflet.page.edition import Edition
from leaflet.render.renderer import render
from tests.support.example import example_edition, example_project
from tests.support.printed import page_texts, runs
from tests.support.projects import SETTINGS, Run, standing

FORMATS = extensions.names("formats")
ALL = PrintOptions(manual_duplex=True, proof=True)


def edition_of(name: str, direction: str = "ltr") -> Edition:
    edition = example_edition("riverside")
    format_: Format = extensions.load("formats", name)
    locale = edition.locale.model_copy(update={"direction": direction})
    return replace(edition, format=format_, locale=locale)


def blank(edition: Edition, pages: int) -> bytes:
    """A PDF of empty pages of the format's paper."""
    stream = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            paper, point = edition.format.paper, points_to_mm(1)
            size: Any = (paper.width_mm / point, paper.height_mm / point)
            document.add_blank_page(page_size=size)
        document.save(stream)
    return stream.getvalue()


class Drawn:
    """Stands in for composing and rendering: empty pages, and what was asked for."""

    def __init__(self) -> None:
        self.asked: list[Mapping[str, Any]] = []

    def __call__(self, edition: Edition, extra_context: Mapping[str, Any]) -> bytes:
        self.asked.append(extra_context)
        return blank(edition, len(extra_context.get("sheets", [0])))


#: Makes the PDF of a page for the printer.
Draw = Callable[[Edition, Mapping[str, Any]], bytes]


def files_for(
    edition: Edition, pages: int, printing: Printing, print_options: PrintOptions, draw: Draw
) -> dict[str, bytes]:
    """The files for the printer of an edition of blank pages; `draw` makes the printer's pages."""
    asked = print_pages(edition, pages, printing=printing, print_options=print_options)
    drawn = {name: draw(page.edition, page.extra_context) for name, page in asked.items()}
    pdfs = {"leaflet": blank(edition, pages), **drawn}
    return print_files(edition, pdfs, pages, printing=printing, print_options=print_options)


def files_of(
    name: str, pages: int, print_options: PrintOptions = ALL, printing: Printing | None = None
) -> dict[str, bytes]:
    return files_for(edition_of(name), pages, printing or Printing(), print_options, Drawn())


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [[float(n) for n in page.trimbox] for page in document.pages]
    return [
        (round(points_to_mm(x1 - x0)), round(points_to_mm(y1 - y0))) for x0, y0, x1, y1 in boxes
    ]


def job(name: str, pages: int, direction: str = "ltr", **printing: Any) -> Job:
    return job_of(edition_of(name, direction), pages, Printing(**printing))


def placed(job: Job) -> list[list[int]]:
    """The pages on each side, from left to right."""
    sides = [side for sheet in job.sheets for side in (sheet.front, sheet.back) if side]
    return [[p.page for p in sorted(side.placements, key=lambda p: p.trim.x_mm)] for side in sides]


def test_a_booklet_is_stitched_on_a4_sheets() -> None:
    made = job("a5-booklet", 8)
    assert (made.width_mm, made.height_mm, made.duplex) == (297, 210, "short-edge")
    assert placed(made) == [[8, 1], [2, 7], [6, 3], [4, 5]]
    assert placed(job("a5-booklet", 8, "rtl")) == [[1, 8], [7, 2], [3, 6], [5, 4]]


def test_a_booklet_may_stand_two_up() -> None:
    assert placed(job("a5-booklet", 8, booklet="two-up")) == [[1, 2], [3, 4], [5, 6], [7, 8]]


def test_creep_shifts_the_pages_of_inner_sheets() -> None:
    def lefts(creep_mm: float) -> list[float]:
        sheets = job("a5-booklet", 12, creep_mm=creep_mm).sheets
        return [sheet.front.placements[0].trim.x_mm for sheet in sheets]

    assert lefts(0) == [0.25, 0.25, 0.25]
    assert lefts(0.5) == [0.25, 0.75, 1.25]


@pytest.mark.parametrize("name", ["trifold", "trifold-letter"])
def test_the_folds_of_a_tri_fold_meet_on_both_sides(name: str) -> None:
    made = job(name, 2)
    (sheet,) = made.sheets
    assert sheet.back is not None
    front = sorted({mark.x1_mm for mark in sheet.front.marks})
    back = sorted({mark.x1_mm for mark in sheet.back.marks})
    assert [made.width_mm - x for x in reversed(front)] == pytest.approx(back)
    if name == "trifold":
        assert (front, back) == ([97, 197], [100, 200])


def test_a_right_to_left_tri_fold_is_mirrored() -> None:
    (sheet,) = job("trifold", 2, "rtl").sheets
    assert sorted({mark.x1_mm for mark in sheet.front.marks}) == [100, 200]


def test_a_large_poster_comes_on_four_sheets() -> None:
    made = job("poster-a3", 1)
    assert (made.width_mm, made.height_mm, len(made.sheets), made.duplex) == (210, 297, 4, None)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_files(name: str) -> None:
    format_: Format = extensions.load("formats", name)
    pages = {"a5-booklet": 8, "a4": 4}.get(name, 2 if format_.sides > 1 else 1)
    files = files_of(name, pages)
    assert set(files) <= set(SUFFIXES)
    if format_.medium != "paper":
        assert files == {}
        return
    assert ".proof.pdf" in files
    assert (".print.pdf" in files) == (format_.imposition != "plain")
    two_sided = pages > 1
    assert (".print.fronts.pdf" in files) == (".proof.backs.pdf" in files) == two_sided


def test_without_wishes_there_is_the_print_form_alone() -> None:
    assert set(files_of("a5-booklet", 8, PrintOptions())) == {".print.pdf"}
    assert files_of("a4", 4, PrintOptions()) == {}


def test_a_cover_note_is_a_sheet_of_its_own() -> None:
    without, with_note = (
        files_of("a5-booklet", 8, PrintOptions(), Printing(cover_note=note))[".print.pdf"]
        for note in (False, True)
    )
    assert page_sizes(without) == [(297, 210)] * 4
    assert page_sizes(with_note) == [(297, 210)] * 6
    noted = files_of("poster-a3", 1, PrintOptions(), Printing(cover_note=True))
    assert len(page_sizes(noted[".print.pdf"])) == 5


@pytest.mark.parametrize("name", ["a5-booklet", "poster-a3"])
def test_a_format_says_on_which_sheets_its_pages_come(name: str) -> None:
    edition = edition_of(name)
    for sheet in (A4, LETTER):
        half = Paper("half", sheet.height_mm / 2, sheet.width_mm)
        paper = half if name == "a5-booklet" else edition.format.paper
        format_ = replace(edition.format, sheet=sheet, paper=paper)
        job = job_of(replace(edition, format=format_), 4, Printing())
        assert {job.width_mm, job.height_mm} == {sheet.width_mm, sheet.height_mm}


@pytest.mark.parametrize(
    ("name", "pages", "duplex", "fold"),
    [
        ("a4", 4, "long-edge", "plain"),
        ("a5-booklet", 8, "short-edge", "saddle_stitch"),
        ("trifold", 2, "short-edge", "folded"),
        ("poster-a3", 1, None, "tiled"),
        ("large-print", 14, "long-edge", "plain"),
    ],
)
def test_the_note_says_edge_and_fold(name: str, pages: int, duplex: str | None, fold: str) -> None:
    edition, draw = edition_of(name), Drawn()
    printing = Printing(cover_note=True)
    files_for(edition, pages, printing, PrintOptions(), draw)
    (asked,) = draw.asked
    assert asked == {"paper": "A4", "duplex": duplex, "fold": fold}


def test_a_proof_numbers_the_panels_in_the_order_of_reading() -> None:
    edition, draw = edition_of("trifold"), Drawn()
    files_for(edition, 2, Printing(), PrintOptions(proof=True), draw)
    outside, inside = draw.asked[0]["sheets"]
    assert outside == [(2, 0.0, 97), (6, 97, 100), (1, 197, 100)]
    assert inside == [(3, 0.0, 100), (4, 100, 100), (5, 200, 97)]


def words_of(edition: Edition, extra: Mapping[str, Any]) -> bytes:
    """A page for whoever prints, for real."""
    composition = compose(edition, State.DRAFT, example_project().templates, extra_context=extra)
    rendering = render(composition, example_project().blobs)
    assert (rendering.warnings, rendering.refused) == ((), ())
    return rendering.file


@pytest.mark.pdf
def test_note_and_proof_are_printed_in_words() -> None:
    edition = edition_of("trifold")
    printing, print_options = Printing(cover_note=True), PrintOptions(proof=True)
    files = files_for(edition, 2, printing, print_options, words_of)
    note, nothing, outside, inside = page_texts(files[".print.pdf"])
    assert "Paper: A4." in note
    assert 'Choose "flip on short edge".' in note
    assert "Fold the right part in" in note
    assert (nothing, outside, inside) == ("", "", "")
    outside, inside = page_texts(files[".proof.pdf"])
    assert [outside.count(f"page {n}.") for n in range(1, 7)] == [1, 1, 0, 0, 0, 1]
    assert [inside.count(f"page {n}.") for n in range(1, 7)] == [0, 0, 1, 1, 1, 0]


# --- in a build ----------------------------------------------------------------------------------


def real_pages(composition: Any, blobs: Mapping[str, bytes]) -> Any:
    return render(composition, blobs)


@pytest.mark.pdf
def test_files_for_the_printer_come_and_go_with_the_reading_file(
    project_folder: Path, run: Run
) -> None:
    (project_folder / SETTINGS).write_text("formats: [poster-a3]\n", "utf-8")
    build = ("build", "-c", "riverside", "-o", "out")
    ran = run(*build, "--proof-sheet", cwd=project_folder, render=real_pages)
    assert ran.code == 0, ran.err
    stem = "riverside/en-GB/mesotherapy-acne-scars.poster-a3"
    out = project_folder / "out"
    assert standing(out) == [f"{stem}{end}" for end in (".pdf", ".print.pdf", ".proof.pdf")]
    assert run(*build, cwd=project_folder, render=real_pages).code == 0
    assert standing(out) == [f"{stem}.pdf", f"{stem}.print.pdf"], "an old proof is not left"
    (project_folder / SETTINGS).write_text("formats: [poster-a4]\n", "utf-8")
    assert run(*build, cwd=project_folder, render=real_pages).code == 0
    assert standing(out) == [f"{stem.replace('a3', 'a4')}.pdf"], "nor a print form"


def test_how_to_turn_the_pile_is_said(project_folder: Path, run: Run) -> None:
    (project_folder / SETTINGS).write_text("formats: [phone]\n", "utf-8")
    said = "put the pile back as it lies, printed side down, neither turned nor sorted"
    assert said in run("build", "--manual-duplex", cwd=project_folder).err
    assert said not in run("build", cwd=project_folder).err


@pytest.mark.parametrize(
    ("size", "words"),
    [("12pt", "use 18 to 48 points"), ("200", "use 18 to 48 points"), ("big", "write it as 24pt")],
)
def test_a_type_size_that_is_none_is_refused(
    size: str, words: str, project_folder: Path, run: Run
) -> None:
    (project_folder / SETTINGS).write_text("formats: [large-print]\n", "utf-8")
    ran = run("build", "--type-size", size, cwd=project_folder)
    assert ran.code == 2
    assert words in ran.err


def test_a_type_size_is_for_large_print(project_folder: Path, run: Run) -> None:
    ran = run("build", "-f", "a4", "--type-size", "24pt", cwd=project_folder)
    assert ran.code == 2
    assert "add: --format large-print" in ran.err


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        ("printing: {creep_mm: 5}", "creep_mm"),
        ("printing: {booklet: glued}", "booklet"),
        ("printing: {cover: true}", 'did you mean "cover_note"'),
    ],
)
def test_settings_of_printing_are_checked(
    yaml: str, words: str, project_folder: Path, run: Run
) -> None:
    (project_folder / SETTINGS).write_text(f"formats: [a4]\n{yaml}\n", "utf-8")
    ran = run("build", cwd=project_folder)
    assert ran.code == 2
    assert words in ran.err


@pytest.mark.pdf
def test_large_print_is_set_in_the_size_that_is_asked_for(project_folder: Path, run: Run) -> None:
    (project_folder / SETTINGS).write_text("formats: [large-print]\n", "utf-8")
    build = ("build", "-c", "riverside", "-o", "out", "--type-size", "24pt")
    assert run(*build, cwd=project_folder, render=real_pages).code == 0
    (path,) = (project_folder / "out").rglob("*.pdf")
    assert min(run_.size for run_ in runs(path.read_bytes())) == pytest.approx(24, abs=0.01)
