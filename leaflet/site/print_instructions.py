"""How to print an edition, in the words of an office printer: paper, sides, edge, what to do then.

The facts are those of the imposition by which the files for the printer are made. Staff documents
are in English, and so are these words.
"""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.core.paper import A3, A4, LETTER
from leaflet.formats.format import Format
from leaflet.imposition.arrangement import Job
from leaflet.imposition.print_files import job_in
from leaflet.model.settings import Printing

_SIDES = {
    None: "one side",
    "long-edge": "both sides, flip on the long edge",
    "short-edge": "both sides, flip on the short edge",
}
#: What is done with the printed sheets, by imposition; for plain sheets see `_staple`.
_AFTER = {
    "folded": "fold in three",
    "saddle-stitch": "fold in the middle, staple on the fold",
    "two-up": "cut in the middle",
    "tiled": "cut and glue",
}


@dataclass(frozen=True, slots=True)
class PrintInstruction:
    """How to print one file: the paper, the sides and edge in words, the number of sheets, what to
    do with them, and the name of the drawing.
    """

    paper: str
    sides: str
    sheets: int
    after: str
    drawing: str

    @property
    def settings(self) -> str:
        """What to set in the print window: "A4, both sides, flip on the short edge"."""
        return f"{self.paper}, {self.sides}"

    @property
    def afterwards(self) -> str:
        """The sheets, and what is done with them: "2 sheets, staple at the top left"."""
        count = "1 sheet" if self.sheets == 1 else f"{self.sheets} sheets"
        return f"{count}, {self.after}" if self.after else count


def instruction_for_sheets(format_: Format, pages: int, printing: Printing) -> PrintInstruction:
    """How to print the print form, or the reading PDF where a format needs no print form."""
    job = job_in(format_, pages, printing)
    kind: str = format_.imposition
    if kind == "saddle-stitch" and printing.booklet == "two-up":
        kind = "two-up"
    return _instruction(job, _AFTER.get(kind) or _staple(job))


def instruction_for_pages(format_: Format) -> PrintInstruction:
    """How to print the reading PDF of a poster, whose print form is for smaller paper."""
    paper = format_.paper
    return PrintInstruction(paper.name, "one side", 1, "", "one-side-portrait")


def _instruction(job: Job, after: str) -> PrintInstruction:
    is_wide = job.width_mm > job.height_mm
    drawing = job.duplex or ("one-side-landscape" if is_wide else "one-side-portrait")
    return PrintInstruction(_name(job), _SIDES[job.duplex], len(job.sheets), after, drawing)


def _staple(job: Job) -> str:
    return "staple at the top left" if len(job.sheets) > 1 else ""


def _name(job: Job) -> str:
    """The name of the paper, by its size in either orientation."""
    width, height = sorted((job.width_mm, job.height_mm))
    known = (p.name for p in (A4, LETTER, A3) if abs(p.width_mm - width) < 2)
    return next(known, f"{width:g} × {height:g} mm")
