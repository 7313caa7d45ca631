"""Defects that pass the rules and mislead: false, doubled, hidden or unreadable words on a page."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from .content import (
    Step,
    begin,
    block,
    change,
    code_for,
    end,
    font_of,
    glyphs,
    line,
    name_of,
    place_of,
    show,
    step,
    steps,
    store,
    swap_text,
    unicode_map,
)
from .model import Defect, NothingToDamageError, need, page_at
from .tree import find, kids, numbers_in, page_parents

Edit = Callable[[list[Step]], list[Step]]


def _text_place(own: list[Step]) -> int:
    for place, one in enumerate(own):
        if name_of(one) == "TJ":
            return place
    raise NothingToDamageError("no words in the line")


def _lines_in_closed_layer(pdf: pikepdf.Pdf) -> None:
    paragraph = find(pdf, 7, "P", "This leaflet is not a consent form.")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes for staff")))
    resources = need(page_at(pdf, 7).obj, "/Resources")
    resources.Properties = Dictionary(staff=layer)
    plan = Dictionary(Name=String("Default"), OFF=Array([layer]), Order=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=plan)
    for mcid in numbers_in(paragraph):
        change(
            pdf,
            7,
            mcid,
            lambda own: [own[0], step("BDC", Name.OC, Name.staff), *own[1:-1], end(), own[-1]],
        )


def _another_number_spoken(pdf: pikepdf.Pdf) -> None:
    link = find(pdf, 1, "Link", "999")
    mcid = numbers_in(link)[0]
    mark = begin("Span", MCID=mcid, ActualText=String("111"))
    change(pdf, 1, mcid, lambda own: [mark, *own[1:]])


def _phone_digits_turned(pdf: pikepdf.Pdf) -> None:
    number = find(pdf, 2, "Link", "01632 960 140")
    swap_text(pdf, 2, numbers_in(number)[0], "140", "104")


def _white_box_over_complaints(pdf: pikepdf.Pdf) -> None:
    numbers = numbers_in(find(pdf, 2, "P", "Riverside Skin Clinic (fictional)."))
    own = steps(pdf, 2)
    left, top = place_of(own[slice(*block(own, numbers[0]))])
    _, bottom = place_of(own[slice(*block(own, numbers[-1]))])
    box = [
        step("BMC", Name.Artifact),
        step("q"),
        step("rg", 1, 1, 1),
        step("re", left - 4, top - 14, 330, bottom - top + 20),
        step("f"),
        step("Q"),
        end(),
    ]
    _, last = block(own, numbers[-1])
    store(pdf, 2, [*own[: last + 1], *box, *own[last + 1 :]])


def _stale_page_number(pdf: pikepdf.Pdf) -> None:
    swap_text(pdf, 2, line(pdf, 2, ": 15"), "15", "13")


def _spaces_at_line_ends_lost(pdf: pikepdf.Pdf) -> None:
    paragraph = find(pdf, 18, "P", "You can report side effects")
    lost = [_without_last_space(pdf, 18, mcid) for mcid in numbers_in(paragraph)[:-1]]
    if not any(lost):
        raise NothingToDamageError("no spaces at line ends")


def _without_last_space(pdf: pikepdf.Pdf, page: int, mcid: int) -> bool:
    space = code_for(font_of(pdf, page, mcid), " ")
    lost = False

    def edit(own: list[Step]) -> list[Step]:
        nonlocal lost
        place = _text_place(own)
        flat = glyphs(own[place])
        ends = [at for at, part in enumerate(flat) if isinstance(part, bytes)]
        if flat[ends[-1]] == space:
            del flat[ends[-1] :]
            lost = True
        return [*own[:place], show(flat), *own[place + 1 :]]

    change(pdf, page, mcid, edit)
    return lost


def _not_is_an_artifact(pdf: pikepdf.Pdf) -> None:
    mcid = line(pdf, 15, "Do not ignore lumps, even weeks later")
    meanings = unicode_map(font_of(pdf, 15, mcid))
    owners = page_parents(pdf, 15)
    new_mcid = len(owners)

    def edit(own: list[Step]) -> list[Step]:
        place = _text_place(own)
        flat = glyphs(own[place])
        spots = [at for at, part in enumerate(flat) if isinstance(part, bytes)]
        text = "".join(meanings[int.from_bytes(flat[at], "big")] for at in spots)
        start = text.index("not ")
        cut, back = spots[start], spots[start + 4]
        within = [at for at, one in enumerate(own) if name_of(one) in ("BT", "ET")]
        lead = own[1 : within[0]]
        inside = [
            *own[within[0] : place],
            own[0],
            show(flat[:cut]),
            end(),
            step("BMC", Name.Artifact),
            show(flat[cut:back]),
            end(),
            begin("Span", MCID=new_mcid),
            show(flat[back:]),
            end(),
        ]
        return [*lead, *inside, *own[place + 1 : -1]]

    change(pdf, 15, mcid, edit)
    body = owners[mcid]
    body.K.insert(kids(body).index(mcid) + 1, new_mcid)
    owners.append(body)


def _tiny_warning(pdf: pikepdf.Pdf) -> None:
    body = find(pdf, 10, "LBody", "bleed easily or take blood thinners")

    def edit(own: list[Step]) -> list[Step]:
        return [step("Tf", one.operands[0], 0.5) if name_of(one) == "Tf" else one for one in own]

    for mcid in numbers_in(body):
        change(pdf, 10, mcid, edit)


def _struck_twice(pdf: pikepdf.Pdf) -> None:
    mcid = line(pdf, 16, "Go to an emergency department now")

    def edit(own: list[Step]) -> list[Step]:
        x, y = place_of(own)
        again = [
            step("Tm", 1, 0, 0, -1, x + 0.6, y) if name_of(one) == "Tm" else one
            for one in own[1:-1]
        ]
        return [*own[:-1], *again, own[-1]]

    change(pdf, 16, mcid, edit)


DEFECTS = (
    Defect(
        "'This leaflet is not a consent form' lies in a layer that is switched off",
        "a4",
        _lines_in_closed_layer,
    ),
    Defect("the printed 999 is read aloud as 111", "trifold", _another_number_spoken),
    Defect(
        "two digits of the clinic's phone number have changed places",
        "trifold",
        _phone_digits_turned,
    ),
    Defect("a white box covers how to complain", "trifold", _white_box_over_complaints),
    Defect(
        "'When to get help' is announced for a page that it is not on",
        "a5-booklet",
        _stale_page_number,
    ),
    Defect(
        "the spaces at the line ends of a paragraph are lost",
        "a5-booklet",
        _spaces_at_line_ends_lost,
    ),
    Defect(
        "the 'not' of 'Do not ignore lumps' is printed but is an artifact",
        "large-print",
        _not_is_an_artifact,
    ),
    Defect(
        "the warning on blood thinners is printed half a point high", "large-print", _tiny_warning
    ),
    Defect(
        "an emergency heading is printed twice to look bold and is read twice",
        "large-print",
        _struck_twice,
    ),
)
