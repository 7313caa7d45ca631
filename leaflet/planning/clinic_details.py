"""Details of a clinic that another clinic of the project has too: a phone, mail, web address, logo
or place. Of a place the lines with a number count: house and postcode. The same street and town
with another postcode may be a slip of the pen.

A number that was left over from the clinic whose file was copied is dialled by somebody in need.
Sites of one clinic may share what they like: they extend one group, or one of them the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from leaflet.core.diagnostics import Finding, Span, error, warning
from leaflet.core.folding import fold

if TYPE_CHECKING:
    from leaflet.core.located import FieldPath, Loaded
    from leaflet.model.clinic import Clinic

#: The code of the findings.
SHARED_DETAIL = "shared-detail"
#: What a detail is.
PHONE, EMAIL, WEB, NAME = ("the phone number", "the e-mail address", "the web address", "the name")
ADDRESS, STREET = "the address", "the street and town"
#: Phones that clinics may share: services that answer for many.
_SERVICES = frozenset({"interpreter", "out_of_hours"})
_PLACEHOLDER = "TODO"
#: Shorter directions, such as "Step-free access.", fit many places.
_LEAST_DIRECTIONS = 30
#: The holders of a detail that are kept; of two that are no sites of each other, one is no site of
#: the clinic that comes next.
MOST_HOLDERS = 2
#: Two clinics may bear one name, and a leaflet's text is searched for it.
_NOT_SHARED = frozenset({NAME})
#: The parts of an address with a number, where it has both.
_HOUSE_AND_POSTCODE = 2


@dataclass(frozen=True, slots=True)
class ClinicDetail:
    """A detail that is a clinic's own: what it is ("the phone number"), its value as it is
    compared, as it is printed, and its place.
    """

    what: str
    value: str
    shown: str
    span: Span

    @property
    def record(self) -> dict[str, Any]:
        """What is kept of it in the cache, as JSON."""
        return asdict(self)


def restored_detail(record: Mapping[str, Any]) -> ClinicDetail:
    """A detail from what is kept of it. Raises `KeyError` or `TypeError` for another record."""
    return ClinicDetail(**{**record, "span": Span(**record["span"])})


@dataclass(frozen=True, slots=True)
class ClinicIdentity:
    """The details of a clinic by its id and the path of its file, and `family`: that path, and
    those of the files that it extends or looks for.
    """

    id: str
    path: str
    details: tuple[ClinicDetail, ...]
    family: frozenset[str]


def clinic_details(loaded: Loaded[Clinic]) -> Iterator[ClinicDetail]:
    """The details that are a clinic's own; none of a clinic that prints none."""
    clinic = loaded.value
    if clinic is None or clinic.plain:
        return
    for what, field_path, value, shown in _given(clinic):
        if _PLACEHOLDER not in shown:
            yield ClinicDetail(what, value, shown, loaded.place(field_path))
    if logo := loaded.uses.get("logo"):
        assert clinic.logo
        place = loaded.place(("logo", "file"))
        yield ClinicDetail("the logo", logo.sha256, clinic.logo.file, place)


def _given(clinic: Clinic) -> Iterator[tuple[str, FieldPath, str, str]]:
    from leaflet.model.departments import all_phones

    for name in dict.fromkeys((clinic.name, clinic.legal_name)):
        yield NAME, ("name",), fold(name), name
    for field_path, phone in all_phones(clinic):
        # a short number, such as 116117, is a national service
        if phone.number.startswith("+") and field_path[-1] not in _SERVICES:
            value = " ".join((phone.number, phone.extension or "", phone.option or ""))
            yield PHONE, field_path, value, phone.display
    mails: list[tuple[FieldPath, str | None]] = [(("email",), clinic.email)]
    mails += [
        (("departments", name, "email"), one.email) for name, one in clinic.departments.items()
    ]
    for at, mail in mails:
        if mail:
            yield EMAIL, at, mail.casefold(), mail
    yield from _places(clinic)


def _places(clinic: Clinic) -> Iterator[tuple[str, FieldPath, str, str]]:
    """Where a clinic is found: its directions, web addresses and address."""
    said = clinic.directions or ""
    for text in (said,) if isinstance(said, str) else said.values():
        if len(text) > _LEAST_DIRECTIONS:
            plain = "".join(filter(str.isalnum, fold(text)))
            yield "the directions", ("directions",), plain, text
    for name, what in (("web", WEB), ("qr", "the address of the QR codes")):
        if link := getattr(clinic, name):
            yield what, (name,), link.casefold().rstrip("/"), link
    address = ", ".join(clinic.address)
    numbered = [line for line in clinic.address if any(map(str.isdigit, line))]
    plain = "".join(filter(str.isalnum, fold(", ".join(numbered or clinic.address))))
    yield ADDRESS, ("address",), plain, address
    if street := _street(address):
        yield STREET, ("address",), "".join(filter(str.isalnum, fold(street))), street


def _street(address: str) -> str:
    """The lines with a house number and the town of an address without its postcode, which is the
    last part with a number; empty where one of them is not found.
    """
    parts = [part.strip() for part in address.split(",")]
    numbered = [n for n, part in enumerate(parts) if any(map(str.isdigit, part))]
    if len(numbered) < _HOUSE_AND_POSTCODE:
        return ""
    first, last = numbered[0], numbered[-1]
    town = [word for word in parts[last].split() if not any(map(str.isdigit, word))]
    rest = [*parts[first + 1 : last], " ".join(town), *parts[last + 1 :]]
    return ", ".join((parts[first], *filter(None, rest))) if any(rest) else ""


def shared_details(clinics: Iterable[ClinicIdentity]) -> dict[str, tuple[Finding, ...]]:
    """The findings by clinic: a detail that an earlier clinic has, of which
    it is no site. They are unfit; the same street and town with another postcode is advice.
    """
    holders: dict[tuple[str, str], list[ClinicIdentity]] = {}
    found: dict[str, tuple[Finding, ...]] = {}
    for clinic in clinics:
        has_address = False
        for detail in clinic.details:
            if detail.what in _NOT_SHARED:
                continue
            known = holders.setdefault((detail.what, detail.value), [])
            others = [one for one in known if one.family.isdisjoint(clinic.family)]
            if others and (detail.what != STREET or not has_address):
                found[clinic.id] = (*found.get(clinic.id, ()), _finding(detail, others[0].path))
                has_address = detail.what == ADDRESS
            if len(others) == len(known) < MOST_HOLDERS:
                known.append(clinic)
    return found


def _finding(detail: ClinicDetail, other: str) -> Finding:
    message = f'"{detail.shown}" is {detail.what} of {other} as well'
    hint = "write this clinic's own; sites of one clinic extend one group: see extends"
    if detail.what == STREET:
        hint = f"compare the two postcodes; {hint}"
        return warning("shared-detail", detail.span, f"{message}, with another postcode", hint)
    return replace(error("shared-detail", detail.span, message, hint), in_drafts=True)
