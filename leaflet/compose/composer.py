"""Composes an edition: HTML with declared assets. Reads no clock, file or network.

The body never depends on the clinic. Clinic details are in slots of known height; colours are
written as `var(--token)` and become literal in `leaflet.render`, so body and drawings have the
same bytes for every clinic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Any

from leaflet.compose.edition_context import (
    clinic_values,
    edition_helpers,
    leaflet_values,
    points,
)
from leaflet.compose.shared_texts import shared_texts
from leaflet.compose.template_environment import TEMPLATES
from leaflet.compose.template_tasks import TemplateTask, fill_templates
from leaflet.content.templates import Templates
from leaflet.core import colour, fonts
from leaflet.core.diagnostics import UsageError, did_you_mean
from leaflet.core.digests import BASE, Asset, digest
from leaflet.formats.format import CONTENTS_FROM, Format
from leaflet.model.leaflet import Leaflet, State
from leaflet.page.composition import (
    BREAKS,
    FILLS,
    LINES_OF,
    LISTS_CONTENTS,
    WRITING_LINE,
    Budget,
    Composition,
    slot_names,
)
from leaflet.page.edition import Edition
from leaflet.page.slot import Slot
from leaflet.page.state_band import band_places
from leaflet.text.abridge import abridged_for

_ADDRESS = re.compile(r"(?:\bsrc=|url\()[\"']?(" + re.escape(BASE) + r"[^\s\"')>]+)")
_TAG = re.compile(r"<[^>]*>")
_LINES = re.compile(rf'{WRITING_LINE}="(\d{{1,2}})"')
_LINES_OF = re.compile(rf'{LINES_OF}="([a-z0-9-]+)"')
_RECORD = re.compile(rf'{FILLS}="record" data-mm="(\d{{1,3}})"')
_ICONS = f"{BASE}icons/"


def compose(
    edition: Edition,
    state: State,
    templates: Templates,
    *,
    extra_context: Mapping[str, Any] | None = None,
) -> Composition:
    """The composition of an edition in a state.

    `templates` are those of a project, `extra_context` holds additional template
    variables. Raises `UsageError` when a template is broken, asks for an unknown asset or slot, or
    overruns a limit of `template_worker`.
    """
    leaflet, clinic, template = edition.leaflet, edition.clinic, edition.format.template
    abridged = abridged_for(leaflet, edition.format).leaflet
    band = _state_band(edition, state)
    values = leaflet_values(edition, abridged, band)
    task = TemplateTask(
        templates=templates,
        pages=_pages(edition.format),
        values={**values, **clinic_values(edition), **(extra_context or {})},
        helpers=partial(edition_helpers, edition, abridged),
        edition=edition,
    )
    shared = None if templates.own or extra_context else shared_texts(task, abridged, band)
    filled = fill_templates(task, shared)
    (body, *styles), slots = filled.texts, filled.slots
    css = "".join(styles)
    _check_places(body, slots, template)
    return Composition(
        language=leaflet.language,
        direction=edition.locale.direction,
        title=edition.full_title,
        description=leaflet.subtitle or leaflet.title,
        created=_iso(leaflet.published),
        modified=_iso(max(_days(leaflet), default=None)),
        css=css,
        body=body,
        slots=slots,
        tokens=colour.tokens(
            clinic.brand.rgb,
            clinic.skin_tone,
            mono=edition.format.mono,
            text_contrast=edition.format.text_contrast,
        ),
        assets=_declared(_addresses(css, body, slots), edition, templates),
        fonts=tuple(font.family for font in fonts.FONTS),
        budget=_budget(edition.format, body),
        medium=edition.format.medium,
        identity=_identity(edition, state),
        state_band=band,
        band_places=band_places(edition.format, band, edition.locale.direction) if band else None,
        own_templates=templates.own,
        dark_tokens=colour.dark_tokens(clinic.brand.rgb, clinic.skin_tone)
        if edition.format.medium == "screen"
        else (),
    )


def _pages(format_: Format) -> tuple[str, ...]:
    """The templates of a format: its page and, unless it is a text, the style of its page."""
    page = format_.template
    return (page,) if format_.medium == "text" else (page, page.replace(".html", ".css"))


def _identity(edition: Edition, state: State) -> tuple[tuple[str, str], ...]:
    leaflet = edition.leaflet
    return (
        ("code", edition.code),
        ("leaflet", leaflet.id),
        ("language", leaflet.language),
        ("clinic", edition.clinic.id),
        ("format", edition.format.id),
        ("version", leaflet.version),
        ("words", edition.words),
        ("state", state.value),
        ("published", _iso(leaflet.published)),
        ("reviewDue", _iso(leaflet.review_due)),
    )


def _days(leaflet: Leaflet) -> list[date]:
    """The days on which the leaflet was published or changed."""
    published = [leaflet.published] if leaflet.published else []
    return [*published, *(change.date for change in leaflet.changes)]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _budget(format_: Format, body: str) -> Budget:
    limits = format_.fit_limits
    smallest, largest = (points(x_height) for x_height in limits.x_height_mm)
    return Budget(
        paper_width_mm=format_.paper.width_mm,
        panels=format_.panels,
        sides=min(format_.sides, format_.most_sides),
        most_sides=format_.most_sides,
        signature=format_.signature,
        last_side_fill=format_.last_side_fill,
        spacing=limits.spacing,
        figures=limits.figures,
        type_pt=(smallest, largest),
        contents_from=CONTENTS_FROM if LISTS_CONTENTS in body else 0,
        likely_sides=_likely_sides(format_, body),
        most_lines=max(map(int, _LINES.findall(body)), default=0),
        lined=tuple(dict.fromkeys(_LINES_OF.findall(body))),
        record_mm=max(map(float, _RECORD.findall(body)), default=0.0),
        asks=f'{FILLS}="questions"' in body,
        can_break=BREAKS in body,
    )


def _likely_sides(format_: Format, body: str) -> float:
    """About how many sides a text takes, by its words: a line is 2.7 x-heights tall with its
    leading, a word six characters of 0.95 x-heights wide; headings, space and pictures take as
    much again.
    """
    x_height, margins = format_.body_x_height_mm, format_.margins
    width = format_.paper.width_mm - margins.left - margins.right
    height = format_.paper.height_mm - margins.top - margins.bottom
    words = len(_TAG.sub(" ", body).split())
    return words * (2.7 * 6 * 0.95) * x_height**2 * 2 / (width * height)


def _check_places(body: str, slots: tuple[Slot, ...], template: str) -> None:
    known = {slot.name for slot in slots}
    for name in slot_names(body):
        if name not in known:
            message = f'{TEMPLATES}{template}: unknown slot "{name}"'
            raise UsageError(message, did_you_mean(name, known))


def _addresses(css: str, body: str, slots: Iterable[Slot]) -> set[str]:
    """Every address in a page."""
    filled = "".join(html for slot in slots for html in slot.htmls)
    return {*_addresses_in(css), *_addresses_in(body), *_ADDRESS.findall(filled)}


@lru_cache(maxsize=64)
def _addresses_in(text: str) -> frozenset[str]:
    return frozenset(_ADDRESS.findall(text))


def _declared(
    addresses: Iterable[str], edition: Edition, templates: Mapping[str, str]
) -> tuple[Asset, ...]:
    """The addresses of a page with the digest that its bytes must have.

    An icon's address ends in the token that colours it: `asset:///icons/check.svg?ok`. A figure
    without a legend is drawn without its numbers; its address ends in `?plain`. A picture whose
    address has `?grey` is printed in grey.
    """
    pictures = (*edition.figures.values(), *filter(None, (edition.logo, edition.photo)))
    known = {asset.uri: asset.sha256 for asset in pictures}
    for variant in ("?grey", "?plain"):
        known |= {f"{uri}{variant}": sha256 for uri, sha256 in known.items()}
    known |= {font.uri: font.sha256 for font in fonts.FONTS}
    declared = []
    for address in sorted(addresses):
        path = address.partition("?")[0]
        icon = templates.get(path.removeprefix(BASE)) if path.startswith(_ICONS) else None
        sha256 = digest(icon.encode()) if icon is not None else known.get(address)
        if sha256 is None:
            raise UsageError(
                f'a template asks for "{address}"', "use a figure, an icon or the logo"
            )
        declared.append(Asset(address, sha256))
    return tuple(declared)


def _state_band(edition: Edition, state: State) -> str:
    """The text of the state band; empty for an approved leaflet."""
    words, day = edition.locale.words, edition.leaflet.review_due
    due = edition.locale.show_date(day) if day else words.not_known
    count = edition.to_mend
    to_mend = [words.band_to_mend.format(count=count)] if count else []
    state_bands = {
        State.DRAFT: " ".join((words.band_draft, *to_mend)),
        State.OVERDUE: words.band_overdue.format(date=due),
        State.WITHDRAWN: words.band_withdrawn,
    }
    return state_bands.get(state, "") if edition.format.band else ""
