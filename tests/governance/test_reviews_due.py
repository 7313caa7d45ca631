"""What is due, as a list and as a calendar."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.support.governed import NAME, rewrite
from tests.support.projects import LEAFLET, PACK, Run


def test_nothing_is_due_within_ninety_days(project_folder: Path, run: Run) -> None:
    ran = run("due", cwd=project_folder)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "0 due within 90 days, 0 overdue\n"


@pytest.mark.parametrize(
    ("within", "count"),
    [("180d", 0), ("181d", 1), ("26w", 1), ("364d", 1), ("365d", 2), ("365", 2), ("53w", 2)],
)
def test_a_span_counts_its_last_day(
    project_folder: Path, run: Run, within: str, count: int
) -> None:
    ran = run("due", "--within", within, cwd=project_folder)
    assert len(ran.out.splitlines()) == count


def test_a_row_says_when_what_and_which(project_folder: Path, run: Run) -> None:
    ran = run("due", "--within", "365d", cwd=project_folder)
    assert ran.out.splitlines() == [
        "2027-05-23  in 181 days  verify  GB-ENG                         Values of GB-ENG",
        f"2027-11-23  in 365 days  review  {NAME}, en-GB  Mesotherapy for acne scars",
    ]


@pytest.mark.parametrize(
    ("day", "time_left"),
    [
        ("2027-11-22", "in 1 day"),
        ("2027-11-23", "today"),
        ("2027-11-24", "overdue by 1 day"),
        ("2028-11-23", "overdue by 366 days"),
    ],
)
def test_what_is_overdue_is_always_reported(
    project_folder: Path, run: Run, day: str, time_left: str
) -> None:
    rewrite(project_folder, "verify_by: 2027", "verify_by: 2099", PACK)
    ran = run("due", "--within", "2d", "--as-of", day, cwd=project_folder)
    (line,) = ran.out.splitlines()
    assert f"  {time_left}  " in line


def test_what_is_withdrawn_needs_no_review(project_folder: Path, run: Run) -> None:
    rewrite(project_folder, "\nreview_due: ", "\nwithdrawn: true\nreview_due: ")
    ran = run("due", "--within", "365d", cwd=project_folder)
    assert NAME not in ran.out


def test_a_broken_file_is_reported_and_hides_no_other(project_folder: Path, run: Run) -> None:
    rewrite(project_folder, "kind: none", "kind: nothing")
    ran = run("due", "--within", "365d", cwd=project_folder)
    assert (ran.code, "GB-ENG" in ran.out) == (0, True)
    assert f"note: {LEAFLET}: has errors" in ran.err


def test_json_has_the_same(project_folder: Path, run: Run) -> None:
    ran = run("due", "--within", "365d", "--json", cwd=project_folder)
    items = json.loads(ran.out)["due"]
    assert [(item["due"], item["what"], item["days"]) for item in items] == [
        ("2027-05-23", "verify", 181),
        ("2027-11-23", "review", 365),
    ]


def test_a_calendar_has_an_event_of_a_day_for_each(project_folder: Path, run: Run) -> None:
    rewrite(project_folder, "title: Mesotherapy for", "title: Scars; lumps, or Mesotherapy for")
    ran = run("due", "--within", "365d", "--ics", "due.ics", cwd=project_folder)
    assert ran.code == 0
    data = (project_folder / "due.ics").read_bytes()
    events = Calendar.from_ical(data).walk("VEVENT")
    assert [(str(e["summary"]), e.decoded("dtstart").isoformat()) for e in events] == [
        ("Verify: Values of GB-ENG (GB-ENG)", "2027-05-23"),
        (f"Review: Scars; lumps, or Mesotherapy for acne scars ({NAME}, en-GB)", "2027-11-23"),
    ]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert len({str(event["uid"]) for event in events}) == 2


def test_the_same_day_gives_the_same_calendar(project_folder: Path, run: Run) -> None:
    made = []
    for name in ("a.ics", "b.ics"):
        run("due", "--within", "365d", "--ics", name, cwd=project_folder)
        made.append((project_folder / name).read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("span", ["", "x", "-1d", "9m", "99999d"])
def test_a_span_that_is_none(project_folder: Path, run: Run, span: str) -> None:
    ran = run("due", "--within", span, cwd=project_folder)
    assert (ran.code, "is no span; write it as 90d" in ran.err) == (2, True)
