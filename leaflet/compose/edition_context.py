"""What the templates of an edition see: its values, and the functions that they may call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from leaflet.compose.card_columns import card_columns, routine_pair
from leaflet.compose.html_snippets import (
    call_words,
    css_text,
    dial,
    fill_line,
    link_says,
    resolver,
)
from leaflet.compose.icon_arrays import MOST_DRAWN, RoundedShare, benefit_groups, icon_array, shares
from leaflet.compose.line_breaks import breakable, unbroken_name
from leaflet.compose.picture_credits import picture_credits
from leaflet.compose.poster_points import poster_points
from leaflet.compose.qr_code import qr_svg
from leaflet.compose.section_rows import (
    apart,
    arrangement,
    days,
    first,
    is_tall,
    may_break,
    rest,
    rows,
    runs,
    stands_beside,
)
from leaflet.compose.slots import imprint, logo_width_mm, phone_words, shows_photo, treatment
from leaflet.compose.source_numbers import row_numbers, source_numbers
from leaflet.compose.table_rows import is_wide, labelled_rows
from leaflet.compose.template_values import Record, RefusedError, kind_of
from leaflet.compose.typography import (
    has_list,
    inline_html,
    is_long,
    to_html,
    typeset,
    typeset_title,
)
from leaflet.core import fonts
from leaflet.core.digests import Asset
from leaflet.core.paper import points_for_x_height, points_to_mm
from leaflet.core.web_addresses import link_of, mail_link_of
from leaflet.model.leaflet import Leaflet, blocks
from leaflet.model.locale import Locale
from leaflet.page.edition import Edition
from leaflet.page.state_band import reserved_mm


def points(x_height_mm: float) -> float:
    """The type size in points that gives an x-height, rounded up to a tenth."""
    return round(points_for_x_height(x_height_mm, fonts.TEXT.x_height) + 0.05, 1)


def clinic_values(edition: Edition) -> dict[str, Any]:
    """The values by name that a clinic has."""
    return {
        "address": edition.address,
        "logo": _shown(edition, edition.logo) if edition.logo else None,
        "logo_width_mm": logo_width_mm(edition),
        "photo": _shown(edition, edition.photo) if edition.photo else None,
    }


def leaflet_values(edition: Edition, leaflet: Leaflet, state_band: str) -> dict[str, Any]:
    """The values by name that do not depend on the clinic; `leaflet` is that of the edition,
    abridged to its format.

    `band` is empty, since the renderer paints the state band; templates of projects may name it.
    """
    format_ = edition.format
    body_pt = points(format_.body_x_height_mm)
    cover = next((name for name, figure in leaflet.figures.items() if figure.cover), None)
    return {
        "leaflet": leaflet,
        "kind_label": edition.kind.name_in(leaflet.language)
        or edition.locale.words.patient_information,
        "cover_figure": cover,
        "cover_aspect": (edition.figures[cover].aspect if cover else None) or 1.0,
        "direction": edition.locale.direction,
        "words": edition.locale.words,
        "pack": edition.pack,
        "rules": country_rules(edition),
        "record": record_fields(edition, leaflet),
        "format": format_,
        "band": "",
        "reserved_mm": reserved_mm(format_, state_band or edition.locale.words.band_draft),
        "code": edition.code,
        "version": edition.printed_version,
        "text_file": edition.text_file,
        "font": fonts.TEXT,
        "body_pt": body_pt,
        "small": round(points(format_.small_x_height_mm) / body_pt, 4),
    }


def country_rules(edition: Edition) -> tuple[str, ...]:
    """What an imprint says of a jurisdiction: where harm is reported; to whom a treatment is given
    that is not for all ages; where there is a choice, time to think and who looks into complaints.
    """
    pack, texts = edition.pack, [str(edition.pack.reporting)]
    if edition.kind.norms.least_age:
        texts.append(str(pack.age_rule))
    if edition.leaflet.decision:
        texts += [str(pack.cooling_off), str(pack.complaints_body)]
    return tuple(texts)


def record_fields(edition: Edition, leaflet: Leaflet) -> tuple[str, ...]:
    """The fields of the reader's record by name; none where the leaflet has fields of its own to
    fill in.
    """
    return () if any(blocks(leaflet, "write-in")) else edition.kind.record


def edition_helpers(edition: Edition, leaflet: Leaflet) -> Mapping[str, Callable[..., Any]]:
    """The functions by name; `leaflet` is that of the edition, abridged to its format."""
    from markupsafe import Markup

    locale = edition.locale
    resolve, cite = resolver(edition), source_numbers(leaflet, edition.format)
    body_mm = points_to_mm(points(edition.format.body_x_height_mm))
    return {
        "rows": rows,
        "arrangement": arrangement,
        "days": days,
        "runs": runs,
        "may_break": may_break,
        "is_tall": is_tall,
        "card_columns": card_columns,
        "routine_pair": routine_pair,
        "has_list": lambda text: has_list(str(text)),
        "is_long": lambda items: is_long(len(items), sum(map(len, items))),
        "stands_beside": stands_beside,
        "is_wide": is_wide,
        "labelled_rows": lambda block: labelled_rows(block, locale.words),
        "first": lambda: first(leaflet),
        "rest": lambda *roles: rest(leaflet, roles),
        "apart": lambda *roles: apart(leaflet, roles),
        "flow": lambda name: Markup(f'<flow panel="{name}"></flow>'),
        "rem": lambda mm: f"{mm / body_mm:.4g}rem",
        "line": lambda text, cited=True, narrow=False: Markup(
            inline_html(text, locale, resolve, cite if cited else None, is_narrow=narrow)
        ),
        "prose": lambda text, highest=3: Markup(to_html(text, locale, resolve, highest, cite)),
        "cite": lambda sources, *cells: Markup(row_numbers(cite, sources, cells)),
        "typeset": lambda text: typeset(text, locale),
        "headline": lambda title: typeset_title(str(title), locale),
        "names": lambda people: ", ".join(unbroken_name(person.name) for person in people),
        "imprint": lambda clinic: [
            typeset(text, locale)
            for text in imprint(clinic, leaflet, locale.words, has_photo=shows_photo(edition))
        ],
        "treatment": lambda clinic: [
            typeset(text, locale) for text in treatment(clinic, leaflet, locale.words)
        ],
        "breakable": lambda address: breakable(str(address)),
        "fill": lambda text, /, **values: fill_line(text, locale, **values),
        "css_text": css_text,
        "tel": lambda number, display: dial(number, display, call_words(edition)),
        "link_says": lambda text, /, **values: link_says(
            str(text) if text and edition.format.medium == "paper" else None, **values
        ),
        "link": link_of,
        "mail_link": mail_link_of,
        "date": show_date(locale),
        "clock": locale.show_clock,
        "slot": lambda name: Markup(f'<slot name="{name}"></slot>'),
        "figure": lambda name: (leaflet.figures[name], figure_address(edition, name)),
        "picture_credits": lambda: picture_credits(leaflet),
        "poster_points": lambda: poster_points(leaflet),
        "phone_words": lambda name: phone_words(name, locale.words),
        "shares": shares,
        "benefit_groups": benefit_groups,
        "icon_array": _icon_array,
        "qr": lambda address, title: Markup(qr_svg(str(address), str(title))),
    }


def figure_address(edition: Edition, name: str) -> str:
    """The address of a figure; it is grey in a format that saves toner."""
    return _shown(edition, edition.figures[name])


def _shown(edition: Edition, picture: Asset) -> str:
    return f"{picture.uri}?grey" if edition.format.mono else picture.uri


def show_date(locale: Locale) -> Callable[[str | None], str]:
    """A function that shows a date, given as `2026-11-29`, in the words of a language; a date that
    a leaflet does not name is shown as not known.
    """

    def show(day: str | None) -> str:
        return locale.show_date(date.fromisoformat(day)) if day else locale.words.not_known

    return show


def _icon_array(share: Record, title: str) -> Any:
    is_share = isinstance(share, Record) and kind_of(share) == "RoundedShare"
    if not is_share or share.of > MOST_DRAWN:
        raise RefusedError("no share that can be drawn", f"draw at most {MOST_DRAWN} people")
    return icon_array(RoundedShare(share.n, share.of, share.is_about), str(title))
