"""Prepares a Word file for mammoth: only parts and elements that are known are handed on.

Text boxes are moved behind their paragraph, fields and formulas become text, hidden words go. What
mammoth does not tell of a paragraph (level, place in a list) is put into it as a bookmark.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from leaflet.importing.document import Remark, changed, dropped
from leaflet.importing.word.elements import (
    ITEM,
    LEVEL,
    SIZE,
    as_text,
    choose_alternatives,
    move_text_boxes,
    put_mark,
    remove,
    tell_changes,
    tell_hidden,
)
from leaflet.importing.word.package import (
    MAIN,
    MATH,
    R,
    W,
    WordPackage,
    relations,
    value,
    words_in,
)
from leaflet.importing.word.styles import Numbering, Styles

_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_COMMENTS = "word/comments.xml"
_NS = "http://schemas.openxmlformats.org/"
_TYPES = (
    f'<Types xmlns="{_NS}package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/></Types>'
)
_KEPT_PROPERTIES = frozenset(
    W + name for name in ("b", "i", "u", "strike", "vertAlign", "vanish", "rStyle", "del", "ins")
)
_UNWRAPPED = ("fldSimple", "smartTag", "dir", "bdo", "customXml")
#: What is left out, and what the report calls it.
_LEFT_OUT = {"altChunk": "a part of another file", "object": "an embedded object"}


def prepared(package: WordPackage, remarks: list[Remark]) -> tuple[io.BytesIO, str]:
    """A Word file of the known parts of another, and all its words."""
    styles, numbering = Styles(package), Numbering(package)
    made = io.BytesIO()
    text: list[str] = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as out:
        out.writestr("[Content_Types].xml", _TYPES)
        for name in (MAIN, *_NOTES, _COMMENTS):
            root = package.root(name)
            if root is None:
                continue
            kept = list(_kept(package, name, remarks))
            _without_unknown(root, frozenset(id_ for id_, *_ in kept))
            _prepare(root, styles, numbering, remarks)
            if name != _COMMENTS:
                text.append(words_in(root, W + "t"))
            out.writestr(name, _written(root))
            out.writestr(f"word/_rels/{name.rpartition('/')[2]}.rels", _relations(kept))
            for _, kind, target, _ in kept:
                if kind == "image" and f"word/{target}" not in out.namelist():
                    out.writestr(f"word/{target}", f"word/{target}")
        out.writestr("word/styles.xml", _style_names(styles))
    made.seek(0)
    return made, "\n".join(text)


def _prepare(root: Any, styles: Styles, numbering: Numbering, remarks: list[Remark]) -> None:
    sizes = {paragraph: styles.size_of(paragraph) for paragraph in root.iter(W + "p")}
    _slim(root)
    choose_alternatives(root)
    tell_changes(root, remarks)
    tell_hidden(root, remarks)
    for name in _UNWRAPPED:
        for element in list(root.iter(W + name)):
            _unwrap(element)
    for element in list(root.iter(f"{MATH}oMath")):
        as_text(element, remarks)
    for name, what in _LEFT_OUT.items():
        for element in list(root.iter(W + name)):
            remarks.append(dropped(what, words_in(element, W + "t")))
            remove(element)
    for element in list(root.iter(W + "bookmarkStart", W + "proofErr", W + "bookmarkEnd")):
        remove(element)
    move_text_boxes(root, remarks)
    for paragraph in root.iter(W + "p"):
        _mark(paragraph, styles, numbering, sizes.get(paragraph, 0))


def _without_unknown(root: Any, known: frozenset[str]) -> None:
    """Take away what refers to relations that are not handed on."""
    for element in root.iter():
        for name in [name for name in element.attrib if name.startswith(R)]:
            if element.get(name) not in known:
                del element.attrib[name]


def _slim(root: Any) -> None:
    """Take out the properties of runs that mean nothing to an import: fonts, sizes, languages."""
    for properties in root.iter(W + "rPr"):
        for one in list(properties):
            if one.tag not in _KEPT_PROPERTIES:
                properties.remove(one)


def _unwrap(element: Any) -> None:
    for child in list(element):
        element.addprevious(child)
    remove(element)


def _mark(paragraph: Any, styles: Styles, numbering: Numbering, size: int) -> None:
    properties = paragraph.find(W + "pPr")
    style = value(properties, "pStyle")
    level = value(properties, "outlineLvl")
    marks = []
    depth = int(level) + 1 if level.isdigit() and int(level) < 9 else styles.level(style)
    if depth:
        marks.append(f"{LEVEL}{depth}")
    list_id = value(properties, "numPr", "numId")
    place = (list_id, value(properties, "numPr", "ilvl") or styles.numbering(style)[1] or "0")
    if not list_id:
        place = styles.numbering(style)
    if place[0] not in ("", "0") and (found := numbering.place(*place)):
        marks.append(f"{ITEM}{found[0]}:{'' if found[1] is None else found[1]}")
    for mark in (*marks, f"{SIZE}{size}"):
        put_mark(paragraph, mark)


def _kept(
    package: WordPackage, name: str, remarks: list[Remark]
) -> Iterator[tuple[str, str, str, bool]]:
    """The relations of a part that are handed on: links, and pictures of the file itself."""
    root = package.root(f"word/_rels/{name.rpartition('/')[2]}.rels")
    for id_, kind, target, is_external in relations(root):
        if kind == "hyperlink":
            yield id_, kind, target, True
        elif kind == "image" and not is_external:
            inner = target.lstrip("/").removeprefix("word/")
            if f"word/{inner}" in package.names:
                yield id_, kind, inner, False
            else:
                remarks.append(changed(f"a picture is not in the file: {target[:200]}"))
        elif is_external:
            what = "a linked picture" if kind == "image" else f"a link of the kind {kind}"
            remarks.append(
                changed(f"{what} leads out of the file; it was not fetched: {target[:200]}")
            )


def _relations(kept: list[tuple[str, str, str, bool]]) -> bytes:
    from lxml import etree

    root = etree.Element(f"{{{_NS}package/2006/relationships}}Relationships")
    for id_, kind, target, is_external in kept:
        one = etree.SubElement(root, f"{{{_NS}package/2006/relationships}}Relationship", Id=id_)
        one.set("Type", f"{R[1:-1]}/{kind}")
        one.set("Target", target)
        if is_external:
            one.set("TargetMode", "External")
    return bytes(etree.tostring(root))


def _style_names(styles: Styles) -> bytes:
    from lxml import etree

    root = etree.Element(W + "styles")
    for style in styles.all():
        root.append(copy.deepcopy(style))
    return bytes(etree.tostring(root))


def _written(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, encoding="utf-8"))
