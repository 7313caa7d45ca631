"""Details of a clinic as people write them: hours, phones, addresses, and what a starter left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.governed import make_real, rewrite
from tests.support.projects import CLINIC, Run

HOURS = 'open: "08:30", close: "18:00"'
PHONE = 'number: "+441632960140", display: "01632 960 140"'
DIGITS = "write the same digits, or leave `number` out: what is dialled follows from `display`"


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        (HOURS, ""),
        ('open: "18:00", close: "08:30"', "closes at 08:30, before it opens at 18:00"),
        ('open: "00:00", close: "00:00"', "opens and closes at 00:00"),
        ('open: "12:00", close: "00:00"', ""),
    ],
)
def test_hours_that_cannot_be_are_told(
    project_folder: Path, run: Run, hours: str, says: str
) -> None:
    rewrite(project_folder, HOURS, hours, CLINIC)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert says in ran.out
    assert ("[clinic-contacts]" in ran.out) == bool(says)


@pytest.mark.parametrize(
    ("phone", "says"),
    [
        ('number: "+441632960140", display: "01632 960 140 ext 12"', ""),
        ('number: "+441632960140", display: "01632 960 140 (option 2)"', ""),
        ('number: "+441632960140", display: "81632 960 140"', DIGITS),
        ('number: "+77273550199", display: "8 (727) 355-01-99"', ""),
        ('number: "+3612345678", display: "06 1 234 5678"', ""),
        ('number: "+390655501999", display: "06 5550 1999"', ""),
        ('number: "+441632960140", display: "01632\u00a0960\u2011140"', ""),
    ],
)
def test_a_phone_is_printed_as_people_write_it(
    project_folder: Path, run: Run, phone: str, says: str
) -> None:
    rewrite(project_folder, PHONE, phone, CLINIC)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert says in ran.out
    assert ("dialled" in ran.out) == bool(says)


DIRECTIONS = "directions: The door is beside the footbridge"
HOLIDAYS = "holidays: We are closed on bank holidays."


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (DIRECTIONS, f"{DIRECTIONS}, ring 07700 900123", '"07700 900123" is a number that stands'),
        (DIRECTIONS, f"{DIRECTIONS}, ring +44 7700 900123", '"+44 7700 900123"'),
        (HOLIDAYS, "holidays: Call 01632-960-999 then.", '"01632-960-999"'),
        (HOLIDAYS, "holidays: {en-GB: Call (01632) 960 999 then.}", '"(01632) 960 999"'),
        ("other_formats: Ask us", "other_formats: Text 07700900123", '"07700900123"'),
        (DIRECTIONS, f"{DIRECTIONS}, ring 01632 960140", ""),
        (DIRECTIONS, f"{DIRECTIONS}, ring +44 1632 960 140", ""),
        (DIRECTIONS, f"{DIRECTIONS}, bus 12, 14 or 16 from 08:30 to 18:00", ""),
        (HOLIDAYS, "holidays: We are closed from 2026-12-24 to 2027-01-03.", ""),
        (HOLIDAYS, "holidays: 'We are closed 24.12.-26.12., 31.12. and 01.01.2027.'", ""),
        (HOLIDAYS, "holidays: Call 415-555-0134 then.", '"415-555-0134"'),
        (HOLIDAYS, "holidays: 'Call 01.42.34.56.78 then.'", '"01.42.34.56.78"'),
        (DIRECTIONS, f"{DIRECTIONS}, see https://maps.example/1234567890", ""),
    ],
)
def test_a_number_in_a_text_that_no_approval_binds_is_told(
    project_folder: Path, run: Run, old: str, new: str, says: str
) -> None:
    rewrite(project_folder, old, new, CLINIC)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert says in ran.out
    assert ("[clinic-contacts]" in ran.out) == bool(says)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("email: hello@", "email: m.o'example@"),
        ("email: hello@", "email: m\u00fcller@"),
        ("hello@riverside-skin", "hello@haut\u00e4rzte"),
        ("web: https://riverside-skin", "web: https://haut\u00e4rzte"),
        ("qr: https://riverside-skin", "qr: https://stra\u00dfe"),
    ],
)
def test_addresses_of_any_script_are_taken(
    project_folder: Path, run: Run, old: str, new: str
) -> None:
    rewrite(project_folder, old, new, CLINIC)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert "bad-value" not in ran.out
    assert ran.code == 0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("email: hello@riverside-skin.example", "email: at home", "is no e-mail address"),
        ("email: hello@riverside-skin", "email: hello@-\u00e4", "characters that no domain has"),
        ("web: https://riverside-skin", "web: https://-\u00e4", "characters that no domain has"),
        ("web: https://riverside-skin.example", "web: riverside-skin.example", "is no web address"),
    ],
)
def test_an_address_that_cannot_be_is_told(
    project_folder: Path, run: Run, old: str, new: str, says: str
) -> None:
    rewrite(project_folder, old, new, CLINIC)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert says in ran.out
    assert ran.code == 1


@pytest.mark.parametrize("old", ["feedback: feedback@", "contact: complaints@", "Ask us for large"])
def test_what_a_starter_left_in_a_real_clinic_is_an_error(
    project_folder: Path, run: Run, old: str
) -> None:
    make_real(project_folder)
    assert "[fictional]" not in run("check", "-c", "riverside", cwd=project_folder).out
    text = (project_folder / CLINIC).read_text("utf-8")
    line = next(row for row in text.splitlines() if old in row)
    (project_folder / CLINIC).write_text(text.replace(line, f"{line} or ask@old.example"), "utf-8")
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert ran.code == 1
    assert '"ask@old.example" is an example address' in ran.out
