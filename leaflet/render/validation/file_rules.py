"""Rules for the file: its catalog, metadata, pages, fonts and pictures (ISO 14289-1, 5, 7.1, 7.21;
ISO 19005-3, 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from leaflet.model.leaflet_code import NAMESPACE
from leaflet.page.read_aloud import Fault
from leaflet.render.validation.file_reading import FileReading
from leaflet.render.validation.fonts import font_faults

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = {
    "the claim of PDF/UA": ("{http://www.aiim.org/pdfua/ns/id/}part", "1"),
    "the claim of PDF/A": ("{http://www.aiim.org/pdfa/ns/id/}part", "3"),
    "the level of PDF/A": ("{http://www.aiim.org/pdfa/ns/id/}conformance", "A"),
}
_CATALOG = frozenset(
    "/Type /Pages /Lang /MarkInfo /Metadata /Names /Outlines /OutputIntents /PageLabels"
    " /StructTreeRoot /ViewerPreferences /Extensions /PageMode /Version".split()
)
_PAGE = frozenset(
    "/Type /Parent /MediaBox /CropBox /BleedBox /TrimBox /Contents /Resources /Tabs /StructParents"
    " /Annots /Rotate".split()
)
#: What a reading file never has: it acts by itself, is filled in, switched off or carries others.
_FORBIDDEN = {
    "/AA": "actions", "/AcroForm": "form fields", "/Collection": "a collection of files",
    "/OCProperties": "layers", "/OpenAction": "an action when it is opened",
    "/Requirements": "requirements",
}  # fmt: skip
_NAMES = {"/EmbeddedFiles": "files in it", "/JavaScript": "scripts"}


def catalog_faults(file: FileReading) -> Iterator[Fault]:
    """What is wrong with the file as a whole."""
    root = file.pdf.Root
    marked = root.get("/MarkInfo", {})
    if marked.get("/Marked") is not True or marked.get("/Suspects", False):
        yield Fault("7.1 structure", "the file does not say that it is tagged")
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield Fault("7.1 title", "a viewer shows the name of the file in place of its title")
    has = [what for key, what in _FORBIDDEN.items() if key in root]
    has += [what for key, what in _NAMES.items() if key in root.get("/Names", {})]
    has += ["a password"] if file.pdf.is_encrypted else []
    has += (
        ["entries that are not used here"]
        if set(root.keys()) - _CATALOG - _FORBIDDEN.keys()
        else []
    )
    has += ["settings for viewers"] if len(root.get("/ViewerPreferences", {}).keys()) > 1 else []
    yield from (Fault("6.1 file", f"the file has {what}") for what in has)
    labels = root.get("/PageLabels", {}).get("/Nums", ())
    if len(labels) != 2 or labels[0] != 0 or dict(labels[1].items()) != {"/S": "/D"}:
        yield Fault("7.1 pages", "the numbers of pages are not those that are printed (PageLabels)")
    if not any(map(_has_profile, root.get("/OutputIntents", ()))):
        yield Fault("6.2 colour", "the file has no output intent with a colour profile")


def _has_profile(intent: Any) -> bool:
    """Whether an output intent has an RGB profile (ISO 15076-1, 7.2)."""
    profile = intent.get("/DestOutputProfile")
    data = profile.read_bytes() if profile is not None else b""
    size = int.from_bytes(data[:4], "big")
    return data[36:40] == b"acsp" and data[16:20] == b"RGB " and size == len(data)


def metadata_faults(
    pdf: Any, title: str, language: str, identity: Iterable[tuple[str, str]]
) -> Iterator[Fault]:
    """Metadata of an open `pikepdf.Pdf` that does not claim what it must, or names another title,
    language or leaflet.
    """
    stream = pdf.Root.get("/Metadata")
    found = _xmp(stream.read_bytes()) if stream is not None else None
    if found is None:
        yield Fault("5 metadata", "the file has no metadata that can be read")
        return
    if "/Filter" in stream:
        yield Fault("5 metadata", "the metadata is compressed")
    for what, (name, wanted) in _XMP.items():
        if found.get(name) != [wanted]:
            yield Fault("5 metadata", f"the metadata does not have {what}")
    yield from (Fault("5 metadata", message) for message in _identity_faults(found, identity))
    if found.get(f"{_DC}title") != [title] or str(pdf.docinfo.get("/Title", "")) != title:
        yield Fault("7.1 title", "the title is not that of the page")
    named = found.get(f"{_DC}language")
    if named != [language] or str(pdf.Root.get("/Lang", "")) != language or not language:
        yield Fault("7.2 language", "the language is not that of the page")


def _identity_faults(
    found: Mapping[str, list[str]], identity: Iterable[tuple[str, str]]
) -> Iterator[str]:
    own = {name: values for name, values in found.items() if name.startswith(f"{{{NAMESPACE}}}")}
    if own != {f"{{{NAMESPACE}}}{name}": [value] for name, value in identity}:
        yield "the metadata names another leaflet or state"
    if set(found.get(f"{_PROPERTY}name", ())) != {"part", *(name for name, _ in identity)}:
        yield "the metadata does not describe its own properties"


def _xmp(data: bytes) -> dict[str, list[str]] | None:
    """The properties of XMP metadata by their qualified names: their values."""
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    found: dict[str, list[str]] = {}
    for description in tree.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            found.setdefault(str(name), []).append(str(value))
        for property_ in description:
            items = list(property_.iter(f"{_RDF}li")) or [property_]
            found.setdefault(str(property_.tag), []).extend((item.text or "") for item in items)
    described = tree.iter(f"{_PROPERTY}name")
    found[f"{_PROPERTY}name"] = [name.text or "" for name in described]
    return found


def page_faults(file: FileReading, sizes: tuple[tuple[float, float], ...]) -> Iterator[Fault]:
    """Pages that are turned, cut, of another size or number, or that act."""
    if len(file.pdf.pages) != len(sizes):
        yield Fault("7.1 pages", f"{len(file.pdf.pages)} pages in place of {len(sizes)}")
    fonts: dict[Any, Any] = {}
    for number, (page, size) in enumerate(zip(file.pdf.pages, sizes, strict=False), 1):
        fonts |= {str(font.objgen): font for font in page.obj.Resources.get("/Font", {}).values()}
        yield from (Fault(rule, message, number) for rule, message in _one_page(page.obj, size))
        yield from _picture_faults(page.obj.Resources, number)
    for font in fonts.values():
        yield from (Fault("7.21 fonts", message) for message in font_faults(font))


def _one_page(page: Any, size: tuple[float, float]) -> Iterator[tuple[str, str]]:
    if page.get("/Tabs") != "/S":
        yield "7.18 annotations", "links are not visited in the order of the text"
    if page.get("/Rotate", 0):
        yield "7.1 pages", "the page is turned"
    boxes = (page[key] for key in ("/MediaBox", "/CropBox", "/TrimBox") if key in page)
    if not all(_is_around([float(corner) for corner in box], *size) for box in boxes):
        yield "7.1 pages", "the page is not as large as it was laid out"
    if set(page.keys()) - _PAGE:
        yield "6.1 file", "the page has actions, a group, a unit or a time of its own"


def _is_around(box: list[float], width: float, height: float) -> bool:
    """Whether a box is a page of a size, or that with a bleed around it."""
    left, bottom, right, top = box
    bleed = max(-left, 0), max(-bottom, 0)
    return (
        abs(right - bleed[0] - width) < 1
        and abs(top - bleed[1] - height) < 1
        and left <= 0.5
        and bottom <= 0.5
    )


def _picture_faults(resources: Any, number: int) -> Iterator[Fault]:
    for picture in resources.get("/XObject", {}).values():
        if picture.get("/Interpolate", False):
            yield Fault("6.2 colour", "a picture is smoothed (Interpolate)", number)
        if picture.get("/Subtype") == "/PS" or {"/OC", "/Ref", "/F", "/OPI"} & set(picture.keys()):
            yield Fault("6.1 file", "a picture is a program, a layer or another file", number)
        if picture.get("/ColorSpace") == "/DeviceCMYK":
            yield Fault("6.2 colour", "a picture has the colours of printing inks", number)


def outline_faults(file: FileReading, wanted: tuple[tuple[str, int], ...]) -> Iterator[Fault]:
    """An outline whose entries are not the headings, or lead to other pages."""
    found = tuple(_outline(file.pdf.Root.get("/Outlines"), file.page_numbers))
    if found != wanted:
        other = next((one for one in found if one not in wanted), None)
        what = f'"{other[0]}" leads elsewhere' if other else "entries are missing"
        yield Fault("7.17 outline", f"the outline is not that of the headings: {what}")


def _outline(outline: Any, pages: dict[Any, int]) -> Iterator[tuple[str, int]]:
    waiting = [outline.get("/First")] if outline is not None else []
    count = 0
    while waiting and count < 10_000:
        item = waiting.pop()
        if item is None:
            continue
        count += 1
        waiting += [item.get("/Next"), item.get("/First")]
        target = item.get("/Dest")
        page = pages.get(target[0].objgen, -1) if target is not None and len(target) else -1
        yield str(item.get("/Title", "")), page
