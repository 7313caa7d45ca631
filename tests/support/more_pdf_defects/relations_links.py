"""Defects that show only between links, places, pages, outline and metadata."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from .content import line, on_page
from .model import Defect, NothingToDamageError, first, link_to, links, need, only, page_at
from .tree import elements, find, kids


def _calls_itself_approved(pdf: pikepdf.Pdf) -> None:
    packet = need(pdf.Root, "/Metadata").read_bytes()
    old, new = b'leaflet:state="draft"', b'leaflet:state="approved"'
    if packet.count(old) != 1:
        raise NothingToDamageError("no state in the metadata")
    pdf.Root.Metadata.write(packet.replace(old, new))


def _reference(element: pikepdf.Object) -> pikepdf.Object:
    held = (kid for kid in kids(element) if isinstance(kid, Dictionary))
    return only((kid for kid in held if kid.get("/Type") == Name.OBJR), "reference to a link")


def _references_exchanged(pdf: pikepdf.Pdf) -> None:
    one = _reference(find(pdf, 8, "Link", "Chemical peels. NHS web page"))
    other = _reference(find(pdf, 8, "Link", "Anaphylaxis. NHS web page"))
    one.Obj, other.Obj = other.Obj, one.Obj


def _emergency_area_moved(pdf: pikepdf.Pdf) -> None:
    call = link_to(pdf, 1, "tel:999")
    x, y = on_page(pdf, 1, line(pdf, 1, "See your GP"))
    call.Rect = Array([x, y - 4, x + 66, y + 11])


def _pages_exchanged(pdf: pikepdf.Pdf) -> None:
    need(page_at(pdf, 9).obj, "/StructParents")
    leaves = need(pdf.Root, "/Pages", "/Kids")
    if len(leaves) < 10 or any(leaf.Type != Name.Page for leaf in leaves):
        raise NothingToDamageError("no flat row of pages")
    leaves[8], leaves[9] = leaves[9], leaves[8]


def _page_labels_from_three(pdf: pikepdf.Pdf) -> None:
    need(pdf.Root, "/PageLabels", "/Nums")[1].St = 3


def _second_half_of_link_unknown(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf):
        places = [
            place
            for place, kid in enumerate(kids(element))
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
        ]
        if len(places) > 1:
            del element.K[places[-1]]
            return
    raise NothingToDamageError("no link that goes over a page end")


def _page_lost(pdf: pikepdf.Pdf) -> None:
    need(page_at(pdf, 12).obj, "/StructParents")
    del pdf.pages[11]


def _outline(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    queue = [need(pdf.Root, "/Outlines", "/First")]
    while queue:
        entry = queue.pop()
        yield entry
        queue += [entry[key] for key in ("/Next", "/First") if key in entry]


def _title(entry: pikepdf.Object) -> str:
    return " ".join(str(entry.Title).split())


def _outline_without_help(pdf: pikepdf.Pdf) -> None:
    entry = first((one for one in _outline(pdf) if _title(one) == "When to get help"), "entry")
    before, later = need(entry, "/Prev"), need(entry, "/Next")
    before.Next, later.Prev = later, before
    above = entry.Parent
    above.Count = int(above.Count) - 1
    pdf.Root.Outlines.Count = int(pdf.Root.Outlines.Count) - 1


def _place_of_help_moved(pdf: pikepdf.Pdf) -> None:
    names = need(pdf.Root, "/Names", "/Dests", "/Names")
    if not any(str(note.get("/Dest", "")) == "get-help" for note in links(pdf, 1)):
        raise NothingToDamageError("no link to the emergency signs")
    for place in range(0, len(names), 2):
        if str(names[place]) == "get-help":
            names[place + 1] = Array([page_at(pdf, 2).obj, Name.XYZ, 51, 790, 0])
            return
    raise NothingToDamageError("no such place")


DEFECTS = (
    Defect("the metadata call the printed draft approved", "a4", _calls_itself_approved),
    Defect("two sources hold each other's link", "a4", _references_exchanged),
    Defect("the area of the link to 999 lies over 'See your GP'", "trifold", _emergency_area_moved),
    Defect("pages 9 and 10 are bound in the wrong order", "a5-booklet", _pages_exchanged),
    Defect(
        "the page labels start at 3 while the printed numbers start at 1",
        "a5-booklet",
        _page_labels_from_three,
    ),
    Defect(
        "the half of a link that stands on the next page is not in the tree",
        "a5-booklet",
        _second_half_of_link_unknown,
    ),
    Defect(
        "a page in the middle is lost, the tree still holds its words", "large-print", _page_lost
    ),
    Defect("the outline leaves out 'When to get help'", "large-print", _outline_without_help),
    Defect(
        "the place that 'When to get help' leads to is the page of the contents",
        "large-print",
        _place_of_help_moved,
    ),
)
