"""The departments of a clinic that a leaflet names: whom it asks to call, and its own contact."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from leaflet.core.located import FieldPath
from leaflet.model.blocks import LINES, Block
from leaflet.model.clinic import Clinic
from leaflet.model.contacts import Phone
from leaflet.model.leaflet import Leaflet
from leaflet.model.opening_hours import Hours, HoursException, still_ahead


def named_departments(leaflet: Leaflet) -> Iterator[tuple[FieldPath, str]]:
    """Every department that a leaflet names, with the field path of its id: the `contact`, and
    those of help blocks, short forms included.
    """
    if leaflet.contact:
        yield ("contact",), leaflet.contact
    for i, section in enumerate(leaflet.sections):
        for form in ("blocks", "short"):
            blocks: tuple[Block, ...] = getattr(section, form)
            for j, block in enumerate(blocks):
                for k, name in _called(block):
                    yield ("sections", i, form, j, "content", k, "call"), name


def called_departments(leaflet: Leaflet) -> tuple[str, ...]:
    """The departments that help blocks ask to call, each once, in the order of the leaflet."""
    named = (name for field_path, name in named_departments(leaflet) if len(field_path) > 1)
    return tuple(dict.fromkeys(named))


def _called(block: Block) -> Iterator[tuple[int, str]]:
    if block.kind == "help":
        for index, item in enumerate(block.content):
            if item.call is not None and item.call not in LINES:
                yield index, item.call


def at_department(clinic: Clinic, name: str | None) -> Clinic:
    """The clinic with the phones, hours, mail and directions of a department in place of its own;
    what the department does not have is left out. The clinic itself without a department.
    """
    department = clinic.departments.get(name) if name else None
    if department is None:
        return clinic
    own = {
        "phones": department.phones,
        "hours": department.hours,
        "exceptions": department.exceptions,
        "email": department.email,
        "directions": department.where,
        "holidays": None,
    }
    return clinic.model_copy(update=own)


def all_phones(clinic: Clinic) -> Iterator[tuple[FieldPath, Phone]]:
    """Every phone of a clinic and of its departments, with its field path."""
    for name, phone in clinic.phones.items():
        yield ("phones", name), phone
    for department, details in clinic.departments.items():
        for name, phone in details.phones.items():
            yield ("departments", department, "phones", name), phone


def all_hours(clinic: Clinic) -> Iterator[tuple[FieldPath, Hours]]:
    """All opening hours of a clinic and of its departments, with their field paths."""
    for index, hours in enumerate(clinic.hours):
        yield ("hours", index), hours
    for department, details in clinic.departments.items():
        for index, hours in enumerate(details.hours):
            yield ("departments", department, "hours", index), hours


def all_exceptions(clinic: Clinic) -> Iterator[tuple[FieldPath, tuple[HoursException, ...]]]:
    """The exceptions of a clinic and of each department, with the field paths of the lists."""
    yield ("exceptions",), clinic.exceptions
    for department, details in clinic.departments.items():
        yield ("departments", department, "exceptions"), details.exceptions


def on_day(clinic: Clinic, day: datetime.date) -> Clinic:
    """The clinic with the exceptions that are not over on a day, in the order of their days."""
    if not any(exceptions for _, exceptions in all_exceptions(clinic)):
        return clinic
    departments = {
        name: one.model_copy(update={"exceptions": still_ahead(one.exceptions, day)})
        for name, one in clinic.departments.items()
    }
    ahead = still_ahead(clinic.exceptions, day)
    return clinic.model_copy(update={"exceptions": ahead, "departments": departments})
