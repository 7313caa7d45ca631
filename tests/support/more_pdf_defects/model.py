"""What a defect is, and how a damage function says that it found nothing to damage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import pikepdf

Thing = TypeVar("Thing")

FORMATS = ("a4", "trifold", "a5-booklet", "large-print")


class NothingToDamageError(LookupError):
    """The file does not hold the thing that the defect would damage."""


@dataclass(frozen=True, slots=True)
class Defect:
    """One harm, made by one edit of an open file."""

    name: str
    format: str
    damage: Callable[[pikepdf.Pdf], None]


def only(found: Iterable[Thing], what: str) -> Thing:
    """Return the single thing found, or raise."""
    things = list(found)
    if len(things) != 1:
        raise NothingToDamageError(f"{len(things)} found, not one: {what}")
    return things[0]


def first(found: Iterable[Thing], what: str) -> Thing:
    """Return the first thing found, or raise."""
    for thing in found:
        return thing
    raise NothingToDamageError(f"none found: {what}")


def page_at(pdf: pikepdf.Pdf, number: int) -> pikepdf.Page:
    """Return the page with this number, where the first page is 1."""
    if not 1 <= number <= len(pdf.pages):
        raise NothingToDamageError(f"no page {number}")
    return pdf.pages[number - 1]


def need(holder: pikepdf.Object, *keys: str) -> pikepdf.Object:
    """Follow keys from one dictionary to the next, or raise."""
    for key in keys:
        if key not in holder:
            raise NothingToDamageError(f"no {key}")
        holder = holder[key]
    return holder


def links(pdf: pikepdf.Pdf, page: int) -> list[pikepdf.Object]:
    """Return the link annotations of a page in the order of its list."""
    page_object = page_at(pdf, page).obj
    notes = list(page_object.Annots) if "/Annots" in page_object else []
    return [note for note in notes if note.get("/Subtype") == pikepdf.Name.Link]


def link_to(pdf: pikepdf.Pdf, page: int, target: str) -> pikepdf.Object:
    """Return the first link of a page whose web, phone or mail address starts so."""
    for note in links(pdf, page):
        if "/A" in note and str(note.A.get("/URI", "")).startswith(target):
            return note
    raise NothingToDamageError(f"no link to {target} on page {page}")
