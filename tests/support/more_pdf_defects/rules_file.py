"""Defects of pages, fonts and the catalog that a rule of PDF/UA-1 or PDF/A-3a forbids."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from .content import Step, change, code_for, end, font_of, line, name_of, step
from .model import Defect, NothingToDamageError, link_to, need, page_at

_HIDDEN_AND_PRINTED = 2 | 4
_PRINTED_AS_IT_IS = 4 | 8 | 16


def _emergency_link_hidden(pdf: pikepdf.Pdf) -> None:
    link_to(pdf, 4, "tel:999").F = _HIDDEN_AND_PRINTED


def _no_language_in_catalog(pdf: pikepdf.Pdf) -> None:
    need(pdf.Root, "/Lang")
    del pdf.Root.Lang


def _box_sign_means_nothing(pdf: pikepdf.Pdf) -> None:
    font = font_of(pdf, 7, line(pdf, 7, "Benefits: what might I gain?"))
    code = code_for(font, "☐").hex().encode()
    text = font.ToUnicode.read_bytes()
    old, new = b"<" + code + b"> <2610>", b"<" + code + b"> <0000>"
    if text.count(old) != 1:
        raise NothingToDamageError("no meaning of the box sign")
    font.ToUnicode.write(text.replace(old, new))


def _space_without_width(pdf: pikepdf.Pdf) -> None:
    font = font_of(pdf, 10, line(pdf, 10, "have any allergy"))
    code = int.from_bytes(code_for(font, " "), "big")
    widths = need(font.DescendantFonts[0], "/W")
    for place in range(len(widths) - 1):
        start, run = widths[place], widths[place + 1]
        if isinstance(run, Array) and int(start) <= code < int(start) + len(run):
            run[code - int(start)] = 0
            return
    raise NothingToDamageError("no width of the space")


def _artifact_inside_tagged_words(pdf: pikepdf.Pdf) -> None:
    def edit(own: list[Step]) -> list[Step]:
        new: list[Step] = []
        for one in own:
            if name_of(one) == "TJ":
                new += [step("BMC", Name.Artifact), one, end()]
            else:
                new.append(one)
        if len(new) == len(own):
            raise NothingToDamageError("no words in the line")
        return new

    change(pdf, 13, line(pdf, 13, "Ask how you can complain."), edit)


def _page_jumps_when_opened(pdf: pikepdf.Pdf) -> None:
    line(pdf, 2, "Caring for your skin")
    page = page_at(pdf, 2).obj
    jump = Dictionary(S=Name.GoTo, D=Array([page_at(pdf, 1).obj, Name.Fit]))
    page.AA = Dictionary(O=jump)


def _sticky_note_left(pdf: pikepdf.Pdf) -> None:
    page = page_at(pdf, 13).obj
    look = pdf.make_stream(b"1 0.9 0.3 rg 0 0 20 20 re f")
    look.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 20, 20])))
    line(pdf, 13, "33 in 100 keloids")
    note = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Name=Name.Comment,
            Contents=pikepdf.String("Is this number right? Ask the author again before release."),
            Rect=Array([555, 700, 575, 720]),
            F=_PRINTED_AS_IT_IS,
            AP=Dictionary(N=look),
        )
    )
    if "/Annots" in page:
        page.Annots.append(note)
    else:
        page.Annots = Array([note])
        page.Tabs = Name.S


DEFECTS = (
    Defect("the link on 999 in the risk table is hidden", "a4", _emergency_link_hidden),
    Defect(
        "the catalog has lost its language, only the tree has one",
        "large-print",
        _no_language_in_catalog,
    ),
    Defect(
        "the box sign of the checklists means the null character", "a4", _box_sign_means_nothing
    ),
    Defect(
        "the space has no width in the width list of the text font",
        "large-print",
        _space_without_width,
    ),
    Defect(
        "an artifact inside tagged words swallows 'Ask how you can complain'",
        "a5-booklet",
        _artifact_inside_tagged_words,
    ),
    Defect(
        "opening the second page sends the reader back to the first",
        "trifold",
        _page_jumps_when_opened,
    ),
    Defect(
        "a reviewer's sticky note is left on a page and not tagged",
        "large-print",
        _sticky_note_left,
    ),
)
