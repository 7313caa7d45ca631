"""Opens a Word file within limits: few parts, of bounded size, without entities; nothing is run."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from leaflet.importing.reading import RefusedError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "word/document.xml"
_MOST_PARTS = 3_000
#: The most bytes of one part of text and of all that are read: a leaflet of 60,000 words has less.
_MOST_PART, _MOST_TEXT = 6_000_000, 12_000_000
#: The most elements in all parts: each takes about 1 kB while mammoth reads it.
_MOST_ELEMENTS = 120_000
_MOST_PICTURE = 20_000_000
_STRICT = b"http://purl.oclc.org/ooxml/"
#: Namespaces of the strict form of Word files, and of the usual form (ISO/IEC 29500-1 and -4).
_USUAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main":
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    b"http://purl.oclc.org/ooxml/drawingml/main":
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/picture":
        b"http://schemas.openxmlformats.org/drawingml/2006/picture",
}  # fmt: skip
_DAMAGED = RefusedError("the Word file is damaged", "open it in Word, and save it again")


class WordPackage:
    """The parts of a Word file; how much is unpacked of it is bounded.

    Raises `RefusedError` for what is no Word file, is damaged, locked, or too large when unpacked.
    """

    def __init__(self, data: bytes) -> None:
        self._left = _MOST_TEXT
        self._elements = _MOST_ELEMENTS
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
            raise _DAMAGED from problem
        infos = self._zip.infolist()
        if len(infos) > _MOST_PARTS:
            raise RefusedError(
                f"the Word file has more than {_MOST_PARTS:,} parts", "save its text anew"
            )
        self.names = frozenset(info.filename for info in infos)
        if MAIN not in self.names:
            hint = "open it in Word, and save it as .docx"
            raise RefusedError("the file is no Word file, whatever its name says", hint)
        if any(info.flag_bits & 1 for info in infos):
            raise RefusedError(
                "the Word file is locked by a password", "save it without a password"
            )

    def like(self, start: str, ending: str = ".xml") -> list[str]:
        """The names of parts with a beginning, in the order of their numbers."""
        found = [n for n in self.names if n.startswith(start) and n.endswith(ending)]
        return sorted(found, key=lambda name: (len(name), name))

    def root(self, name: str) -> _Element | None:
        """The root of a part as XML without entities; None where there is no such part."""
        if name not in self.names:
            return None
        data = self._read(name, min(_MOST_PART, self._left))
        self._left -= len(data)
        root = _parsed(data)
        self._elements -= sum(1 for _ in root.iter())
        if self._elements < 0:
            raise RefusedError("the Word file is too large", "split it into several leaflets")
        return root

    def picture(self, name: str) -> bytes:
        """The bytes of a picture; empty where there is none, or where it is too large."""
        if name not in self.names:
            return b""
        try:
            return self._read(name, _MOST_PICTURE)
        except RefusedError:
            return b""

    def _read(self, name: str, most: int) -> bytes:
        try:
            with self._zip.open(name) as stream:
                data = stream.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as problem:
            raise _DAMAGED from problem
        if len(data) > most:
            message = "the Word file grows too large when it is unpacked"
            raise RefusedError(message, "save its text anew; split a book into leaflets")
        return data


def _parsed(data: bytes) -> _Element:
    from lxml import etree

    if _STRICT in data:
        for strict, usual in _USUAL.items():
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise _DAMAGED from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError("the Word file declares entities", "open it in Word, and save it again")
    return root


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


#: Elements between words, and what they print as.
_SPACES = {W + "br": " ", W + "cr": " ", W + "tab": " ", W + "noBreakHyphen": "\u2011"}


def value(element: Any, *path: str) -> str:
    """The attribute `w:val` of an element below; empty where there is none."""
    for name in path:
        element = element.find(W + name) if element is not None else None
    return element.get(W + "val", "") if element is not None else ""


def has(element: Any, *path: str) -> bool:
    """Whether a property is switched on in an element below."""
    for name in path:
        element = element.find(W + name) if element is not None else None
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "none", "off")


def words_in(root: Any, tag: str) -> str:
    """The text of all elements of a name, those of a paragraph of Word together."""
    if tag != W + "t":
        return " ".join(filter(None, ((one.text or "").strip() for one in root.iter(tag))))
    found = ("".join(_shown(one) for one in p.iter(tag, *_SPACES)) for p in root.iter(W + "p"))
    return " ".join(filter(None, (text.strip() for text in found)))


def _shown(element: Any) -> str:
    return (element.text or "") if element.tag == W + "t" else _SPACES[element.tag]


def relations(root: Any) -> Iterator[tuple[str, str, str, bool]]:
    """The relations of a part: id, type, target, and whether it leads out of the file."""
    for one in root if root is not None else ():
        kind = (one.get("Type") or "").rpartition("/")[2]
        yield (
            one.get("Id") or "",
            kind,
            one.get("Target") or "",
            one.get("TargetMode") == "External",
        )
