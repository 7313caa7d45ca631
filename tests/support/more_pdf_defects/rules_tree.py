"""Defects of the structure tree that a rule of PDF/UA-1 forbids."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from .content import change, line, on_page
from .model import Defect, NothingToDamageError, need
from .tree import (
    above,
    drop,
    elements,
    find,
    free_key,
    give,
    kids,
    new_element,
    numbers_in,
    page_parents,
    root,
    spot,
)


def _merge_recovery_cell(pdf: pikepdf.Pdf) -> None:
    cell = find(pdf, 5, "TD", "Hours to months.")
    left = kids(cell.P)[spot(cell) - 1]
    numbers = numbers_in(cell)
    drop(cell)
    give(pdf, 5, numbers, left)


def _no_alt_on_zero_of_hundred(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf):
        if Name.Figure == element.S and "Without it" in str(element.get("/Alt", "")):
            del element.Alt
            return
    raise NothingToDamageError("no picture of the group without treatment")


def _title_is_a_paragraph(pdf: pikepdf.Pdf) -> None:
    find(pdf, 1, "H1", "Mesotherapy").S = Name.P


def _headings_mapped_to_paragraphs(pdf: pikepdf.Pdf) -> None:
    find(pdf, 2, "H2", "What are the risks?")
    root(pdf).RoleMap = Dictionary(H2=Name.P)


def _note_without_id(pdf: pikepdf.Pdf) -> None:
    mcid = line(pdf, 13, " [13]")
    paragraph = page_parents(pdf, 13)[mcid]
    note = new_element(pdf, "Note", paragraph, 13)
    paragraph.K[kids(paragraph).index(mcid)] = note
    give(pdf, 13, [mcid], note)


def _real_words_unmarked(pdf: pikepdf.Pdf) -> None:
    mcid = line(pdf, 4, "How often is not known for any of these.")
    paragraph = page_parents(pdf, 4)[mcid]
    if numbers_in(paragraph) != [mcid]:
        raise NothingToDamageError("the line is not a paragraph of its own")
    change(pdf, 4, mcid, lambda own: own[1:-1])
    drop(paragraph)
    page_parents(pdf, 4)[mcid] = None


def _mail_link_is_a_span(pdf: pikepdf.Pdf) -> None:
    find(pdf, 2, "Link", "hello@").S = Name.Span


def _paragraph_in_a_list(pdf: pikepdf.Pdf) -> None:
    body = find(pdf, 10, "LBody", "have diabetes")
    item = above(body, "LI")
    paragraph = new_element(pdf, "P", item.P, 10)
    numbers = [number for part in kids(item) for number in numbers_in(part)]
    item.P.K[spot(item)] = paragraph
    give(pdf, 10, numbers, paragraph)


def _scope_with_the_wrong_owner(pdf: pikepdf.Pdf) -> None:
    head = find(pdf, 10, "TH", "Severe allergy")
    need(head, "/A", "/Scope")
    head.A.O = Name.Layout


def _head_without_span(pdf: pikepdf.Pdf) -> None:
    head = find(pdf, 12, "TH", "Chemical peel")
    need(head, "/A", "/ColSpan")
    del head.A.ColSpan


def _form_field_without_name(pdf: pikepdf.Pdf) -> None:
    label = find(pdf, 7, "P", "Batch number")
    page = pdf.pages[6]
    font = _first_font(page)
    x, y = on_page(pdf, 7, numbers_in(label)[0])
    look = pdf.make_stream(b"/Tx BMC EMC")
    look.update(
        Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 120, 16])),
    )
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=pikepdf.String("f4"),
            F=4,
            Rect=Array([x, y - 21, x + 130, y - 4]),
            DA=pikepdf.String("/F1 10 Tf 0 g"),
            AP=Dictionary(N=look),
            P=page.obj,
        )
    )
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]),
        DA=pikepdf.String("/F1 10 Tf 0 g"),
        DR=Dictionary(Font=Dictionary(F1=font)),
    )
    page.obj.Annots.append(field)
    holder = new_element(pdf, "Form", label.P, 7)
    holder.K.append(Dictionary(Type=Name.OBJR, Obj=field, Pg=page.obj))
    label.P.K.insert(spot(label) + 1, holder)
    field.StructParent = free_key(pdf, holder)


def _first_font(page: pikepdf.Page) -> pikepdf.Object:
    for font in need(page.obj, "/Resources", "/Font").values():
        return font
    raise NothingToDamageError("no font")


DEFECTS = (
    Defect(
        "the cell 'Recovery' of the laser row is poured into the cell beside it",
        "a4",
        _merge_recovery_cell,
    ),
    Defect(
        "one of the two people pictures has no alternative text",
        "a5-booklet",
        _no_alt_on_zero_of_hundred,
    ),
    Defect("the title of the leaflet is tagged as a paragraph", "trifold", _title_is_a_paragraph),
    Defect(
        "the role map turns every second-level heading into a paragraph",
        "trifold",
        _headings_mapped_to_paragraphs,
    ),
    Defect(
        "a source number is tagged as a note that has no identifier", "a5-booklet", _note_without_id
    ),
    Defect(
        "'How often is not known' is printed but neither tagged nor an artifact",
        "a4",
        _real_words_unmarked,
    ),
    Defect(
        "the e-mail link of the last panel is tagged as a span", "trifold", _mail_link_is_a_span
    ),
    Defect(
        "a warning in a checklist is a bare paragraph between the list items",
        "large-print",
        _paragraph_in_a_list,
    ),
    Defect(
        "the scope of a row head is written for the layout, not for the table",
        "a5-booklet",
        _scope_with_the_wrong_owner,
    ),
    Defect(
        "a row head that fills four columns says nothing of its span",
        "a5-booklet",
        _head_without_span,
    ),
    Defect(
        "a fill-in field for the batch number has no name to be read",
        "a4",
        _form_field_without_name,
    ),
)
