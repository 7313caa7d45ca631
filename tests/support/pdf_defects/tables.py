"""Defects of tables. Only the A4 and A5 leaflets have tables."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .editing import append, copy_of, drop, new_element, set_kids, set_role, swap
from .kinds import declared, defect
from .reading import Leaflet, child_elements, role


def attributes(cell: pikepdf.Object) -> pikepdf.Object:
    """The table attributes of a cell."""
    value = cell["/A"]
    entries: list[Any] = list(value) if isinstance(value, Array) else [value]
    found: pikepdf.Object = next(e for e in entries if str(e["/O"]) == "/Table")
    return found


def own_attributes(cell: pikepdf.Object) -> pikepdf.Object:
    """The table attributes of a cell, not shared with other cells."""
    cell["/A"] = copy_of(attributes(cell))
    return cell["/A"]


@defect("a table row lost", "a4", "tables")
def row_lost(pdf: pikepdf.Pdf) -> None:
    """The row on stroke and sight loss is not in the tree."""
    drop(Leaflet(pdf).find("TR", "Stroke or sight loss"))


@defect("the header row of a table lost", "a5-booklet", "tables")
def header_lost(pdf: pikepdf.Pdf) -> None:
    """The cells of a table have no column headers."""
    drop(Leaflet(pdf).find("THead", "Option"))


@defect("a column header tagged as a data cell", "a4", "tables")
def header_as_data(pdf: pikepdf.Pdf) -> None:
    """The column of downsides has no header."""
    cell = Leaflet(pdf).find("TH", "Downsides")
    set_role(cell, "TD")
    del cell["/A"]


@defect("a row header without a scope", "a5-booklet", "tables")
def no_scope(pdf: pikepdf.Pdf) -> None:
    """The scope of one TH is missing; ColSpan stays."""
    cell = Leaflet(pdf).find("TH", "Infection with late lumps")
    del own_attributes(cell)["/Scope"]


@defect("a row header with the scope of a column", "a4", "tables")
def wrong_scope(pdf: pikepdf.Pdf) -> None:
    """A treatment is read as the header of the cells below it."""
    cell = Leaflet(pdf).find("TH", "Subcision")
    own_attributes(cell)["/Scope"] = Name.Column


@defect("a table cell lost", "a5-booklet", "tables")
def cell_lost(pdf: pikepdf.Pdf) -> None:
    """A row has one cell less than the others."""
    drop(Leaflet(pdf).find("TD", "1 to 12 weeks after"))


@defect("a table cell too many", "a4", "tables")
def cell_added(pdf: pikepdf.Pdf) -> None:
    """A row has one cell more than the others."""
    append(Leaflet(pdf).find("TR", "Laser"), new_element(pdf, "TD"))


@defect("two cells of a row exchanged", "a4", "tables")
def cells_exchanged(pdf: pikepdf.Pdf) -> None:
    """What starts and what lasts are mixed up."""
    leaflet = Leaflet(pdf)
    swap(leaflet.find("TD", "1 to 12 weeks after"), leaflet.find("TD", "Weeks, or many months"))


@defect("two row headers exchanged", "a5-booklet", "tables")
def row_headers_exchanged(pdf: pikepdf.Pdf) -> None:
    """Sight loss gets the advice for dark marks."""
    leaflet = Leaflet(pdf)
    swap(leaflet.find("TH", "Stroke or sight loss"), leaflet.find("TH", "Dark or pale marks"))


@defect("a ColSpan that lies", "a5-booklet", "tables")
def wrong_colspan(pdf: pikepdf.Pdf) -> None:
    """A header across four columns says that it spans two."""
    cell = Leaflet(pdf).find("TH", "Laser")
    assert int(attributes(cell)["/ColSpan"]) == 4
    own_attributes(cell)["/ColSpan"] = 2


@defect("a RowSpan that lies", "a4", "tables")
def wrong_rowspan(pdf: pikepdf.Pdf) -> None:
    """A cell reaches over a cell of the next row."""
    cell = Leaflet(pdf).find("TD", "Shallow scars")
    cell["/A"] = Dictionary(O=Name.Table, RowSpan=2)


@defect("a table tagged as a section", "a5-booklet", "tables")
def table_as_section(pdf: pikepdf.Pdf) -> None:
    """Rows and cells stand outside of any table."""
    set_role(Leaflet(pdf).find("Table", "What was tried"), "Sect")


@defect("cells directly below the body of a table", "a4", "tables")
def row_unwrapped(pdf: pikepdf.Pdf) -> None:
    """One TR is taken away and leaves its cells."""
    row = Leaflet(pdf).find("TR", "Vitamin mixes")
    body = row["/P"]
    entries: list[Any] = []
    for child in child_elements(body):
        entries.extend(child_elements(row) if child.objgen == row.objgen else [child])
    for cell in child_elements(row):
        cell["/P"] = body
    set_kids(body, entries)


@defect("a cell tagged as a paragraph", "a5-booklet", "tables")
def cell_as_paragraph(pdf: pikepdf.Pdf) -> None:
    """A row holds something other than cells."""
    cell = Leaflet(pdf).find("TD", "Often days. Bruises")
    set_role(cell, "P")


@defect("a cell that names a header which is not there", "a5-booklet", "tables")
def dangling_header(pdf: pikepdf.Pdf) -> None:
    """/Headers holds an unknown ID."""
    cell = Leaflet(pdf).find("TD", "Mostly within minutes")
    cell["/A"] = Dictionary(O=Name.Table, Headers=Array([String("no-such-header")]))


@defect("a row moved to another table", "a4", "tables")
def row_in_other_table(pdf: pikepdf.Pdf) -> None:
    """A treatment is read among the risks."""
    leaflet = Leaflet(pdf)
    row = leaflet.find("TR", "Filler")
    target = leaflet.find("TR", "Skin death")["/P"]
    assert role(target) == "TBody"
    drop(row)
    append(target, row)


DEFECTS = declared(globals())
