"""The values that templates see: frozen views of declared fields, without behaviour.

`view` turns a value of the program into texts, numbers, booleans, None, tuples, read-only mappings
and records. A record holds the declared fields of one object and the properties in `RECORDS`; an
object of any other type is a mistake of the program. A `Helper` is a function that templates may
call; a date is a text with its year, month and day.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from types import MappingProxyType
from typing import Any

from leaflet.model.roles import ROLES

#: The kinds of records, each with the properties that templates see besides its declared fields.
RECORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # leaflets
        "Leaflet": (),
        "Section": (),
        "Block": (),
        "Benefit": (),
        "Risk": (),
        "Frequency": (),
        "Share": (),
        "Alternative": (),
        "Step": (),
        "DoDont": (),
        "Help": (),
        "Table": (),
        "TimetableDay": (),
        "TimetableRow": (),
        "Doses": (),
        "Dose": (),
        "SideEffects": (),
        "SideEffectClass": (),
        "Result": (),
        "Exercise": (),
        "WriteIn": (),
        "WriteInField": (),
        "Video": (),
        "Figure": (),
        "Term": (),
        "Fact": (),
        "Source": ("address",),
        "Author": (),
        "Reviewer": (),
        "Involvement": (),
        "Change": (),
        "Translation": (),
        "Waiver": (),
        # clinics, jurisdictions and locales
        "Clinic": (),
        "Logo": (),
        "CoverPhoto": (),
        "Brand": (),
        "Department": (),
        "Phone": (),
        "Hours": ("all_times",),
        "HoursException": ("all_times", "first", "last"),
        "OpenFrom": (),
        "Complaints": (),
        "Regulator": (),
        "Practitioner": (),
        "Product": (),
        "Pack": (),
        "ServiceNumber": (),
        "LocaleWords": (),
        # formats and type
        "Format": ("rooms", "body_x_height_mm", "is_large_print", "suffix"),
        "Band": (),
        "FitLimits": (),
        "Margins": (),
        "Panel": (),
        "Paper": (),
        "SlotSize": ("by_class",),
        "Font": ("uri",),
        # what helpers return
        "Row": ("name",),
        "RoundedShare": ("rest", "is_drawn"),
        # status pages
        "RegisteredLeaflet": ("current",),
        "RegisteredVersion": ("is_current", "name"),
        "RegisteredFile": (),
        # staff documents
        "AppraisalForm": (),
        "FormPart": (),
        "Criterion": (),
        "Evidence": (),
        "Approved": (),
        "PartReading": (),
        "NamedRisks": (),
        "MarkedFact": (),
        "Claim": (),
        "Finding": ("label",),
        "Span": (),
        "ReprintNotice": (),
        "Errand": ("lines", "height_mm"),
        "ReviewSection": ("has_heading",),
        "Paragraph": ("tag",),
        "MarkedWords": (),
        "PageChanges": (),
        "PagePair": (),
        "Version": (),
    }
)


class RefusedError(Exception):
    """A template asks for something that it does not see, or for too much of it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Record:
    """The declared fields of an object, frozen. Templates read them through the sandbox alone."""

    __slots__ = ("_fields", "_kind")

    _fields: Mapping[str, Any]
    _kind: str

    def __init__(self, kind: str, values: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_kind", kind)
        object.__setattr__(self, "_fields", MappingProxyType(dict(values)))

    def __getattr__(self, name: str) -> Any:
        try:
            return self._fields[name]
        except KeyError:
            raise AttributeError(f'a {self._kind} has no "{name}"') from None

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f'a {self._kind} is frozen: "{name}" cannot be set')

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        return (self._kind, self._fields) == (other._kind, other._fields)

    def __hash__(self) -> int:
        return hash((self._kind, *self._fields))

    def __repr__(self) -> str:
        return f"<{self._kind}>"


def kind_of(record: Record) -> str:
    """The kind of a record, a key of `RECORDS`."""
    return record._kind  # not by attribute, so that a field may have any name


def fields_of(record: Record) -> Mapping[str, Any]:
    """The fields and properties of a record by name."""
    return record._fields  # as above


class Day(str):
    """A date as text, `2026-11-29`, with its `year`, `month` and `day`."""

    __slots__ = ()

    @property
    def date(self) -> datetime.date:
        """The date; raises `ValueError` for a text that is none."""
        return datetime.date.fromisoformat(self)


class Helper:
    """A function that templates may call by its name; nothing of it can be read."""

    __slots__ = ("_function", "_name")

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self._name = name
        self._function = function

    def __call__(self, *args: Any, **values: Any) -> Any:
        """The result of the function."""
        return self._function(*args, **values)

    def __repr__(self) -> str:
        return f"<helper {self._name}>"


def helper(name: str, function: Callable[..., Any]) -> Helper:
    """A helper that returns a view of what the function returns."""
    return Helper(name, lambda *args, **values: view(function(*args, **values)))


def view(value: Any) -> Any:
    """A value as templates see it.

    Raises `TypeError` for an object whose type is not in `RECORDS`: a mistake of the program.
    """
    if value is None or type(value) in _plain():
        return value
    if isinstance(value, Enum):
        return view(value.value)
    if isinstance(value, Mapping):
        return MappingProxyType({view(key): view(inner) for key, inner in value.items()})
    if isinstance(value, list | tuple):
        return tuple(map(view, value))
    if isinstance(value, datetime.date):
        return Day(value.isoformat())
    return _record(value, type(value).__name__)


@cache
def _plain() -> frozenset[type]:
    """The types of values that are views already."""
    from markupsafe import Markup

    return frozenset({str, int, float, bool, Day, Markup, Record, Helper})


def _record(value: Any, kind: str) -> Record:
    if kind not in RECORDS:
        raise TypeError(f"templates do not see a {kind}; see RECORDS in {__name__}")
    of: type = type(value)
    names = (*declared(of), *RECORDS[kind])
    return Record(kind, {name: view(getattr(value, name)) for name in names})


@cache
def declared(kind: type) -> tuple[str, ...]:
    """The names of the declared fields of a model or dataclass, in order."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    names: Mapping[str, Any] = getattr(kind, "model_fields", {})
    if not names:
        raise TypeError(f"{kind.__name__} declares no fields")
    return tuple(names)


# --- functions of records --------------------------------------------------------------------


def _section(leaflet: Record, wanted: str) -> Record | None:
    """The first section with a role, or with an id that is no role's name; None without one. A
    heading "Questions" alone gives its section an id and no role.
    """
    field = "role" if wanted in ROLES else "id"
    return next((one for one in leaflet.sections if getattr(one, field) == wanted), None)


def _find(section: Record, kind: str) -> Record | None:
    """The first block of a kind; None without one."""
    return next((block for block in section.blocks if block.kind == kind), None)


#: The functions of records by kind and name.
METHODS: Mapping[tuple[str, str], Callable[..., Any]] = MappingProxyType(
    {("Leaflet", "section"): _section, ("Section", "find"): _find}
)


def names_of(record: Record) -> Iterator[str]:
    """The names of all that a template can read of a record."""
    yield from fields_of(record)
    yield from (name for kind, name in METHODS if kind == kind_of(record))


def read(record: Record, name: str) -> Any:
    """A field, property or function of a record.

    Raises `KeyError` when templates see none of that name.
    """
    found = fields_of(record)
    if name in found:
        return found[name]
    return Helper(name, partial(METHODS[kind_of(record), name], record))
