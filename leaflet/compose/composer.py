"""Composes an edition: HTML with declared assets. Reads no clock, file or network.

The body never depends on the clinic. Clinic details are in slots of known height; colours are
written as `var(--token)` and become literal in `leaflet.render`, so body and drawings have the
same bytes for every clinic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from leaflet.compose.html_snippets import css_text, dial, fill_in, qr_svg, resolver
from leaflet.compose.icon_arrays import icon_array, shares
from leaflet.compose.slots import fill, imprint, logo_width_mm, phone_words
from leaflet.compose.template_environment import (
    TEMPLATES,
    broken_template,
    template_environment,
)
from leaflet.compose.typography import inline_html, to_html, typeset
from leaflet.content.templates import Templates
from leaflet.core import colour, fonts
from leaflet.core.diagnostics import UsageError, did_you_mean
from leaflet.core.digests import BASE, Asset, digest
from leaflet.core.paper import points_for_x_height, points_to_mm
from leaflet.formats.format import Format
from leaflet.model.leaflet import Section, State
from leaflet.page.composition import Budget, Composition, slot_names
from leaflet.page.edition import Edition
from leaflet.page.slot import Slot
from leaflet.page.state_band import band_places, reserved_mm
from leaflet.text.abridge import abridge

_ADDRESS = re.compile(r"(?:\bsrc=|url\()[\"']?(" + re.escape(BASE) + r"[^\s\"')>]+)")
_ICONS = f"{BASE}icons/"

#: Blocks that fit a column of text; a section with any other block takes the whole width.
_NARROW = frozenset({"prose", "checklist", "unknowns"})


@dataclass(frozen=True, slots=True)
class Row:
    """Sections that are set together: kind `wide` is one section over the whole width, `columns`
    are several that flow through two columns.
    """

    kind: str
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """The row's name in findings."""
        return "+".join(section.id for section in self.sections)


def rows(sections: Iterable[Section], most: int | None = None) -> list[Row]:
    """The sections in order as rows; at most `most` adjacent narrow sections share two columns."""
    made: list[Row] = []
    waiting: list[Section] = []

    def close() -> None:
        step = most or max(len(waiting), 1)
        for start in range(0, len(waiting), step):
            some = tuple(waiting[start : start + step])
            made.append(Row("columns" if len(some) > 1 else "wide", some))
        waiting.clear()

    for section in sections:
        if all(block.kind in _NARROW for block in section.blocks):
            waiting.append(section)
        else:
            close()
            made.append(Row("wide", (section,)))
    close()
    return made


def compose(
    edition: Edition,
    state: State,
    templates: Templates,
    *,
    extra_context: Mapping[str, Any] | None = None,
) -> Composition:
    """The composition of an edition in a state.

    `templates` are those of a project, `extra_context` holds additional template
    variables. Raises `UsageError` when a template is broken or asks for an unknown asset or slot.
    """
    leaflet, clinic, template = edition.leaflet, edition.clinic, edition.format.template
    environment = template_environment(tuple(sorted(templates.items())))
    band = _state_band(edition, state)
    context = {**_context(edition, band), **(extra_context or {})}
    try:
        body = environment.get_template(template).render(context)
        css = environment.get_template(template.replace(".html", ".css")).render(context)
        macros = environment.get_template("shared/slots.html.j2").make_module(context)
        slots = fill(edition, macros)
    except Exception as problem:
        raise broken_template(problem) from problem
    html = css + body + "".join(slot.html for slot in slots)
    _check_places(body, slots, template)
    return Composition(
        language=leaflet.language,
        direction=edition.locale.direction,
        title=f"{leaflet.title} – {clinic.name}",
        description=leaflet.subtitle,
        created=leaflet.published.isoformat(),
        modified=max([leaflet.published, *(c.date for c in leaflet.changes)]).isoformat(),
        css=css,
        body=body,
        slots=slots,
        tokens=colour.tokens(
            clinic.brand.rgb,
            clinic.skin_tone,
            mono=edition.format.mono,
            text_contrast=edition.format.text_contrast,
        ),
        assets=_declared(html, edition, templates),
        fonts=tuple(font.family for font in fonts.FONTS),
        budget=_budget(edition.format),
        medium=edition.format.medium,
        identity=_identity(edition, state),
        state_band=band,
        band_places=band_places(edition.format, band, edition.locale.direction) if band else None,
        own_templates=templates.own,
    )


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
        ("published", leaflet.published.isoformat()),
        ("reviewDue", leaflet.review_due.isoformat()),
    )


def _budget(format_: Format) -> Budget:
    smallest, largest = (_points(x_height) for x_height in format_.fit_limits.x_height_mm)
    return Budget(
        paper_width_mm=format_.paper.width_mm,
        panels=format_.panels,
        sides=format_.sides,
        signature=format_.signature,
        last_side_fill=format_.last_side_fill,
        spacing=format_.fit_limits.spacing,
        figures=format_.fit_limits.figures,
        type_pt=(smallest, largest),
    )


def _points(x_height_mm: float) -> float:
    """The type size in points that gives an x-height, rounded up to a tenth."""
    return round(points_for_x_height(x_height_mm, fonts.TEXT.x_height) + 0.05, 1)


def _check_places(body: str, slots: tuple[Slot, ...], template: str) -> None:
    known = {slot.name for slot in slots}
    for name in slot_names(body):
        if name not in known:
            message = f'{TEMPLATES}{template}: unknown slot "{name}"'
            raise UsageError(message, did_you_mean(name, known))


def _declared(html: str, edition: Edition, templates: Mapping[str, str]) -> tuple[Asset, ...]:
    """Every address in the page with the digest that its bytes must have.

    An icon's address ends in the token that colours it: `asset:///icons/check.svg?ok`. A figure
    without a legend is drawn without its numbers; its address ends in `?plain`.
    """
    known = {asset.uri: asset.sha256 for asset in edition.figures.values()}
    known |= {f"{uri}?plain": sha256 for uri, sha256 in known.items()}
    known |= {font.uri: font.sha256 for font in fonts.FONTS}
    if edition.logo:
        known[edition.logo.uri] = edition.logo.sha256
    declared = []
    for address in sorted(set(_ADDRESS.findall(html))):
        path = address.partition("?")[0]
        icon = templates.get(path.removeprefix(BASE)) if path.startswith(_ICONS) else None
        sha256 = digest(icon.encode()) if icon is not None else known.get(address)
        if sha256 is None:
            raise UsageError(
                f'a template asks for "{address}"', "use a figure, an icon or the logo"
            )
        declared.append(Asset(address, sha256))
    return tuple(declared)


def _context(edition: Edition, state_band: str) -> dict[str, Any]:
    """The variables and functions of templates. `band` is empty: the renderer paints the state
    band, and templates of projects may still name it.
    """
    from markupsafe import Markup

    locale, format_ = edition.locale, edition.format
    leaflet = abridge(edition.leaflet, format_.words).leaflet
    resolve = resolver(edition)
    body_pt = _points(format_.body_x_height_mm)
    return {
        "leaflet": leaflet,
        "direction": locale.direction,
        "words": locale.words,
        "pack": edition.pack,
        "format": format_,
        "band": "",
        "reserved_mm": reserved_mm(format_, state_band or locale.words.band_draft),
        "code": edition.code,
        "version": edition.printed_version,
        "address": edition.address,
        "rows": rows,
        "flow": lambda name: Markup(f'<flow panel="{name}"></flow>'),
        "font": fonts.TEXT,
        "body_pt": body_pt,
        "small": round(_points(format_.small_x_height_mm) / body_pt, 4),
        "rem": lambda mm: f"{mm / points_to_mm(body_pt):.4g}rem",
        "line": lambda text: Markup(inline_html(text, locale, resolve)),
        "prose": lambda text: Markup(to_html(text, locale, resolve)),
        "typeset": lambda text: typeset(text, locale),
        "imprint": lambda clinic: [
            typeset(text, locale) for text in imprint(clinic, leaflet.id, locale.words)
        ],
        "fill": fill_in,
        "css_text": css_text,
        "tel": dial,
        "date": locale.show_date,
        "clock": locale.show_clock,
        "slot": lambda name: Markup(f'<slot name="{name}"></slot>'),
        "figure": lambda name: (leaflet.figures[name], edition.figures[name].uri),
        "logo": edition.logo.uri if edition.logo else None,
        "logo_width_mm": logo_width_mm(edition),
        "phone_words": lambda name: phone_words(name, locale.words),
        "shares": shares,
        "icon_array": lambda share, title: icon_array(share, str(title)),
        "qr": lambda address, title: Markup(qr_svg(address, title)),
    }


def _state_band(edition: Edition, state: State) -> str:
    """The text of the state band; empty for an approved leaflet."""
    words, due = edition.locale.words, edition.locale.show_date(edition.leaflet.review_due)
    state_bands = {
        State.DRAFT: words.band_draft,
        State.OVERDUE: words.band_overdue.format(date=due),
        State.WITHDRAWN: words.band_withdrawn,
    }
    return state_bands.get(state, "") if edition.format.band else ""
