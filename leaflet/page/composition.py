"""What makes a page, and nothing else: HTML with places, and how its text may be made to fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from leaflet.core.digests import Asset, digest
from leaflet.formats.format import Panel
from leaflet.page.slot import Slot

_SLOT = re.compile(r'<slot name="([a-z-]+)"></slot>')
_FLOW = re.compile(r'<flow panel="([a-z0-9-]+)"></flow>')
_PIECE = re.compile(r'<piece name="([a-z0-9+-]+)">(.*?)</piece>', re.DOTALL)

#: A page so tall that every panel has its natural height on it.
_MEASURING_HEIGHT_MM = 4000


@dataclass(frozen=True, slots=True)
class Budget:
    """The space that a text must fit and what may be changed for it; see `formats.Format`.

    `type_pt` are the smallest and the largest type size of the text in points. Without panels
    text flows from page to page, and `sides` is what it must fit.
    """

    paper_width_mm: float
    panels: tuple[Panel, ...]
    sides: int
    signature: int
    last_side_fill: float
    spacing: tuple[float, float, float]
    figures: tuple[float, float]
    type_pt: tuple[float, float]

    @property
    def start(self) -> Fit:
        """How a text is set before it is fitted."""
        return Fit(self.type_pt[0], self.figures[1], self.spacing[1])


@dataclass(frozen=True, slots=True)
class Fit:
    """How a text is set: type size in points, spacing and figure width as factors.

    `by_panel` is the spacing of single panels, `places` the panel of each piece (the first that
    flows, where none is given), `notes` how many writing pages fill up the last sheet.
    """

    type_pt: float
    figures: float
    spacing: float
    by_panel: tuple[tuple[str, float], ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    notes: int = 0


@dataclass(frozen=True, slots=True)
class Excess:
    """A panel or page run whose text is too long: by how much, about how many words that is, and
    the height in mm of what stands in it.
    """

    place: str
    over_mm: float
    words: int
    costs: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The fit that was found and what it took; `excess` is empty when the text fits."""

    fit: Fit
    layouts: int
    excess: tuple[Excess, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything that makes a page, and nothing else: the renderer sees only this.

    `body` is the same for every clinic; `slots` fill its places. It may hold pieces, which
    stand in panels as the fit says. `tokens` are the colours by name, `assets` all that the
    page may ask for, `fonts` the families that it may embed. `identity` says in the file itself
    which leaflet it is, by names and values, `state_band` what must stand on each page because of
    the leaflet's state.
    """

    language: str
    direction: str
    title: str
    description: str
    created: str
    modified: str
    css: str
    body: str
    slots: tuple[Slot, ...]
    tokens: tuple[tuple[str, str], ...]
    assets: tuple[Asset, ...]
    fonts: tuple[str, ...]
    budget: Budget
    medium: str = "paper"
    identity: tuple[tuple[str, str], ...] = ()
    state_band: str = ""

    @property
    def fit_key(self) -> str:
        """What a fit follows from, as a digest: the body and the classes of its slots, not the
        clinic's words nor its colours.
        """
        pictures = {asset.sha256 for asset in self.assets if asset.uri in self.body}
        slots = [(slot.name, slot.height_class) for slot in self.slots]
        parts = (self.language, self.direction, self.css, self.body, slots, self.budget)
        return digest(repr((*parts, sorted(pictures))).encode())

    @property
    def shared_layout_key(self) -> str:
        """What a shared layout follows from, as a digest: what a fit does, and what the CSS
        shows.
        """
        drawn = {asset.sha256 for asset in self.assets if asset.uri in self.css}
        token_names = [name for name, _ in self.tokens]
        return digest(repr((self.fit_key, sorted(drawn), token_names)).encode())

    @property
    def has_fixed_slots(self) -> bool:
        """Whether no slot grows with its content, so that all clinics' pages are laid out alike."""
        return not any(slot.grows for slot in self.slots)

    def fill(self, body: str, *, empty: bool = False) -> str:
        """A body with its slots filled, or with empty boxes of their height."""
        filled = {slot.name: slot.markup(empty=empty) for slot in self.slots}
        return _SLOT.sub(lambda match: filled[match[1]], body)

    @property
    def html(self) -> str:
        """The whole document before it is fitted."""
        return self.document(self.budget.start)

    def document(self, fit: Fit, *, measuring: bool = False, empty: bool = False) -> str:
        """The whole document, colours still as tokens; on one endless page when `measuring`.

        With `empty` slots, as when `measuring`, no clinic's words have a part in it.
        """
        body = self.fill(_place(self.body, dict(fit.places)), empty=empty or measuring)
        css = self.css + fit_css(fit) + (_endless(self.budget) if measuring else "")
        return self._page(f"<style>{css}</style>", body)

    @property
    def own(self) -> str:
        """The document without what clinics share: its head, and its slots one after another."""
        return self._page("", "".join(slot.markup() for slot in self.slots))

    def _page(self, style: str, body: str) -> str:
        from markupsafe import escape

        head = (
            f'<meta charset="utf-8"><title>{escape(self.title)}</title>'
            f'<meta name="description" content="{escape(self.description)}">'
            f'<meta name="dcterms.created" content="{self.created}">'
            f'<meta name="dcterms.modified" content="{self.modified}">'
            f"{style}"
        )
        tag = f'<html lang="{escape(self.language)}" dir="{self.direction}">'
        return f"<!doctype html>\n{tag}<head>{head}</head><body>{body}</body></html>\n"


def slot_names(body: str) -> list[str]:
    """The names of the slots that a body asks for."""
    return _SLOT.findall(body)


def fit_css(fit: Fit) -> str:
    """The rules that set a fit: everything else in a stylesheet is relative to them."""
    rules = [f":root{{font-size:{fit.type_pt:g}pt;--sp:{fit.spacing:g};--fig:{fit.figures:g}}}"]
    rules += [f'[data-panel="{name}"]{{--sp:{spacing:g}}}' for name, spacing in fit.by_panel]
    rules += [f'[data-notes="{n}"]{{display:block!important}}' for n in range(1, fit.notes + 1)]
    return "\n" + "\n".join(rules)


def _endless(budget: Budget) -> str:
    size = f"@page{{size:{budget.paper_width_mm}mm {_MEASURING_HEIGHT_MM}mm}}"
    return f"\n{size}\n[data-panel]{{height:auto!important;min-height:0!important}}"


def _place(body: str, places: Mapping[str, str]) -> str:
    """The body with its pieces in their panels, in the order in which they are written."""
    flows = _FLOW.findall(body)
    if not flows:
        return body
    held: dict[str, list[str]] = {name: [] for name in flows}
    for name, html in _PIECE.findall(body):
        piece = f'<div class="piece" data-piece="{name}">{html}</div>'
        held[places.get(name, flows[0])].append(piece)
    return _FLOW.sub(lambda match: "".join(held[match[1]]), _PIECE.sub("", body))
