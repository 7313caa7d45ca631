"""Word files: mammoth reads what is left of them when all unknown parts are taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from leaflet.importing import words as of_words
from leaflet.importing.document import (
    Document,
    Remark,
    dropped,
)
from leaflet.importing.leaflet_words import words_of
from leaflet.importing.reading import Reader, RefusedError
from leaflet.importing.word.blocks import WordBlocks
from leaflet.importing.word.extras import extras, properties
from leaflet.importing.word.package import WordPackage
from leaflet.importing.word.preparation import prepared
from leaflet.importing.word.styles import Styles


def _read(data: bytes, beside: Callable[[str], bytes | None]) -> Document:  # noqa: ARG001
    package = WordPackage(data)
    remarks: list[Remark] = []
    remarks += extras(package)
    read = WordBlocks(package, Styles(package), remarks)
    source, text = prepared(package, remarks)
    known = len(remarks)
    whole = _mammoth(source)
    blocks = tuple(read.text(whole.children))
    notes = read.notes(whole)
    remarks += read.stress.remarks()
    remarks += _comments(whole)
    document = Document(blocks, notes, **properties(package))
    lost = Counter(words_of(text)) - Counter(words_of(of_words.all_words(document)))
    for remark in remarks[known:]:
        lost -= Counter(words_of(remark.words))
    if lost:
        remarks.append(
            dropped("words that Word holds in a way that is not known", " ".join(lost.elements()))
        )
    return Document(blocks, notes, **properties(package), remarks=tuple(remarks))


def _mammoth(source: Any) -> Any:
    """The document as mammoth reads it. Raises `RefusedError` where it cannot."""
    import mammoth

    taken: list[Any] = []

    def take(document: Any) -> Any:
        taken.append(document)
        return document.copy(children=[])

    try:
        mammoth.convert_to_html(source, transform_document=take, external_file_access=False)
    except Exception as problem:
        hint = "open it in Word, and save it again"
        raise RefusedError("the Word file cannot be read", hint) from problem
    return taken[0]


def _comments(whole: Any) -> Iterator[Remark]:
    for comment in whole.comments:
        words = "\n".join(_text(one) for one in comment.body)
        author = f" by {comment.author_name}" if comment.author_name else ""
        yield dropped(f"a comment{author}", " ".join(words.split()))


def _text(element: Any) -> str:
    if hasattr(element, "value"):
        return str(element.value)
    return "".join(_text(child) for child in getattr(element, "children", ()))


READER = Reader(
    id="docx",
    endings=(".docx",),
    summary="Word files: styles, lists, tables, pictures and notes are kept.",
    read=_read,
)
