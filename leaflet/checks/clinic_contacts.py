"""A clinic's phone numbers, practitioners and complaints body are complete and plausible."""

import datetime
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.folding import fold_text
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.clinic import Clinic
from leaflet.model.departments import all_exceptions, all_hours, all_phones
from leaflet.model.emergency_numbers import numbers_of
from leaflet.model.opening_hours import Hours, HoursException
from leaflet.model.phone_numbers import country_of, is_assigned, is_known_short, spaced
from leaflet.model.phones import Phone
from leaflet.model.reserved_numbers import is_drama_number
from leaflet.model.translations import all_forms
from leaflet.text.contact_details import LONG_NUMBER

_URGENT = ("urgent", "out_of_hours")
#: Numbers that nobody has: one digit repeated, or reserved for fiction in North America.
_PLACEHOLDER = re.compile(r"(\d)\1{6}|^\+1\d{3}55501\d\d$")

#: The texts of a clinic that its approval is not bound to and that people write numbers in.
_UNBOUND_TEXTS = ("strapline", "directions", "holidays", "other_formats")

_MAIL = re.compile(r"@([\w-]+(?:\.[\w-]+)+)")


def _run(loaded: Loaded[Clinic]) -> Iterator[Found]:
    clinic = loaded.value
    assert clinic is not None
    yield from _numbers(loaded, clinic)
    yield from _numbers_in_texts(loaded, clinic)
    yield from _hours(loaded, clinic)
    yield from _overlaps(loaded, clinic)
    if not clinic.fictional:
        yield from _missing(loaded, clinic)
    own = {_plain(said) for said in all_forms(clinic.complaints.contact)}
    if own & {_plain(said) for said in all_forms(clinic.complaints.outside_body)}:
        hint = "name who looks into a complaint that the clinic did not settle"
        place = loaded.place(("complaints", "outside_body"))
        yield place, '"outside_body" is the clinic\'s own contact', hint
    yield from _elsewhere(loaded, clinic)
    web, qr = (_host(address) for address in (clinic.web, clinic.qr))
    if web != qr:
        hint = "check that the code leads to the clinic"
        message = f'"qr" leads to "{qr}", "web" to "{web}"'
        yield loaded.place(("qr",)), message, hint, Severity.NOTE


def _elsewhere(loaded: Loaded[Clinic], clinic: Clinic) -> Iterator[Found]:
    """Findings for mail addresses at a host that is neither that of `web` nor that of `email`: they
    may be left over from the clinic that the file was copied from. Notes where `web` and `email`
    differ, too, as in a clinic of a hospital.
    """
    mail = clinic.email.rpartition("@")[2].lower() if clinic.email else _host(clinic.web)
    own = (_host(clinic.web), mail)
    severity = Severity.WARNING if _is_related(*own) else Severity.NOTE
    texts = (
        (("feedback",), clinic.feedback),
        (("complaints", "contact"), clinic.complaints.contact),
    )
    for field_path, text in texts:
        for host in _MAIL.findall(" ".join(all_forms(text)).lower()):
            if not any(_is_related(host, other) for other in own):
                message = f'"{host}" is the host of neither "web" nor "email"'
                hint = "check that it is not left over from another clinic"
                yield loaded.place(field_path), message, hint, severity


def _is_related(host: str, other: str) -> bool:
    """Whether two hosts are the same, or one is a part of the other's."""
    return f".{host}".endswith(f".{other}") or f".{other}".endswith(f".{host}")


def _missing(loaded: Loaded[Clinic], clinic: Clinic) -> Iterator[Found]:
    """Findings for details that a real clinic must have and an example may omit."""
    if not any(name in clinic.phones for name in _URGENT):
        hint = 'add "urgent" or "out_of_hours": who answers when the clinic is closed'
        yield loaded.place(("phones",)), "no number for urgent calls", hint
    if not clinic.practitioners:
        hint = "add each practitioner with their register and number"
        place = loaded.place(("practitioners",))
        yield place, "no practitioner is named", hint, Severity.NOTE


def _numbers(loaded: Loaded[Clinic], clinic: Clinic) -> Iterator[Found]:
    first: dict[tuple[object, ...], str] = {}
    for (*group, name), phone in all_phones(clinic):
        place = loaded.place((*group, name, "number"))
        if _PLACEHOLDER.search(phone.number):
            yield place, f'"{phone.number}" looks like a placeholder', "write the number"
        yield from _doubtful(place, phone, clinic)
        other = first.setdefault((*group, phone.number), str(name))
        if other != name:
            hint = "delete one, or correct its number"
            yield place, f'"{name}" and "{other}" are the same number', hint


def _doubtful(place: Span, phone: Phone, clinic: Clinic) -> Iterator[Found]:
    """Findings for a number that its country has not given out, and one that is hard to read."""
    if phone.display == phone.number and phone.number.startswith("+"):
        shown = spaced(phone.number, clinic.jurisdiction)
        yield place, f'"{phone.number}" is printed without spaces', f'write it as "{shown}"'
    if clinic.fictional or is_drama_number(phone.number):
        return
    if not phone.number.startswith("+"):
        country = country_of(clinic.jurisdiction)
        listed = numbers_of(clinic.jurisdiction)
        is_listed = listed is not None and phone.number in listed.all
        if not is_listed and not is_known_short(phone.number, clinic.jurisdiction):
            message = f'"{phone.display}" is no short number of {country} that is known'
            yield place, message, "if its area code is missing, write it before the number"
    elif not is_assigned(phone.number):
        message = f'"{phone.display}" is no number that its country has given out'
        yield (
            place,
            message,
            "compare it with the number that you dial; a digit may be wrong or missing",
        )


def _numbers_in_texts(loaded: Loaded[Clinic], clinic: Clinic) -> Iterator[Found]:
    """Findings for phone numbers that no approval of the clinic is bound to."""
    known = {
        _digits(written)
        for _, phone in all_phones(clinic)
        for written in (phone.number, phone.display)
    }
    for field in _UNBOUND_TEXTS:
        for number in LONG_NUMBER.findall(" ".join(all_forms(getattr(clinic, field)))):
            if _digits(number) not in known:
                message = f'"{number}" is a number that stands under no name in "phones"'
                hint = 'add it to "phones": a clinic\'s approval is bound to these'
                yield loaded.place((field,)), message, hint


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


def _hours(loaded: Loaded[Clinic], clinic: Clinic) -> Iterator[Found]:
    """Findings for hours that end before they begin; midnight ends a day."""
    for field_path, hours in _all_times(clinic):
        days, closed = _days(hours), ""
        for index, time in enumerate(hours.all_times):
            inside = ("times", index) if hours.times else ()
            place = loaded.place((*field_path, *inside, "close"))
            if time.open == time.close:
                hint = "write when it closes; if it never does, write state: all-day"
                yield place, f'"{days}" opens and closes at {time.open}', hint
            elif "00:00" < time.close < time.open:
                message = f'"{days}" closes at {time.close}, before it opens at {time.open}'
                yield place, message, "swap the two, if they are the wrong way round"
            elif time.open < closed:
                message = f'"{days}" opens at {time.open}, before it closed at {closed}'
                yield place, message, "write the times in order, with the breaks between them"
            closed = time.close


def _all_times(clinic: Clinic) -> Iterator[tuple[FieldPath, Hours | HoursException]]:
    yield from all_hours(clinic)
    for field_path, exceptions in all_exceptions(clinic):
        yield from (((*field_path, index), one) for index, one in enumerate(exceptions))


def _days(hours: Hours | HoursException) -> str:
    return all_forms(hours.days)[0] if isinstance(hours, Hours) else str(hours.first)


def _overlaps(loaded: Loaded[Clinic], clinic: Clinic) -> Iterator[Found]:
    """Findings for days that two exceptions of the hours are about."""
    for field_path, exceptions in all_exceptions(clinic):
        by_day = sorted(enumerate(exceptions), key=lambda pair: (pair[1].first, pair[1].last))
        latest: tuple[datetime.date, int] = (datetime.date.min, 0)
        for index, exception in by_day:
            place = loaded.place((*field_path, index))
            if exception.first <= latest[0]:
                message = f"{exception.first} is in the exception on line {latest[1]}, too"
                yield place, message, "write each day once"
            latest = max(latest, (exception.last, place.line or 0))


def _plain(text: str) -> str:
    return " ".join(fold_text(text).rstrip(".").split())


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


CHECK = Check(
    id="clinic-contacts",
    stage="content",
    reads=Clinic,
    severity=Severity.WARNING,
    summary="A clinic names an urgent number and an outside body for complaints.",
    run=_run,
    finds="a real clinic without a number `urgent` or `out_of_hours`, or (a note) without"
    " `practitioners`; in any clinic two names for one number, a number that looks like a"
    " placeholder, that its country has not given out, or that is printed without spaces, an"
    " outside body that is the clinic itself, hours that close before they open, a day that two"
    " `exceptions` are about, a number of seven digits or more in `strapline`, `directions`,"
    " `holidays` or `other_formats` that is none of its `phones`, and (a note) a `qr` of another"
    " host than `web`, and a mail address under `feedback` or `complaints` at a host that is"
    " neither that of `web` nor that of `email` (a note where these two differ)",
    mend="ask the clinic; if nobody answers at night, say so in `when` of the number",
    why="A study of 73 hospital leaflets found contact details in 28 of 100 (EQIP, Moult 2004)."
    " A patient with a late infection after a treatment must be able to reach somebody.",
)
