"""Defects of titles, identifiers, XMP and other data about the document."""

import re

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .kinds import declared, defect


def change_xmp(pdf: pikepdf.Pdf, pattern: str, new: str) -> None:
    """Replace one place of the XMP packet."""
    stream = pdf.Root["/Metadata"]
    text = stream.read_bytes().decode("utf-8")
    changed, count = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
    assert count == 1, f"XMP has no {pattern}"
    assert changed != text, f"XMP has no {pattern}"
    stream.write(changed.encode("utf-8"))


@defect("no title in the metadata", "a4", "metadata")
def no_title(pdf: pikepdf.Pdf) -> None:
    """dc:title is missing."""
    change_xmp(pdf, r"<dc:title>.*?</dc:title>", "")


@defect("a title that is not the one of the document information", "trifold", "metadata")
def other_title(pdf: pikepdf.Pdf) -> None:
    """dc:title names another treatment."""
    change_xmp(pdf, r"(<dc:title>.*?)Mesotherapy for acne scars", r"\1Laser for acne scars")


@defect("a file name for a title", "large-print", "metadata")
def file_name_title(pdf: pikepdf.Pdf) -> None:
    """Both titles are the name of a file."""
    name = "mesotherapy_v3_final.pdf"
    change_xmp(pdf, r"(<dc:title>.*?x-default\">).*?(</rdf:li>)", rf"\g<1>{name}\2")
    pdf.docinfo["/Title"] = String(name)


@defect("a window that shows the file name", "a5-booklet", "metadata")
def title_not_displayed(pdf: pikepdf.Pdf) -> None:
    """DisplayDocTitle is false."""
    assert pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"]
    pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"] = False


@defect("pages bound on the wrong side", "large-print", "metadata")
def right_to_left(pdf: pikepdf.Pdf) -> None:
    """The viewer is told that pages are read from right to left."""
    pdf.Root["/ViewerPreferences"]["/Direction"] = Name.R2L


@defect("a document that says it is not tagged", "large-print", "metadata")
def not_marked(pdf: pikepdf.Pdf) -> None:
    """Marked is false."""
    assert pdf.Root["/MarkInfo"]["/Marked"]
    pdf.Root["/MarkInfo"]["/Marked"] = False


@defect("a document that doubts its tags", "trifold", "metadata")
def suspects(pdf: pikepdf.Pdf) -> None:
    """Suspects is true."""
    pdf.Root["/MarkInfo"]["/Suspects"] = True


@defect("no claim of PDF/UA", "a5-booklet", "metadata")
def no_ua_claim(pdf: pikepdf.Pdf) -> None:
    """pdfuaid:part is missing."""
    change_xmp(pdf, r" pdfuaid:part=\"1\"", "")


@defect("the claim of another part of PDF/A", "a4", "metadata")
def other_part(pdf: pikepdf.Pdf) -> None:
    """pdfaid:part is 1."""
    change_xmp(pdf, r"pdfaid:part=\"3\"", 'pdfaid:part="1"')


@defect("the claim of a lower level of PDF/A", "large-print", "metadata")
def other_conformance(pdf: pikepdf.Pdf) -> None:
    """Conformance B says nothing about tags."""
    change_xmp(pdf, r"pdfaid:conformance=\"A\"", 'pdfaid:conformance="B"')


@defect("no description of the metadata of the leaflet", "trifold", "metadata")
def no_extension_schema(pdf: pikepdf.Pdf) -> None:
    """The extension schemas are missing."""
    change_xmp(pdf, r"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>", "")


@defect("a property that no extension schema describes", "a5-booklet", "metadata")
def undescribed_property(pdf: pikepdf.Pdf) -> None:
    """The schema of the leaflet does not name its field 'clinic'."""
    field = r"<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>clinic<.*?</rdf:li>"
    change_xmp(pdf, field, "")


@defect("no metadata", "a4", "metadata")
def no_metadata(pdf: pikepdf.Pdf) -> None:
    """The catalog has no XMP packet."""
    del pdf.Root["/Metadata"]


@defect("another language in the metadata", "a5-booklet", "metadata")
def other_metadata_language(pdf: pikepdf.Pdf) -> None:
    """dc:language is German."""
    change_xmp(pdf, r"(<dc:language>.*?<rdf:li>)en-GB", r"\1de-DE")


@defect("a draft that says it is approved", "a4", "metadata")
def state_lies(pdf: pikepdf.Pdf) -> None:
    """The state in the metadata is not the one on the pages."""
    change_xmp(pdf, r"leaflet:state=\"draft\"", 'leaflet:state="approved"')


@defect("a review date that is not the painted one", "trifold", "metadata")
def review_date_lies(pdf: pikepdf.Pdf) -> None:
    """The metadata say ten years later."""
    change_xmp(pdf, r"leaflet:reviewDue=\"2027", 'leaflet:reviewDue="2037')


@defect("the identity of another leaflet", "large-print", "metadata")
def identity_lies(pdf: pikepdf.Pdf) -> None:
    """The metadata name another leaflet and keep the code."""
    change_xmp(pdf, r"leaflet:leaflet=\"[^\"]*\"", 'leaflet:leaflet="laser-acne-scars"')


@defect("no output intent", "a4", "metadata")
def no_output_intent(pdf: pikepdf.Pdf) -> None:
    """Device colours have no meaning."""
    del pdf.Root["/OutputIntents"]


@defect("an output intent whose profile is broken", "a5-booklet", "metadata")
def broken_profile(pdf: pikepdf.Pdf) -> None:
    """The colour profile is cut short and says that it has four components."""
    profile = pdf.Root["/OutputIntents"][0]["/DestOutputProfile"]
    profile.write(profile.read_bytes()[:200])


@defect("wrong page labels", "a5-booklet", "metadata")
def wrong_page_labels(pdf: pikepdf.Pdf) -> None:
    """The painted page 2 is called vii."""
    label = Dictionary(S=Name.r, St=6)
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, label]))


@defect("no bookmarks", "large-print", "metadata")
def no_bookmarks(pdf: pikepdf.Pdf) -> None:
    """A document of 23 pages has no outline."""
    del pdf.Root["/Outlines"]


def bookmarks(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The bookmarks below the title."""
    found: list[pikepdf.Object] = []
    item = pdf.Root["/Outlines"]["/First"]["/First"]
    while True:
        found.append(item)
        if "/Next" not in item:
            return found
        item = item["/Next"]


@defect("a bookmark that opens another page", "a4", "metadata")
def bookmark_elsewhere(pdf: pikepdf.Pdf) -> None:
    """The bookmark of 'When to get help' opens the last page."""
    item = next(one for one in bookmarks(pdf) if str(one["/Title"]).startswith("When to get"))
    item["/Dest"] = Array([pdf.pages[-1].obj, Name.Fit])


@defect("two bookmarks with each other's title", "trifold", "metadata")
def bookmark_titles_exchanged(pdf: pikepdf.Pdf) -> None:
    """'What are the risks?' opens 'How do I get ready?'."""
    items = bookmarks(pdf)
    first = next(one for one in items if str(one["/Title"]).startswith("What are the"))
    second = next(one for one in items if str(one["/Title"]).startswith("How do I get"))
    one, two = str(first["/Title"]), str(second["/Title"])
    first["/Title"], second["/Title"] = String(two), String(one)


@defect("bookmarks that end too early", "a5-booklet", "metadata")
def bookmarks_cut(pdf: pikepdf.Pdf) -> None:
    """The outline leaves out the sections after the twelfth."""
    items = bookmarks(pdf)
    assert len(items) > 12
    del items[11]["/Next"]
    title = pdf.Root["/Outlines"]["/First"]
    title["/Last"], title["/Count"] = items[11], 12
    pdf.Root["/Outlines"]["/Count"] = 13


DEFECTS = declared(globals())
