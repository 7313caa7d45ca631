"""The composition of a page: its HTML with slots, its assets, and the budget of its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from leaflet.core.digests import Asset, digest
from leaflet.formats.format import Panel
from leaflet.page.slot import Slot
from leaflet.page.state_band import BandPlaces

_SLOT = re.compile(r'<slot name="([a-z0-9:-]+)"></slot>')
_FLOW = re.compile(r'<flow panel="([a-z0-9-]+)"></flow>')
_PIECE = re.compile(r'<piece name="([a-z0-9+-]+)">')
_PIECE_END = "</piece>"

#: The attribute of a list of contents, which a fit shows or leaves out.
LISTS_CONTENTS = "data-contents"

#: The attribute of a long section or box, which a fit lets go on on the next page or not.
BREAKS = "data-breaks"

#: The attribute of a line for notes, with its number: a fit shows the first ones of a panel.
WRITING_LINE = "data-line"
#: The distance of writing lines, in mm.
WRITING_LINE_MM = 8.4

#: The attribute of what a text that flows ends with, with its name: what a reader keeps, and lines
#: on the rest of its page. A fit begins a page with it or not.
ENDS_WITH = "data-end"

#: The attribute of what a fit may show where a panel has room to spare, with its name: "record",
#: "questions" and "notes" (the heads above lines). A record has its height in mm beside it.
FILLS = "data-fill"

#: The attribute of the lines of a panel that takes no sections, with the name of the panel.
LINES_OF = "data-lines-of"

#: The height of a page on which every panel has its natural height.
_MEASURING_HEIGHT_MM = 4000


@dataclass(frozen=True, slots=True)
class Budget:
    """The space that a text must fit, and the limits of the fit; see `formats.Format`.

    `type_pt` are the smallest and the largest type size of the text in points. Without panels
    the text flows from page to page: into `sides` if it can, else into at most `most_sides`. From
    `contents_from` sides on it shows its list of contents; 0 for a text without one.
    `likely_sides` is an estimate by the words, which saves a layout. `can_break` says whether the
    text has sections or boxes that a fit lets go on on the next page. `most_lines` are the lines
    for notes that a panel has at most, `lined` the panels without sections that have such lines,
    too, `record_mm` the height of the record for the reader, 0 without one, `asks` whether the
    first lines are for the reader's own questions.
    """

    paper_width_mm: float
    panels: tuple[Panel, ...]
    sides: int
    signature: int
    last_side_fill: float
    spacing: tuple[float, float, float]
    figures: tuple[float, float]
    type_pt: tuple[float, float]
    most_sides: int = 0
    contents_from: int = 0
    likely_sides: float = 0.0
    most_lines: int = 0
    lined: tuple[str, ...] = ()
    record_mm: float = 0.0
    asks: bool = False
    can_break: bool = True

    @property
    def start(self) -> Fit:
        """The fit with which fitting starts."""
        has_contents = 0 < self.contents_from <= round(self.likely_sides)
        return Fit(
            self.type_pt[0],
            self.figures[1],
            self.spacing[1],
            contents=has_contents,
            breaks=not self.panels and self.can_break and self.likely_sides > self.sides,
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """The setting of a text: type size in points, spacing and figure width as factors.

    `by_panel` is the spacing of single panels, `places` the panel of each piece (by default the
    first that flows), `notes` the number of writing pages that fill up the last sheet,
    `contents` whether the list of contents is shown, `breaks` whether long sections and boxes may
    go on on the next page. `lines` are the lines for notes that fill up panels, or the page on
    which a text ends, by the name of either, `fills` what stands above those of a panel: the
    record, or a head. `own_page` says whether a page begins with what the text ends with.
    """

    type_pt: float
    figures: float
    spacing: float
    by_panel: tuple[tuple[str, float], ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    notes: int = 0
    contents: bool = False
    breaks: bool = False
    lines: tuple[tuple[str, int], ...] = ()
    own_page: bool = False
    fills: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Excess:
    """A panel or page run whose text is too long: by how many mm, by about how many words, and the
    heights in mm of its parts.
    """

    place: str
    over_mm: float
    words: int
    costs: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The result of fitting; `excess` is empty when the text fits."""

    fit: Fit
    layouts: int
    excess: tuple[Excess, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything that a page depends on, and the only input of the renderer.

    `body` is the same for every clinic and has places for `slots`. It may hold pieces, which the
    fit assigns to panels. `tokens` are the colours by name, `dark_tokens` those for screens that
    ask for dark pages, `assets` all files that the page may
    load, `fonts` the families that it may embed. `identity` holds names and values that identify
    the leaflet in the file, `created` and `modified` are days (empty where the leaflet names
    none), `state_band` the text that the renderer paints on each page
    because of the leaflet's state, `band_places` where. `own_templates` names a project's own
    templates, which are not trusted; it is empty where only shipped ones were used.
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
    band_places: BandPlaces | None = None
    own_templates: tuple[str, ...] = ()
    dark_tokens: tuple[tuple[str, str], ...] = ()

    @property
    def fit_key(self) -> str:
        """The digest of what a fit depends on: the body and the height classes of its slots, but
        not the clinic's words and colours.
        """
        pictures = {asset.sha256 for asset in self.assets if asset.uri in self.body}
        slots = [(slot.name, slot.height_class) for slot in self.slots]
        parts = (self.language, self.direction, self.css, self.body, slots, self.budget)
        return digest(repr((*parts, sorted(pictures))).encode())

    @property
    def shared_layout_key(self) -> str:
        """The digest of what a shared layout depends on: what the fit does, the pictures of the
        stylesheet, and the names of the colours.
        """
        drawn = {asset.sha256 for asset in self.assets if asset.uri in self.css}
        token_names = [name for name, _ in self.tokens]
        return digest(repr((self.fit_key, sorted(drawn), token_names)).encode())

    @property
    def has_fixed_slots(self) -> bool:
        """Whether no slot grows with its content, so that all clinics have the same layout."""
        return not any(slot.grows for slot in self.slots)

    def with_slots(self, slots: Mapping[str, Slot]) -> Composition:
        """The composition with other slots in place of those of the same names."""
        return replace(self, slots=tuple(slots.get(slot.name, slot) for slot in self.slots))

    def fill(self, body: str, *, empty: bool = False) -> str:
        """A body with its slots filled, or with empty boxes of their height."""
        filled = {slot.name: slot.markup(empty=empty) for slot in self.slots}
        return _SLOT.sub(lambda match: filled[match[1]], body)

    @property
    def html(self) -> str:
        """The document before fitting."""
        return self.document(self.budget.start)

    @property
    def slots_document(self) -> str:
        """The document on one endless page where each slot has its natural height, followed by its
        shorter forms; `data-form` is the number of the form.
        """
        filled = {slot.name: slot.natural_markup() for slot in self.slots}
        fit = self.budget.start
        body = _SLOT.sub(lambda match: filled[match[1]], _place(self.body, dict(fit.places)))
        css = self.css + fit_css(fit) + _endless(self.budget)
        return self.page(f"<style>{css}</style>", body)

    def document(self, fit: Fit, *, measuring: bool = False) -> str:
        """The document with colours as tokens; when `measuring` on one endless page with empty
        slots, so that it depends on no clinic's words.
        """
        body = self.fill(_place(self.body, dict(fit.places)), empty=measuring)
        css = self.css + fit_css(fit) + (_endless(self.budget) if measuring else "")
        return self.page(f"<style>{css}</style>", body)

    @property
    def date_metadata(self) -> str:
        """The days on which the leaflet was made and changed, as elements of a head; nothing for a
        leaflet that names none.
        """
        days = (("created", self.created), ("modified", self.modified))
        return "".join(f'<meta name="dcterms.{name}" content="{day}">' for name, day in days if day)

    def page(self, style: str, body: str) -> str:
        """A document with the title, description and days of the composition."""
        from markupsafe import escape

        head = (
            f'<meta charset="utf-8"><title>{escape(self.title)}</title>'
            f'<meta name="description" content="{escape(self.description)}">'
            f"{self.date_metadata}{style}"
        )
        tag = f'<html lang="{escape(self.language)}" dir="{self.direction}">'
        return f"<!doctype html>\n{tag}<head>{head}</head><body>{body}</body></html>\n"


def slot_names(body: str) -> list[str]:
    """The names of the slots in a body."""
    return _SLOT.findall(body)


def fit_css(fit: Fit) -> str:
    """The CSS rules of a fit; all other rules of a stylesheet are relative to them."""
    rules = [f":root{{font-size:{fit.type_pt:g}pt;--sp:{fit.spacing:g};--fig:{fit.figures:g}}}"]
    rules += [f'[data-panel="{name}"]{{--sp:{spacing:g}}}' for name, spacing in fit.by_panel]
    rules += [f'[data-notes="{n}"]{{display:block!important}}' for n in range(1, fit.notes + 1)]
    rules += [
        f':is([data-panel="{name}"],[{ENDS_WITH}="{name}"]) [{WRITING_LINE}="{n}"]'
        "{display:block!important}"
        for name, lines in fit.lines
        for n in range(1, lines + 1)
    ]
    rules += [
        f'[data-panel="{panel}"] [{FILLS}="{name}"]{{display:block!important}}'
        for panel, name in fit.fills
    ]
    rules += [f"[{LISTS_CONTENTS}]{{display:block!important}}"] if fit.contents else []
    rules += [f"[{BREAKS}]{{break-inside:auto!important}}"] if fit.breaks else []
    rules += [f"[{ENDS_WITH}]{{break-before:page!important}}"] if fit.own_page else []
    return "\n" + "\n".join(rules)


def _endless(budget: Budget) -> str:
    size = f"@page{{size:{budget.paper_width_mm}mm {_MEASURING_HEIGHT_MM}mm}}"
    return f"\n{size}\n[data-panel]{{height:auto!important;min-height:0!important}}"


def _place(body: str, places: Mapping[str, str]) -> str:
    """The body with its pieces in their panels, in the order of the source."""
    flows = _FLOW.findall(body)
    if not flows:
        return body
    held: dict[str, list[str]] = {name: [] for name in flows}
    pieces, rest = cut_pieces(body)
    for name, html in pieces:
        piece = f'<div class="piece" data-piece="{name}">{html}</div>'
        held[places.get(name, flows[0])].append(piece)
    return _FLOW.sub(lambda match: "".join(held[match[1]]), rest)


def cut_pieces(body: str) -> tuple[list[tuple[str, str]], str]:
    """The name and the HTML of each piece of a body, and the body without them.

    One that is not closed is no piece. The work grows with the length of the body, whatever a
    project's own template leaves open.
    """
    pieces: list[tuple[str, str]] = []
    rest: list[str] = []
    at = 0
    while opened := _PIECE.search(body, at):
        closed = body.find(_PIECE_END, opened.end())
        if closed < 0:
            break
        pieces.append((opened[1], body[opened.end() : closed]))
        rest.append(body[at : opened.start()])
        at = closed + len(_PIECE_END)
    return pieces, "".join((*rest, body[at:]))
