"""Defects of pages: their number, order, size, and what can be seen of them."""

import pikepdf
from pikepdf import Array, Dictionary, Name

from .editing import code, store
from .kinds import declared, defect
from .reading import program


@defect("a page turned upside down", "a4", "geometry")
def upside_down(pdf: pikepdf.Pdf) -> None:
    """Page 5 is rotated by 180 degrees."""
    pdf.pages[4].obj["/Rotate"] = 180


@defect("a page turned to its side", "large-print", "geometry")
def turned(pdf: pikepdf.Pdf) -> None:
    """Page 17 is rotated by 90 degrees."""
    pdf.pages[16].obj["/Rotate"] = 90


@defect("a page cropped through its text", "large-print", "geometry")
def cropped(pdf: pikepdf.Pdf) -> None:
    """The right half of page 12 cannot be seen."""
    pdf.pages[11].obj["/CropBox"] = Array([0, 0, 300, 842])


@defect("a page of another size", "a5-booklet", "geometry")
def other_size(pdf: pikepdf.Pdf) -> None:
    """Page 8 is larger than all others."""
    page = pdf.pages[7].obj
    for key in ("/MediaBox", "/BleedBox", "/TrimBox"):
        page[key] = Array([0, 0, 595, 842])


@defect("a page in other units", "trifold", "geometry")
def other_units(pdf: pikepdf.Pdf) -> None:
    """UserUnit makes the second page half as large."""
    pdf.pages[1].obj["/UserUnit"] = 0.5


@defect("a trim box outside of the page", "trifold", "geometry")
def trim_box_outside(pdf: pikepdf.Pdf) -> None:
    """A printer would cut beside the paper."""
    left, bottom, right, top = [float(x) for x in pdf.pages[0].mediabox]
    pdf.pages[0].obj["/TrimBox"] = Array([left + 300, bottom, right + 300, top])


@defect("a page removed", "a5-booklet", "geometry")
def page_removed(pdf: pikepdf.Pdf) -> None:
    """The page with the first part of the risks is missing; the tree still names it."""
    del pdf.pages[8]


@defect("a page twice", "large-print", "geometry")
def page_twice(pdf: pikepdf.Pdf) -> None:
    """Page 14 comes a second time."""
    pdf.pages.insert(14, pdf.pages[13])


@defect("two pages exchanged", "a5-booklet", "geometry")
def pages_exchanged(pdf: pikepdf.Pdf) -> None:
    """Page 16 comes before page 15."""
    first, second = pdf.pages[14], pdf.pages[15]
    numbers = (first.obj.objgen, second.obj.objgen)
    del pdf.pages[14]
    pdf.pages.insert(15, first)
    assert (pdf.pages[15].obj.objgen, pdf.pages[14].obj.objgen) == numbers


@defect("an empty page in the middle", "a4", "geometry")
def empty_page(pdf: pikepdf.Pdf) -> None:
    """A blank page comes after page 4."""
    page = Dictionary(Type=Name.Page, MediaBox=pdf.pages[3].obj["/MediaBox"])
    page["/Resources"], page["/Tabs"] = Dictionary(), Name.S
    pdf.pages.insert(4, pikepdf.Page(pdf.make_indirect(page)))


@defect("a page without its content", "a5-booklet", "geometry")
def page_emptied(pdf: pikepdf.Pdf) -> None:
    """Page 14 is blank, and all its elements are without words."""
    pdf.pages[13].obj["/Contents"] = pdf.make_stream(b"")


@defect("a mirrored page", "trifold", "geometry")
def mirrored(pdf: pikepdf.Pdf) -> None:
    """The second page is painted as in a mirror."""
    width = float(pdf.pages[1].mediabox[2])
    matrix = code(pdf, f"-1 0 0 1 {width} 0 cm")
    store(pdf, 1, [*matrix, *program(pdf.pages[1])])


@defect("a page painted too far to the right", "a4", "geometry")
def shifted(pdf: pikepdf.Pdf) -> None:
    """The words at the right edge of page 3 are cut off."""
    store(pdf, 2, [*code(pdf, "1 0 0 1 120 0 cm"), *program(pdf.pages[2])])


@defect("a page without tab order", "trifold", "geometry")
def no_tabs(pdf: pikepdf.Pdf) -> None:
    """/Tabs is missing on the second page."""
    del pdf.pages[1].obj["/Tabs"]


@defect("a tab order by rows", "a4", "geometry")
def tabs_by_rows(pdf: pikepdf.Pdf) -> None:
    """The links of two columns are reached in turn."""
    assert str(pdf.pages[0].obj["/Tabs"]) == "/S"
    pdf.pages[0].obj["/Tabs"] = Name.R


DEFECTS = declared(globals())
