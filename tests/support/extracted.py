"""What programs of others take out of a PDF: its text in the order of painting, and its links."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pypdfium2
from pypdfium2 import raw

from tests.support.other_readers import run_poppler


def text_by_poppler(pdf: bytes) -> str:
    """The text of all pages, each line by itself."""
    return run_poppler("pdftotext", "-raw", "FILE", "-", pdf=pdf)


def text_by_pdfium(pdf: bytes) -> str:
    """The text of all pages, each line by itself."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(pages).replace("\r\n", "\n")


#: The readers by name.
TEXT_READERS: Mapping[str, Callable[[bytes], str]] = {
    "poppler": text_by_poppler,
    "pdfium": text_by_pdfium,
}


def link_targets(pdf: bytes) -> list[str]:
    """The addresses that links lead to, as PDFium reads them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [target for page in document for target in _targets(document, page)]


def _targets(document: Any, page: Any) -> Iterator[str]:
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        action = raw.FPDFLink_GetAction(link)
        if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            length = raw.FPDFAction_GetURIPath(document, action, None, 0)
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(document, action, buffer, length)
            yield buffer.value.decode("ascii")


# --- details of a clinic ------------------------------------------------------------------------

#: What a mail address, a web address or a phone number may go on with.
_GOES_ON = r"[^\W_]|[-@_]|[./+](?=\w)"
_BLANK, _AT_A_LINE_END = r"(?:[ \u00a0]\n?|\n)", r"\n?"


def places(detail: str, text: str) -> list[tuple[int, int]]:
    """Where a detail stands letter by letter, with nothing joined to it.

    A blank may be one that does not break, or the end of a line. Within a word a line may end, but
    without a blank.
    """
    words = (_AT_A_LINE_END.join(map(re.escape, word)) for word in detail.split(" "))
    pattern = rf"(?<![\w@.+/-]){_BLANK.join(words)}(?!{_GOES_ON})"
    return [found.span() for found in re.finditer(pattern, text)]


#: What looks like a detail of a clinic: a mail address, an address of `.example`, a phone number in
#: digits.
_LOOKS_LIKE_ONE = re.compile(r"@|\.\n?example|(?<!\d)0\d{2,4}[ \u00a0\n]\d{3}")


def strangers(text: str, known: Mapping[str, list[tuple[int, int]]]) -> list[str]:
    """What looks like a detail and stands in none that is known, with the letters around it."""
    spans = [span for found in known.values() for span in found]
    return [
        text[max(found.start() - 30, 0) : found.end() + 30]
        for found in _LOOKS_LIKE_ONE.finditer(text)
        if not any(start <= found.start() and found.end() <= end for start, end in spans)
    ]
