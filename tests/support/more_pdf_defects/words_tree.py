"""Defects that pass the rules and mislead: lies, exchanges and losses in the structure tree."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .content import begin, change, line, lines, state_only
from .model import Defect, NothingToDamageError, link_to, need, only, page_at
from .tree import (
    above,
    after,
    drop,
    elements,
    find,
    inside,
    is_element,
    kids,
    numbers_in,
    page_parents,
    root,
    same,
    spot,
)


def _row_heads_one_row_down(pdf: pikepdf.Pdf) -> None:
    body = above(find(pdf, 4, "TH", "Severe allergy"), "TBody")
    rows = kids(body)
    heads = [kids(row)[0] for row in rows]
    if len(heads) < 2 or any(head.S != Name.TH for head in heads):
        raise NothingToDamageError("no rows with heads")
    for row, head in zip(rows, [heads[-1], *heads[:-1]], strict=True):
        row.K[0] = head
        head.P = row


def _people_pictures_exchanged(pdf: pikepdf.Pdf) -> None:
    with_it = _figure(pdf, "How many got better. With it")
    without = _figure(pdf, "How many got better. Without it")
    with_it.Alt, without.Alt = String(str(without.Alt)), String(str(with_it.Alt))


def _figure(pdf: pikepdf.Pdf, start: str) -> pikepdf.Object:
    pictures = (one for one in elements(pdf) if Name.Figure == one.S)
    return only((one for one in pictures if str(one.get("/Alt", "")).startswith(start)), start)


def _list_replaced_by_its_name(pdf: pikepdf.Pdf) -> None:
    after(find(pdf, 6, "H3", "Call 999 now"), "L").Alt = String("List")


def _address_cut_at_line_end(pdf: pikepdf.Pdf) -> None:
    note = link_to(pdf, 7, "https://www.nhs.uk/conditions/cosmetic")
    note.A.URI = String("https://www.nhs.uk/conditions/")


def _do_over_do_not(pdf: pikepdf.Pdf) -> None:
    do, do_not = find(pdf, 2, "H3", "Do "), find(pdf, 2, "H3", "Do not")
    section, one, other = do.P, spot(do), spot(do_not)
    if same(do, do_not):
        raise NothingToDamageError("one heading, not two")
    section.K[one], section.K[other] = do_not, do


def _draft_warning_not_in_tree(pdf: pikepdf.Pdf) -> None:
    mcid = line(pdf, 1, "Draft: not approved.")
    drop(page_parents(pdf, 1)[mcid])
    page_parents(pdf, 1)[mcid] = None
    mark = begin("Artifact", Type=Name.Pagination)
    change(pdf, 1, mcid, lambda own: [mark, *own[1:]])


def _old_number_read_aloud(pdf: pikepdf.Pdf) -> None:
    paragraph = find(pdf, 2, "P", "Untreated, flat marks")
    own = lines(pdf, 2)
    words = "".join(own[number] for number in numbers_in(paragraph))
    if "77 in 100" not in words:
        raise NothingToDamageError("no number of the trial")
    paragraph.ActualText = String(words.replace("77 in 100", "17 in 100"))


def _emergency_sign_under_gp(pdf: pikepdf.Pdf) -> None:
    item = above(find(pdf, 15, "LBody", "Severe pain"), "LI")
    calmer = after(find(pdf, 15, "H3", "See your GP"), "L")
    drop(item)
    calmer.K.append(item)
    item.P = calmer


def _cells_name_the_next_column(pdf: pikepdf.Pdf) -> None:
    heads = kids(find(pdf, 11, "TH", "May help").P)
    table = above(heads[0], "Table")
    names = [String(f"column-{place}") for place in range(len(heads))]
    for head, name in zip(heads, names, strict=True):
        head.ID = name
    pairs = [part for pair in zip(names, heads, strict=True) for part in pair]
    limits = Array([names[0], names[-1]])
    leaf = pdf.make_indirect(Dictionary(Names=Array(pairs), Limits=limits))
    root(pdf).IDTree = Dictionary(Kids=Array([leaf]))
    changed = 0
    for row in (one for one in inside(table) if one.S == Name.TR):
        cells = [kid for kid in kids(row) if is_element(kid) and kid.S == Name.TD]
        for place, cell in enumerate(cells):
            wrong = names[(place + 1) % len(names)]
            cell.A = Dictionary(O=Name.Table, Headers=Array([wrong]))
            changed += 1
    if not changed:
        raise NothingToDamageError("no cells")


def _short_form_swallows_advice(pdf: pikepdf.Pdf) -> None:
    cell = find(pdf, 9, "TD", "See a GP and say")
    cell.E = String("general practitioner")


def _template_variable_as_alt(pdf: pikepdf.Pdf) -> None:
    picture = _figure(pdf, "Slice through skin. A thin needle")
    picture.Alt = String("{{ figure.alt | default('TODO') }}")


def _emergency_advice_in_french(pdf: pikepdf.Pdf) -> None:
    above(find(pdf, 15, "H2", "When to get help"), "Sect").Lang = String("fr")


def _last_line_lost(pdf: pikepdf.Pdf) -> None:
    mcid = line(pdf, 21, "us for large print, audio or another language.")
    paragraph = page_parents(pdf, 21)[mcid]
    need(page_at(pdf, 21).obj, "/Contents")
    del paragraph.K[kids(paragraph).index(mcid)]
    page_parents(pdf, 21)[mcid] = None
    change(pdf, 21, mcid, state_only)


DEFECTS = (
    Defect(
        "in the risk table every row head has moved one row down", "a4", _row_heads_one_row_down
    ),
    Defect(
        "the alternative texts of the two people pictures are exchanged",
        "a4",
        _people_pictures_exchanged,
    ),
    Defect(
        "the list of signs for 999 has an alternative text that says only 'List'",
        "a4",
        _list_replaced_by_its_name,
    ),
    Defect("a web address is cut where its printed line ends", "a4", _address_cut_at_line_end),
    Defect(
        "the headings 'Do' and 'Do not' have changed places in the reading order",
        "trifold",
        _do_over_do_not,
    ),
    Defect(
        "the warning 'Draft: not approved' is printed but no longer read",
        "trifold",
        _draft_warning_not_in_tree,
    ),
    Defect(
        "a paragraph is read from an older text with another number",
        "trifold",
        _old_number_read_aloud,
    ),
    Defect("'Severe pain' is read under 'See your GP'", "a5-booklet", _emergency_sign_under_gp),
    Defect(
        "each cell of the table of choices names the next column as its head",
        "a5-booklet",
        _cells_name_the_next_column,
    ),
    Defect(
        "the long form of 'GP' stands on a whole cell and swallows its advice",
        "a5-booklet",
        _short_form_swallows_advice,
    ),
    Defect(
        "the description of the needle picture is an unfilled template variable",
        "large-print",
        _template_variable_as_alt,
    ),
    Defect(
        "the section 'When to get help' is marked as French",
        "large-print",
        _emergency_advice_in_french,
    ),
    Defect(
        "the last line of a paragraph, on other formats, is lost in print and tree",
        "large-print",
        _last_line_lost,
    ),
)
