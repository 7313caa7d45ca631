"""Departments: a leaflet names one, each clinic fills in its own, and the body stays the same."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from leaflet.content.fingerprint import safety_facts, safety_parts, words_hash
from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding
from leaflet.model.departments import at_department
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from tests.support.printed import compose_edition, plain
from tests.support.projects import CLINIC, PNG_CLINIC, Run, place

LEAFLET = "content/leaflets/scope/en-GB.md"
TEXT = """---
title: Getting ready for a scope
contact: endoscopy
---
## When to get help {#get-help}

```help
- urgency: emergency
  signs: [You bleed and it does not stop.]
  call: emergency
- urgency: same-day
  signs: [You feel very ill.]
  call: endoscopy
- urgency: same-day
  signs: [You cannot stop being sick.]
  call: ward-14
- urgency: routine
  signs: [You want to change the day.]
  call: clinic
```

## What to eat

Eat plain food.

```help
- urgency: routine
  signs: [You do not know what to eat.]
  call: endoscopy
```
"""
UNIT = """departments:
  endoscopy:
    name: {name}
    where: Second floor.
    email: scope@riverside-skin.example
    phones:
      main: {{number: "+441632960155", display: "01632 960 155", when: "Weekdays, 8 am to 6 pm"}}
      urgent: {{number: "+441632960156", display: "01632 960 156"}}
    hours:
      - {{days: Tuesdays, open: "08:00", close: "18:00"}}
  ward-14:
    name: Ward 14
    phones:
      main: {{number: "+441632960157", display: "01632 960 157"}}
"""
FORMATS = ("a4", "a4-sheet", "a5-booklet", "trifold", "large-print", "phone")


@pytest.fixture
def folder(project_folder: Path) -> Path:
    """A project with a leaflet that names departments, which both clinics have."""
    (project_folder / LEAFLET).parent.mkdir()
    (project_folder / LEAFLET).write_text(TEXT, "utf-8")
    for file, name in ((CLINIC, "Endoscopy unit"), (PNG_CLINIC, "Day unit for scopes")):
        path = project_folder / file
        path.write_text(path.read_text("utf-8") + UNIT.format(name=name), "utf-8")
    return project_folder


def edition(folder: Path, clinic: str, format_: str) -> Edition:
    selection = Selection(leaflets=("scope",), clinics=(clinic,), formats=("a4",))
    (planned,) = make_plan(Project(folder), selection, today=datetime.date(2026, 11, 29)).editions
    assert planned.edition, planned.findings
    return replace(planned.edition, format=extensions.load("formats", format_))


def composed(folder: Path, clinic: str, format_: str) -> Composition:
    return compose_edition(Project(folder), edition(folder, clinic, format_))


@pytest.mark.parametrize("format_", FORMATS)
def test_a_department_and_its_number_stand_in_slots(folder: Path, format_: str) -> None:
    page = composed(folder, "riverside", format_)
    assert "Endoscopy unit" not in page.body
    assert "960 155" not in plain(page.body)
    slots = {slot.name: plain(slot.html) for slot in page.slots}
    assert "Call Endoscopy unit" in slots["department:endoscopy"]
    assert "01632 960 155" in slots["department:endoscopy"]
    assert "Call Ward 14" in slots["department:ward-14"]
    assert page.body.count('<slot name="department:endoscopy">') == 2
    assert page.body.count('<slot name="department:ward-14">') == 1


@pytest.mark.parametrize("format_", FORMATS)
def test_the_body_is_the_same_for_clinics_with_other_names(folder: Path, format_: str) -> None:
    pages = [composed(folder, clinic, format_) for clinic in ("riverside", "st-oswin")]
    assert len({page.body for page in pages}) == 1
    assert "Day unit for scopes" in "".join(slot.html for slot in pages[1].slots)


def test_the_contact_panel_names_the_department_in_place_of_the_clinic(folder: Path) -> None:
    slots = {s.name: plain(s.html) for s in composed(folder, "riverside", "a4").slots}
    contact = slots["contact"]
    for said in ("Endoscopy unit", "01632 960 155", "01632 960 156", "Second floor.", "Tuesdays"):
        assert said in contact
    assert "scope@riverside-skin.example" in contact
    for said in ("01632 960 140", "Monday to Friday", "bank holidays", "hello@", "footbridge"):
        assert said not in contact
    assert "01632 960 140" in slots["help-numbers"], "call: clinic is the clinic itself"
    assert "01632 960 155" in slots["running-foot"].replace("\u00a0", " ")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("urgency", "go"), [("same-day", "gp"), ("routine", "pharmacist")])
def test_both_whom_to_call_and_where_to_go_are_printed(
    folder: Path, format_: str, urgency: str, go: str
) -> None:
    level = "\n".join(
        f"- urgency: {urgency}\n  signs: [You feel ill {n}.]\n  call: {call}\n  go: {go}"
        for n, call in enumerate(("urgent-advice", "clinic", "endoscopy"))
    )
    body = f"---\ntitle: A\n---\n## Help {{#get-help}}\n\n```help\n{level}\n```\n"
    (folder / LEAFLET).write_text(body, "utf-8")
    page = plain(composed(folder, "riverside", format_).body)
    says = {"gp": "See your GP", "pharmacist": "Ask a pharmacist"}
    assert page.count(says[go]) == 3
    assert "tel:111" in page
    says_clinic = "Call us the same day" if urgency == "same-day" else "Call us when we are open"
    assert page.count(says_clinic) == 1


@pytest.mark.parametrize("format_", FORMATS)
def test_an_emergency_has_its_number_and_its_department(folder: Path, format_: str) -> None:
    level = "- {urgency: emergency, signs: [Ill.], call: emergency, go: emergency-department}"
    body = f"---\ntitle: A\n---\n## Help {{#get-help}}\n\n```help\n{level}\n```\n"
    (folder / LEAFLET).write_text(body, "utf-8")
    page = plain(composed(folder, "riverside", format_).body)
    assert "999" in page
    assert "Go to an emergency department now" in page


def test_what_a_department_does_not_have_is_left_out(folder: Path) -> None:
    clinic = edition(folder, "riverside", "a4").clinic
    ward = at_department(clinic, "ward-14")
    assert not any((ward.hours, ward.email, ward.directions, ward.holidays))
    assert ward.name == clinic.name
    assert at_department(clinic, None) == clinic
    path = folder / LEAFLET
    path.write_text(TEXT.replace("contact: endoscopy", "contact: ward-14"), "utf-8")
    contact = next(s for s in composed(folder, "riverside", "a4").slots if s.name == "contact")
    assert "mailto:" not in contact.html
    assert 'class="clock"' not in contact.html


def test_a_long_name_takes_a_taller_slot(folder: Path) -> None:
    def height_class() -> str:
        slots = composed(folder, "riverside", "a4").slots
        return next(s.height_class for s in slots if s.name == "department:endoscopy")

    assert height_class() == "S"
    path = folder / CLINIC
    name = "Department of gastroenterology and liver disease, unit for day patients"
    path.write_text(path.read_text("utf-8").replace("Endoscopy unit", name), "utf-8")
    assert height_class() == "M"


def found(folder: Path, clinic: str) -> list[Finding]:
    selection = Selection(leaflets=("scope",), clinics=(clinic,), formats=("a4",))
    (planned,) = make_plan(Project(folder), selection, today=datetime.date(2026, 11, 29)).editions
    return [finding for finding in planned.findings if finding.code == "clinic-values"]


def test_a_clinic_without_the_department_is_told_at_the_clinic(folder: Path) -> None:
    path = folder / PNG_CLINIC
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("departments:")], "utf-8")
    missing = found(folder, "st-oswin")
    assert [f.span.path for f in missing] == [PNG_CLINIC, PNG_CLINIC]
    assert all(finding.is_broken for finding in missing)
    assert '"endoscopy"' in missing[0].message
    assert place(folder, LEAFLET, "endoscopy") in missing[0].hint
    assert '"ward-14"' in missing[1].message
    assert found(folder, "riverside") == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("call: endoscopy", "call: endoscpy", 'did you mean "endoscopy"?'),
        ("call: clinic", "call: clinc", 'did you mean "clinic"?'),
        ("contact: endoscopy", "contact: endoscop", 'did you mean "endoscopy"?'),
    ],
)
def test_a_department_that_no_clinic_has_is_told_with_what_was_meant(
    folder: Path, old: str, new: str, says: str
) -> None:
    path = folder / LEAFLET
    path.write_text(TEXT.replace(old, new, 1), "utf-8")
    (finding,) = found(folder, "riverside")
    assert says in finding.hint


def test_a_department_in_a_short_form_is_asked_for_too(folder: Path) -> None:
    help_block = "```help\n- {urgency: routine, signs: [Ask.], call: kitchen}\n```"
    short = TEXT.replace("Eat plain food.", f"````short\n{help_block}\n````")
    (folder / LEAFLET).write_text(short, "utf-8")
    (finding,) = found(folder, "riverside")
    assert '"kitchen"' in finding.message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("      main: {number: \"+441632960157\"", "      desk: {number: \"+441632960157\"",
         'no number for "main"'),
        ("    name: Ward 14\n", "", 'missing field "name"'),
        ("    name: Ward 14\n", "    name: Ward 14\n    fax: 1\n", 'unknown field "fax"'),
        ("  ward-14:", "  Ward 14:", "is no id"),
        ('"01632 960 157"', '"01632 960 158"', "dialled"),
        ("+441632960157", "+441615550157", "somebody's real number"),
    ],
)  # fmt: skip
def test_a_wrong_department_is_told(folder: Path, run: Run, old: str, new: str, says: str) -> None:
    path = folder / CLINIC
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    if "161555" in new:
        path.write_text(path.read_text("utf-8").replace("01632 960 157", "0161 555 0157"), "utf-8")
    ran = run("check", "-c", "riverside", cwd=folder)
    assert ran.code == 1
    assert says in ran.out


def test_an_approval_of_safety_facts_is_bound_to_departments(folder: Path) -> None:
    clinic = edition(folder, "riverside", "a4").clinic
    without = clinic.model_copy(update={"departments": {}})
    ward = clinic.departments["ward-14"].model_copy(update={"name": "Ward 15"})
    moved = clinic.model_copy(update={"departments": {**clinic.departments, "ward-14": ward}})
    hashes = {words_hash(one, {}) for one in (clinic, without, moved)}
    assert len(hashes) == 3
    assert safety_parts(clinic)["departments"] != safety_parts(moved)["departments"]
    assert "departments" not in safety_facts(without), "approvals from before stay valid"


def test_the_words_hash_covers_the_contact_and_nothing_without_one(folder: Path) -> None:
    leaflet = edition(folder, "riverside", "a4").leaflet
    hashes = {words_hash(leaflet.model_copy(update={"contact": c}), {}) for c in ("a", "b", None)}
    assert len(hashes) == 3


def test_an_approver_reads_the_departments(folder: Path, run: Run) -> None:
    path = folder / CLINIC
    path.write_text(path.read_text("utf-8").replace("fictional: true\n", ""), "utf-8")
    text = path.read_text("utf-8")
    assert "Endoscopy unit" in text
    ran = run("approve", "-c", "st-oswin", "--by", "Dr A", "--role", "clinician", "--dry-run",
              cwd=folder)  # fmt: skip
    assert "department endoscopy: Day unit for scopes" in ran.out + ran.err
    assert "ward-14, main line 01632 960 157" in ran.out + ran.err


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ("urgency: emergency\n  signs: [A.]\n  call: ward-14", "say call: ward-14"),
        ("urgency: emergency\n  signs: [A.]\n  go: gp", "say go: gp"),
        ("urgency: emergency\n  signs: [A.]\n  go: emergency-department", ""),
        ("urgency: routine\n  signs: [A.]\n  go: pharmacist", ""),
        ("urgency: routine\n  signs: [A.]\n  call: ward-14", ""),
        ("urgency: routine\n  signs: [A.]\n  call: emergency", "say call: emergency"),
    ],
)
def test_help_is_near_enough_for_its_signs(folder: Path, run: Run, level: str, says: str) -> None:
    body = f"---\ntitle: A\n---\n## Help {{#get-help}}\n\n```help\n- {level}\n```\n"
    (folder / LEAFLET).write_text(body, "utf-8")
    ran = run("check", "scope", "-c", "riverside", cwd=folder)
    assert says in ran.out
    assert ("[help-levels]" in ran.out) == bool(says)


@pytest.mark.pdf
@pytest.mark.slow
def test_a_department_fits_its_slot_where_a_short_text_is_set_large(
    folder: Path, run_process: Run
) -> None:
    level = "- {urgency: same-day, signs: [Ill.], call: ward-14, go: gp}"
    body = f"---\ntitle: A\n---\n## Help {{#get-help}}\n\n```help\n{level}\n```\n"
    (folder / LEAFLET).write_text(body, "utf-8")
    ran = run_process("build", "scope", "-c", "riverside", "-f", "a4", cwd=folder)
    assert ran.code == 0, ran.err
