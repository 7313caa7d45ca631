"""Defects of lists."""

import pikepdf
from pikepdf import String

from .editing import (
    after,
    append,
    drop,
    new_element,
    place_of,
    set_kids,
    set_parent,
    set_role,
    swap,
)
from .kinds import declared, defect
from .reading import Leaflet, child_elements, kids


@defect("two numbered steps exchanged", "a5-booklet", "lists")
def steps_exchanged(pdf: pikepdf.Pdf) -> None:
    """Step 3 is read before step 2."""
    leaflet = Leaflet(pdf)
    swap(leaflet.find("LI", "2 On the day"), leaflet.find("LI", "3 First days"))


@defect("a list item whose words have no LBody", "a4", "lists")
def item_holds_text(pdf: pikepdf.Pdf) -> None:
    """The item holds its text directly."""
    leaflet = Leaflet(pdf)
    body = leaflet.find("LBody", "Keep a few days free")
    item, page = body["/P"], leaflet.page_of(body)
    for _, mcid in leaflet.marks(body):
        set_parent(pdf, page, mcid, item)
    entries = kids(item)
    entries[-1:] = kids(body)
    set_kids(item, entries)
    item["/Pg"] = pdf.pages[page].obj


@defect("a list item with a paragraph in place of its LBody", "trifold", "lists")
def paragraph_for_body(pdf: pikepdf.Pdf) -> None:
    """LI may hold Lbl and LBody only."""
    set_role(Leaflet(pdf).find("LBody", "Fever, pus, or a lump"), "P")


@defect("a list item that has lost its LBody", "large-print", "lists")
def item_without_body(pdf: pikepdf.Pdf) -> None:
    """Only the bullet is left in the tree."""
    drop(Leaflet(pdf).find("LBody", "A face that droops"))


@defect("a label that lies", "large-print", "lists")
def label_lies(pdf: pikepdf.Pdf) -> None:
    """The cross of a 'Do not' item is read as a tick."""
    item = Leaflet(pdf).find("LI", "✗ Do not use make-up")
    child_elements(item)[0]["/ActualText"] = String("✓")


@defect("two labels exchanged", "a4", "lists")
def labels_exchanged(pdf: pikepdf.Pdf) -> None:
    """Sources 21 and 22 are read with each other's number."""
    leaflet = Leaflet(pdf)
    first = leaflet.find("LI", "21 Hyaluronic acid")
    second = leaflet.find("LI", "22 Infection with")
    swap(child_elements(first)[0], child_elements(second)[0])


@defect("a list tagged as a Div", "trifold", "lists")
def list_as_div(pdf: pikepdf.Pdf) -> None:
    """List items stand outside of any list."""
    set_role(Leaflet(pdf).find("L", "☐ are pregnant"), "Div")


@defect("one list split into two", "a4", "lists")
def list_split(pdf: pikepdf.Pdf) -> None:
    """The last two key points become a list of their own."""
    whole = Leaflet(pdf).find("L", "• It does not remove scars")
    items = child_elements(whole)
    second = new_element(pdf, "L")
    second["/A"] = whole["/A"]
    after(whole, second)
    for item in items[-2:]:
        drop(item)
        append(second, item)


@defect("a list item moved to another list", "large-print", "lists")
def item_in_other_list(pdf: pikepdf.Pdf) -> None:
    """A thing not to do is read as a thing to do."""
    leaflet = Leaflet(pdf)
    item = leaflet.find("LI", "✗ Do not use sunbeds")
    target = leaflet.find("L", "✓ Follow the advice")
    drop(item)
    append(target, item)


@defect("two lists joined to one", "a5-booklet", "lists")
def lists_joined(pdf: pikepdf.Pdf) -> None:
    """The signs for the emergency department become signs for NHS 111."""
    leaflet = Leaflet(pdf)
    first = leaflet.find("L", "▪ Severe pain")
    second = leaflet.find("L", "▪ Hot, sore, red")
    for item in reversed(child_elements(first)):
        entries = kids(second)
        set_kids(second, [item, *entries])
        item["/P"] = second
    drop(first)


@defect("a numbered list without ListNumbering", "a4", "lists")
def no_numbering(pdf: pikepdf.Pdf) -> None:
    """The list of sources does not say that it is ordered."""
    sources = Leaflet(pdf).find("L", "1 Assessment of the risks")
    assert str(sources["/A"]["/ListNumbering"]) == "/Decimal"
    del sources["/A"]


@defect("a numbered list that says it has no labels", "large-print", "lists")
def wrong_numbering(pdf: pikepdf.Pdf) -> None:
    """ListNumbering is None although the items have numbers."""
    leaflet = Leaflet(pdf)
    sources = leaflet.find("LI", "1. Assessment of the risks")["/P"]
    assert str(sources["/A"]["/ListNumbering"]) == "/Decimal"
    sources["/A"]["/ListNumbering"] = pikepdf.Name("/None")


@defect("a list item tagged as a paragraph", "trifold", "lists")
def item_as_paragraph(pdf: pikepdf.Pdf) -> None:
    """A list holds something other than items."""
    item = Leaflet(pdf).find("LI", "✓ Keep out of strong sun")
    set_role(item, "P")


@defect("two list items glued to one", "a5-booklet", "lists")
def items_glued(pdf: pikepdf.Pdf) -> None:
    """The list has one item less; two signs sound like one."""
    leaflet = Leaflet(pdf)
    first = leaflet.find("LI", "▪ Trouble breathing")
    second = leaflet.find("LI", "▪ Sudden swelling")
    body, other = child_elements(first)[1], child_elements(second)[1]
    for page, mcid in leaflet.marks(other):
        set_parent(pdf, page, mcid, body)
    set_kids(body, [*kids(body), *kids(other)])
    drop(second)


@defect("a sublist that takes items from its list", "large-print", "lists")
def items_nested(pdf: pikepdf.Pdf) -> None:
    """Two tests of a treatment become details of the one before."""
    leaflet = Leaflet(pdf)
    items = child_elements(leaflet.find("L", "☐ Ask for the person’s full name"))
    nested = new_element(pdf, "L")
    append(child_elements(items[1])[-1], nested)
    nested["/A"] = items[0]["/P"]["/A"]
    for item in items[2:4]:
        assert place_of(item)
        drop(item)
        append(nested, item)


@defect("an empty list item", "a4", "lists")
def empty_item(pdf: pikepdf.Pdf) -> None:
    """A reader counts five signs and reads four."""
    append(Leaflet(pdf).find("L", "▪ Trouble breathing"), new_element(pdf, "LI"))


DEFECTS = declared(globals())
