"""Web pages that were saved: the main text is found, and nothing of the page is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from leaflet.importing.document import Block, Document, Heading, Remark
from leaflet.importing.html.blocks import HtmlBlocks
from leaflet.importing.html.main_text import find_main, properties
from leaflet.importing.reading import Reader, RefusedError
from leaflet.importing.text.text_repair import decoded
from leaflet.importing.words import of, plain

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
#: The largest page: scripts and pictures that are part of it count.
_MOST_CHARACTERS = 6_000_000


def _read(data: bytes, beside: Callable[[str], bytes | None]) -> Document:
    named = _CHARSET.search(data[:4_000])
    text, remarks = decoded(data, named[1].decode() if named else "", _MOST_CHARACTERS)
    root = _parsed(text)
    known = properties(root, text)
    reader = HtmlBlocks(root, beside)  # it counts what the next step takes out
    main, told = find_main(root)
    remarks += told
    blocks = reader.read(main)
    title = next(root.iter("h1"), None)
    if title is not None and not any(isinstance(b, Heading) and b.level == 1 for b in blocks):
        words = " ".join(title.text_content().split())
        if words and all(plain(b.words) != words for b in blocks if isinstance(b, Heading)):
            blocks = [Heading(of(words), 1), *blocks]
    remarks += reader.remarks()
    return Document(tuple(blocks), reader.notes, **known, remarks=tuple(remarks))


def fragment(
    source: str, beside: Callable[[str], bytes | None]
) -> tuple[tuple[Block, ...], list[Remark]]:
    """The blocks of a part of a page, such as raw HTML in Markdown, and what was left out."""
    try:
        root = _parsed(source)
    except RefusedError:
        return (), []
    reader = HtmlBlocks(root, beside)
    main, remarks = find_main(root)
    return tuple(reader.read(main)), [*remarks, *reader.remarks()]


def _parsed(text: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        return html.document_fromstring(text.encode(), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise RefusedError("no text in it", "name a page with text") from problem


READER = Reader(
    id="html",
    endings=(".html", ".htm", ".xhtml"),
    summary="Saved web pages: the main text is kept, navigation and scripts are left out.",
    read=_read,
)
