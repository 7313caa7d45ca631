"""Defects of the parent tree, which leads from marks back to elements."""

from typing import Any

import pikepdf
from pikepdf import Array

from .editing import copy_of, parent_entry, parents_of_page, set_parent
from .kinds import declared, defect
from .linking import link_at
from .reading import Leaflet


def numbers(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """/Nums of the parent tree."""
    found: pikepdf.Object = pdf.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    return found


@defect("a hole in the parent tree", "a4", "parent tree")
def hole(pdf: pikepdf.Pdf) -> None:
    """The entry of a mark is null."""
    leaflet = Leaflet(pdf)
    page, mcid = leaflet.marks(leaflet.find("P", "In the one trial of filler"))[0]
    set_parent(pdf, page, mcid, None)


@defect("two entries of the parent tree exchanged", "a5-booklet", "parent tree")
def entries_exchanged(pdf: pikepdf.Pdf) -> None:
    """A tick and a cross lead to each other's element."""
    leaflet = Leaflet(pdf)
    tick = leaflet.find("LBody", "Keep out of strong sun")
    cross = leaflet.find("LBody", "Do not use sunbeds")
    for element, other in ((tick, cross), (cross, tick)):
        for page, mcid in leaflet.marks(element):
            set_parent(pdf, page, mcid, other)


@defect("an entry of the parent tree that names a copy", "trifold", "parent tree")
def entry_names_copy(pdf: pikepdf.Pdf) -> None:
    """The element is like the one in the tree, but is not in the tree."""
    leaflet = Leaflet(pdf)
    heading = leaflet.find("H2", "Caring for your skin")
    copy = pdf.make_indirect(copy_of(heading))
    for page, mcid in leaflet.marks(heading):
        set_parent(pdf, page, mcid, copy)


@defect("a parent tree that is cut short", "trifold", "parent tree")
def cut_short(pdf: pikepdf.Pdf) -> None:
    """The last five marks of the last page have no entry."""
    page = len(pdf.pages) - 1
    entries: list[Any] = list(parents_of_page(pdf, page))
    assert len(entries) > 20
    key = int(pdf.pages[page].obj["/StructParents"])
    numbers(pdf)[parent_entry(pdf, key)] = Array(entries[:-5])


@defect("no parent tree", "large-print", "parent tree")
def no_parent_tree(pdf: pikepdf.Pdf) -> None:
    """No mark leads back to its element."""
    del pdf.Root["/StructTreeRoot"]["/ParentTree"]


@defect("a parent tree with unsorted keys", "a4", "parent tree")
def unsorted_keys(pdf: pikepdf.Pdf) -> None:
    """A reader that searches by halves does not find the keys."""
    entries: list[Any] = list(numbers(pdf))
    middle = len(entries) // 4 * 2
    pdf.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"] = Array(entries[middle:] + entries[:middle])


@defect("a page without StructParents", "large-print", "parent tree")
def no_struct_parents(pdf: pikepdf.Pdf) -> None:
    """The marks of page 12 lead nowhere."""
    del pdf.pages[11].obj["/StructParents"]


@defect("the StructParents of two pages exchanged", "a5-booklet", "parent tree")
def struct_parents_exchanged(pdf: pikepdf.Pdf) -> None:
    """The marks of each page lead to elements of the other."""
    first, second = pdf.pages[12].obj, pdf.pages[13].obj
    one, two = int(first["/StructParents"]), int(second["/StructParents"])
    first["/StructParents"], second["/StructParents"] = two, one


@defect("two pages with the same StructParents", "large-print", "parent tree")
def struct_parents_shared(pdf: pikepdf.Pdf) -> None:
    """The last page uses the entries of the page before it."""
    pdf.pages[-1].obj["/StructParents"] = int(pdf.pages[-2].obj["/StructParents"])


@defect("a link without StructParent", "trifold", "parent tree")
def no_struct_parent(pdf: pikepdf.Pdf) -> None:
    """The mail link does not lead to its element."""
    del link_at(pdf, "mailto:")[1]["/StructParent"]


@defect("a link with the StructParent of another one", "a4", "parent tree")
def wrong_struct_parent(pdf: pikepdf.Pdf) -> None:
    """A link of page 4 leads to the element of another link."""
    link, other = link_at(pdf, "tel:999")[1], link_at(pdf, "tel:111")[1]
    link["/StructParent"] = int(other["/StructParent"])


@defect("a link with an unknown StructParent", "a5-booklet", "parent tree")
def unknown_struct_parent(pdf: pikepdf.Pdf) -> None:
    """The parent tree has no such key."""
    link_at(pdf, "tel:+44")[1]["/StructParent"] = 99999


DEFECTS = declared(globals())
