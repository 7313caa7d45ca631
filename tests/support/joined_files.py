"""What is wrong with a joined file: what leads from one of its parts to the other, and back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from leaflet.render.joining.slot_content import ADDRESS, CODE
from leaflet.render.validation.file_reading import FileReading, read_file

_SUBSET = re.compile(r"/([A-Z]{6})\+")
#: What stands in prepared parts in the place of what is a pair's.
_PLACES = (ADDRESS, CODE, "@@")


def joining_faults(pdf: bytes) -> list[str]:
    """Marks and annotations that do not lead to their element and back, tags of fonts that two
    have, and what was left in the place of something else.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [*opened.check_pdf_syntax(), *_faults(opened, read_file(opened))]


def _faults(opened: Any, file: FileReading) -> Iterator[str]:
    held = {mark: node for node in file.nodes for mark in node.marks}
    for number, page in enumerate(opened.pages):
        entries = list(file.parents[page.obj.StructParents])
        if len(entries) != len(file.pages[number].marks):
            yield f"page {number + 1} has other marks than lead to elements"
        for mcid, element in enumerate(entries):
            node = held.get((number, mcid))
            if node is None or node.dictionary.objgen != element.objgen:
                yield f"mark {mcid} of page {number + 1} leads to another element"
        for annotation in page.obj.get("/Annots", ()):
            element = file.parents.get(int(annotation.StructParent))
            held_kids: Any = element.K if isinstance(element, pikepdf.Dictionary) else []
            kids = [kid.get("/Obj") for kid in held_kids if hasattr(kid, "get")]
            if annotation.objgen not in {kid.objgen for kid in kids if kid is not None}:
                yield f"a link of page {number + 1} leads to another element"
    yield from _font_faults(opened)
    yield from (f'"{text}" was left' for text in _left(opened, file))


def _font_faults(opened: Any) -> Iterator[str]:
    fonts = {font.objgen: str(font.BaseFont) for font in opened.pages[0].Resources.Font.values()}
    tags = [found[1] for name in fonts.values() if (found := _SUBSET.match(name))]
    if len(tags) != len(fonts) or len(set(tags)) != len(tags):
        yield f"the tags of fonts are {sorted(tags)}"


def _left(opened: Any, file: FileReading) -> Iterator[str]:
    said = [*file.words.values(), opened.Root.Metadata.read_bytes().decode()]
    said += [str(opened.docinfo.get("/Title", ""))]
    said += [str(node.dictionary.get("/Alt", "")) for node in file.nodes]
    for page in opened.pages:
        for annotation in page.obj.get("/Annots", ()):
            said += [str(annotation.get("/A", {}).get("/URI", "")), str(annotation.Contents)]
    yield from (place for place in _PLACES if any(place in text for text in said))
