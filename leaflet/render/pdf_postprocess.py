"""Post-processes a tagged PDF of WeasyPrint: it says which leaflet it is and claims PDF/UA-1."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from leaflet.model.leaflet_code import NAMESPACE
from leaflet.render.state_band import StateBands

#: Names and values that identify the leaflet of a file.
Identity = Sequence[tuple[str, str]]
Finisher = Callable[..., None]

_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSIONS = (
    '<rdf:Description rdf:about=""'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    "<pdfaExtension:schemas><rdf:Bag>{}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
_SCHEMA = (
    '<rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>{}</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>{}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>{}</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq>{}</rdf:Seq></pdfaSchema:property></rdf:li>"
)
_PROPERTY = (
    '<rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>{0}</pdfaProperty:name>"
    "<pdfaProperty:valueType>{1}</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>The {0}</pdfaProperty:description></rdf:li>"
)

#: The language of the text (ISO 16684-1, 8.3).
_LANGUAGE = (
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language></rdf:Description>"
)

#: Our own XMP properties, which identify the leaflet.
_IDENTITY = '<rdf:Description rdf:about="" xmlns:leaflet="{}" {}/>'


#: A stream whose last byte could be the line end before `endstream` (ISO 19005-3, 6.1.7.1).
_UNCLEAR = re.compile(rb"[\r\n]\nendstream")

#: Two files in a hundred need a second try; none has needed a fourth.
_MOST_TRIES = 8


def write_clearly(
    write: Callable[[Finisher], bytes],
    identity: Identity,
    bands: StateBands | None = None,
) -> bytes:
    """A PDF in which no stream ends in a byte that could be the line end before `endstream`.

    `write` writes the PDF with a finisher. The cross-reference and object streams are made after
    the finisher has run, so it cannot correct them; the file is written again with one more empty
    object until their last bytes are different.
    """
    for spare in range(_MOST_TRIES):
        made = write(partial(finish, identity=identity, bands=bands, spare=spare))
        if not _UNCLEAR.search(made):
            break
    return made


def finish(
    _: Any,
    pdf: Any,
    *,
    identity: Identity = (),
    bands: StateBands | None = None,
    spare: int = 0,
) -> None:
    """WeasyPrint's finisher: changes a `pydyf.PDF` in place before it is written. It tags the state
    band, adds the identity, and adds `spare` empty objects.
    """
    import pydyf

    if bands:
        bands.tag(pdf)
    describe(pdf, identity)
    for _number in range(spare):
        pdf.add_object(pydyf.Dictionary())
    _deflate_clearly(pdf)


def describe(pdf: Any, identity: Identity) -> bytes:
    """Says of a `pydyf.PDF` which leaflet it is and how its pages are numbered; returns its XMP
    metadata.
    """
    _label_pages(pdf)
    return _extend_metadata(pdf, identity)


def _label_pages(pdf: Any) -> None:
    """Gives the pages the numbers that are printed on them (ISO 32000-1, 12.4.2)."""
    import pydyf

    decimal = pydyf.Dictionary({"S": "/D"})
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, decimal])})


def _extend_metadata(pdf: Any, identity: Identity) -> bytes:
    """Adds the PDF/UA-1 claim, the language and the identity to the metadata; WeasyPrint writes the
    claim of one variant only (Kozea/WeasyPrint#2783), and no language.

    The claim follows ISO 14289-1, 5. Properties that are not in the XMP standards are described in
    an extension schema (ISO 19005-3, 6.6.2.3). All go into the existing rdf:RDF, and the stream
    stays uncompressed.
    """
    schemas = [_schema("PDF/UA identification schema", _UA, "pdfuaid", [("part", "Integer")])]
    descriptions = [f'<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}" pdfuaid:part="1"/>']
    descriptions.append(_LANGUAGE.format(escape(pdf.catalog["Lang"].string)))
    if identity:
        names = [(name, "Text") for name, _ in identity]
        schemas.append(_schema("Identity of a patient leaflet", NAMESPACE, "leaflet", names))
        given = " ".join(f"leaflet:{name}={quoteattr(value)}" for name, value in identity)
        descriptions.append(_IDENTITY.format(NAMESPACE, given))
    more = "".join([*descriptions, _EXTENSIONS.format("".join(schemas)), "</rdf:RDF>"])
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream = b"".join(metadata.stream)
    metadata.stream = [stream.replace(b"</rdf:RDF>", more.encode(), 1)]
    metadata.compress = False
    return bytes(metadata.stream[0])


def _schema(title: str, namespace: str, prefix: str, names: Sequence[tuple[str, str]]) -> str:
    """The description of an extension schema in XMP (ISO 19005-1, annex B)."""
    properties = "".join(_PROPERTY.format(name, type_) for name, type_ in names)
    return _SCHEMA.format(title, namespace, prefix, properties)


def _deflate_clearly(pdf: Any) -> None:
    """Compresses every stream once; `pydyf` would do it twice, for the file and its identifier.

    No compressed stream ends in a byte that could be the line end before `endstream`: readers that
    look for it would find a wrong length (ISO 19005-3, 6.1.7.1). This happens once in a hundred
    times. A stream of operators then gets another line end, which changes nothing; any other
    stream is left uncompressed.
    """
    for stream in _compressed(pdf):
        holds_operators = "Length1" not in stream.extra and stream.extra.get("Subtype") != "/Image"
        stream.compress = False
        deflated = _deflated(_content(stream))
        while deflated[-1:] in b"\r\n" and holds_operators:
            stream.stream.append(b"")
            deflated = _deflated(_content(stream))
        if deflated[-1:] not in b"\r\n":
            stream.stream = [deflated]
            stream.extra["Filter"] = "/FlateDecode"


def _compressed(pdf: Any) -> Iterator[Any]:
    return (thing for thing in pdf.objects if getattr(thing, "compress", False))


def _content(stream: Any) -> bytes:
    """The content of a stream as it will be written."""
    _, _, content = stream.data.partition(b"\nstream\n")
    return bytes(content.removesuffix(b"\nendstream"))


@lru_cache(maxsize=32)
def _deflated(content: bytes) -> bytes:
    """Cached because typefaces and the colour profile are the same in many files."""
    return zlib.compress(content, 9)
