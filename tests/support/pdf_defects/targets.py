"""Defects of the targets of links."""

from typing import Any

import pikepdf
from pikepdf import Array, Name, String

from .editing import copy_of, retype
from .kinds import declared, defect
from .linking import link_at, link_element, set_address
from .reading import Leaflet, plain


@defect("a phone link with another digit", "a4", "links")
def wrong_phone(pdf: pikepdf.Pdf) -> None:
    """The link below 01632 960 140 calls another number."""
    set_address(link_at(pdf, "tel:+44", nth=1)[1], "960140", "960148")


@defect("an emergency link that calls another service", "large-print", "links")
def wrong_service(pdf: pikepdf.Pdf) -> None:
    """'Call 999' calls 111."""
    set_address(link_at(pdf, "tel:999", nth=1)[1], "999", "111")


@defect("a mail link to another address", "a5-booklet", "links")
def wrong_mail(pdf: pikepdf.Pdf) -> None:
    """The mail goes to another domain."""
    set_address(link_at(pdf, "mailto:")[1], "riverside-skin.example", "riverside-skln.example")


@defect("a web link to another host", "a5-booklet", "links")
def wrong_host(pdf: pikepdf.Pdf) -> None:
    """The link on a charity opens another site."""
    set_address(
        link_at(pdf, "https://www.changingfaces")[1], "changingfaces.org.uk", "faces.example"
    )


@defect("a web link without encryption", "a4", "links")
def plain_http(pdf: pikepdf.Pdf) -> None:
    """http in place of https."""
    set_address(link_at(pdf, "https://www.nhs.uk/conditions/anaphylaxis")[1], "https:", "http:")


@defect("the source of another claim behind a link", "large-print", "links")
def sources_exchanged(pdf: pikepdf.Pdf) -> None:
    """Two sources have each other's address."""
    first = link_at(pdf, "https://doi.org/10.2147/CCID.S397888")[1]
    second = link_at(pdf, "https://doi.org/10.2147/CCID.S133672")[1]
    first["/A"], second["/A"] = copy_of(second["/A"]), copy_of(first["/A"])


@defect("a link to a name that does not exist", "a4", "links")
def unknown_destination(pdf: pikepdf.Pdf) -> None:
    """An entry of the contents list opens nothing."""
    link_at(pdf, "#aftercare")[1]["/Dest"] = String("after-care")


@defect("a link to a page that does not exist", "a5-booklet", "links")
def destination_without_page(pdf: pikepdf.Pdf) -> None:
    """The page of a destination is not in the page tree."""
    stray = pdf.make_indirect(copy_of(pdf.pages[0].obj))
    link_at(pdf, "#questions")[1]["/Dest"] = Array([stray, Name.Fit])


@defect("a named destination lost", "large-print", "links")
def destination_lost(pdf: pikepdf.Pdf) -> None:
    """All links to 'When to get help' open nothing."""
    names: list[Any] = list(pdf.Root["/Names"]["/Dests"]["/Names"])
    place = next(i for i in range(0, len(names), 2) if str(names[i]) == "get-help")
    del names[place : place + 2]
    pdf.Root["/Names"]["/Dests"]["/Names"] = Array(names)


@defect("two named destinations exchanged", "a5-booklet", "links")
def destinations_exchanged(pdf: pikepdf.Pdf) -> None:
    """'What are the risks?' opens 'Find out more'."""
    names = pdf.Root["/Names"]["/Dests"]["/Names"]
    keys = [str(names[i]) for i in range(0, len(names), 2)]
    first, second = 2 * keys.index("risks") + 1, 2 * keys.index("find-more") + 1
    names[first], names[second] = names[second], names[first]


@defect("a painted page number of the contents list that lies", "a4", "links")
def contents_page_lies(pdf: pikepdf.Pdf) -> None:
    """'What are the risks?' is said to be on page 7; the link opens page 3."""
    leaflet = Leaflet(pdf)
    run = leaflet.painted(link_element(leaflet, link_at(pdf, "#risks")[1]))[-1]
    assert plain(run.text) == "3"
    retype(pdf, run, "3", "7")


DEFECTS = declared(globals())
