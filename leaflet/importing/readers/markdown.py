"""Markdown of any dialect: headings, lists, tables, pictures, notes; raw HTML as on a page."""

from __future__ import annotations

import re
from collections.abc import Callable

from leaflet.importing.document import (
    Document,
)
from leaflet.importing.reading import Reader, RefusedError
from leaflet.importing.text.markdown_blocks import MarkdownBlocks
from leaflet.importing.text.markdown_lines import prepared
from leaflet.importing.text.text_repair import decoded

#: The parser's time grows with the square of a paragraph.
_LONGEST_PARAGRAPH = 20_000


def _read(data: bytes, beside: Callable[[str], bytes | None]) -> Document:
    text, remarks = decoded(data)
    source = prepared(text, remarks)
    if any(len(part) > _LONGEST_PARAGRAPH for part in re.split(r"\n\s*\n", source.text)):
        hint = "break it into paragraphs with empty lines"
        raise RefusedError(f"a paragraph of more than {_LONGEST_PARAGRAPH:,} characters", hint)
    reader = MarkdownBlocks(beside, remarks)
    blocks = tuple(reader.blocks(source.text))
    notes = {name: reader.inline(words) for name, words in source.notes.items()}
    remarks += reader.stress.remarks()
    return Document(
        blocks,
        notes,
        title=source.fields.get("title", ""),
        language=source.fields.get("language", source.fields.get("lang", "")),
        remarks=tuple(remarks),
    )


READER = Reader(
    id="markdown",
    endings=(".md", ".markdown"),
    summary="Markdown of any dialect: what leaflets do not print is named.",
    read=_read,
)
