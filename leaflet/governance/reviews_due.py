"""The reviews of leaflets and jurisdictions that are due, the longest overdue first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from leaflet.content.project import Project
from leaflet.core.located import Loaded


@dataclass(frozen=True, slots=True)
class Due:
    """A review that is due on a day: of `what`, its `name`, and a title for people."""

    day: datetime.date
    what: str
    name: str
    title: str

    def time_left(self, today: datetime.date) -> str:
        """The time until the day, or since, in words."""
        days = (self.day - today).days
        if days == 0:
            return "today"
        number = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
        return f"in {number}" if days > 0 else f"overdue by {number}"


def due(project: Project, today: datetime.date, within: datetime.timedelta) -> list[Due]:
    """The reviews that are overdue, or due by the end of a span of days.

    Withdrawn leaflets need no review. `leaflet check` reports files that cannot be read.
    """
    found = [item for item in _all(project) if item.day <= today + within]
    return sorted(found, key=lambda item: (item.day, item.what, item.name))


def _all(project: Project) -> Iterator[Due]:
    for (name, language), loaded in project.leaflets.items():
        leaflet = loaded.value
        if leaflet and leaflet.review_due and not leaflet.withdrawn:
            yield Due(leaflet.review_due, "review", f"{name}, {language}", leaflet.title)
    for code, loaded_pack in project.packs.items():
        if loaded_pack.value:
            yield Due(loaded_pack.value.verify_by, "verify", code, f"Values of {code}")


def unread(project: Project) -> Iterator[Loaded[Any]]:
    """The files whose dates could not be read."""
    files: list[Loaded[Any]] = [*project.leaflets.values(), *project.packs.values()]
    return (loaded for loaded in files if loaded.value is None)


def to_calendar(items: Sequence[Due], today: datetime.date) -> bytes:
    """The reviews as a calendar (RFC 5545), with an all-day event for each.

    An event has the same UID in every export, so that a calendar moves it instead of adding one.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//patient-leaflet//due//EN")
    calendar.add("version", "2.0")
    stamp = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    for item in items:
        event = Event()
        event.add("uid", f"{item.what}-{item.name.replace(', ', '-')}@patient-leaflet")
        event.add("dtstamp", stamp)
        event.add("dtstart", item.day)
        event.add("summary", f"{item.what.capitalize()}: {item.title} ({item.name})")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text
