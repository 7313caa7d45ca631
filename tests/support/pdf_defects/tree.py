"""Defects of the structure tree as a whole."""

import pikepdf
from pikepdf import Dictionary, Name, String

from .editing import append, drop, new_element, set_kids, set_parent, set_role
from .kinds import declared, defect
from .reading import Leaflet, child_elements


@defect("a paragraph dropped from the tree", "large-print", "tree")
def paragraph_dropped(pdf: pikepdf.Pdf) -> None:
    """The words stay marked but cannot be reached."""
    drop(Leaflet(pdf).find("P", "If worries about your looks"))


@defect("an element twice in the tree", "a4", "tree")
def element_twice(pdf: pikepdf.Pdf) -> None:
    """A paragraph is also a child of the next section."""
    leaflet = Leaflet(pdf)
    paragraph = leaflet.find("P", "Take time to think")
    section = leaflet.find("H2", "To sum up")["/P"]
    set_kids(section, [*section["/K"], paragraph])


@defect("a structure tree without children", "a5-booklet", "tree")
def tree_without_children(pdf: pikepdf.Pdf) -> None:
    """The root of the tree has no /K."""
    del pdf.Root["/StructTreeRoot"]["/K"]


@defect("no structure tree", "trifold", "tree")
def no_tree(pdf: pikepdf.Pdf) -> None:
    """The document says that it is tagged, but has no tree."""
    del pdf.Root["/StructTreeRoot"]


@defect("an element that names a wrong parent", "a5-booklet", "tree")
def wrong_parent(pdf: pikepdf.Pdf) -> None:
    """/P of the last list item names another list."""
    leaflet = Leaflet(pdf)
    items = leaflet.elements("LI")
    assert items[-1]["/P"].objgen != items[0]["/P"].objgen
    items[-1]["/P"] = items[0]["/P"]


@defect("an element without a parent", "large-print", "tree")
def no_parent(pdf: pikepdf.Pdf) -> None:
    """/P of a paragraph is missing."""
    del Leaflet(pdf).find("P", "Some people have raised scars")["/P"]


@defect("an element that does not say its page", "a4", "tree")
def no_page(pdf: pikepdf.Pdf) -> None:
    """The MCIDs of a paragraph belong to no page."""
    del Leaflet(pdf).find("P", "The fluid may hold vitamins")["/Pg"]


@defect("an unknown role without a role map", "a4", "tree")
def unknown_role(pdf: pikepdf.Pdf) -> None:
    """A list body has a role that no reader knows."""
    set_role(Leaflet(pdf).find("LBody", "have diabetes"), "Blurb")


@defect("a role map that makes paragraphs artifacts", "a5-booklet", "tree")
def paragraphs_mapped_away(pdf: pikepdf.Pdf) -> None:
    """The standard role P is mapped to Artifact."""
    assert Leaflet(pdf).elements("P")
    pdf.Root["/StructTreeRoot"]["/RoleMap"] = Dictionary(P=Name.Artifact)


@defect("a role map that goes round", "trifold", "tree")
def circular_role_map(pdf: pikepdf.Pdf) -> None:
    """Two roles are mapped to each other and to nothing else."""
    set_role(Leaflet(pdf).find("P", "Keep a few days free"), "Blurb")
    pdf.Root["/StructTreeRoot"]["/RoleMap"] = Dictionary(Blurb=Name.Remark, Remark=Name.Blurb)


@defect("a paragraph with the role Artifact", "large-print", "tree")
def role_artifact(pdf: pikepdf.Pdf) -> None:
    """A structure element says that its words do not count."""
    set_role(Leaflet(pdf).find("P", "This leaflet is not a consent form"), "Artifact")


@defect("a section with the role Private", "a5-booklet", "tree")
def role_private(pdf: pikepdf.Pdf) -> None:
    """Readers leave out what is private."""
    set_role(Leaflet(pdf).find("H2", "To sum up")["/P"], "Private")


@defect("a Note without an ID", "a4", "tree")
def note_without_id(pdf: pikepdf.Pdf) -> None:
    """PDF/UA-1 7.9 asks for an ID for each Note."""
    set_role(Leaflet(pdf).find("P", "The gel of the first row"), "Note")


@defect("two Notes with the same ID", "large-print", "tree")
def notes_with_same_id(pdf: pikepdf.Pdf) -> None:
    """PDF/UA-1 7.9 asks for an ID that is unique."""
    leaflet = Leaflet(pdf)
    for start in ("The gel of the first row", "How often is not known"):
        note = leaflet.find("P", start)
        set_role(note, "Note")
        note["/ID"] = String("note-1")


@defect("a tree that goes round", "a4", "tree")
def circular_tree(pdf: pikepdf.Pdf) -> None:
    """The last section is among its own descendants."""
    section = Leaflet(pdf).find("H2", "About this leaflet")["/P"]
    last = child_elements(section)[-1]
    set_kids(last, [*last["/K"], section])


@defect("a section flattened to one paragraph", "trifold", "tree")
def section_flattened(pdf: pikepdf.Pdf) -> None:
    """Heading, text and list of a section become one element."""
    leaflet = Leaflet(pdf)
    section = leaflet.find("H2", "Key points")["/P"]
    marks = leaflet.marks(section)
    assert len({page for page, _ in marks}) == 1
    page = marks[0][0]
    flat = new_element(pdf, "P", [mcid for _, mcid in marks], page)
    for _, mcid in marks:
        set_parent(pdf, page, mcid, flat)
    set_kids(section, [])
    append(section, flat)


@defect("two paragraphs glued to one", "large-print", "tree")
def paragraphs_glued(pdf: pikepdf.Pdf) -> None:
    """The second paragraph ends in the first one, without a pause."""
    leaflet = Leaflet(pdf)
    first = leaflet.find("P", "The person who treats you")
    second = leaflet.find("P", "This leaflet is not a consent form")
    assert leaflet.page_of(first) == leaflet.page_of(second)
    drop(second)
    for page, mcid in leaflet.marks(second):
        set_parent(pdf, page, mcid, first)
    set_kids(first, [*first["/K"], *second["/K"]])


DEFECTS = declared(globals())
