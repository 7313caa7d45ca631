"""The documents that are laid out to be joined: the pages of a leaflet with places for slots, and
the slots of a clinic, each on a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import escape

from leaflet.page.composition import Composition, Fit, fit_css
from leaflet.page.slot import Slot
from leaflet.render.joining.clinic_layout import ADDRESS, ALPHABET, CODE
from leaflet.render.joining.rooms import Room, begin_of, kept, place_of

#: The height of a page for one slot, in CSS pixels, and the width of one for a line.
SLOT_PAGE_PX, _LINE_PAGE_PX = 3000, 2000
_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_CODE_DRAWING = re.compile(r'<svg [^>]*class="qr-code">.*?</svg>', re.DOTALL)
_SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" class="qr-code" data-pair="modules">'
    f'<title>{ADDRESS}</title><path fill="#000000" d="M0 0h1v1h-1z"/></svg>'
)
#: Slots are painted by the clinic's layout, with their ground and edges.
_HIDDEN = "\n[data-slot]:not(.running-foot){visibility:hidden}"


def shared_document(composition: Composition, fit: Fit) -> str:
    """The pages of a leaflet with places for slots."""
    slots = {slot.name: replace(slot, html=_left(slot)) for slot in composition.slots}
    css = _HIDDEN + "".join(_entry(slot) for slot in composition.slots)
    shared = replace(composition.with_slots(slots), css=composition.css + css)
    return shared.document(fit)


def _left(slot: Slot) -> str:
    """What the leaflet's pages have of a slot: the title of the leaflet in the foot, and a place."""
    if slot.name != "running-foot":
        return kept(slot)
    title, _ = _halves(slot.html)
    return place_of(begin_of(slot.name)) + title + " " + place_of(slot.name)


def _halves(foot: str) -> tuple[str, str]:
    """The words of a foot that are the leaflet's, and those that are the clinic's."""
    title, end, rest = foot.partition("</span>")
    return title + end, rest.lstrip()


def _entry(slot: Slot) -> str:
    """The rule for the entry of a slot in the outline."""
    heading = _HEADING.search(slot.html)
    if heading is None:
        return ""
    return f'\n[data-slot="{slot.name}"]{{bookmark-level:2;bookmark-label:"{heading[1]}"}}'


def clinic_document(
    composition: Composition, fit: Fit, rooms: Sequence[Room], address: str
) -> tuple[str, tuple[str, ...]]:
    """The slots of a clinic, and their names in the order of their pages."""
    by_name = {room.name: room for room in reversed(rooms)}
    slots = [slot for slot in composition.slots if slot.name in by_name]
    rules, body = [], []
    for slot in slots:
        room = by_name[slot.name]
        html = _halves(slot.html)[1] if room.width is None else _without_pair(slot.html, address)
        rules.append(_page_rule(slot.name, room.width or _LINE_PAGE_PX))
        body.append(_wrapped(slot, room, html, slot.name))
    with_code = next((slot for slot in slots if CODE in _without_pair(slot.html, address)), None)
    if with_code:
        rules.append(_page_rule("letters", _LINE_PAGE_PX))
        html = _without_pair(with_code.html, address).replace(CODE, ALPHABET)
        body.append(_wrapped(with_code, by_name[with_code.name], html, "letters"))
    css = "".join((_without_pages(composition.css), fit_css(fit), _ALONE, *rules))
    html = composition.page(f"<style>{css}</style>", "".join(body))
    return html, tuple(slot.name for slot in slots)


#: A clinic's document has no outline and no ground.
_ALONE = (
    "\nh1,h2,h3{bookmark-level:none!important}html,body{background:none!important}"
    "[data-slot].running-foot{position:static!important;white-space:nowrap;text-align:left}"
)


def _page_rule(name: str, width_px: float) -> str:
    margins = "".join(
        f"@{side}-{where}{{content:none}}"
        for side in ("top", "bottom")
        for where in ("left", "center", "right")
    )
    size = f"{width_px:.6f}px {SLOT_PAGE_PX}px"
    return f"\n@page slot-{name}{{size:{size};margin:0;{margins}}}"


def _wrapped(slot: Slot, room: Room, html: str, page: str) -> str:
    style = f"page:slot-{page};margin:0!important"
    return (
        f'{room.before}<div class="slot {slot.style} {slot.height_class}"'
        f' data-slot="{slot.name if page == slot.name else page}" style="{style}">'
        f"{html}</div>{room.behind}"
    )


def _without_pair(html: str, address: str) -> str:
    """The HTML of a slot with places for what a leaflet of a clinic alone has."""
    code = address.rpartition("/")[2]
    html = _CODE_DRAWING.sub(_SQUARE, html)
    html = html.replace(f'href="{escape(address)}"', f'href="{ADDRESS}"')
    return html.replace(f">{code}<", f">{CODE}<")


def _without_pages(css: str) -> str:
    """A stylesheet without its rules for pages."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(css)
    kept_rules = [rule for rule in rules if getattr(rule, "at_keyword", "") != "page"]
    return str(tinycss2.serialize(kept_rules))
