"""Fills slots of known height with clinic details, so that the body is the same for every clinic.

A slot's height class is estimated from how many lines its filled template prints. The stylesheet
of a format gives each class its height; the renderer measures whether the slot fits, and takes a
taller class or a shorter form where it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leaflet.compose.line_breaks import unbroken_name
from leaflet.compose.picture_credits import credit
from leaflet.compose.printed_lines import count_lines
from leaflet.compose.slot_forms import CONTINUATION, shortened, with_joined_hours
from leaflet.compose.template_values import view
from leaflet.compose.typography import typeset
from leaflet.core.diagnostics import UsageError
from leaflet.formats.format import HEIGHT_CLASSES, SlotSize
from leaflet.model.clinic import Clinic
from leaflet.model.departments import at_department, called_departments
from leaflet.model.leaflet import Leaflet
from leaflet.model.locale import LocaleWords
from leaflet.page.edition import Edition
from leaflet.page.slot import Form, Slot, style_of

#: The template that fills the slots.
SLOTS = "shared/slots.html.j2"
#: The template that fills them where the clinic is plain.
PLAIN_SLOTS = "shared/plain-slots.html.j2"
#: The slot that every format has, which takes no space of the text.
RUNNING_FOOT = "running-foot"

#: The slots with whom to call of a department, one for each that the leaflet names.
DEPARTMENT = "department"
#: Slots that hold the details of the department that a leaflet names as its contact.
_CONTACTS = frozenset({"contact", "contact-short", "poster-call", "call-bar", RUNNING_FOOT})

#: The slot with the clinic's photo, in place of the leaflet's picture on a cover. The stylesheet
#: works its height out from the room of the cover. Its class is S without a photo, when it takes
#: no room, else M.
COVER_PHOTO = "cover-photo"

#: Slots that hold the logo: their height class depends on the logo's height.
_HOUSES = frozenset({"masthead", "cover"})

#: The place that a logo without a width of its own fits, whatever its form.
_LOGO_WIDTH_MM, _LOGO_HEIGHT_MM = 46.0, 15.0


def template_of(edition: Edition) -> str:
    """The template that fills the slots of an edition."""
    return PLAIN_SLOTS if edition.clinic.plain else SLOTS


def fill(edition: Edition, macros: Any) -> tuple[Slot, ...]:
    """All slots of an edition; `macros` is the module of its template.

    Raises `UsageError` when no macro fills one of the format's slots.
    """
    made = []
    for name in _sized(edition):
        size = edition.format.slot_sizes[style_of(name)]
        is_empty = name == CONTINUATION or (name == COVER_PHOTO and not edition.photo)
        html = "" if is_empty else _html(macros, name, edition)
        height_class = _estimated_class(html, name, size, edition)
        forms = tuple(_shorter(macros, name, edition))
        made.append(sized(name, html, height_class, forms, edition.format.slot_sizes))
    made.append(Slot(RUNNING_FOOT, _html(macros, RUNNING_FOOT, edition), HEIGHT_CLASSES[0]))
    return tuple(made)


def sized(
    name: str,
    html: str,
    height_class: str,
    shorter: tuple[Form, ...],
    sizes: Mapping[str, SlotSize],
) -> Slot:
    """A filled slot with the heights of its style in a format; the running foot has none."""
    size = sizes.get(style_of(name))
    heights_mm = size.heights_mm if size else ()
    return Slot(name, html, height_class, heights_mm is None, heights_mm or (), shorter)


def _estimated_class(html: str, name: str, size: SlotSize, edition: Edition) -> str:
    if size.heights_mm is None:
        taken = 0.0
    elif name in _HOUSES:
        taken = _logo_height_mm(edition)
    elif name == COVER_PHOTO:
        taken = float(bool(html.strip()))
    else:
        taken = count_lines(html, size.characters, size.columns)
    return HEIGHT_CLASSES[sum(taken > limit for limit in size.lines)]


def names(edition: Edition) -> tuple[str, ...]:
    """The names of the slots of an edition, in order."""
    return (*_sized(edition), RUNNING_FOOT)


def _sized(edition: Edition) -> Iterator[str]:
    """The names of the slots that have a size: of a department there is one for each that the
    leaflet asks to call.
    """
    for name in edition.format.slot_sizes:
        if name == DEPARTMENT:
            yield from (f"{name}:{one}" for one in called_departments(edition.leaflet))
        else:
            yield name


def _html(macros: Any, name: str, edition: Edition) -> str:
    style, _, department = name.partition(":")
    macro = _macro(macros, style)
    if macro is None:
        message = f'templates/{template_of(edition)}: nothing fills the slot "{name}"'
        raise UsageError(message, "add a macro of its name")
    if department:
        return str(macro(view(edition.clinic.departments[department])))
    return str(macro(view(_clinic(name, edition))))


def _shorter(macros: Any, name: str, edition: Edition) -> Iterator[Form]:
    """The shorter forms of a slot; none where its macro knows only one."""
    style = style_of(name)
    macro, rest = _macro(macros, style), _macro(macros, CONTINUATION)
    if macro is None or "where" not in macro.arguments:
        return
    words = edition.locale.words
    for form in shortened(_clinic(name, edition), style, edition.format, words):
        where = typeset(form.pointer, edition.locale)
        html = str(macro(view(form.clinic), where=where, is_close=True))
        continued = str(rest(view(form.rest), style)) if rest and form.rest else ""
        yield Form(html, form.left_out, continued)


def _macro(macros: Any, style: str) -> Any | None:
    """The macro that fills the slots of a style."""
    from jinja2.runtime import Macro

    macro = getattr(macros, style.replace("-", "_"), None)
    return macro if isinstance(macro, Macro) else None


def _clinic(name: str, edition: Edition) -> Clinic:
    """The clinic as a slot shows it."""
    contact = edition.leaflet.contact if name in _CONTACTS else None
    return with_joined_hours(at_department(edition.clinic, contact))


def _logo_height_mm(edition: Edition) -> float:
    """The printed height of the logo; 0 without one."""
    aspect = edition.logo.aspect if edition.logo else None
    return logo_width_mm(edition) / aspect if aspect else 0.0


def logo_width_mm(edition: Edition) -> float:
    """The printed width of the logo; 0 without one: that of the clinic's file, else as much as fits
    the usual place. A logo that is too tall for its slot is printed narrower.
    """
    logo = edition.clinic.logo
    if logo is None:
        return 0.0
    aspect = edition.logo.aspect if edition.logo else None
    usual = min(_LOGO_WIDTH_MM, _LOGO_HEIGHT_MM * aspect) if aspect else _LOGO_WIDTH_MM
    wanted = (logo.width_mm or usual) * edition.format.logo_scale
    sizes = (edition.format.slot_sizes.get(name) for name in sorted(_HOUSES))
    tallest = next((size.logo_mm for size in sizes if size and size.logo_mm), None)
    return min(wanted, tallest * aspect) if aspect and tallest else wanted


def shows_photo(edition: Edition) -> bool:
    """Whether the pages of an edition show the clinic's photo."""
    return bool(edition.photo) and COVER_PHOTO in edition.format.slot_sizes


def imprint(
    clinic: Clinic, leaflet: Leaflet, words: LocaleWords, *, has_photo: bool = False
) -> list[str]:
    """The sentences of the imprint about the clinic. Only practitioners who do the leaflet's
    treatment are named, and days to think only where there is a decision; who made the clinic's
    photo only where the pages show it.
    """
    complaints = clinic.complaints
    answer = words.answer_within.format(time=complaints.answer_within)
    said = [f"{clinic.legal_name}."]
    if clinic.regulator:
        said.append(f"{words.regulated_by} {clinic.regulator.body}, {clinic.regulator.number}.")
    said += treatment(clinic, leaflet, words)
    if clinic.cooling_off_days and leaflet.decision:
        said.append(words.cooling_off.format(days=clinic.cooling_off_days))
    if clinic.feedback:
        said.append(f"{words.feedback}: {clinic.feedback}.")
    said.append(f"{words.complaints}: {complaints.contact}, {answer}. {complaints.outside_body}")
    if clinic.other_formats:
        said.append(f"{words.other_formats}: {clinic.other_formats}")
    if has_photo and clinic.photo and (made := credit(clinic.photo)):
        said.append(f"{words.pictures}: {made}")
    return said


def treatment(clinic: Clinic, leaflet: Leaflet, words: LocaleWords) -> list[str]:
    """The sentences about who treats, and with which product."""
    said = []
    if named := [p for p in clinic.practitioners if leaflet.id in p.does or not p.does]:
        people = (
            f"{unbroken_name(p.name)}, {p.profession}, {p.register_name} {p.number}" for p in named
        )
        said.append(f"{words.practitioners}: {'; '.join(people)}.")
    if clinic.product:
        made = (clinic.product.name, clinic.product.maker, clinic.product.product_class)
        said.append(f"{words.product}: {', '.join(map(str, (*made, clinic.product.licence)))}.")
    return said


def phone_words(name: str, words: LocaleWords) -> str:
    """The label of a phone number; a clinic's own name for a number is printed as it is."""
    known: str | None = getattr(words, f"phone_{name}", None)
    return known or name.replace("_", " ").capitalize()
