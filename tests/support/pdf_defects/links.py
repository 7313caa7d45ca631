"""Defects of links: their words, their place and their element."""

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .editing import drop, place_of, set_kids, set_parent, set_role
from .kinds import declared, defect
from .linking import link_at, link_element, references, set_place, target_of
from .reading import Leaflet, kids, plain, same


@defect("a link annotation taken off its page", "trifold", "links")
def annotation_lost(pdf: pikepdf.Pdf) -> None:
    """The Link element names an annotation that no page has."""
    page, note = link_at(pdf, "tel:999")
    rest = [other for other in pdf.pages[page].obj["/Annots"] if not same(other, note)]
    pdf.pages[page].obj["/Annots"] = Array(rest)


@defect("a Link element without its annotation", "a5-booklet", "links")
def no_object_reference(pdf: pikepdf.Pdf) -> None:
    """The words are a Link, but OBJR is missing."""
    element = link_element(Leaflet(pdf), link_at(pdf, "tel:111", nth=1)[1])
    set_kids(element, [kid for kid in kids(element) if isinstance(kid, int)])


@defect("two annotations exchanged between Link elements", "large-print", "links")
def references_exchanged(pdf: pikepdf.Pdf) -> None:
    """Activating 'To sum up' opens 'Words we use', and back."""
    leaflet = Leaflet(pdf)
    notes = [link_at(pdf, "#summary")[1], link_at(pdf, "#glossary")[1]]
    (first,), (second,) = (references(link_element(leaflet, note)) for note in notes)
    first["/Obj"], second["/Obj"] = second["/Obj"], first["/Obj"]


@defect("a link whose words are outside of its element", "a5-booklet", "links")
def words_outside(pdf: pikepdf.Pdf) -> None:
    """The Link element holds only the annotation."""
    leaflet = Leaflet(pdf)
    element = link_element(leaflet, link_at(pdf, "#get-help")[1])
    parent, entries = element["/P"], kids(element)
    numbers = [kid for kid in entries if isinstance(kid, int)]
    assert numbers
    set_kids(element, [kid for kid in entries if not isinstance(kid, int)])
    for mcid in numbers:
        set_parent(pdf, leaflet.page_of(element), mcid, parent)
    siblings, place = kids(parent), place_of(element)
    set_kids(parent, siblings[: place + 1] + numbers + siblings[place + 1 :])
    parent["/Pg"] = element["/Pg"]


@defect("a link tagged as a Span", "large-print", "links")
def link_as_span(pdf: pikepdf.Pdf) -> None:
    """The annotation is not in a Link element."""
    set_role(link_element(Leaflet(pdf), link_at(pdf, "mailto:")[1]), "Span")


@defect("a Link element dropped, its words kept", "a4", "links")
def link_dropped(pdf: pikepdf.Pdf) -> None:
    """The annotation is on the page but not in the tree."""
    leaflet = Leaflet(pdf)
    note = link_at(pdf, "https://www.skinhealthinfo")[1]
    element = link_element(leaflet, note)
    parent = element["/P"]
    numbers = [kid for kid in kids(element) if isinstance(kid, int)]
    for mcid in numbers:
        set_parent(pdf, leaflet.page_of(element), mcid, parent)
    place = place_of(element)
    drop(element)
    set_kids(parent, kids(parent)[:place] + numbers + kids(parent)[place:])


@defect("a link without words for it", "trifold", "links")
def no_contents(pdf: pikepdf.Pdf) -> None:
    """The mail link has no Contents."""
    del link_at(pdf, "mailto:")[1]["/Contents"]


@defect("a link with words that lie", "a4", "links")
def lying_contents(pdf: pikepdf.Pdf) -> None:
    """The link to NHS 111 says that it calls 999."""
    note = link_at(pdf, "tel:111", nth=1)[1]
    assert plain(str(note["/Contents"])) == "Call NHS 111"
    note["/Contents"] = String("Call 999")


@defect("a link with its address for words", "a5-booklet", "links")
def raw_contents(pdf: pikepdf.Pdf) -> None:
    """A screen reader spells out an address."""
    note = link_at(pdf, "https://doi.org/10.1111/jocd.12991")[1]
    note["/Contents"] = String(target_of(note))


@defect("a Link element with words that lie", "trifold", "links")
def lying_alt(pdf: pikepdf.Pdf) -> None:
    """Alt of the Link names another number."""
    element = link_element(Leaflet(pdf), link_at(pdf, "tel:+44", nth=1)[1])
    element["/Alt"] = String("Call 01632 960 104")


@defect("a link off its text", "a4", "links")
def link_off_text(pdf: pikepdf.Pdf) -> None:
    """The rectangle lies on another paragraph."""
    note = link_at(pdf, "mailto:")[1]
    left, bottom, right, top = [float(x) for x in note["/Rect"]]
    set_place(note, [left, bottom - 180, right, top - 180])


@defect("a link of no size", "large-print", "links")
def link_of_no_size(pdf: pikepdf.Pdf) -> None:
    """Nothing can be clicked."""
    note = link_at(pdf, "https://www.changingfaces")[1]
    left, bottom = float(note["/Rect"][0]), float(note["/Rect"][1])
    set_place(note, [left, bottom, left, bottom])


@defect("two links on the same place", "a5-booklet", "links")
def links_on_same_place(pdf: pikepdf.Pdf) -> None:
    """The link to the glossary covers the one to the risks."""
    upper, lower = link_at(pdf, "#glossary")[1], link_at(pdf, "#risks")[1]
    set_place(upper, [float(x) for x in lower["/Rect"]])


@defect("a quadrilateral that covers half of a link", "a4", "links")
def short_quadrilateral(pdf: pikepdf.Pdf) -> None:
    """Of a link over three lines only the first can be clicked."""
    note = link_at(pdf, "https://doi.org/10.1111/jocd.12991")[1]
    assert len(note["/QuadPoints"]) > 8
    note["/QuadPoints"] = Array(list(note["/QuadPoints"])[:8])


@defect("a hidden link annotation", "trifold", "links")
def hidden_link(pdf: pikepdf.Pdf) -> None:
    """The flag Hidden is set."""
    note = link_at(pdf, "tel:111")[1]
    assert int(note["/F"]) == 4
    note["/F"] = 6


@defect("a link annotation that does not print", "large-print", "links")
def unprinted_link(pdf: pikepdf.Pdf) -> None:
    """The flag Print, which PDF/A asks for, is not set."""
    note = link_at(pdf, "https://riverside-skin.example")[1]
    note["/F"] = 0


@defect("an untagged link over a whole page", "a4", "links")
def untagged_link(pdf: pikepdf.Pdf) -> None:
    """Each click on page 5 opens another site."""
    page = pdf.pages[4].obj
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 595, 842]),
        Border=Array([0, 0, 0]),
        F=4,
        Contents=String("More offers"),
        A=Dictionary(Type=Name.Action, S=Name.URI, URI=String("https://offers.example/")),
    )
    page["/Annots"] = Array([*page.get("/Annots", []), pdf.make_indirect(note)])


DEFECTS = declared(globals())
