"""Defects that show only between tree, parent tree, content stream and fonts."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from .content import (
    Step,
    begin,
    block,
    change,
    code_for,
    font_of,
    line,
    name_of,
    shown,
    state_only,
    step,
    steps,
    store,
)
from .model import Defect, NothingToDamageError, need, page_at
from .tree import above, after, drop, find, kids, new_element, numbers_in, page_parents


def _marks_exchanged(pdf: pikepdf.Pdf) -> None:
    grave = find(pdf, 6, "LBody", "Trouble breathing")
    light = find(pdf, 6, "LBody", "A mark or sore that does")
    own = steps(pdf, 6)
    for one, other in zip(numbers_in(grave), numbers_in(light), strict=True):
        first_place, second_place = block(own, one)[0], block(own, other)[0]
        own[first_place], own[second_place] = own[second_place], own[first_place]
    store(pdf, 6, own)


def _element_on_the_wrong_page(pdf: pikepdf.Pdf) -> None:
    find(pdf, 5, "P", "In the one trial of filler").Pg = page_at(pdf, 4).obj


def _footer_read_in_a_cell(pdf: pikepdf.Pdf) -> None:
    cell = after(find(pdf, 4, "TD", "Up to 7 days."), "TD")
    owners = page_parents(pdf, 4)
    foot = new_element(pdf, "P", cell, 4)
    own = steps(pdf, 4)
    texts = [place for place, mcid, _, words in shown(pdf, 4) if mcid is None and _is_foot(words)]
    for text in texts:
        mark = max(at for at in range(text) if name_of(own[at]) == "BDC")
        number = len(owners)
        own[mark] = begin("Span", MCID=number)
        owners.append(foot)
        foot.K.append(number)
    if len(texts) < 2:
        raise NothingToDamageError("no running foot")
    store(pdf, 4, own)
    cell.K.append(foot)


def _is_foot(words: str) -> bool:
    return words.startswith(("Mesotherapy for acne", " · ", "Page 4 of"))


def _panel_kept_as_a_form(pdf: pikepdf.Pdf) -> None:
    start, stop = line(pdf, 2, "Contact us"), line(pdf, 2, "12 Weirside Walk")
    own = steps(pdf, 2)
    inside: list[Step] = []
    call = step("Do", Name.panel)
    for mcid in range(start, stop + 1):
        first, last = block(own, mcid)
        words = own[first : last + 1]
        inside += words
        left = [call] if mcid == start else []
        own = [*own[:first], *left, *state_only(words), *own[last + 1 :]]
    resources = need(page_at(pdf, 2).obj, "/Resources")
    form = pdf.make_stream(pikepdf.unparse_content_stream(inside))
    form.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 2000, 2000]),
            Resources=Dictionary(Font=resources.Font, ExtGState=resources.ExtGState),
        )
    )
    resources.XObject[Name.panel] = form
    store(pdf, 2, own)


def _nine_means_six(pdf: pikepdf.Pdf) -> None:
    font = font_of(pdf, 1, line(pdf, 1, "999"))
    code = code_for(font, "9").hex().encode()
    text = font.ToUnicode.read_bytes()
    old, new = b"<" + code + b"> <0039>", b"<" + code + b"> <0036>"
    if text.count(old) != 1:
        raise NothingToDamageError("no meaning of the nine")
    font.ToUnicode.write(text.replace(old, new))


def _sides_exchanged_in_parent_tree(pdf: pikepdf.Pdf) -> None:
    one, other = page_at(pdf, 1).obj, page_at(pdf, 2).obj
    one_key = int(need(one, "/StructParents"))
    one.StructParents, other.StructParents = int(need(other, "/StructParents")), one_key


def _section_fallen_out(pdf: pikepdf.Pdf) -> None:
    drop(above(find(pdf, 2, "H2", "What are the risks?"), "Sect"))


def _four_drawn_as_seven(pdf: pikepdf.Pdf) -> None:
    font = font_of(pdf, 12, line(pdf, 12, "42 in 100."))
    below = need(font, "/DescendantFonts")[0]
    if below.get("/CIDToGIDMap") != Name.Identity:
        raise NothingToDamageError("the font has a map of its own")
    table = [number.to_bytes(2, "big") for number in range(0x1000)]
    four = int.from_bytes(code_for(font, "4"), "big")
    seven = int.from_bytes(code_for(font, "7"), "big")
    table[four], table[seven] = table[seven], table[four]
    below.CIDToGIDMap = pdf.make_stream(b"".join(table))


def _two_lines_share_a_number(pdf: pikepdf.Pdf) -> None:
    heading = line(pdf, 17, "Words we use")
    before = line(pdf, 17, "So take your time.")
    change(pdf, 17, heading, lambda own: [begin("Span", MCID=before), *own[1:]])


def _marks_by_an_unknown_name(pdf: pikepdf.Pdf) -> None:
    mcid = line(pdf, 19, "weak. It can cause harm")
    resources = page_at(pdf, 19).obj.Resources
    if "/Properties" in resources and "/MC7" in resources.Properties:
        raise NothingToDamageError("the name is known")
    named = step("BDC", Name.Span, Name.MC7)
    change(pdf, 19, mcid, lambda own: [named, *own[1:]])


def _parent_tree_names_another(pdf: pikepdf.Pdf) -> None:
    what_to_do = find(pdf, 8, "LBody", "What to do:")
    starts = find(pdf, 8, "LBody", "Starts:")
    owners = page_parents(pdf, 8)
    for mcid in numbers_in(what_to_do):
        owners[mcid] = starts
    if not kids(starts):
        raise NothingToDamageError("no other item")


DEFECTS = (
    Defect(
        "the marks of 'Trouble breathing' and of 'A mark or sore' are exchanged",
        "a4",
        _marks_exchanged,
    ),
    Defect(
        "a paragraph says that its words stand on the page before", "a4", _element_on_the_wrong_page
    ),
    Defect("the running foot is read as a part of a table cell", "a4", _footer_read_in_a_cell),
    Defect(
        "the contact panel is kept as a form whose words the tree cannot reach",
        "trifold",
        _panel_kept_as_a_form,
    ),
    Defect("the bold nine is extracted and read as a six", "trifold", _nine_means_six),
    Defect(
        "the two sides have exchanged their entries of the parent tree",
        "trifold",
        _sides_exchanged_in_parent_tree,
    ),
    Defect("the section on risks has fallen out of the tree", "trifold", _section_fallen_out),
    Defect("fours are drawn as sevens and sevens as fours", "a5-booklet", _four_drawn_as_seven),
    Defect(
        "a heading shares the mark number of the line above it and becomes empty",
        "a5-booklet",
        _two_lines_share_a_number,
    ),
    Defect(
        "a line is marked by a property name that no resource explains",
        "large-print",
        _marks_by_an_unknown_name,
    ),
    Defect(
        "the parent tree takes 'What to do' for 'Starts'", "large-print", _parent_tree_names_another
    ),
)
