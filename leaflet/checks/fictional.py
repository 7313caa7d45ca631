"""Fictional clinics have example details only; real clinics have none."""

import re
from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.clinic import Clinic
from leaflet.model.departments import all_phones
from leaflet.model.free_texts import free_texts
from leaflet.model.reserved_numbers import is_drama_number

#: An address that ends in .example, as in "feedback@harbour.example".
_EXAMPLE = re.compile(r"(?<![\w.@-])[\w.@-]{1,200}\.example\b", re.IGNORECASE)

Problem = tuple[Span, str, str]


def _run(loaded: Loaded[Clinic]) -> Iterator[Problem]:
    clinic = loaded.value
    assert clinic is not None
    for field_path, address in _addresses(clinic):
        host = address.removeprefix("https://").split("/")[0].split("@")[-1]
        is_example = host.endswith(".example")
        if is_example and not clinic.fictional:
            hint = "write the clinic's own address, or set fictional: true"
            yield loaded.place(field_path), f'"{host}" is an example address', hint
        if clinic.fictional and not is_example:
            hint = "end it in .example (RFC 2606)"
            yield loaded.place(field_path), f'"{host}" may be somebody\'s real address', hint
    if not clinic.fictional:
        yield from _left_over(loaded, clinic)
    yield from _numbers(loaded, clinic)


def _addresses(clinic: Clinic) -> Iterator[tuple[FieldPath, str]]:
    if clinic.email:
        yield ("email",), clinic.email
    for field in ("web", "qr"):
        yield (field,), getattr(clinic, field)
    for name, department in clinic.departments.items():
        if department.email:
            yield ("departments", name, "email"), department.email


def _left_over(loaded: Loaded[Clinic], clinic: Clinic) -> Iterator[Problem]:
    """Findings for example addresses in the texts of a real clinic, left over from a starter."""
    for field_path, text in free_texts(clinic):
        for found in _EXAMPLE.finditer(text):
            hint = "write the clinic's own address"
            yield loaded.place(field_path), f'"{found[0]}" is an example address', hint


def _numbers(loaded: Loaded[Clinic], clinic: Clinic) -> Iterator[Problem]:
    for field_path, phone in all_phones(clinic):
        is_drama = is_drama_number(phone.number)
        place = loaded.place((*field_path, "number"))
        if is_drama and not clinic.fictional:
            hint = "write the clinic's own number, or set fictional: true"
            yield place, f'"{phone.display}" is an invented number, which reaches nobody', hint
        if clinic.fictional and not is_drama and phone.number.startswith("+44"):
            hint = "use one that reaches nobody, from 01632 960 000 to 01632 960 999"
            yield place, f'"{phone.display}" may be somebody\'s real number', hint


CHECK = Check(
    id="fictional",
    stage="content",
    reads=Clinic,
    severity=Severity.ERROR,
    summary="A fictional clinic has .example addresses and numbers of nobody, a real one none.",
    run=_run,
    breaks="the page would name an address or number that may belong to somebody",
    finds="a clinic with `fictional: true` whose `email`, `web`, `qr` or British number could be "
    "somebody's; a real one with a `.example` address in any field or a number that Ofcom "
    "reserves for drama",
    mend="end the address in `.example` and use a number such as 01632 960 001, or write the real"
    " ones",
    why="Ofcom reserves numbers for drama, RFC 2606 the top-level domain .example, so that no "
    "example reaches a real person.",
)
