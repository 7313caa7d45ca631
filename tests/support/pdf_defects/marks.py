"""Defects of marked content: marks, their numbers, and what is outside of them."""

from typing import Any

import pikepdf

from .editing import (
    append,
    around,
    code,
    drop,
    new_element,
    parents_of_page,
    rewrite,
    set_kids,
    set_parent,
    store,
    unmark,
)
from .kinds import declared, defect
from .reading import Leaflet, Run, kids, operator, program


def numbered(pdf: pikepdf.Pdf, run: Run, mcid: int) -> list[Any]:
    """The operator that opens the mark of a run, with another number."""
    return code(pdf, f"/{run.tag} <</MCID {mcid}>> BDC EMC")[:1]


def put_inside(pdf: pikepdf.Pdf, run: Run, opening: str) -> None:
    """Open another mark before the mark of a run and close it after it."""

    def change(operators: list[Any]) -> None:
        operators.insert(run.closed, code(pdf, "BT ET EMC")[-1])
        operators[run.opened : run.opened] = code(pdf, opening)

    rewrite(pdf, run.page, change)


@defect("a line that no element holds", "a5-booklet", "content")
def mark_not_held(pdf: pikepdf.Pdf) -> None:
    """The last MCID of a paragraph is dropped from /K."""
    paragraph = Leaflet(pdf).find("P", "A mix that is made for you")
    assert len(kids(paragraph)) > 2
    set_kids(paragraph, kids(paragraph)[:-1])


@defect("a mark twice in its element", "trifold", "content")
def mark_twice(pdf: pikepdf.Pdf) -> None:
    """The first line of a paragraph is read twice."""
    paragraph = Leaflet(pdf).find("P", "Expect swelling")
    entries = kids(paragraph)
    set_kids(paragraph, [entries[0], *entries])


@defect("a mark in two elements", "a4", "content")
def mark_shared(pdf: pikepdf.Pdf) -> None:
    """A line is also read in the next paragraph."""
    leaflet = Leaflet(pdf)
    first = leaflet.find("P", "With a sign for 999")
    second = leaflet.find("P", "A bruise that fades")
    assert leaflet.page_of(first) == leaflet.page_of(second)
    set_kids(second, [*kids(second), kids(first)[-1]])


@defect("marks of another page", "large-print", "content")
def marks_of_other_page(pdf: pikepdf.Pdf) -> None:
    """A paragraph names the page after its own."""
    leaflet = Leaflet(pdf)
    paragraph = leaflet.find("P", "In the one trial of filler")
    paragraph["/Pg"] = pdf.pages[leaflet.page_of(paragraph) + 1].obj


@defect("an element that names a mark that is not painted", "a5-booklet", "content")
def mark_not_painted(pdf: pikepdf.Pdf) -> None:
    """An MCID in /K is beyond all marks of the page."""
    paragraph = Leaflet(pdf).find("P", "Take time to think")
    set_kids(paragraph, [*kids(paragraph), 999])


@defect("two marks with the same number", "trifold", "content")
def number_twice(pdf: pikepdf.Pdf) -> None:
    """Two lines of a page have one MCID."""
    leaflet = Leaflet(pdf)
    first, second = leaflet.painted(leaflet.find("P", "Ask for the person’s name"))[:2]
    assert first.mcid is not None

    def change(operators: list[Any]) -> None:
        operators[second.opened : second.opened + 1] = numbered(pdf, second, first.mcid or 0)

    rewrite(pdf, first.page, change)


@defect("the numbers of two marks exchanged", "a4", "content")
def numbers_exchanged(pdf: pikepdf.Pdf) -> None:
    """'Trouble breathing' and 'Hot, sore, red' are read in each other's list."""
    leaflet = Leaflet(pdf)
    first, second = leaflet.run("Trouble breathing"), leaflet.run("Hot, sore, red")
    assert first.page == second.page

    def change(operators: list[Any]) -> None:
        at, other = first.opened, second.opened
        operators[at], operators[other] = operators[other], operators[at]

    rewrite(pdf, first.page, change)


@defect("text outside of marks", "large-print", "content")
def unmarked_text(pdf: pikepdf.Pdf) -> None:
    """The operators that mark a line are taken away."""
    run = Leaflet(pdf).run("Sudden swelling")

    def change(operators: list[Any]) -> None:
        del operators[run.closed]
        del operators[run.opened]

    rewrite(pdf, run.page, change)


@defect("a drawing outside of marks", "a5-booklet", "content")
def unmarked_drawing(pdf: pikepdf.Pdf) -> None:
    """The first decoration of page 10 is no artifact any more."""

    def change(operators: list[Any]) -> None:
        start = next(i for i, one in enumerate(operators) if operator(one) == "BMC")
        end = next(i for i in range(start, len(operators)) if operator(operators[i]) == "EMC")
        del operators[end]
        del operators[start]

    rewrite(pdf, 9, change)


@defect("real text made an artifact", "trifold", "content")
def text_as_artifact(pdf: pikepdf.Pdf) -> None:
    """The advice for brown or black skin is painted but cannot be read."""
    leaflet = Leaflet(pdf)
    paragraph = leaflet.find("P", "On brown or black skin")
    unmark(leaflet, paragraph)
    drop(paragraph)


@defect("a page number in the tree", "a4", "content")
def page_number_tagged(pdf: pikepdf.Pdf) -> None:
    """'Page 4 of 8' is read in the middle of a section."""
    leaflet = Leaflet(pdf)
    run = leaflet.run("Page 4 of 8", tag="Artifact")
    section = leaflet.find("H2", "What are my choices?")["/P"]
    mcid = len(parents_of_page(pdf, run.page))
    element = new_element(pdf, "P", [mcid], run.page)
    set_parent(pdf, run.page, mcid, element)
    append(section, element)

    def change(operators: list[Any]) -> None:
        operators[run.opened : run.opened + 1] = code(pdf, f"/P <</MCID {mcid}>> BDC EMC")[:1]

    rewrite(pdf, run.page, change)


@defect("tagged text inside an artifact", "a5-booklet", "content")
def text_inside_artifact(pdf: pikepdf.Pdf) -> None:
    """A mark with MCID stands inside an Artifact mark."""
    put_inside(pdf, Leaflet(pdf).run("Redness or swelling near"), "/Artifact BMC")


@defect("an artifact inside tagged text", "large-print", "content")
def artifact_inside_text(pdf: pikepdf.Pdf) -> None:
    """The text object of a line stands in an Artifact mark inside its own mark."""
    run = Leaflet(pdf).run("Any change in sight")
    around(pdf, [run], "/Artifact BMC", "EMC")


@defect("a mark inside another mark", "trifold", "content")
def nested_marks(pdf: pikepdf.Pdf) -> None:
    """The mark of a line ends after the mark of the next line."""
    leaflet = Leaflet(pdf)
    first, second = leaflet.painted(leaflet.find("P", "Studies used 3 to 6 visits"))[:2]

    def change(operators: list[Any]) -> None:
        closing = operators[first.closed]
        operators.insert(second.closed, closing)
        del operators[first.closed]

    rewrite(pdf, first.page, change)


@defect("a mark that is not closed", "large-print", "content")
def mark_not_closed(pdf: pikepdf.Pdf) -> None:
    """One EMC operator in the middle of a page is missing."""
    run = Leaflet(pdf).run("Take time to think")

    def change(operators: list[Any]) -> None:
        del operators[run.closed]

    rewrite(pdf, run.page, change)


@defect("a mark closed twice", "a4", "content")
def mark_closed_twice(pdf: pikepdf.Pdf) -> None:
    """There is one EMC operator too many."""
    run = Leaflet(pdf).run("Keep a few days free")

    def change(operators: list[Any]) -> None:
        operators.insert(run.closed, operators[run.closed])

    rewrite(pdf, run.page, change)


@defect("a mark that begins inside a text object and ends outside", "a5-booklet", "content")
def mark_across_text_object(pdf: pikepdf.Pdf) -> None:
    """BDC stands after BT, EMC after ET."""
    run = Leaflet(pdf).run("Ask how you can complain")

    def change(operators: list[Any]) -> None:
        operators.insert(run.begin + 1, operators[run.opened])
        del operators[run.opened]

    rewrite(pdf, run.page, change)


@defect("a mark whose properties are not in the resources", "a5-booklet", "content")
def properties_lost(pdf: pikepdf.Pdf) -> None:
    """BDC names a property list that does not exist."""
    run = Leaflet(pdf).run("Fever, pus, or a lump")

    def change(operators: list[Any]) -> None:
        operators[run.opened : run.opened + 1] = code(pdf, "/Span /MC0 BDC EMC")[:1]

    rewrite(pdf, run.page, change)


@defect("text moved to a form without StructParents", "large-print", "content")
def text_in_form(pdf: pikepdf.Pdf) -> None:
    """The marks of a line are in a Form XObject that the tree does not know."""
    run = Leaflet(pdf).run("Use this leaflet to choose")
    page = pdf.pages[run.page]
    operators = program(page)
    form = pdf.make_stream(
        pikepdf.unparse_content_stream(operators[run.opened : run.closed + 1]),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([0, 0, 2000, 2000]),
        Resources=page.Resources,
    )
    page.Resources["/XObject"]["/moved"] = form
    operators[run.opened : run.closed + 1] = code(pdf, "/moved Do")
    store(pdf, run.page, operators)


DEFECTS = declared(globals())
