"""Holds a PDF against the rules and against what its pages were laid out to say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from leaflet.page.read_aloud import Fault
from leaflet.render.validation.file_reading import FileReading, read_file
from leaflet.render.validation.file_rules import (
    catalog_faults,
    metadata_faults,
    outline_faults,
    page_faults,
)
from leaflet.render.validation.laid_out import LaidOut
from leaflet.render.validation.link_rules import link_faults
from leaflet.render.validation.page_content import Contrast
from leaflet.render.validation.place_rules import place_faults
from leaflet.render.validation.saying_rules import saying_faults
from leaflet.render.validation.tree_rules import parent_tree_faults, tree_faults

#: The smallest type in points that is read as text.
_SMALLEST = 6.0


@dataclass(frozen=True, slots=True)
class Validation:
    """The rules that a PDF breaks, each fault once, and the grounds and colours of its texts: grey
    or RGB from 0 to 1, with the number of the colour behind it where it is one of the palette.
    """

    faults: tuple[Fault, ...]
    contrasts: frozenset[Contrast] = frozenset()


def validate(pdf: bytes, said: LaidOut) -> Validation:
    """Holds a PDF against the rules and against what its pages were laid out to say."""
    import pikepdf

    try:
        opened = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError as problem:
        return Validation((Fault("6.1 file", f"the file cannot be opened: {problem}"),))
    with opened:
        file = read_file(opened)
        contrasts = frozenset(pair for page in file.pages for pair in page.contrasts)
        return Validation(tuple(dict.fromkeys(_faults(file, said))), contrasts)


def _faults(file: FileReading, said: LaidOut) -> Iterator[Fault]:
    yield from catalog_faults(file)
    yield from metadata_faults(file.pdf, said.title, said.language, said.identity)
    yield from page_faults(file, said.sizes)
    yield from tree_faults(file)
    yield from parent_tree_faults(file)
    yield from _content_faults(file)
    yield from place_faults(file, said)
    yield from link_faults(file, said)
    yield from outline_faults(file, said.bookmarks)
    if file.root is not None:
        yield from saying_faults(file, file.root, said)


def _content_faults(file: FileReading) -> Iterator[Fault]:
    """What of a page is not marked, or marked and not seen."""
    for number, page in enumerate(file.pages, 1):
        for message in page.faults:
            yield Fault("7.1 content", message, number)
        for text in page.texts:
            words = text.words.strip()
            if words and text.hidden:
                yield Fault("7.1 content", f'"{words}" {text.hidden}', number)
            if words and text.mark >= 0 and text.size < _SMALLEST:
                yield Fault("7.1 content", f'"{words}" is {text.size:.1f} pt high', number)
        for mcid in page.marks.keys() - page.painted:
            yield Fault(
                "7.1 content", f"content is marked where nothing is painted ({mcid})", number
            )
