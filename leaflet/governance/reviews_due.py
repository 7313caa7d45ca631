"""The reviews of leaflets and jurisdictions that are due, the longest overdue first; and approved
leaflets in which something is to mend.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from leaflet.content.project import Project
from leaflet.core.located import Loaded
from leaflet.planning.approval_status import ApprovalStatus
from leaflet.planning.file_summaries import FileSummaries


@dataclass(frozen=True, slots=True)
class Due:
    """What is due on a day: `what` to do (review, verify, mend), its `name`, a title for people."""

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
    """The reviews that are overdue, or due by the end of a span of days; and, due on the day
    itself, the approved leaflets that are drafts again because something in them is unfit.

    Withdrawn leaflets need no review. `leaflet check` reports files that cannot be read.
    """
    found = [item for item in _all(project) if item.day <= today + within]
    found += _to_mend(project, today)
    return sorted(found, key=lambda item: (item.day, item.what, item.name))


def _all(project: Project) -> Iterator[Due]:
    for (name, language), loaded in project.leaflets.items():
        leaflet = loaded.value
        if leaflet and leaflet.review_due and not leaflet.withdrawn:
            yield Due(leaflet.review_due, "review", f"{name}, {language}", leaflet.title)
    for code, loaded_pack in project.packs.items():
        if loaded_pack.value:
            yield Due(loaded_pack.value.verify_by, "verify", code, f"Values of {code}")


def _to_mend(project: Project, today: datetime.date) -> Iterator[Due]:
    if not project.approvals:
        return
    approval_status = ApprovalStatus(FileSummaries(project), today)
    for name, language in project.approvals:
        if approval_status.to_mend_although_approved(name, language):
            leaflet = project.leaflets[name, language].value
            assert leaflet
            if not leaflet.withdrawn:
                yield Due(today, "mend", f"{name}, {language}", leaflet.title)


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
