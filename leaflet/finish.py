"""What WeasyPrint leaves to do in a tagged PDF: margins as artifacts, the PDF/UA-1 claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: ISO 14289-1, 5: the claim; ISO 19005-3, 6.6.2.3: its extension schema, without which the claim
#: would break PDF/A. Both go into the one existing rdf:RDF, and the stream stays uncompressed.
_CLAIM = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
    ' pdfuaid:part="1"/>'
    '<rdf:Description rdf:about=""'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>The part of ISO 14289 that the file conforms to"
    "</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"
)


def finish(_: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: mends a `pydyf.PDF` in place just before it is written."""
    _make_margins_artifacts(pdf)
    _claim_universal_access(pdf)
    _end_streams_clearly(pdf)


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


def _claim_universal_access(pdf: Any) -> None:
    """WeasyPrint writes one variant's claim only (Kozea/WeasyPrint#2783), so add the other."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream = b"".join(metadata.stream)
    metadata.stream = [stream.replace(b"</rdf:RDF>", _CLAIM.encode(), 1)]
    metadata.compress = False


def _end_streams_clearly(pdf: Any) -> None:
    """No stream ends in a byte that could be the line end before `endstream`: readers that look
    for it would take the length for wrong (ISO 19005-3, 6.1.7.1).

    Compressed bytes end in it once in a hundred times. Operators take a blank more without
    change; anything else is then written as it is.
    """
    for stream in _compressed(pdf):
        holds_operators = "Length1" not in stream.extra and stream.extra.get("Subtype") != "/Image"
        while _last_byte(stream) in b"\r\n":
            if not holds_operators:
                stream.compress = False
                break
            stream.stream.append(b"")


def _compressed(pdf: Any) -> Iterator[Any]:
    return (thing for thing in pdf.objects if getattr(thing, "compress", False))


def _last_byte(stream: Any) -> bytes:
    """The last byte of a stream as it will be written."""
    written: bytes = stream.data.removesuffix(b"\nendstream")
    return written[-1:]
