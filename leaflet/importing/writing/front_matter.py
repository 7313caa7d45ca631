"""Writes the fields of an imported leaflet. What nobody can guess is left to a person: optional
fields are left out, and a source without an address is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from leaflet.content.markdown import in_source
from leaflet.importing.document import Document
from leaflet.importing.writing.markdown_text import quoted, wholly_escaped, without_bullet
from leaflet.importing.writing.pictures import Figure
from leaflet.model.fields import is_web_address

if TYPE_CHECKING:
    from leaflet.importing.draft import Origin

#: What stands where a person has to write.
TO_DO = "TODO"
_LONGEST_ADDRESS = 300
_MARKUP = re.compile(r"[*_`\[\]<>{}|~=$^\\#]|\+(?=\+)|!(?=!)|&(?=#?\w+;)|%(?=%)|'(?=')|^[ .:!?+-]+")


def unmarked(text: str) -> str:
    """A text for a field without marks: signs that are markup become spaces, where it has any."""
    if not any(in_source(text)) and not _MARKUP.search(text):
        return text
    return without_bullet(" ".join(_MARKUP.sub(" ", text.replace("::", ":")).split()))


def front_matter(document: Document, title: str, origin: Origin, figures: Sequence[Figure]) -> str:
    """The fields of the front matter, one a line."""
    return "".join(f"{line}\n" for line in _fields(document, title, origin, figures))


def _fields(
    document: Document, title: str, origin: Origin, figures: Sequence[Figure]
) -> Iterator[str]:
    yield f"title: {quoted(unmarked(title))}"
    yield f"id: {origin.id}"
    yield f"language: {origin.language}"
    if origin.kind:
        yield f"kind: {origin.kind}"
    if origin.owner:
        yield f"# owner: {origin.owner}"
    if origin.review_due:
        yield f"review_due: {origin.review_due}"
    yield "version: 0.1.0"
    yield "changes:"
    note = f"Imported from {origin.file}"
    yield f"  - {{version: 0.1.0, date: {origin.today}, note: {quoted(note)}}}"
    yield from _source(document, title, origin)
    if figures:
        yield "figures:"
        for figure in figures:
            yield f"  {figure.id}:"
            yield f"    file: {figure.file}"
            alt = unmarked(figure.alt) or f"{TO_DO}: say what the picture shows"
            yield f"    alt: {quoted(alt)}"
            if figure.caption:
                yield f"    legend: [{quoted(wholly_escaped(figure.caption))}]"


def _source(document: Document, title: str, origin: Origin) -> Iterator[str]:
    """The article as a source: a comment where the file does not say where it stands."""
    address = document.address
    is_known = is_web_address(address) and len(address) <= _LONGEST_ADDRESS
    whole = is_known and document.publisher and document.year
    mark = "" if whole else "# "
    if not whole:
        yield f"# the text that this was imported from, to be completed where {TO_DO} stands:"
    yield f"{mark}sources:"
    yield f"{mark}  article:"
    yield f"{mark}    title: {quoted(wholly_escaped(title))}"
    yield f"{mark}    body: {quoted(wholly_escaped(document.publisher) or TO_DO)}"
    yield f"{mark}    year: {document.year or TO_DO}"
    yield f"{mark}    url: {quoted(address) if is_known else TO_DO}"
    yield f"{mark}    level: article"
    yield f"{mark}    accessed: {origin.today}"
    yield f"{mark}    verified: false"
