"""Finding and changing links."""

import pikepdf
from pikepdf import Array, Dictionary, String

from .reading import Leaflet, kids, same


def link_at(pdf: pikepdf.Pdf, target: str, nth: int = 0) -> tuple[int, pikepdf.Object]:
    """Page number and annotation of the nth link whose target begins with `target`."""
    found = [
        (number, note)
        for number, page in enumerate(pdf.pages)
        for note in page.obj.get("/Annots", [])
        if target_of(note).startswith(target)
    ]
    assert len(found) > nth, f"no link to {target}"
    return found[nth]


def target_of(note: pikepdf.Object) -> str:
    """The address of a link, or # and the name of its destination."""
    return str(note["/A"]["/URI"]) if "/A" in note else "#" + str(note["/Dest"])


def set_address(note: pikepdf.Object, old: str, new: str) -> None:
    """Change a part of the address of a link."""
    address = str(note["/A"]["/URI"])
    assert old in address
    note["/A"]["/URI"] = String(address.replace(old, new))


def set_place(note: pikepdf.Object, box: list[float]) -> None:
    """Write the rectangle of a link and drop its quadrilaterals."""
    note["/Rect"] = Array(box)
    if "/QuadPoints" in note:
        del note["/QuadPoints"]


def link_element(leaflet: Leaflet, note: pikepdf.Object) -> pikepdf.Object:
    """The Link element of an annotation."""
    for element in leaflet.elements("Link"):
        if any(same(reference.get("/Obj"), note) for reference in references(element)):
            return element
    raise AssertionError("no Link element")


def references(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The OBJR entries of an element."""
    return [kid for kid in kids(element) if isinstance(kid, Dictionary) and "/Obj" in kid]
