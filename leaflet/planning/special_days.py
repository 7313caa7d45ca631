"""The exceptions of clinics' hours on the day of a build: those that are over are not printed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from leaflet.core.diagnostics import Finding, Span, warning
from leaflet.core.located import Loaded

if TYPE_CHECKING:
    from leaflet.model.clinic import Clinic

#: An exception that begins later than this after the day of a build is told: its year may be wrong.
FAR = datetime.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """The first and last day of an exception of a clinic's hours, and its place in the file."""

    first: datetime.date
    last: datetime.date
    span: Span

    @property
    def record(self) -> dict[str, Any]:
        """What is kept of it in the cache, as JSON."""
        days = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return {**days, "span": asdict(self.span)}

    @property
    def shown(self) -> str:
        """The days in a message."""
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"

    def is_over(self, day: datetime.date) -> bool:
        """Whether the last of the days is past."""
        return self.last < day

    def is_far(self, day: datetime.date) -> bool:
        """Whether the first of the days is more than a year ahead."""
        return self.first > day + FAR


def special_days(loaded: Loaded[Clinic]) -> tuple[SpecialDays, ...]:
    """The exceptions of a clinic and its departments, in the order of the file."""
    from leaflet.model.departments import all_exceptions

    clinic = loaded.value
    if clinic is None:
        return ()
    return tuple(
        SpecialDays(exception.first, exception.last, loaded.place((*field_path, index)))
        for field_path, exceptions in all_exceptions(clinic)
        for index, exception in enumerate(exceptions)
    )


def restored_days(record: Any) -> SpecialDays:
    """The days of a record. Raises `KeyError`, `TypeError` or `ValueError` for another."""
    first, last = (datetime.date.fromisoformat(record[name]) for name in ("first", "last"))
    return SpecialDays(first, last, Span(**record["span"]))


def day_findings(exceptions: Iterable[SpecialDays], day: datetime.date) -> Iterator[Finding]:
    """Advice on the exceptions that are over on a day, and on those that are far ahead."""
    for one in exceptions:
        if one.is_over(day):
            message = f"{one.shown} is over, and is not printed any more"
            yield warning("special-days", one.span, message, "delete it, or write the next one")
        elif one.is_far(day):
            message = f"{one.shown} is more than a year ahead"
            yield warning("special-days", one.span, message, "check the year")


def standing(exceptions: Iterable[SpecialDays], day: datetime.date) -> str:
    """How the exceptions stand on a day, for the key of an edition; empty where all are printed and
    none is told.
    """
    marks = "".join(
        "o" if one.is_over(day) else "f" if one.is_far(day) else "-" for one in exceptions
    )
    return f" {marks}" if marks.strip("-") else ""
