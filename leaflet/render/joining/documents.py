"""The documents that are laid out to be joined: the pages of a leaflet with places for slots, and
the slots of a clinic, each on a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from html import unescape

from leaflet.model.leaflet_code import ALPHABET
from leaflet.page.composition import Composition, Fit, fit_css
from leaflet.page.slot import Slot
from leaflet.render.joining.rooms import AROUND, Room, begin_of, kept, place_of
from leaflet.render.joining.slot_content import ADDRESS, CODE

#: The height of a page for one slot, in CSS pixels, which none is taller than, and the width of one
#: for a line.
SLOT_PAGE_PX, _LINE_PAGE_PX = 100_000, 2000
_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_CODE_DRAWING = re.compile(r'<svg [^>]*class="qr-code">.*?</svg>', re.DOTALL)
_CODED_LINK = re.compile(r'<a href="[^"]*"([^>]*>)([^<]*)<span class="code"([^>]*)>[^<]*</span>')
_UNSAFE = re.compile(r"[\\\"<\n\r\f]")
_SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" class="qr-code" data-pair="modules">'
    f'<title>{ADDRESS}</title><path fill="#000000" d="M0 0h1v1h-1z"/></svg>'
)
#: A line break in a foot.
_BREAK = "<br>"
#: Slots are painted by the clinic's layout, with their ground and edges.
_HIDDEN = "\n[data-slot]:not(.running-foot){visibility:hidden}"


def shared_document(composition: Composition, fit: Fit) -> str:
    """The pages of a leaflet with places for slots."""
    slots = {slot.name: replace(slot, html=left_of(slot)) for slot in composition.slots}
    css = _HIDDEN + "".join(_entry(slot) for slot in composition.slots)
    shared = replace(composition.with_slots(slots), css=composition.css + css)
    return shared.document(fit)


def left_of(slot: Slot) -> str:
    """What the leaflet's pages have of a slot: a place, and in the foot the leaflet's title."""
    if slot.name != "running-foot":
        return kept(slot)
    title, _ = _halves(slot.html)
    begin, place = place_of(begin_of(slot.name)), place_of(slot.name)
    return f"{title}{begin}{place}" if title.endswith(_BREAK) else f"{begin}{title} {place}"


def _halves(foot: str) -> tuple[str, str]:
    """The words of a foot that are the leaflet's, and those that are the clinic's."""
    title, end, rest = foot.partition("</span>")
    broken = _BREAK if rest.startswith(_BREAK) else ""
    return title + end + broken, rest.removeprefix(broken).lstrip()


def _entry(slot: Slot) -> str:
    """The rule for the entry of a slot in the outline."""
    heading = heading_of(slot)
    if not heading:
        return ""
    return f'\n[data-slot="{slot.name}"]{{bookmark-level:2;bookmark-label:"{heading}"}}'


def heading_of(slot: Slot) -> str:
    """The heading of a slot, as it is written in a stylesheet; empty without one."""
    found = _HEADING.search(slot.html)
    return _UNSAFE.sub(_escaped, unescape(found[1])) if found else ""


def _escaped(sign: re.Match[str]) -> str:
    """A sign that would end a string of a stylesheet, or the stylesheet (CSS Syntax 3, 4.3.7)."""
    return f"\\{ord(sign[0]):x} "


def natural_document(composition: Composition, rooms: Sequence[Room]) -> str:
    """All forms of a clinic's slots, each of its natural height; `data-form` is the number of the
    form.
    """
    by_name = {room.name: room for room in reversed(rooms) if room.width is not None}
    slots = [slot for slot in composition.slots if slot.name in by_name]
    rules, body = [], []
    for number, slot in enumerate(slots):
        room = by_name[slot.name]
        rules.append(_page_rule(number, room.width))
        forms = without_pair(slot.natural_markup())
        body.append(f'{room.before}<div style="page:slot-{number}">{forms}</div>{room.behind}')
    return _page(composition, rules, body)


def clinic_document(composition: Composition, rooms: Sequence[Room]) -> tuple[str, tuple[str, ...]]:
    """The slots of a clinic, and their names in the order of their pages; behind these stands one
    with the letters of codes, where a slot has a code.
    """
    by_name = {room.name: room for room in reversed(rooms)}
    slots = [slot for slot in composition.slots if slot.name in by_name]
    rules, body = [], []
    for number, slot in enumerate(slots):
        room = by_name[slot.name]
        html = _halves(slot.html)[1] if room.width is None else without_pair(slot.html)
        rules.append(_page_rule(number, room.width))
        body.append(_wrapped(slot, room, html, number))
    with_code = next((slot for slot in slots if CODE in without_pair(slot.html)), None)
    if with_code:
        rules.append(_page_rule(len(slots), None))
        html = without_pair(with_code.html).replace(CODE, ALPHABET + CODE[0])
        body.append(_wrapped(with_code, by_name[with_code.name], html, len(slots)))
    return _page(composition, rules, body), tuple(slot.name for slot in slots)


def slots_css(composition: Composition, type_pt: float) -> str:
    """The stylesheet of slots that stand alone beside text of a size: the same for all clinics."""
    fit = replace(composition.budget.start, type_pt=type_pt)
    return "".join((_without_pages(composition.css), fit_css(fit), _ALONE))


def _page(composition: Composition, rules: Sequence[str], body: Sequence[str]) -> str:
    own = replace(composition, title="", description="", created="", modified="")
    return own.page(f"<style>{''.join(rules)}</style>", "".join(body))


#: A clinic's document has no outline and no ground.
_ALONE = (
    f"\nh1,h2,h3{{bookmark-level:none!important}}html,body{{{AROUND}}}"
    "[data-slot].running-foot{position:static!important;white-space:nowrap;text-align:left}"
)


def _page_rule(number: int, width_px: float | None) -> str:
    """The page for a slot, by its number: as wide as its room, or wide enough for a line."""
    margins = "".join(
        f"@{side}-{where}{{content:none}}"
        for side in ("top", "bottom")
        for where in ("left", "center", "right")
    )
    size = f"{width_px or _LINE_PAGE_PX:.6f}px {SLOT_PAGE_PX}px"
    return f"\n@page slot-{number}{{size:{size};margin:0;{margins}}}"


def _wrapped(slot: Slot, room: Room, html: str, number: int) -> str:
    style = f"page:slot-{number};margin:0!important"
    return (
        f'{room.before}<div class="slot {slot.style} {slot.height_class}"'
        f' data-slot="{slot.name}" style="{style}">{html}</div>{room.behind}'
    )


def without_pair(html: str) -> str:
    """The HTML of a slot with places for what a leaflet of a clinic alone has."""
    html = _CODE_DRAWING.sub(_SQUARE, html)
    link = rf'<a href="{ADDRESS}" data-pair="address"\g<1>\g<2>'
    code = rf'<span class="code" data-pair="code"\g<3>>{CODE}</span>'
    return _CODED_LINK.sub(link + code, html)


@lru_cache(maxsize=16)
def _without_pages(css: str) -> str:
    """A stylesheet without its rules for pages."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(css)
    kept_rules = [rule for rule in rules if getattr(rule, "at_keyword", "") != "page"]
    return str(tinycss2.serialize(kept_rules))
