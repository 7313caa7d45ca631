"""Readers of PDF that are not ours: what poppler and PDFium say, in the order of a file's tree.

Poppler's programs may be missing, then tests that need them are skipped.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

#: How PDFium gives a hyphen after which a line ends.
_PDFIUM_HYPHEN = "\x02"


def run_poppler(program: str, *arguments: str, pdf: bytes) -> str:
    """What a program of poppler writes of a file, whose path is put where an argument is "FILE"."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"there is no {program}; on Debian and Ubuntu: apt-get install poppler-utils")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(pdf)
        call = [path, *(file.name if one == "FILE" else one for one in arguments)]
        done = subprocess.run(call, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def spoken_by_poppler(pdf: bytes) -> str:
    """The words of a file in the order of its tree, as poppler reads them."""
    shown = run_poppler("pdfinfo", "-struct-text", "FILE", pdf=pdf)
    return _joined(words_of_poppler(shown))


def words_of_poppler(shown: str) -> str:
    """The words in an output of `pdfinfo -struct-text`, with their own blanks and no others: lines
    in quotes, between those that name elements and their attributes.
    """
    return "".join(line[1:-1] for line in map(str.strip, shown.split("\n")) if line[:1] == '"')


def spoken_by_pdfium(pdf: bytes) -> str:
    """The words of a file in the order of its tree, page by page, as PDFium reads them."""
    with pypdfium2.PdfDocument(pdf) as document:
        words = "".join(_page_words(page) for page in document)
    return _joined(words.replace(_PDFIUM_HYPHEN, "-"))


#: The readers by name.
READERS: Mapping[str, Callable[[bytes], str]] = {
    "poppler": spoken_by_poppler,
    "pdfium": spoken_by_pdfium,
}


def _joined(words: str) -> str:
    return " ".join(words.split())


def languages(pdf: bytes) -> list[str]:
    """The languages of the elements that name one, as PDFium reads them."""
    with pypdfium2.PdfDocument(pdf) as document:
        tops = (top for page in document for top in _tops(page))
        elements = (element for top in tops for element in _elements(top))
        named = [_text(raw.FPDF_StructElement_GetLang, element) for element in elements]
    return [language for language in named if language]


def _page_words(page: Any) -> str:
    texts = _marked_texts(page)
    return "".join(texts[mcid] for top in _tops(page) for mcid in _marked_content(top))


def _tops(page: Any) -> Iterator[Any]:
    """The elements at the top of the tree of a page."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        for number in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield raw.FPDF_StructTree_GetChildAtIndex(tree, number)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _elements(element: Any) -> Iterator[Any]:
    """An element and all below it, in order."""
    yield element
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        if below := raw.FPDF_StructElement_GetChildAtIndex(element, number):
            yield from _elements(below)


def _marked_content(element: Any) -> Iterator[int]:
    """The marked content of an element and of all below it, in order."""
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, number)
        below = raw.FPDF_StructElement_GetChildAtIndex(element, number)
        if mcid >= 0:
            yield mcid
        elif below:
            yield from _marked_content(below)


def _marked_texts(page: Any) -> Mapping[int, str]:
    """The texts of a page by their marked content."""
    words, texts = page.get_textpage(), defaultdict[int, str](str)
    for piece in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,)):
        texts[raw.FPDFPageObj_GetMarkedContentID(piece)] += _text_of(piece, words)
    return texts


def _text_of(piece: Any, words: Any) -> str:
    return _text(raw.FPDFTextObj_GetText, piece, words)


def _text(call: Any, *subject: Any) -> str:
    """The text that a function of PDFium writes of its subject."""
    length = call(*subject, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    call(*subject, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
