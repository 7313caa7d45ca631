"""Hours and phones as clinics have them: breaks, closed days, extensions, short numbers."""

from __future__ import annotations

import datetime
from html import unescape
from pathlib import Path

import pytest

from leaflet.content.fingerprint import words_hash
from leaflet.content.project import Project
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from tests.support.governed import make_real, rewrite
from tests.support.printed import compose_edition, plain
from tests.support.projects import CLINIC, Run

HOURS = '{days: Monday to Friday, open: "08:30", close: "18:00"}'
PHONE = '{number: "+441632960140", display: "01632 960 140"}'
BREAK = 'times: [{open: "08:30", close: "12:00"}, {open: "13:00", close: "17:00"}]'


def contact(folder: Path) -> str:
    selection = Selection(clinics=("riverside",), formats=("a4",))
    (planned,) = make_plan(Project(folder), selection, today=datetime.date(2026, 11, 29)).editions
    assert planned.edition, planned.findings
    slots = compose_edition(Project(folder), planned.edition).slots
    html = next(slot.html for slot in slots if slot.name == "contact")
    return plain(unescape(html.replace("<b>", "").replace("</b>", "").replace("</a>", "")))


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        (BREAK, "Monday 8.30 am - 12 pm, 1 pm - 5 pm"),
        ("state: closed", "Monday closed"),
        ("state: all-day", "Monday open all day and night"),
        ("by_appointment: true", "Monday by appointment"),
        (f"{BREAK}, by_appointment: true", "12 pm, 1 pm - 5 pm, by appointment"),
        ('open: "08:30", close: "18:00", by_appointment: true', "6 pm, by appointment"),
    ],
)
def test_hours_are_printed_as_the_clinic_has_them(
    project_folder: Path, run: Run, hours: str, says: str
) -> None:
    rewrite(project_folder, HOURS, f"{{days: Monday, {hours}}}", CLINIC)
    assert says in contact(project_folder)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert "[clinic-contacts]" not in ran.out


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        ('open: "08:30"', "only one of open and close"),
        ('open: "08:30", close: "18:00", state: closed', "more than one of open, times and state"),
        (f"{BREAK}, state: all-day", "more than one of open, times and state"),
        ("times: []", "no hours"),
        ("by_appointment: false", "no hours"),
        ("state: closed, by_appointment: true", "closed, and by appointment"),
        ("state: shut", '"state" cannot be "shut"'),
        ('times: [{open: "08:30"}]', 'missing field "close"'),
        (
            'times: [{open: "08:30", close: "12:00"}, {open: "11:00", close: "17:00"}]',
            "opens at 11:00, before it closed at 12:00",
        ),
        (
            'times: [{open: "08:30", close: "08:00"}]',
            "closes at 08:00, before it opens at 08:30",
        ),
    ],
)
def test_hours_that_cannot_be_are_told(
    project_folder: Path, run: Run, hours: str, says: str
) -> None:
    rewrite(project_folder, HOURS, f"{{days: Monday, {hours}}}", CLINIC)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert says in ran.out
    assert f"{CLINIC}:24:" in ran.out


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        ("open: 8:30, close: 18:00", "8.30 am - 6 pm"),
        ('open: "9:00", close: "24:00"', "9 am - 12 am"),
        ("times: [{open: 8:00, close: 12:00}, {open: 13:00, close: 24:00}]", "1 pm - 12 am"),
    ],
)
def test_times_without_a_zero_and_midnight_are_taken(
    project_folder: Path, run: Run, hours: str, says: str
) -> None:
    rewrite(project_folder, HOURS, f"{{days: Monday, {hours}}}", CLINIC)
    assert says in contact(project_folder)
    assert "[clinic-contacts]" not in run("check", "-c", "riverside", cwd=project_folder).out


@pytest.mark.parametrize(
    ("phone", "says"),
    [
        ("0300 123 123", '"0300 123 123" is no number that its country has given out'),
        ("12345", '"12345" is no short number of GB that is known'),
        ("+441214960140", 'is printed without spaces; write it as "0121 496 0140"'),
        ("0800 123 4567", ""),
        ("116 117", ""),
        ("111", ""),
    ],
)
def test_a_number_that_nobody_has_or_reads_is_told_in_a_real_clinic(
    project_folder: Path, run: Run, phone: str, says: str
) -> None:
    make_real(project_folder)
    real = PHONE.replace("960140", "970140").replace("960 140", "970 140")
    urgent = '\n  urgent: "0800 111 2222"'
    rewrite(project_folder, real, f'"{phone}"{urgent}', CLINIC)
    out = run("check", "-c", "riverside", cwd=project_folder).out
    assert says in out
    assert ("[clinic-contacts]" in out) == bool(says)


@pytest.mark.parametrize(
    ("phone", "says"),
    [
        ('extension: "204"', "01632 960 140, extension 204"),
        ('option: "2"', "01632 960 140, option 2"),
        ('extension: "204", when: Weekdays', "01632 960 140, extension 204, Weekdays"),
    ],
)
def test_a_phone_has_an_extension_or_an_option(project_folder: Path, phone: str, says: str) -> None:
    rewrite(project_folder, PHONE, f"{PHONE[:-1]}, {phone}}}", CLINIC)
    assert says in contact(project_folder)


def test_a_short_number_is_a_number(project_folder: Path, run: Run) -> None:
    rewrite(project_folder, PHONE, '{number: "116117", display: "116 117"}', CLINIC)
    assert 'href="tel:116117">116' in contact(project_folder)
    assert "[called-numbers]" not in run("check", "-c", "riverside", cwd=project_folder).out


@pytest.mark.parametrize(
    ("phone", "says"),
    [
        ('{number: "116117", display: "116 118"}', "dialled"),
        ('{number: "12", display: "12"}', "too few digits for a phone number of GB"),
        (f'{PHONE[:-1]}, extension: "ext. 4"}}', "is not what is dialled"),
        (f'{PHONE[:-1]}, option: "two"}}', "is not what is dialled"),
    ],
)
def test_a_phone_that_cannot_be_is_told(
    project_folder: Path, run: Run, phone: str, says: str
) -> None:
    rewrite(project_folder, PHONE, phone, CLINIC)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert ran.code == 1
    assert says in ran.out


def test_an_extension_is_a_safety_fact_and_none_changes_no_hash(project_folder: Path) -> None:
    clinic = Project(project_folder).clinics["riverside"].value
    assert clinic
    main = clinic.phones["main"].model_copy(update={"extension": "204"})
    with_extension = clinic.model_copy(update={"phones": {"main": main}})
    assert words_hash(with_extension, {}) != words_hash(clinic, {})
