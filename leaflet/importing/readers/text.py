"""Plain text: paragraphs between empty lines, lines that were wrapped, pages of a copied PDF."""

from __future__ import annotations

from collections.abc import Callable

from leaflet.importing.document import Block, Document, Paragraph
from leaflet.importing.reading import Reader
from leaflet.importing.text.pasted_text import pasted
from leaflet.importing.text.text_repair import decoded
from leaflet.importing.words import of


def _read(data: bytes, beside: Callable[[str], bytes | None]) -> Document:  # noqa: ARG001
    text, remarks = decoded(data)
    paragraphs, told = pasted(text)
    blocks: tuple[Block, ...] = tuple(Paragraph(of(text)) for text in paragraphs)
    return Document(blocks, remarks=(*remarks, *told))


READER = Reader(
    id="text",
    endings=(".txt",),
    summary="Plain text: headings, lists and wrapped lines are found.",
    read=_read,
)
