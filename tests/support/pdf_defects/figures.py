"""Defects of figures and their words."""

from typing import Any

import pikepdf
from pikepdf import Array, String

from .editing import code, drop, rewrite, set_parent, set_role, store, swap
from .kinds import declared, defect
from .reading import Leaflet, child_elements, marked_number, operator, program


def bounds(figure: pikepdf.Object) -> pikepdf.Object:
    """The layout attributes of a figure, with its bounding box."""
    assert "/BBox" in figure["/A"]
    return figure["/A"]


def set_box(figure: pikepdf.Object, box: tuple[float, float, float, float]) -> None:
    """Write the bounding box of a figure."""
    bounds(figure)["/BBox"] = Array(list(box))


def drawing(operators: list[Any], mcid: int) -> tuple[int, int]:
    """The places of the operators that open and close the mark of a figure."""
    start = next(
        i
        for i, one in enumerate(operators)
        if operator(one) == "BDC" and marked_number(one.operands) == mcid
    )
    end = next(i for i in range(start, len(operators)) if operator(operators[i]) == "EMC")
    return start, end


@defect("a figure without words for it", "trifold", "figures")
def no_alt(pdf: pikepdf.Pdf) -> None:
    """The drawing of a raised scar has no Alt."""
    del Leaflet(pdf).figure("mound of extra scar tissue")["/Alt"]


@defect("a figure with empty words for it", "large-print", "figures")
def empty_alt(pdf: pikepdf.Pdf) -> None:
    """The Alt of the QR code is an empty string."""
    Leaflet(pdf).figure("QR code")["/Alt"] = String("")


@defect("a figure whose words are a blank", "a5-booklet", "figures")
def blank_alt(pdf: pikepdf.Pdf) -> None:
    """Alt is a no-break space."""
    Leaflet(pdf).figure("wave-like dips")["/Alt"] = String("\u00a0")


@defect("a figure whose words are a file name", "a4", "figures")
def file_name_alt(pdf: pikepdf.Pdf) -> None:
    """Alt tells nothing about the drawing."""
    Leaflet(pdf).figure("thin needle")["/Alt"] = String("skin-layers-02.svg")


@defect("the words of two figures exchanged", "a4", "figures")
def alts_exchanged(pdf: pikepdf.Pdf) -> None:
    """Two kinds of scar are described in each other's place."""
    leaflet = Leaflet(pdf)
    first, second = leaflet.figure("V-shaped pit"), leaflet.figure("steep sides")
    one, two = str(first["/Alt"]), str(second["/Alt"])
    first["/Alt"], second["/Alt"] = String(two), String(one)


@defect("a figure with the words of another one", "a5-booklet", "figures")
def alt_of_other_figure(pdf: pikepdf.Pdf) -> None:
    """Both charts are described as the good result."""
    leaflet = Leaflet(pdf)
    leaflet.figure("Without it: 0 of 100")["/Alt"] = leaflet.figure("With it: 48")["/Alt"]


@defect("a figure with another number in its words", "large-print", "figures")
def wrong_number_in_alt(pdf: pikepdf.Pdf) -> None:
    """The chart of 48 of 100 is described as 84 of 100."""
    figure = Leaflet(pdf).figure("With it: 48")
    figure["/Alt"] = String(str(figure["/Alt"]).replace("48", "84"))


@defect("a QR code whose words name another address", "trifold", "figures")
def wrong_address_in_alt(pdf: pikepdf.Pdf) -> None:
    """The code of the leaflet has another last digit."""
    figure = Leaflet(pdf).figure("QR code")
    figure["/Alt"] = String(str(figure["/Alt"]).replace("SHAQ872", "SHAQ873"))


@defect("a figure without a bounding box", "a5-booklet", "figures")
def no_box(pdf: pikepdf.Pdf) -> None:
    """The largest drawing has no BBox."""
    del bounds(Leaflet(pdf).figure("thin needle"))["/BBox"]


@defect("a figure with a bounding box off the page", "large-print", "figures")
def box_off_page(pdf: pikepdf.Pdf) -> None:
    """The BBox lies to the left of the page."""
    set_box(Leaflet(pdf).figure("With it: 48"), (-400, 415, -144, 499))


@defect("a figure with the bounding box of another one", "trifold", "figures")
def box_in_wrong_place(pdf: pikepdf.Pdf) -> None:
    """The BBox lies on another drawing of the same page."""
    leaflet = Leaflet(pdf)
    other = bounds(leaflet.figure("V-shaped pit"))["/BBox"]
    bounds(leaflet.figure("wave-like dips"))["/BBox"] = Array(list(other))


@defect("a figure with a bounding box of no size", "a4", "figures")
def box_of_no_size(pdf: pikepdf.Pdf) -> None:
    """The BBox of the QR code is a point."""
    left, bottom, *_ = [float(x) for x in bounds(Leaflet(pdf).figure("QR code"))["/BBox"]]
    set_box(Leaflet(pdf).figure("QR code"), (left, bottom, left, bottom))


@defect("a figure tagged as a paragraph", "large-print", "figures")
def figure_as_paragraph(pdf: pikepdf.Pdf) -> None:
    """The drawing is no figure for a reader; its Alt stays."""
    set_role(Leaflet(pdf).figure("steep sides"), "P")


@defect("a figure made an artifact", "a5-booklet", "figures")
def figure_as_artifact(pdf: pikepdf.Pdf) -> None:
    """A chart is painted but not in the tree."""
    leaflet = Leaflet(pdf)
    figure = leaflet.figure("Without it: 0 of 100")
    ((page, mcid),) = leaflet.marks(figure)
    operators = program(pdf.pages[page])
    start, _ = drawing(operators, mcid)
    operators[start : start + 1] = code(pdf, "/Artifact BMC")
    store(pdf, page, operators)
    set_parent(pdf, page, mcid, None)
    drop(figure)


@defect("two captions exchanged", "large-print", "figures")
def captions_exchanged(pdf: pikepdf.Pdf) -> None:
    """A rolling scar is named a raised one."""
    leaflet = Leaflet(pdf)
    swap(leaflet.find("Caption", "Rolling"), leaflet.find("Caption", "Raised"))


@defect("a caption lost", "trifold", "figures")
def caption_lost(pdf: pikepdf.Pdf) -> None:
    """The name of a kind of scar is not in the tree."""
    drop(Leaflet(pdf).find("Caption", "Boxcar"))


@defect("a caption tagged as a figure without words", "a5-booklet", "figures")
def caption_as_figure(pdf: pikepdf.Pdf) -> None:
    """The words of a caption are hidden in a figure."""
    caption = Leaflet(pdf).find("Caption", "Ice pick")
    set_role(child_elements(caption)[0], "Figure")


@defect("a QR code of which half is not painted", "large-print", "figures")
def half_qr_code(pdf: pikepdf.Pdf) -> None:
    """No phone can read the code."""
    leaflet = Leaflet(pdf)
    ((page, mcid),) = leaflet.marks(leaflet.figure("QR code"))

    def change(operators: list[Any]) -> None:
        start, end = drawing(operators, mcid)
        closed = [i for i in range(start, end) if operator(operators[i]) == "h"]
        assert len(closed) > 100
        del operators[closed[len(closed) // 2] + 1 : closed[-1] + 1]

    rewrite(pdf, page, change)


@defect("a chart that paints another number than its words", "a4", "figures")
def chart_of_other_number(pdf: pikepdf.Pdf) -> None:
    """Ten of the 48 filled people are not painted."""
    leaflet = Leaflet(pdf)
    ((page, mcid),) = leaflet.marks(leaflet.figure("With it: 48"))

    def change(operators: list[Any]) -> None:
        start, end = drawing(operators, mcid)
        fill = next(i for i in range(start, end) if operator(operators[i]) == "f")
        closed = [i for i in range(start, fill) if operator(operators[i]) == "h"]
        assert len(closed) == 96
        del operators[closed[75] + 1 : fill]

    rewrite(pdf, page, change)


@defect("a drawing turned upside down", "a5-booklet", "figures")
def drawing_upside_down(pdf: pikepdf.Pdf) -> None:
    """The raised scar looks like a sunken one."""
    leaflet = Leaflet(pdf)
    figure = leaflet.figure("mound of extra scar tissue")
    ((page, mcid),) = leaflet.marks(figure)
    _, bottom, _, top = [float(x) for x in bounds(figure)["/BBox"]]
    height = float(pdf.pages[page].mediabox[3])
    middle = (height - (bottom + top) / 2) / 0.75

    def change(operators: list[Any]) -> None:
        start, end = drawing(operators, mcid)
        operators[end:end] = code(pdf, "Q")
        operators[start + 1 : start + 1] = code(pdf, f"q 1 0 0 -1 0 {2 * middle:.3f} cm")

    rewrite(pdf, page, change)


DEFECTS = declared(globals())
