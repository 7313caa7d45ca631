"""What WeasyPrint leaves to do in a tagged PDF: margins as artifacts, the PDF/UA-1 claim."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any
from xml.sax.saxutils import quoteattr

from leaflet.model.leaflet_code import NAMESPACE
from leaflet.render.placeholder_colours import Tokens, paint

#: Names and values that say which leaflet a file is.
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

#: Our own properties of a file: which leaflet it is.
_IDENTITY = '<rdf:Description rdf:about="" xmlns:leaflet="{}" {}/>'


#: A stream that ends so could be read as ended by the line end: ISO 19005-3, 6.1.7.1.
_UNCLEAR = re.compile(rb"[\r\n]\nendstream")

#: Two files in a hundred need a second try, none has needed a fourth.
_MOST_TRIES = 8


def write_clearly(
    write: Callable[[Finisher], bytes], identity: Identity, tokens: Tokens = ()
) -> bytes:
    """A PDF in which no stream ends in what could be the line end before `endstream`.

    `write` writes it with a finisher. The list of objects and the stream that holds them are made
    while a file is written, when no finisher can mend them; so the file is written again with an
    empty object more, until their last bytes are others.
    """
    for spare in range(_MOST_TRIES):
        made = write(partial(finish, identity=identity, tokens=tokens, spare=spare))
        if not _UNCLEAR.search(made):
            break
    return made


def finish(
    _: Any, pdf: Any, *, identity: Identity = (), tokens: Tokens = (), spare: int = 0
) -> None:
    """WeasyPrint's finisher: mends a `pydyf.PDF` in place just before it is written, notes in it
    which leaflet it is, replaces placeholders by the colours of the `tokens`, and adds so many
    `spare` objects.
    """
    import pydyf

    _make_margins_artifacts(pdf)
    paint(pdf, tokens)
    _extend_metadata(pdf, identity)
    for _number in range(spare):
        pdf.add_object(pydyf.Dictionary())
    _deflate_clearly(pdf)


def _make_margins_artifacts(pdf: Any) -> None:
    """Words in page margins are marked as content, but their elements hang from nothing
    (Kozea/WeasyPrint#1836): make them artifacts (ISO 14289-1, 7.1) and forget the elements.
    """

    def resolve(reference: Any) -> Any:
        return pdf.objects[int(reference.split()[0])]

    def is_linked(element: Any) -> bool:
        while element["S"] != "/Document":
            parent = resolve(element["P"])
            if element.reference not in parent["K"]:
                return False
            element = parent
        return True

    tagged = resolve(resolve(pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for index, number in enumerate(pdf.pages["Kids"][::3]):
        elements = tagged[2 * index + 1]
        loose = {mcid for mcid, e in enumerate(elements) if not is_linked(resolve(e))}
        stream = resolve(pdf.objects[number]["Contents"]).stream
        for at, item in enumerate(stream):
            if isinstance(item, dict) and item.get("MCID") in loose:
                stream[at - 1 : at + 1] = ["/Artifact", type(item)({"Type": "/Pagination"})]
        del elements[len(elements) - len(loose) :]  # margins are painted last


def _extend_metadata(pdf: Any, identity: Identity) -> None:
    """WeasyPrint writes one variant's claim only (Kozea/WeasyPrint#2783), so add the other, and
    the identity.

    ISO 14289-1, 5: the claim; ISO 19005-3, 6.6.2.3: properties that no standard of XMP knows are
    described in an extension schema. All go into the one existing rdf:RDF, and the stream stays
    uncompressed.
    """
    schemas = [_schema("PDF/UA identification schema", _UA, "pdfuaid", [("part", "Integer")])]
    descriptions = [f'<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}" pdfuaid:part="1"/>']
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


def _schema(title: str, namespace: str, prefix: str, names: Sequence[tuple[str, str]]) -> str:
    """How XMP describes a schema of its own (ISO 19005-1, annex B)."""
    properties = "".join(_PROPERTY.format(name, type_) for name, type_ in names)
    return _SCHEMA.format(title, namespace, prefix, properties)


def _deflate_clearly(pdf: Any) -> None:
    """Every stream is compressed once, here: its writer would do so for the file and again for the
    file's identifier.

    None ends in a byte that could be the line end before `endstream`: readers that look for it
    would take the length for wrong (ISO 19005-3, 6.1.7.1). Compressed bytes end in it once in a
    hundred times. Operators take a blank more without change; anything else is then written as it
    is.
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
    """What stands in a stream, as it will be written."""
    _, _, content = stream.data.partition(b"\nstream\n")
    return bytes(content.removesuffix(b"\nendstream"))


@lru_cache(maxsize=32)
def _deflated(content: bytes) -> bytes:
    """Typefaces and the colour profile are the same in file after file."""
    return zlib.compress(content, 9)
