"""When a clinic or department is open: its hours by days, and the exceptions of single days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from leaflet.model.fields import Clock, ContentModel, EndClock, FieldError
from leaflet.model.translations import LocalText


class OpenFrom(ContentModel):
    """From when to when a clinic is open, in 24-hour time."""

    open: Clock
    close: EndClock


class OpeningTimes(ContentModel):
    """When a clinic is open, in 24-hour time: `open` to `close`, several `times` with breaks
    between them, or a `state`. `by_appointment` alone, or beside times, says that nobody may come
    without one.
    """

    open: Clock | None = None
    close: EndClock | None = None
    times: tuple[OpenFrom, ...] = ()
    state: Literal["closed", "all-day"] | None = None
    by_appointment: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> OpeningTimes:
        if (self.open is None) != (self.close is None):
            raise FieldError("only one of open and close", "write both")
        said = sum(map(bool, (self.open, self.times, self.state)))
        if said > 1:
            hint = "write one of them; hours with a break are a list of times"
            raise FieldError("more than one of open, times and state", hint)
        if not said and not self.by_appointment:
            hint = "write open and close, times, state: closed or by_appointment: true"
            raise FieldError("no hours", hint)
        if self.state == "closed" and self.by_appointment:
            raise FieldError("closed, and by appointment", "delete one of the two")
        return self

    @property
    def all_times(self) -> tuple[OpenFrom, ...]:
        """All times of these days, in the order of the file."""
        if self.open and self.close:
            return (OpenFrom(open=self.open, close=self.close),)
        return self.times


class Hours(OpeningTimes):
    """The opening hours of some days of each week."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"days": "Monday to Friday", "open": "08:30", "close": "18:00"}]
        }
    )

    days: LocalText


class HoursException(OpeningTimes):
    """The hours of one day, `on`, or of the days `from` one `to` another, in place of the usual
    ones, and `why`. It is printed until the last of these days is over.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"from": "2026-12-24", "to": "2026-12-28", "state": "closed"}]
        }
    )

    on: datetime.date | None = None
    from_: datetime.date | None = Field(default=None, alias="from")
    to: datetime.date | None = None
    why: LocalText | None = None

    @model_validator(mode="after")
    def _has_its_days(self) -> HoursException:
        is_span = self.from_ is not None or self.to is not None
        if self.on is not None and is_span:
            raise FieldError("both a day and a span of days", "write on, or from and to")
        if is_span and (self.from_ is None or self.to is None):
            raise FieldError("only one of from and to", "write both; one day alone is on")
        if self.on is None and not is_span:
            raise FieldError(
                "no day", "write on: 2027-01-02, or from: 2026-12-24 and to: 2026-12-28"
            )
        if self.last < self.first:
            message = f"it ends on {self.last}, before it begins on {self.first}"
            raise FieldError(message, "swap the two, or mend the year")
        return self

    @property
    def first(self) -> datetime.date:
        """The first of the days."""
        return self.on or self.from_ or datetime.date.min

    @property
    def last(self) -> datetime.date:
        """The last of the days."""
        return self.on or self.to or datetime.date.max


def still_ahead(
    exceptions: Iterable[HoursException], day: datetime.date
) -> tuple[HoursException, ...]:
    """The exceptions that are not over on a day, in the order of their days."""
    ahead = (exception for exception in exceptions if exception.last >= day)
    return tuple(sorted(ahead, key=lambda exception: (exception.first, exception.last)))
