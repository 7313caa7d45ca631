"""Writes print forms: the pages of a reading PDF on sheets for the office printer.

A print form has no tags, links, outlines or attachments, prints at its true size, and is never
published. The same pages and job give the same bytes in any process.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from leaflet.core.diagnostics import LeafletError
from leaflet.core.paper import MM_PER_INCH, POINTS_PER_INCH, points_to_mm
from leaflet.imposition.arrangement import (
    Area,
    Duplex,
    Job,
    Placement,
    SheetCell,
    SheetMark,
    SheetSide,
)

if TYPE_CHECKING:
    from pikepdf import Pdf

#: Marks are thin black lines on a white casing, so that they are visible on a dark page too.
LINE_MM = 0.25
CASING_MM = 0.75
#: A page whose size differs by more than this from its place was laid out for another job.
TRIM_TOLERANCE_MM = 0.5

#: ISO 32000-1, table 150. Without /None viewers shrink pages to the printable area.
_SCALING = "/None"
_FLIP = {None: "/Simplex", "long-edge": "/DuplexFlipLongEdge", "short-edge": "/DuplexFlipShortEdge"}


def impose(
    pdf: bytes, job: Job, *, title: str, language: str, cover_note: bytes | None = None
) -> bytes:
    """The print form of a reading PDF: one page for each side of the job's sheets.

    A page is placed by its trim box (ISO 32000-1, 14.11.2, with the fallbacks given there), rotated
    by its /Rotate entry, clipped, and never scaled. `cover_note` is a PDF of one page on the same
    paper, which comes first; in a two-sided job a blank back follows, so that it is a sheet alone.

    Raises `ValueError` when the job places a page that does not exist or has another size, or when
    the note is not one page on the job's paper; `LeafletError` when a PDF cannot be read.
    """
    with _opened(pdf, *([] if cover_note is None else [cover_note])) as (reading, *notes):
        print_form = _PrintForm(title, language, job.duplex)
        for note in notes:
            _add_note(print_form, note, job)
        page = print_form.pages_of(reading)
        for side in _sides(job):
            print_form.add(job.width_mm, job.height_mm, side, page)
        return print_form.finished()


def fronts_and_backs(pdf: bytes) -> tuple[bytes, bytes]:
    """The fronts and the backs of a PDF of sheets, for a printer that prints one side.

    Odd pages are fronts; an odd last page gets a blank back. A cover note and its blank back are
    a sheet like the others, so both piles have the same number of sheets.

    A small office laser printer takes a sheet short edge first, turns it over and puts it printed
    side down onto the sheets before. The user puts the pile back into the tray as it is, printed
    side down. The last sheet is then drawn first, so backs come in reversed order. Each sheet goes
    in tail first, so backs of portrait pages are upside down, which puts both heads at the same
    edge. Landscape pages go in sideways and are not turned. Drivers of HP LaserJets without a
    duplex unit work in the same way (foo2zjs, "manual long" and "manual short").

    Raises `LeafletError` when the PDF cannot be read.
    """
    with _opened(pdf) as (source,):
        fronts = range(1, len(source.pages) + 1, 2)
        backs = [number + 1 for number in reversed(fronts)]
        return _one_sided(source, fronts), _one_sided(source, backs, are_backs=True)


@contextmanager
def _opened(*pdfs: bytes) -> Iterator[tuple[Pdf, ...]]:
    """Opens PDFs, which must stay open until everything copied from them is written.

    Raises `LeafletError` for a damaged file instead of repairing it: a repaired leaflet may lack a
    paragraph.
    """
    import pikepdf

    unreadable = LeafletError(
        "a PDF for the printer cannot be read: it is damaged or locked", "build the leaflet again"
    )
    try:
        with ExitStack() as stack:
            files = tuple(
                stack.enter_context(
                    pikepdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)
                )
                for pdf in pdfs
            )
            yield files
            if any(file.get_warnings() for file in files):
                raise unreadable
    except pikepdf.PikepdfError as problem:
        raise unreadable from problem


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as a form XObject, and the place of its trim box in the coordinates of the form."""

    xobject: Any
    trim: Area


_Pages = Callable[[int], _Page]


class _PrintForm:
    """Builds a PDF, to which sides are added in printing order."""

    def __init__(self, title: str, language: str, duplex: Duplex | None) -> None:
        import pikepdf

        self._pdf = pikepdf.new()
        self._pdf.docinfo["/Title"] = title
        self._pdf.Root["/Lang"] = pikepdf.String(language)
        self._pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary(
            DisplayDocTitle=True,
            Duplex=pikepdf.Name(_FLIP[duplex]),
            PrintScaling=pikepdf.Name(_SCALING),
        )

    def pages_of(self, source: Pdf) -> _Pages:
        """The pages of a source by number; each page and each shared resource is copied once."""

        @cache
        def page(number: int) -> _Page:
            if not 1 <= number <= len(source.pages):
                raise ValueError(f"there is no page {number}, the PDF has {len(source.pages)}")
            xobject = self._pdf.copy_foreign(source.pages[number - 1].as_form_xobject())
            return _Page(xobject, _trim(xobject))

        return page

    def add(
        self,
        width_mm: float,
        height_mm: float,
        side: SheetSide,
        page: _Pages,
        *,
        is_turned: bool = False,
    ) -> None:
        """Adds a side with its pages, marks and map; `is_turned` by 180 degrees."""
        import pikepdf

        forms = {f"/P{p.page}": page(p.page) for p in side.placements}
        drawing = [
            _matrix(-1, width_mm, height_mm) if is_turned else "",
            *(_placed(p, forms[f"/P{p.page}"].trim) for p in side.placements),
            _lines(side.marks),
            *map(_cell, side.cells),
        ]
        added = self._pdf.add_blank_page(page_size=(_points(width_mm), _points(height_mm)))
        added.trimbox = added.mediabox
        xobjects = {name: form.xobject for name, form in forms.items()}
        added.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(xobjects))
        added.Contents = self._pdf.make_stream("".join(drawing).encode())

    def finished(self) -> bytes:
        """The bytes of the PDF, which depend on neither the clock nor chance."""
        import pikepdf

        written, packed = io.BytesIO(), pikepdf.ObjectStreamMode.generate
        self._pdf.save(written, deterministic_id=True, min_version="1.7", object_stream_mode=packed)
        return written.getvalue()


def _sides(job: Job) -> Iterator[SheetSide]:
    for sheet in job.sheets:
        yield sheet.front
        if sheet.back is not None:
            yield sheet.back


def _add_note(print_form: _PrintForm, note: Pdf, job: Job) -> None:
    if len(note.pages) != 1:
        raise ValueError(f"a cover note is one page, not {len(note.pages)}")
    page = print_form.pages_of(note)
    trim = page(1).trim
    paper, sheet = (trim.width_mm, trim.height_mm), (job.width_mm, job.height_mm)
    if not _is_near(sorted(paper), sorted(sheet)):
        raise ValueError(f"the cover note is {_size(*paper)}, the paper {_size(*sheet)}")
    print_form.add(*paper, _whole_side(1, trim), page)
    if job.duplex:
        print_form.add(*paper, SheetSide(), page)


def _one_sided(source: Pdf, numbers: Iterable[int], *, are_backs: bool = False) -> bytes:
    """The pages with the given numbers in that order; the number after the last page is a blank."""
    title = source.docinfo.get("/Title", "")
    print_form = _PrintForm(str(title), str(source.Root.get("/Lang", "")), None)
    page, last = print_form.pages_of(source), len(source.pages)
    for number in numbers:
        trim = page(min(number, last)).trim
        side = _whole_side(number, trim) if number <= last else SheetSide()
        is_turned = are_backs and trim.height_mm > trim.width_mm
        print_form.add(trim.width_mm, trim.height_mm, side, page, is_turned=is_turned)
    return print_form.finished()


def _whole_side(number: int, trim: Area) -> SheetSide:
    whole = Area(0, 0, trim.width_mm, trim.height_mm)
    return SheetSide((Placement(number, whole, whole),))


# --- drawing: operators of ISO 32000-1, annex A --------------------------------------------------


def _trim(xobject: Any) -> Area:
    """The bounding box of a page's form XObject, transformed by its matrix."""
    import pikepdf

    matrix = pikepdf.Matrix(xobject.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0])))
    box = matrix.transform(pikepdf.Rectangle(xobject.BBox))
    left, bottom, width, height = (
        points_to_mm(float(length)) for length in (box.llx, box.lly, box.width, box.height)
    )
    return Area(left, bottom, width, height)


def _placed(placement: Placement, trim: Area) -> str:
    """The operators that paint a page in its place, which must have the size of its trim box."""
    place = placement.trim
    size, wanted = (trim.width_mm, trim.height_mm), (place.width_mm, place.height_mm)
    if not _is_near(size, wanted):
        raise ValueError(
            f"page {placement.page} is {_size(*size)}, but the job is for {_size(*wanted)}"
        )
    moved = _matrix(1, place.x_mm - trim.x_mm, place.y_mm - trim.y_mm)
    return f"q {_rectangle(placement.clip)} W n {moved} /P{placement.page} Do Q\n"


def _lines(marks: Sequence[SheetMark]) -> str:
    """Marks on white casings; folds, which stay in the reader's hands, are grey."""
    casing, line = _numbers(CASING_MM), _numbers(LINE_MM)
    drawn = []
    for grey, of_kind in (("0.6", True), ("0", False)):
        path = " ".join(
            f"{_numbers(mark.x1_mm, mark.y1_mm)} m {_numbers(mark.x2_mm, mark.y2_mm)} l"
            for mark in marks
            if (mark.kind == "fold") == of_kind
        )
        if path:
            drawn.append(f"q 1 G {casing} w {path} S {grey} G {line} w {path} S Q\n")
    return "".join(drawn)


def _cell(cell: SheetCell) -> str:
    fill = 0 if cell.is_here else 1
    return f"q {fill} g 0 G {_numbers(LINE_MM)} w {_rectangle(cell.area)} B Q\n"


def _rectangle(area: Area) -> str:
    return f"{_numbers(area.x_mm, area.y_mm, area.width_mm, area.height_mm)} re"


def _matrix(scale: int, x_mm: float, y_mm: float) -> str:
    """The operator that moves what follows; a scale of -1 first turns it by 180 degrees."""
    return f"{scale} 0 0 {scale} {_numbers(x_mm, y_mm)} cm "


def _numbers(*lengths_mm: float) -> str:
    return " ".join(str(_points(length)) for length in lengths_mm)


def _points(length_mm: float) -> float:
    return round(length_mm * POINTS_PER_INCH / MM_PER_INCH, 3)


def _is_near(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= TRIM_TOLERANCE_MM for a, b in zip(one, other, strict=True))


def _size(width_mm: float, height_mm: float) -> str:
    return f"{width_mm:.1f} x {height_mm:.1f} mm"
