"""Defects that make a leaflet do something: scripts, programs, forms, moving pages."""

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .kinds import declared, defect
from .linking import link_at


@defect("a link that runs a script", "trifold", "links")
def script_link(pdf: pikepdf.Pdf) -> None:
    """The phone link runs JavaScript."""
    note = link_at(pdf, "tel:+44")[1]
    note["/A"] = Dictionary(S=Name.JavaScript, JS=String("app.alert('Call 0900 1234567')"))


@defect("a link that starts a program", "large-print", "links")
def launch_link(pdf: pikepdf.Pdf) -> None:
    """A web link launches a file."""
    note = link_at(pdf, "https://www.skinhealthinfo")[1]
    note["/A"] = Dictionary(S=Name.Launch, F=String("setup.exe"))


@defect("a link that opens another PDF", "a5-booklet", "links")
def remote_link(pdf: pikepdf.Pdf) -> None:
    """The entry of the contents list leaves the document."""
    note = link_at(pdf, "#what-happens")[1]
    del note["/Dest"]
    note["/A"] = Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit]))


@defect("a script that runs when the file is opened", "a5-booklet", "links")
def script_on_opening(pdf: pikepdf.Pdf) -> None:
    """OpenAction is JavaScript."""
    pdf.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=String("this.print()"))


@defect("a file that opens in its middle", "a4", "links")
def opens_in_the_middle(pdf: pikepdf.Pdf) -> None:
    """The reader does not see the title and the key points."""
    pdf.Root["/OpenAction"] = Array([pdf.pages[4].obj, Name.XYZ, 0, 300, 4])


@defect("a script of the document", "large-print", "links")
def document_script(pdf: pikepdf.Pdf) -> None:
    """The name tree holds JavaScript."""
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.beep(0)")))
    tree = Dictionary(Names=Array([String("start"), action]))
    pdf.Root["/Names"]["/JavaScript"] = tree


@defect("an action when a page is shown", "a4", "links")
def page_action(pdf: pikepdf.Pdf) -> None:
    """Page 6 opens a web page by itself."""
    action = Dictionary(S=Name.URI, URI=String("https://offers.example/"))
    pdf.pages[5].obj["/AA"] = Dictionary(O=action)


@defect("pages that turn by themselves", "large-print", "geometry")
def turning_pages(pdf: pikepdf.Pdf) -> None:
    """A page is shown for four seconds."""
    assert len(pdf.pages) > 14
    for page in list(pdf.pages)[10:14]:
        page.obj["/Dur"] = 4
        page.obj["/Trans"] = Dictionary(Type=Name.Trans, S=Name.Wipe)


@defect("an untagged form field", "a4", "content")
def form_field(pdf: pikepdf.Pdf) -> None:
    """A text field without a name for it lies on the last page."""
    look = pdf.make_stream(b"0.9 g 0 0 200 20 re f")
    look["/Type"], look["/Subtype"] = Name.XObject, Name.Form
    look["/BBox"] = Array([0, 0, 200, 20])
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("field"),
            F=4,
            Rect=Array([45, 60, 245, 80]),
            AP=Dictionary(N=look),
            P=pdf.pages[-1].obj,
        )
    )
    page = pdf.pages[-1].obj
    page["/Annots"] = Array([*page["/Annots"], field])
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]))


@defect("an XFA form", "large-print", "content")
def xfa(pdf: pikepdf.Pdf) -> None:
    """The catalog holds a form that replaces the pages."""
    form = pdf.make_stream(b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>')
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([]), XFA=form)
    pdf.Root["/NeedsRendering"] = True


@defect("an embedded file", "trifold", "content")
def embedded_file(pdf: pikepdf.Pdf) -> None:
    """A file lies in the leaflet without a relation to it."""
    data = pdf.make_stream(b"Price list")
    data["/Type"] = Name.EmbeddedFile
    file = Dictionary(Type=Name.Filespec, F=String("prices.txt"), EF=Dictionary(F=data))
    names = Array([String("prices.txt"), pdf.make_indirect(file)])
    pdf.Root["/Names"]["/EmbeddedFiles"] = Dictionary(Names=names)


@defect("a note over the text", "a5-booklet", "content")
def sticky_note(pdf: pikepdf.Pdf) -> None:
    """An untagged comment contradicts the leaflet."""
    look = pdf.make_stream(b"1 1 0 rg 0 0 20 20 re f")
    look["/Type"], look["/Subtype"] = Name.XObject, Name.Form
    look["/BBox"] = Array([0, 0, 20, 20])
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=Array([60, 300, 80, 320]),
        F=28,
        Contents=String("This treatment is safe for everyone."),
        AP=Dictionary(N=look),
    )
    page = pdf.pages[9].obj
    page["/Annots"] = Array([*page.get("/Annots", []), pdf.make_indirect(note)])


@defect("a text box that covers words", "trifold", "content")
def text_box(pdf: pikepdf.Pdf) -> None:
    """A FreeText annotation hides the paragraph on risks."""
    look = pdf.make_stream(b"1 1 1 rg 0 0 235 85 re f")
    look["/Type"], look["/Subtype"] = Name.XObject, Name.Form
    look["/BBox"] = Array([0, 0, 235, 85])
    box = Dictionary(
        Type=Name.Annot,
        Subtype=Name.FreeText,
        Rect=Array([308, 485, 543, 570]),
        F=4,
        Contents=String("No risks are known."),
        DA=String("/Helv 10 Tf 0 g"),
        AP=Dictionary(N=look),
    )
    page = pdf.pages[1].obj
    page["/Annots"] = Array([*page["/Annots"], pdf.make_indirect(box)])


@defect("a film on a page", "large-print", "content")
def film(pdf: pikepdf.Pdf) -> None:
    """PDF/A does not allow Movie annotations."""
    movie = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Movie,
        Rect=Array([60, 60, 260, 160]),
        F=4,
        Contents=String("A film"),
        Movie=Dictionary(F=String("film.avi")),
    )
    page = pdf.pages[12].obj
    page["/Annots"] = Array([*page.get("/Annots", []), pdf.make_indirect(movie)])


DEFECTS = declared(globals())
