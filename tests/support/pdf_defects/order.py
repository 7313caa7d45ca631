"""Defects of the reading order."""

import pikepdf

from .editing import append, drop, insert, set_kids, set_parent, store, swap
from .kinds import declared, defect
from .reading import Leaflet, child_elements, kids, program


@defect("two paragraphs exchanged", "trifold", "order")
def paragraphs_exchanged(pdf: pikepdf.Pdf) -> None:
    """The paragraph with complaints is read before the one on authors."""
    leaflet = Leaflet(pdf)
    swap(leaflet.find("P", "About this leaflet."), leaflet.find("P", "Riverside Skin Clinic"))


@defect("a section moved to the end", "a4", "order")
def section_moved(pdf: pikepdf.Pdf) -> None:
    """'When to get help' is read after all other sections."""
    section = Leaflet(pdf).find("H2", "When to get help")["/P"]
    parent = section["/P"]
    drop(section)
    append(parent, section)


@defect("the two sides of a sheet exchanged", "trifold", "order")
def sides_exchanged(pdf: pikepdf.Pdf) -> None:
    """The inner side is read before the cover."""
    first, second = [e for e in child_elements(Leaflet(pdf).root) if str(e["/S"]) == "/Sect"]
    swap(first, second)


@defect("two lines of a paragraph exchanged", "large-print", "order")
def lines_exchanged(pdf: pikepdf.Pdf) -> None:
    """The second line is read before the first."""
    paragraph = Leaflet(pdf).find("P", "It may be better for you to wait")
    entries = kids(paragraph)
    assert len(entries) > 2
    entries[0], entries[1] = entries[1], entries[0]
    set_kids(paragraph, entries)


@defect("a heading behind its text", "a5-booklet", "order")
def heading_behind_text(pdf: pikepdf.Pdf) -> None:
    """The heading is the last child of its section."""
    heading = Leaflet(pdf).find("H2", "Words we use")
    section = heading["/P"]
    drop(heading)
    append(section, heading)


@defect("the headings Do and Do not exchanged", "large-print", "order")
def advice_exchanged(pdf: pikepdf.Pdf) -> None:
    """Each list is read below the heading of the other one."""
    leaflet = Leaflet(pdf)
    swap(leaflet.find("H3", "Do"), leaflet.find("H3", "Do not"))


@defect("a link moved to the end of its sentence", "a5-booklet", "order")
def link_moved(pdf: pikepdf.Pdf) -> None:
    """'call or go to A&E first ... 999' is read."""
    paragraph = Leaflet(pdf).find("P", "With a sign for 999")
    link = next(child for child in child_elements(paragraph))
    assert kids(paragraph)[-1] != link
    drop(link)
    append(paragraph, link)


@defect("a line that belongs to another paragraph", "large-print", "order")
def line_in_other_paragraph(pdf: pikepdf.Pdf) -> None:
    """The last line of a paragraph is read at the end of the next one."""
    leaflet = Leaflet(pdf)
    first = leaflet.find("P", "Scars can affect mood")
    second = leaflet.find("P", "If you still get spots")
    assert leaflet.page_of(first) == leaflet.page_of(second)
    *rest, line = kids(first)
    set_kids(first, rest)
    set_kids(second, [*kids(second), line])
    set_parent(pdf, leaflet.page_of(first), int(line), second)


@defect("two lines painted in each other's place", "a4", "order")
def lines_painted_exchanged(pdf: pikepdf.Pdf) -> None:
    """The tree is good, but the eye reads the second line first."""
    leaflet = Leaflet(pdf)
    one, two = leaflet.painted(leaflet.find("P", "The idea is that the injections"))[:2]
    operators = program(pdf.pages[one.page])
    places = [
        next(i for i in range(run.begin, run.end) if matrix(operators[i])) for run in (one, two)
    ]
    assert operators[places[0]].operands[5] != operators[places[1]].operands[5]
    operators[places[0]], operators[places[1]] = operators[places[1]], operators[places[0]]
    store(pdf, one.page, operators)


def matrix(instruction: object) -> bool:
    """Whether an operator sets the place of text."""
    return str(getattr(instruction, "operator", "")) == "Tm"


@defect("a list read before the sentence that leads to it", "a4", "order")
def list_before_its_sentence(pdf: pikepdf.Pdf) -> None:
    """The steps stand before 'Take these steps first'."""
    leaflet = Leaflet(pdf)
    steps = leaflet.find("L", "☐ Ask for the person’s full name")
    sentence = leaflet.find("P", "Do not pay before the first talk")
    section = sentence["/P"]
    drop(steps)
    insert(section, 0, steps)


DEFECTS = declared(globals())
