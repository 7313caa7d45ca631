"""Defects of headings."""

import pikepdf

from .editing import append, drop, insert, new_element, place_of, set_kids, set_parent, set_role
from .kinds import declared, defect
from .reading import Leaflet, kids


@defect("a heading level left out", "large-print", "tree")
def level_left_out(pdf: pikepdf.Pdf) -> None:
    """The third-level heading 'Do' becomes H4 directly below an H2."""
    set_role(Leaflet(pdf).find("H3", "Do"), "H4")


@defect("a second H1", "a4", "tree")
def second_h1(pdf: pikepdf.Pdf) -> None:
    """A section heading near the end becomes a title."""
    set_role(Leaflet(pdf).find("H2", "To sum up"), "H1")


@defect("the H1 tagged as a paragraph", "trifold", "tree")
def no_h1(pdf: pikepdf.Pdf) -> None:
    """The title is no heading any more."""
    set_role(Leaflet(pdf).find("H1", "Mesotherapy"), "P")


@defect("a section heading tagged as a paragraph", "a5-booklet", "tree")
def heading_as_paragraph(pdf: pikepdf.Pdf) -> None:
    """The section on risks cannot be found by its heading."""
    set_role(Leaflet(pdf).find("H2", "What are the risks?"), "P")


@defect("a body paragraph tagged as a heading", "a4", "tree")
def paragraph_as_heading(pdf: pikepdf.Pdf) -> None:
    """A sentence below the table of risks becomes an H2."""
    set_role(Leaflet(pdf).find("P", "How often is not known"), "H2")


@defect("a subheading raised to the level of its section", "a5-booklet", "tree")
def subheading_raised(pdf: pikepdf.Pdf) -> None:
    """No level is left out, but the subsection leaves its section."""
    set_role(Leaflet(pdf).find("H3", "Call us when we are open"), "H2")


@defect("a heading without a level among numbered headings", "large-print", "tree")
def heading_without_level(pdf: pikepdf.Pdf) -> None:
    """H and H3 are used in the same document."""
    set_role(Leaflet(pdf).find("H3", "Go to an emergency department"), "H")


@defect("a heading split into two headings", "a4", "tree")
def heading_split(pdf: pikepdf.Pdf) -> None:
    """The second line of a heading becomes a heading of its own."""
    leaflet = Leaflet(pdf)
    heading = leaflet.find("H3", "Go to an emergency department")
    *first, last = kids(heading)
    assert first
    second = new_element(pdf, "H3", [last], leaflet.page_of(heading))
    set_kids(heading, first)
    insert(heading["/P"], place_of(heading) + 1, second)
    set_parent(pdf, leaflet.page_of(heading), int(last), second)


@defect("a heading without words", "trifold", "tree")
def empty_heading(pdf: pikepdf.Pdf) -> None:
    """An H2 that holds nothing stands before a section."""
    heading = Leaflet(pdf).find("H2", "What are my choices?")
    insert(heading["/P"]["/P"], place_of(heading["/P"]), new_element(pdf, "H2"))


@defect("a heading that swallows the paragraph below it", "trifold", "tree")
def heading_swallows(pdf: pikepdf.Pdf) -> None:
    """The paragraph's lines are read as part of the heading."""
    leaflet = Leaflet(pdf)
    heading = leaflet.find("H2", "How is it meant to work?")
    paragraph = leaflet.find("P", "It is meant to help skin")
    drop(paragraph)
    for mcid in kids(paragraph):
        set_parent(pdf, leaflet.page_of(paragraph), int(mcid), heading)
    set_kids(heading, kids(heading) + kids(paragraph))


@defect("a heading in the section before its own", "a4", "tree")
def heading_in_section_before(pdf: pikepdf.Pdf) -> None:
    """The reading order stays; the heading leaves its section."""
    leaflet = Leaflet(pdf)
    heading = leaflet.find("H2", "How is it meant to work?")
    before = leaflet.find("H2", "Can it help my scars?")["/P"]
    drop(heading)
    append(before, heading)


DEFECTS = declared(globals())
