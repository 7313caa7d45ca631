"""Makes the files for an office printer beside a reading PDF: print form, proof, two piles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from leaflet.core.paper import A4, LETTER, Margins, Paper
from leaflet.formats.format import FitLimits, Format
from leaflet.imposition.arrangement import Direction, Job, folded, plain, saddle_stitch, two_up
from leaflet.imposition.imposed_pdf import fronts_and_backs, impose
from leaflet.imposition.tiling import tiled
from leaflet.model.settings import Printing
from leaflet.page.edition import Edition

#: The names of pages that only the printer needs.
COVER_NOTE, PROOF = "cover-note", "proof"


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """The additional files of one build: fronts and backs for a printer that prints one side, and a
    proof with panel numbers for a first test of folding and duplex.
    """

    manual_duplex: bool = False
    proof: bool = False


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A page for printing only: an edition with another format, and extra template variables."""

    edition: Edition
    extra_context: Mapping[str, Any]


def print_pages(
    edition: Edition, pages: int, *, printing: Printing, print_options: PrintOptions
) -> dict[str, PrintPage]:
    """The pages for printing only, by name: a cover note, a proof. `pages` is the number of pages
    of the reading PDF. A format without paper has none.
    """
    if edition.format.medium != "paper":
        return {}
    made = {}
    if printing.cover_note:
        made[COVER_NOTE] = _cover_note(edition, job_of(edition, pages, printing), printing)
    if print_options.proof:
        made[PROOF] = _proof(edition, pages)
    return made


def print_files(
    edition: Edition,
    pdfs: Mapping[str, bytes],
    pages: int,
    *,
    printing: Printing,
    print_options: PrintOptions,
) -> dict[str, bytes]:
    """The files for the printer by the ending of their names. A format without paper has none.

    `pdfs` are the reading PDF ("leaflet"), of `pages` pages, and those of `print_pages`. A format
    with plain imposition has a print form only when there is a cover note.
    """
    if edition.format.medium != "paper":
        return {}
    job = job_of(edition, pages, printing)
    title = edition.full_title

    def on_sheets(pdf: bytes, note: bytes | None = None) -> bytes:
        return impose(pdf, job, title=title, language=edition.locale.language, cover_note=note)

    files: dict[str, bytes] = {}
    if edition.format.imposition != "plain" or COVER_NOTE in pdfs:
        files[".print.pdf"] = on_sheets(pdfs["leaflet"], pdfs.get(COVER_NOTE))
    if print_options.manual_duplex and job.duplex:
        files |= _piles("print", files.get(".print.pdf") or on_sheets(pdfs["leaflet"]))
    if PROOF in pdfs:
        files[".proof.pdf"] = on_sheets(pdfs[PROOF])
        if print_options.manual_duplex and job.duplex:
            files |= _piles("proof", files[".proof.pdf"])
    return files


def job_of(edition: Edition, pages: int, printing: Printing) -> Job:
    """The imposition job of an edition with a number of pages."""
    return job_in(edition.format, pages, printing, edition.locale.direction)


def job_in(format_: Format, pages: int, printing: Printing, direction: Direction = "ltr") -> Job:
    """The imposition job of a number of pages in a format."""
    paper = format_.paper
    if format_.imposition == "saddle-stitch":
        sheet = format_.sheet.landscape
        if printing.booklet == "two-up":
            return two_up(pages, paper, sheet, direction=direction)
        return saddle_stitch(pages, paper, sheet, direction=direction, creep_mm=printing.creep_mm)
    if format_.imposition == "folded":
        return folded(pages, paper, *_folds(format_, direction))
    if format_.imposition == "tiled":
        return tiled(paper, format_.sheet)
    return plain(pages, paper)


def _folds(format_: Format, direction: str) -> list[tuple[float, ...]]:
    """The folds of front and back, mirrored for a right-to-left leaflet."""
    if direction == "ltr":
        return list(format_.folds_mm)
    width = format_.paper.width_mm
    return [tuple(sorted(width - fold for fold in folds)) for folds in format_.folds_mm]


def _piles(kind: str, pdf: bytes) -> dict[str, bytes]:
    fronts, backs = fronts_and_backs(pdf)
    return {f".{kind}.fronts.pdf": fronts, f".{kind}.backs.pdf": backs}


def _cover_note(edition: Edition, job: Job, printing: Printing) -> PrintPage:
    """A page that says paper, edge and fold."""
    is_wide = job.width_mm > job.height_mm
    paper = _named(job)
    format_ = replace(
        _page(edition.format, paper.landscape if is_wide else paper, "print/cover-note.html.j2"),
        margins=Margins(top=20, right=25, bottom=20, left=25),
    )
    fold = edition.format.imposition
    if fold == "saddle-stitch" and printing.booklet == "two-up":
        fold = "two-up"  # type: ignore[assignment]
    context = {"paper": paper.name, "duplex": job.duplex, "fold": fold.replace("-", "_")}
    return PrintPage(replace(edition, format=format_), context)


def _named(job: Job) -> Paper:
    """The paper of a job in portrait orientation, with its name."""
    width, height = sorted((job.width_mm, job.height_mm))
    known = (paper for paper in (A4, LETTER) if abs(paper.width_mm - width) < 2)
    return replace(next(known, Paper(f"{width:g} × {height:g} mm", 0, 0)),
                   width_mm=width, height_mm=height)  # fmt: skip


def _proof(edition: Edition, pages: int) -> PrintPage:
    """Pages of the same size that show only their panel numbers."""
    format_ = edition.format
    sheets = [_numbers(format_, page, edition.locale.direction) for page in range(1, pages + 1)]
    plain_page = _page(format_, format_.paper, "print/proof.html.j2")
    return PrintPage(replace(edition, format=plain_page), {"sheets": sheets})


def _numbers(format_: Format, page: int, direction: str) -> list[tuple[int, float, float]]:
    """The number, left edge and width of each panel of a page, in mm."""
    width = format_.paper.width_mm
    if not format_.panel_order:
        return [(page, 0.0, width)]
    order = format_.panel_order[page - 1]
    edges = (0.0, *_folds(format_, direction)[page - 1], width)
    numbers = order if direction == "ltr" else order[::-1]
    return [
        (n, left, right - left) for n, (left, right) in zip(numbers, pairwise(edges), strict=True)
    ]


def _page(format_: Format, paper: Paper, template: str) -> Format:
    """A format for a page that is not the leaflet's: no fit, no slots."""
    return replace(
        format_,
        paper=paper,
        margins=Margins(0, 0, 0, 0),
        template=template,
        sides=99,
        growth=0.0,
        signature=1,
        last_side_fill=0.0,
        fit_limits=FitLimits(spacing=(1.0, 1.0, 1.0), figures=(1.0, 1.0), x_height_mm=(2.3, 2.3)),
        slot_sizes={},
        panels=(),
        words=None,
        band=None,
    )
