"""Finding and editing elements of the structure tree and the entries of its parent tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from .content import lines
from .model import NothingToDamageError, first, need, page_at


def root(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return the root of the structure tree."""
    return need(pdf.Root, "/StructTreeRoot")


def kids(element: pikepdf.Object) -> list[Any]:
    """Return what an element holds."""
    held = element.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, Array) else [held]


def is_element(kid: Any) -> bool:
    """Say whether a kid is an element, not a number or a reference."""
    return isinstance(kid, Dictionary) and "/S" in kid


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield all elements of the tree in reading order."""
    queue = [kid for kid in reversed(kids(root(pdf))) if is_element(kid)]
    while queue:
        element = queue.pop()
        yield element
        queue += [kid for kid in reversed(kids(element)) if is_element(kid)]


def inside(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield an element and all elements below it in reading order."""
    yield element
    for kid in kids(element):
        if is_element(kid):
            yield from inside(kid)


def marks(element: pikepdf.Object) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield page object and MCID of all marked content below an element."""
    for kid in kids(element):
        if is_element(kid):
            yield from marks(kid)
        elif not isinstance(kid, Dictionary) and "/Pg" in element:
            yield element.Pg.objgen, int(kid)


def same(one: pikepdf.Object, other: pikepdf.Object) -> bool:
    """Say whether two things are one and the same indirect object."""
    return one.objgen == other.objgen != (0, 0)


def find(pdf: pikepdf.Pdf, page: int, kind: str, start: str, nth: int = 0) -> pikepdf.Object:
    """Return the nth element of a kind whose words on a page start so."""
    own, here = lines(pdf, page), page_at(pdf, page).obj.objgen
    left = nth
    for element in elements(pdf):
        if "/" + kind != element.S:
            continue
        words = "".join(own.get(mcid, "") for where, mcid in marks(element) if where == here)
        if words.startswith(start):
            if left == 0:
                return element
            left -= 1
    raise NothingToDamageError(f"no {kind} {start!r} on page {page}")


def above(element: pikepdf.Object, kind: str) -> pikepdf.Object:
    """Return the nearest element of a kind above an element."""
    while "/P" in element and "/S" in element.P:
        element = element.P
        if "/" + kind == element.S:
            return element
    raise NothingToDamageError(f"no {kind} above")


def after(element: pikepdf.Object, kind: str) -> pikepdf.Object:
    """Return the next sibling of a kind."""
    row = kids(element.P)
    later = row[spot(element) + 1 :]
    found: pikepdf.Object = first(
        (kid for kid in later if is_element(kid) and "/" + kind == kid.S), kind
    )
    return found


def spot(element: pikepdf.Object) -> int:
    """Return the place of an element among its parent's kids."""
    for place, kid in enumerate(kids(element.P)):
        if is_element(kid) and same(kid, element):
            return place
    raise NothingToDamageError("an element that its parent does not know")


def drop(element: pikepdf.Object) -> None:
    """Take an element out of its parent's list of kids."""
    del element.P.K[spot(element)]


def new_element(pdf: pikepdf.Pdf, kind: str, parent: pikepdf.Object, page: int) -> pikepdf.Object:
    """Return a new element without content, which its parent does not list yet."""
    return pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name("/" + kind),
            P=parent,
            Pg=page_at(pdf, page).obj,
            K=Array(),
        )
    )


def parents(pdf: pikepdf.Pdf, key: int) -> pikepdf.Object:
    """Return the parent tree's entry for a key."""
    numbers = need(root(pdf), "/ParentTree", "/Nums")
    for place in range(0, len(numbers), 2):
        if int(numbers[place]) == key:
            return numbers[place + 1]
    raise NothingToDamageError(f"no entry {key} in the parent tree")


def page_parents(pdf: pikepdf.Pdf, page: int) -> pikepdf.Object:
    """Return the list that tells for each MCID of a page which element holds it."""
    return parents(pdf, int(need(page_at(pdf, page).obj, "/StructParents")))


def free_key(pdf: pikepdf.Pdf, element: pikepdf.Object) -> int:
    """Add an element to the parent tree and return its key."""
    numbers = need(root(pdf), "/ParentTree", "/Nums")
    key = int(numbers[len(numbers) - 2]) + 1
    numbers.append(key)
    numbers.append(element)
    return key


def give(pdf: pikepdf.Pdf, page: int, mcids: list[int], element: pikepdf.Object) -> None:
    """Let an element hold marked content of a page as its last kids, in both trees."""
    for mcid in mcids:
        element.K.append(mcid)
        page_parents(pdf, page)[mcid] = element


def numbers_in(element: pikepdf.Object) -> list[int]:
    """Return the MCIDs that an element holds itself."""
    return [int(kid) for kid in kids(element) if not isinstance(kid, Dictionary)]
