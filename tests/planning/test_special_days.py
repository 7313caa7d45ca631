"""Exceptions of a clinic's hours: printed until they are over, and told when they are."""

from __future__ import annotations

import datetime
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from leaflet.content.fingerprint import words_hash
from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.model.opening_hours import HoursException, still_ahead
from leaflet.page.edition import Edition
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import Plan
from leaflet.planning.planner import make_plan
from tests.support.printed import compose_edition, plain
from tests.support.projects import CLINIC, Run, whole

DAYS = """exceptions:
  - {on: 2027-01-02, open: 9:00, close: 12:00}
  - {from: 2026-12-24, to: 2026-12-28, state: closed, why: Christmas}
"""
#: The first overlaps both others.
OVERLAPPING = """{from: 2026-12-24, to: 2026-12-31, state: closed}
  - {on: 2026-12-25, state: closed}
  - {on: 2026-12-30, state: closed}"""
CHRISTMAS = "24 December 2026-28 December 2026: closed, Christmas"
JANUARY = "2 January 2027: 9 am - 12 pm"


@pytest.fixture
def folder(project_folder: Path) -> Path:
    write(project_folder, DAYS)
    return project_folder


def write(folder: Path, days: str) -> None:
    with (folder / CLINIC).open("a", encoding="utf-8") as file:
        file.write(days)


def plan(folder: Path, day: str) -> Plan:
    selection = Selection(clinics=("riverside",), formats=("a4",))
    return make_plan(Project(folder), selection, today=datetime.date.fromisoformat(day))


def edition(folder: Path, day: str, format_id: str = "a4") -> Edition:
    (planned,) = plan(folder, day).editions
    assert planned.edition, planned.findings
    return replace(planned.edition, format=extensions.load("formats", format_id))


def slot(folder: Path, name: str, day: str, format_id: str = "a4") -> str:
    slots = compose_edition(Project(folder), edition(folder, day, format_id)).slots
    html = next(slot.html for slot in slots if slot.name == name)
    return plain(unescape(html.replace('<span class="value">', "").replace("</span>", "")))


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ("2026-11-23", [CHRISTMAS, JANUARY]),
        ("2026-12-28", [CHRISTMAS, JANUARY]),
        ("2026-12-29", [JANUARY]),
        ("2027-01-03", []),
    ],
)
@pytest.mark.parametrize(("name", "format_id"), [("contact", "a4"), ("contact-short", "trifold")])
def test_what_is_not_over_is_printed_in_the_order_of_days(
    folder: Path, name: str, format_id: str, day: str, printed: list[str]
) -> None:
    shown = slot(folder, name, day, format_id)
    assert [text for text in (CHRISTMAS, JANUARY) if text in shown] == printed
    places = [shown.index(text) for text in printed]
    assert places == sorted(places)
    assert all(place > shown.index("Monday to Friday") for place in places)


def test_the_text_is_the_same_with_and_without_them(folder: Path) -> None:
    project = Project(folder)
    bodies = {
        compose_edition(project, edition(folder, day)).body for day in ("2026-11-23", "2027-01-03")
    }
    assert len(bodies) == 1


def told(folder: Path, day: str) -> list[str]:
    return [
        f"{finding.span.line}: {finding.message}"
        for finding in plan(folder, day).findings
        if finding.code == "special-days"
    ]


def test_what_is_over_is_told_at_its_line(folder: Path) -> None:
    line = (folder / CLINIC).read_text("utf-8").count("\n") - 1
    assert told(folder, "2026-12-28") == []
    assert told(folder, "2026-12-29") == [
        f"{line + 1}: 2026-12-24 to 2026-12-28 is over, and is not printed any more"
    ]
    assert len(told(folder, "2027-01-03")) == 2


def test_what_is_far_ahead_is_told(folder: Path) -> None:
    line = (folder / CLINIC).read_text("utf-8").count("\n") - 1
    assert told(folder, "2025-12-24") == [f"{line}: 2027-01-02 is more than a year ahead"]


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ("{from: 2026-12-28, to: 2026-12-24, state: closed}", "before it begins on 2026-12-28"),
        ("{from: 2026-12-24, state: closed}", "only one of from and to"),
        ("{state: closed}", "no day"),
        ("{on: 2026-12-24}", "no hours"),
        ("{on: 2026-12-24, to: 2026-12-25, state: closed}", "both a day and a span"),
        ("{on: 24.12.2026, state: closed}", "write it as 2026-12-24"),
        ("{on: 2026-12-24, closed: true}", "write state: closed"),
        ("{on: 2026-12-24, open: 12:00, close: 9:00}", "before it opens at 12:00"),
        (OVERLAPPING, "2026-12-30 is in the exception on line"),
    ],
)
def test_exceptions_that_cannot_be_are_told(
    project_folder: Path, run: Run, days: str, says: str
) -> None:
    write(project_folder, f"exceptions:\n  - {days}\n")
    assert says in run("check", "-c", "riverside", cwd=project_folder).out


def test_a_build_after_the_last_day_makes_the_editions_anew(folder: Path, run: Run) -> None:
    first = ("build", "-c", "riverside", "-f", "a4", "--as-of", "2026-12-28")
    later = (*first[:-1], "2026-12-29")
    assert run(*first, cwd=folder).code == 0
    before = whole(folder / "dist")
    assert "unchanged" in run(*first, cwd=folder).err
    assert "clinic changed" in run(*later, "--dry-run", cwd=folder).out
    ran = run(*later, cwd=folder)
    assert (ran.code, "[special-days]" in ran.err) == (0, True)
    assert whole(folder / "dist") != before
    assert "[special-days]" in run(*later, cwd=folder).err
    assert run(*first, cwd=folder).code == 0
    assert whole(folder / "dist") == before


def test_a_department_has_its_own_which_no_approval_is_bound_to(folder: Path) -> None:
    unit = 'departments:\n  unit:\n    name: Unit\n    phones: {main: "01632 960 155"}\n'
    write(folder, unit)
    without = edition(folder, "2026-11-23").clinic
    write(folder, "    exceptions:\n      - {on: 2026-12-31, state: closed}\n")
    clinic = edition(folder, "2026-11-23").clinic
    assert [one.first.day for one in clinic.departments["unit"].exceptions] == [31]
    assert edition(folder, "2027-01-01").clinic.departments["unit"].exceptions == ()
    assert words_hash(clinic, {}) == words_hash(without, {})


def test_an_exception_that_is_over_on_its_last_day_is_none() -> None:
    one = HoursException.model_validate({"on": "2026-12-24", "state": "closed"})
    assert still_ahead([one], datetime.date(2026, 12, 24)) == (one,)
    assert still_ahead([one], datetime.date(2026, 12, 25)) == ()


def test_a_slot_that_leaves_the_hours_out_leaves_the_exceptions_out(folder: Path) -> None:
    made = edition(folder, "2026-11-23", "trifold")
    slots = {slot.name: slot for slot in compose_edition(Project(folder), made).slots}
    for form in slots["contact-short"].shorter:
        assert ("hours" in form.left_out) == ("exceptions" in form.left_out)
        assert ("December" in form.html) == ("hours" not in form.left_out)
