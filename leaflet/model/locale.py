"""A locale: the words that templates print and the typographic rules of a language."""

from __future__ import annotations

import datetime
import string
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from leaflet.model.fields import ContentModel, FieldError, Language, Text

#: The placeholders that a text must have, each once or more; other texts have none. Texts are
#: filled with `str.format`, so free placeholders would be unsafe: `{time.__class__}` reaches
#: into objects, and `{time:>999999999}` fills the memory.
_PLACES: Mapping[str, tuple[str, ...]] = {
    "share": ("n", "of"),
    "share_about": ("n", "of"),
    "share_against": ("n", "of"),
    "has_it": ("n", "of"),
    "has_it_about": ("n", "of"),
    "has_it_not": ("n", "of"),
    "call_emergency": ("number",),
    "call_urgent_advice": ("number",),
    "no_urgent_line": ("number",),
    "call_department": ("department",),
    "phone_extension": ("number",),
    "phone_option": ("number",),
    "qr_alt": ("address",),
    "page_of": ("page", "pages"),
    "link_call": ("number",),
    "link_mail": ("name",),
    "link_web": ("name",),
    "answer_within": ("time",),
    "cooling_off": ("days",),
    "band_overdue": ("date",),
    "band_to_mend": ("count",),
    "print_paper": ("paper",),
    "status_newest": ("version",),
    "status_ask": ("number",),
    "print_proof": ("page",),
    "date": ("day", "month", "year"),
    "elsewhere": ("what",),
    "elsewhere_continued": ("what",),
}


def _check_places(text: str, field: str) -> str:
    wanted = _PLACES.get(field, ())
    shown = " and ".join(f"{{{place}}}" for place in wanted) or "no place in braces"
    try:
        parts = [part[1:] for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError as problem:
        raise FieldError("a brace too many or too few", f"write {shown}") from problem
    if {name for name, *_ in parts} != set(wanted) or any(spec or how for _, spec, how in parts):
        raise FieldError("the words in braces are not the expected ones", f"write {shown}")
    return text


class LocaleWords(ContentModel):
    """All words that templates print; each language must have them all, but for `elsewhere…`: with
    these a format without room for all details of a clinic says where the others stand, and for
    `link_…`, by which a link is announced that is else announced by its own words.
    """

    patient_information: Text
    audience: Text
    decision: Text
    not_known: Text
    evidence: Text
    evidence_good: Text
    evidence_some: Text
    evidence_weak: Text
    evidence_none: Text
    benefit: Text
    tried: Text
    how_many: Text
    share: Text
    share_about: Text
    share_against: Text
    with_it: Text
    without_it: Text
    risk_pictures: Text
    has_it: Text
    has_it_about: Text
    has_it_not: Text
    seen_in: Text
    unknowns: Text
    risk: Text
    risks_unknown: Text
    how_often: Text
    starts: Text
    lasts: Text
    what_to_do: Text
    option: Text
    may_help: Text
    downsides: Text
    recovery: Text
    do: Text
    dont: Text
    call_emergency: Text
    call_urgent_advice: Text
    call_clinic: Text
    call_clinic_routine: Text
    warning: Text
    important: Text
    time: Text
    dose_who: Text
    dose_how_much: Text
    dose_how_often: Text
    dose_at_most: Text
    often_very_common: Text
    often_common: Text
    often_uncommon: Text
    often_rare: Text
    often_very_rare: Text
    often_not_known: Text
    result: Text
    result_means: Text
    result_then: Text
    exercise_start: Text
    exercise_how_often: Text
    exercise_stop: Text
    appointment: Text
    my_record: Text
    write_date: Text
    write_day: Text
    write_time: Text
    write_place: Text
    write_with: Text
    write_done: Text
    write_product: Text
    write_by: Text
    write_maker: Text
    write_batch: Text
    write_cost: Text
    write_dose: Text
    write_fasting: Text
    write_call_if: Text
    watch: Text
    go_emergency_department: Text
    go_gp: Text
    go_pharmacist: Text
    call_department: Text
    own_questions: Text
    notes: Text
    contact_us: Text
    call_us: Text
    contents: Text
    contents_printed: Text
    skip: Text
    phone_main: Text
    phone_urgent: Text
    phone_out_of_hours: Text
    phone_interpreter: Text
    phone_other: Text
    phone_extension: Text
    phone_option: Text
    hours_closed: Text
    hours_all_day: Text
    hours_by_appointment: Text
    no_urgent_line: Text
    scan: Text
    scan_poster: Text
    qr_alt: Text
    page_of: Text
    imprint: Text
    code: Text
    version: Text
    published: Text
    review_due: Text
    evidence_searched: Text
    authors: Text
    reviewers: Text
    patient_involvement: Text
    nobody_yet: Text
    funding: Text
    conflicts: Text
    feedback: Text
    complaints: Text
    cooling_off: Text
    practitioners: Text
    product: Text
    regulated_by: Text
    answer_within: Text
    other_formats: Text
    sources: Text
    pictures: Text
    sources_elsewhere: Text
    link_call: Text | None = None
    link_mail: Text | None = None
    link_web: Text | None = None
    link_text: Text | None = None
    elsewhere: Text | None = None
    elsewhere_continued: Text | None = None
    elsewhere_phones: Text | None = None
    elsewhere_address: Text | None = None
    elsewhere_hours: Text | None = None
    elsewhere_holidays: Text | None = None
    elsewhere_email: Text | None = None
    elsewhere_web: Text | None = None
    elsewhere_directions: Text | None = None
    elsewhere_practitioners: Text | None = None
    elsewhere_product: Text | None = None
    elsewhere_other_formats: Text | None = None
    elsewhere_feedback: Text | None = None
    not_a_consultation: Text
    poster_not_advice: Text
    print_heading: Text
    print_paper: Text
    print_full_size: Text
    print_one_side: Text
    print_long_edge: Text
    print_short_edge: Text
    print_saddle_stitch: Text
    print_two_up: Text
    print_folded: Text
    print_tiled: Text
    print_by_hand: Text
    print_proof: Text
    status_current: Text
    status_superseded: Text
    status_compare: Text
    status_newest: Text
    status_read: Text
    status_print: Text
    status_large: Text
    status_ask: Text
    band_draft: Text
    band_to_mend: Text
    band_overdue: Text
    band_withdrawn: Text

    @field_validator("*")
    @classmethod
    def _has_its_places(cls, text: str | None, field: ValidationInfo) -> str | None:
        return text and _check_places(text, field.field_name or "")


def _quote(text: str) -> str:
    if not 1 <= len(text) <= 2:
        raise FieldError(
            f'"{text}" is no quotation mark', "write one, with its space if it has one"
        )
    return text


#: A quotation mark, with a space in languages that set one.
Quote = Annotated[str, AfterValidator(_quote)]


class Locale(ContentModel):
    """A language: its tag, direction and words, and its typographic rules.

    `quotes` are the four quotation marks, outer then inner. `stick_before` are words that stay on
    the line of the number before them ("weeks"), `stick_between` words that stay on the line of
    the numbers around them ("8 or 9").
    """

    language: Language
    name: Text
    direction: Literal["ltr", "rtl"]
    quotes: Annotated[tuple[Quote, ...], Field(min_length=4, max_length=4)]
    months: Annotated[tuple[Text, ...], Field(min_length=12, max_length=12)]
    date: Text
    clock: Literal["12", "24"]
    stick_before: tuple[Text, ...]
    stick_between: tuple[Text, ...]
    words: LocaleWords

    @field_validator("date")
    @classmethod
    def _has_its_places(cls, text: str) -> str:
        return _check_places(text, "date")

    def show_date(self, day: datetime.date) -> str:
        """A date in words, with non-breaking spaces."""
        shown = self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)
        return shown.replace(" ", "\u00a0")

    def show_clock(self, time: str) -> str:
        """The time "08:30" in the notation of the language."""
        hour, minute = (int(part) for part in time.split(":"))
        if self.clock == "24":
            return f"{hour}:{minute:02}"
        half = "am" if hour < 12 else "pm"
        minutes = f".{minute:02}" if minute else ""
        return f"{(hour - 1) % 12 + 1}{minutes}\u00a0{half}"
