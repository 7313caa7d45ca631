"""A release holds what is approved, in date and not fictional; why the rest is withheld is
reported.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leaflet.content.project import Project
from leaflet.planning.approval_status import ApprovalStatus
from leaflet.planning.file_summaries import FileSummaries
from tests.support.governed import APPROVALS, NAME, SAFETY, approve_all, make_real, rewrite
from tests.support.projects import CLINIC, LEAFLET, PACK, SETTINGS, Run, add_leaflet, standing

OWN = f"riverside/en-GB/{NAME}.a4"


@pytest.fixture
def approved(project_folder: Path, run: Run) -> Path:
    make_real(project_folder)
    approve_all(run, project_folder)
    return project_folder


def test_only_what_is_approved_is_built(approved: Path, run: Run) -> None:
    ran = run("build", "--release", cwd=approved)
    assert ran.code == 3
    assert standing(approved / "dist") == [f"{OWN}.pdf"]
    assert (
        f"withheld: st-oswin/en-GB/{NAME} (a4): the clinic's safety facts are not approved;"
        " the clinic is fictional\n"
    ) in ran.err
    assert "1 edition in dist, 1 withheld" in ran.err


def test_a_release_of_nothing_else_is_done(approved: Path, run: Run) -> None:
    ran = run("build", "--release", "-c", "riverside", cwd=approved)
    assert (ran.code, "withheld" in ran.err) == (0, False)


WITHHELD = {
    "no approval": (None, APPROVALS, "", "no approval by a clinician"),
    "no approval of the facts": (None, SAFETY, "", "safety facts are not approved"),
    "other words": ("means: a protein in skin", LEAFLET, "means: a protein", "no approval by a"),
    "withdrawn": ("\nreview_due", LEAFLET, "\nwithdrawn: true\nreview_due", "withdrawn"),
    "to come": (
        "published: 2026-11-23",
        LEAFLET,
        "published: 2026-11-24",
        "which is in the future",
    ),
    "overdue": ("review_due: 2027", LEAFLET, "review_due: 2026", "review was due 2026-11-23"),
    "an old jurisdiction": ("2027-05-23", PACK, "2026-11-22", "to be verified by 2026-11-22"),
    "another role": ("formats", SETTINGS, "approval: [reader]\nformats", "no approval by a reader"),
}


@pytest.mark.parametrize(("old", "file", "new", "why"), WITHHELD.values(), ids=WITHHELD)
def test_what_is_withheld_and_why(
    approved: Path, run: Run, old: str | None, file: str, new: str, why: str
) -> None:
    if old is None:
        (approved / file).unlink()
    else:
        rewrite(approved, old, new, file)
    if why.startswith("review was due"):
        rewrite(approved, "published: 2026-11-23", "published: 2026-05-23")
    more = ("--as-of", "2026-11-24") if why.startswith("review was due") else ()
    if why.endswith("which is in the future"):
        rewrite(approved, "date: 2026-11-23", "date: 2026-11-22", APPROVALS)
    ran = run("build", "--release", "-c", "riverside", *more, cwd=approved)
    assert ran.code == 3, ran.err
    assert why in ran.err
    assert not list((approved / "dist").rglob("*.pdf"))


def test_what_was_released_and_may_be_no_longer_goes(approved: Path, run: Run) -> None:
    assert run("build", "--release", "-c", "riverside", cwd=approved).code == 0
    rewrite(approved, "means: a protein in skin", "means: a protein")
    assert run("build", "--release", "-c", "riverside", cwd=approved).code == 3
    assert standing(approved / "dist") == []
    assert json.loads((approved / "dist/manifest.json").read_text("utf-8")) == {
        "schema": "leaflet-manifest/1",
        "editions": [],
    }


def test_a_release_of_nothing_has_a_manifest_that_says_so(project_folder: Path, run: Run) -> None:
    assert run("build", "--release", cwd=project_folder).code == 3
    listing = project_folder / "dist/manifest.json"
    assert json.loads(listing.read_text("utf-8")) == {
        "schema": "leaflet-manifest/1",
        "editions": [],
    }
    ran = run("register", cwd=project_folder)
    assert (ran.code, "error: nothing to register: " in ran.err) == (2, True)
    assert not (project_folder / "register").exists()


def test_errors_in_content_are_reported_as_ever(approved: Path, run: Run) -> None:
    rewrite(approved, "kind: none", "kind: nothing")
    ran = run("build", "--release", "-c", "riverside", cwd=approved)
    assert (ran.code, "withheld:" in ran.err, f"{LEAFLET}:" in ran.err) == (1, False, True)


def test_a_dry_run_tells_it_too(approved: Path, run: Run) -> None:
    ran = run("build", "--release", "--dry-run", cwd=approved)
    assert ran.code == 3
    rows = [line.split(None, 2) for line in ran.out.splitlines()]
    assert [(row[0], row[1]) for row in rows] == [
        ("build", OWN),
        ("withhold", OWN.replace("riverside", "st-oswin")),
    ]
    assert "1 to build, 1 to withhold" in ran.err


def test_the_report_says_what_was_withheld(approved: Path, run: Run) -> None:
    assert run("build", "--release", "--report", "report.json", cwd=approved).code == 3
    editions = json.loads((approved / "report.json").read_text("utf-8"))["editions"]
    assert [(e["clinic"], e["outcome"], len(e["withheld"])) for e in editions] == [
        ("riverside", "built", 0),
        ("st-oswin", "withheld", 2),
    ]


def test_shards_of_a_release_merge(approved: Path, run: Run) -> None:
    for number in (1, 2):
        ran = run("build", "--release", "--shard", f"{number}/2", "-o", f"s{number}", cwd=approved)
        assert ran.code in (0, 3)
    ran = run("merge", "s1", "s2", "-o", "all", cwd=approved)
    assert ran.code == 0, ran.err
    assert standing(approved / "all") == [f"{OWN}.pdf"]


# --- where an edition stands ---------------------------------------------------------------------


def state_on(folder: Path, day: str) -> str:
    import datetime

    records = ApprovalStatus(FileSummaries(Project(folder)), datetime.date.fromisoformat(day))
    made = records.release_status(NAME, "en-GB", "riverside")
    assert made
    return made.state.value


def test_a_course_of_states(approved: Path) -> None:
    assert state_on(approved, "2026-11-23") == "approved"
    assert state_on(approved, "2027-11-23") == "approved"
    assert state_on(approved, "2027-11-24") == "overdue"
    (approved / APPROVALS).unlink()
    assert state_on(approved, "2026-11-23") == "draft"
    assert state_on(approved, "2027-11-24") == "overdue"
    rewrite(approved, "\nreview_due: ", "\nwithdrawn: true\nreview_due: ")
    assert state_on(approved, "2027-11-24") == "withdrawn"


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2027-05-01", []),
        ("2027-08-25", ["stale-pack"]),
        ("2027-08-26", ["due-soon", "stale-pack"]),
        ("2027-11-23", ["due-soon", "stale-pack"]),
        ("2027-11-24", ["overdue", "stale-pack"]),
    ],
)
def test_ninety_days_before_it_is_reported(
    approved: Path, run: Run, monkeypatch: pytest.MonkeyPatch, day: str, codes: list[str]
) -> None:
    import datetime

    noon = datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
    found = run("check", NAME, "-c", "riverside", "--output-format", "json", cwd=approved)
    reported = sorted(f["code"] for f in json.loads(found.out)["findings"])
    assert [code for code in reported if code not in ("clinic-contacts", "provenance")] == codes
    assert found.code == 0
    strict = run("check", NAME, "-c", "riverside", "--strict", cwd=approved)
    assert (strict.code == 0) == (not reported)


def test_a_build_without_changes_knows_its_state_by_heart(approved: Path, run: Run) -> None:
    assert run("build", "-c", "riverside", cwd=approved).code == 0
    ran = run("build", "-c", "riverside", cwd=approved)
    assert "1 edition in dist, 1 unchanged" in ran.err
    assert "state" not in ran.err
    late = run("build", "-c", "riverside", "--as-of", "2027-11-24", cwd=approved)
    assert "[overdue]" in late.err
    entry = json.loads((approved / "dist/manifest.json").read_text("utf-8"))["editions"][0]
    assert entry["state"] == "overdue"


def test_an_approval_of_one_leaflet_is_none_of_another(approved: Path, run: Run) -> None:
    add_leaflet(approved, "another")
    ran = run("build", "--release", "-c", "riverside", cwd=approved)
    assert ran.code == 3
    assert "withheld: riverside/en-GB/another (a4): no approval by a clinician" in ran.err


def test_a_clinic_file_in_a_broken_state_is_no_standing(approved: Path) -> None:
    rewrite(approved, "phones:", "phnoes:", CLINIC)
    import datetime

    records = ApprovalStatus(FileSummaries(Project(approved)), datetime.date(2026, 11, 23))
    assert records.release_status(NAME, "en-GB", "riverside") is None
