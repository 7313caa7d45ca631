"""The evidence behind a leaflet: nothing is left out, nothing filled in that people decide."""

from __future__ import annotations

import datetime
from pathlib import Path

import page
import pytest

from leaflet.checks.check import all_checks
from leaflet.content.project import Project
from leaflet.planning.approval_status import ApprovalStatus
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from leaflet.staff_documents import appraisal_forms
from leaflet.staff_documents.evidence import Evidence, gather, print_evidence
from tests.support.governed import NAME, approve_all, make_real, rewrite
from tests.support.printed import TODAY, missing, page_texts, plain
from tests.support.projects import LEAFLET, Edit, Run, add_leaflet, add_locale
from tests.support.structure import tree

FILE = f"{NAME}.en-GB.evidence.pdf"
WAIVER = "waivers:\n  - {check: sources, reason: they are old, by: Bo, date: 2026-11-20}"


def evidence(folder: Path) -> Evidence:
    project = Project(folder)
    plan = make_plan(project, Selection((NAME,)), today=TODAY)
    approval_status = ApprovalStatus(FileSummaries(project), TODAY)
    return gather(plan, project.leaflets[NAME, "en-GB"], approval_status)


@pytest.fixture
def written(project_folder: Path, run: Run) -> Path:
    """The paper of an approved leaflet with a waiver, as the command writes it."""
    make_real(project_folder)
    rewrite(project_folder, "waivers: []", WAIVER)
    approve_all(run, project_folder, "--register", "NMC 12A3456B")
    ran = run("evidence", NAME, cwd=project_folder)
    assert ran.code == 0
    assert ran.err.startswith(f"{FILE}: 0 broken, 0 unfit, 0 advice, ")
    return project_folder


@pytest.mark.pdf
def test_all_that_it_rests_on_is_printed(written: Path) -> None:
    pages = page_texts((written / FILE).read_bytes())
    leaflet = Project(written).leaflets[NAME, "en-GB"].value
    assert leaflet
    texts = [leaflet.title, "as of 2026-11-23", "SHAQ872", "nobody yet"]
    texts += [source.title for source in leaflet.sources.values()]
    texts += [fact.says for fact in leaflet.facts.values()]
    texts += ["Ann Example, clinician", "NMC 12A3456B", "version 0.1.0, GB-ENG"]
    texts += ["safety facts of riverside", "Flesch-Kincaid grade", "SMOG grade", "Flesch reading"]
    texts += ["accepted by Bo on 2026-11-20: they are old", "no clinician has checked it"]
    texts += list(appraisal_forms.HUMAN)
    for form in appraisal_forms.ALL:
        texts += [form.title, form.source]
        texts += [c.asks for part in form.parts for c in part.criteria]
    assert missing([plain(text) for text in texts], pages) == []


@pytest.mark.pdf
def test_it_is_a_valid_tagged_pdf(written: Path) -> None:
    data = (written / FILE).read_bytes()
    for profile in ("ua1", "3a"):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert [str(failure) for failure in report.failures] == []
    heads = [plain(heading.text) for heading in tree(data).find("H2")]
    assert heads[:9] == [
        "What it is", "Where it stands", "Approvals", "How hard it is to read",
        "What it tells", "What the checks found", "Waivers", "Sources",
        "Facts and what they rest on",
    ]  # fmt: skip


@pytest.mark.pdf
def test_the_same_day_gives_the_same_bytes(written: Path, run: Run) -> None:
    before = (written / FILE).read_bytes()
    assert run("evidence", NAME, "-o", "again.pdf", cwd=written).code == 0
    assert (written / "again.pdf").read_bytes() == before


@pytest.mark.pdf
def test_no_form_is_filled_in(written: Path) -> None:
    shown = " ".join(page_texts((written / FILE).read_bytes()))
    for mark in ("✓", "☑", "✗", "☒", "70 points", "agree: yes"):
        assert mark not in shown


def test_approvals_say_whether_they_hold(project_folder: Path, run: Run) -> None:
    approve_all(run, project_folder)
    assert [a.holds for a in evidence(project_folder).approvals] == [True, True]
    rewrite(project_folder, "means: a protein in skin", "means: a protein")
    found = evidence(project_folder)
    assert [(a.what, a.holds) for a in found.approvals] == [
        ("version 0.1.0, GB-ENG", False),
        ("safety facts of riverside", True),
    ]
    assert found.states[0] == (
        "riverside", "draft", ("no approval by a clinician", "the clinic is fictional")
    )  # fmt: skip


def test_each_check_either_found_something_or_is_silent(project_folder: Path) -> None:
    found = evidence(project_folder)
    reported = {finding.code for finding in found.findings}
    stages = {check.id: check.stage for check in all_checks()}
    assert reported.isdisjoint(found.silent)
    assert set(found.silent) | reported >= {
        id_ for id_, stage in stages.items() if stage == "content"
    }
    assert not any(stages[id_] == "rendered" for id_ in found.silent)


def test_a_check_that_could_not_look_is_not_called_silent(project_folder: Path) -> None:
    (project_folder / "content/lexicons").mkdir()
    (project_folder / "content/lexicons/en.yaml").write_text("language: en\n", "utf-8")
    found = evidence(project_folder)
    assert "no-lexicon" in {finding.code for finding in found.findings}
    assert {"claims", "hard-words"}.isdisjoint(found.silent)
    assert {"no-treatment", "cells"} <= set(found.silent)


def test_a_fact_names_its_sources_by_their_numbers(project_folder: Path) -> None:
    found = evidence(project_folder)
    numbers = {name: number for number, name in enumerate(found.leaflet.sources, 1)}
    (claim,) = [claim for claim in found.claims if claim.id == "c3"]
    assert claim.sources == (numbers["has-2014"], numbers["konda-2013"])


def test_the_scores_are_those_of_the_check(project_folder: Path) -> None:
    scores = {name: (plain_, mild) for name, plain_, mild in evidence(project_folder).scores}
    assert scores["Flesch-Kincaid grade"] == ("2.6", "2.5")
    assert scores["SMOG grade"] == ("6.4", "6.2")


# --- the forms -----------------------------------------------------------------------------------


def test_the_appraisal_forms_are_whole() -> None:
    """PEMAT-P has 24 items, numbered as among the 26 of print and video; DISCERN has 16."""
    numbers = [
        [int(c.number) for part in form.parts for c in part.criteria]
        for form in (appraisal_forms.PEMAT, appraisal_forms.DISCERN)
    ]
    assert numbers[0] == [n for n in range(1, 27) if n not in (13, 14)]
    assert numbers[1] == list(range(1, 17))
    assert [len(part.criteria) for part in appraisal_forms.PEMAT.parts] == [17, 7]


def test_the_checks_that_help_a_rater_exist() -> None:
    known = {check.id for check in all_checks()}
    named = {
        check
        for form in appraisal_forms.ALL
        for part in form.parts
        for criterion in part.criteria
        for check in criterion.checks
    }
    assert named <= known
    assert len(named) > 20


# --- what cannot be done -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        (("mesotherapy",), "unknown leaflet"),
        ((NAME, "-l", "de"), "unknown language"),
        ((NAME, "-o", "leaflet.yaml/x.pdf"), "cannot be written"),
    ],
)
def test_a_call_that_writes_nothing(
    project_folder: Path, run: Run, call: tuple[str, ...], shown: str
) -> None:
    ran = run("evidence", *call, cwd=project_folder)
    assert (ran.code, shown in ran.err) == (2, True), ran.err


def test_a_leaflet_in_two_languages_needs_one_named(project_folder: Path, run: Run) -> None:
    add_leaflet(project_folder, language="de")
    ran = run("evidence", NAME, cwd=project_folder)
    assert (ran.code, "name the language with -l" in ran.err) == (2, True)


@pytest.mark.parametrize(
    "command", [("evidence",), ("approve", "--by", "A", "--role", "clinician")]
)
def test_a_language_that_only_another_leaflet_has_is_reported(
    project_folder: Path, run: Run, command: tuple[str, ...]
) -> None:
    add_locale(project_folder, "de")
    add_leaflet(project_folder, "another", language="de")
    ran = run(command[0], NAME, "-l", "de", *command[1:], cwd=project_folder)
    assert (ran.code, f'"{NAME}" is not in de' in ran.err) == (2, True), ran.err


def test_a_leaflet_that_cannot_be_read_has_findings_and_no_paper(
    project_folder: Path, run: Run
) -> None:
    rewrite(project_folder, "kind: none", "kind: nothing")
    ran = run("evidence", NAME, cwd=project_folder)
    assert (ran.code, "[unknown-value]" in ran.err) == (1, True)
    assert not (project_folder / FILE).exists()


@pytest.mark.pdf
def test_a_hostile_text_stays_a_text(project_folder: Path) -> None:
    rewrite(project_folder, "funding: ", 'funding: "a < b & { 7 * 7 } > c" #')
    found = evidence(project_folder)
    data = print_evidence(found, Project(project_folder).templates)
    shown = " ".join(page_texts(data))
    assert "a < b & { 7 * 7 } > c" in shown


def test_the_day_is_that_of_the_call(project_folder: Path) -> None:
    rewrite(project_folder, "review_due: 2027-11-23", "review_due: 2027-10-23")
    project = Project(project_folder)
    day = datetime.date(2027, 10, 24)
    plan = make_plan(project, Selection((NAME,)), today=day)
    found = gather(
        plan, project.leaflets[NAME, "en-GB"], ApprovalStatus(FileSummaries(project), day)
    )
    assert {state for _, state, _ in found.states} == {"overdue"}
    assert "overdue" in {finding.code for finding in found.findings}


def test_each_part_is_read_by_itself(project_folder: Path) -> None:
    parts = {part.name: part for part in evidence(project_folder).readings}
    short = parts["What is mesotherapy?, short form"]
    assert short.words < parts["What is mesotherapy?"].words
    assert float(short.score) < 8
    assert "What are the risks?, lists and cells" in parts


def test_risks_that_a_format_leaves_out_are_named(project_folder: Path, edit: Edit) -> None:
    assert {one.missing for one in evidence(project_folder).risks} == {()}
    edit(
        project_folder / LEAFLET,
        "Infection, lasting lumps, new scars, severe allergy and skin death can happen.",
        "Lasting lumps, new scars, and skin death can happen.",
    )
    missing = {one.format: one.missing for one in evidence(project_folder).risks}
    assert missing["a4"] == ()
    assert "Severe allergy" in missing["trifold"]


def test_marks_stand_beside_what_their_facts_say(project_folder: Path) -> None:
    marks = {(one.section, one.words): one.fact for one in evidence(project_folder).marks}
    assert marks["condition", "8 or 9 in 10"].startswith("80 to 90 in 100 people")


def test_what_a_kind_asks_for_is_told_or_missing(project_folder: Path, edit: Edit) -> None:
    assert all(is_told for _, is_told in evidence(project_folder).topics)
    edit(project_folder / LEAFLET, "    - Trouble breathing, or collapse\n", "    - Collapse\n")
    topics = dict(evidence(project_folder).topics)
    assert topics["sign: trouble breathing"] is False
    assert topics["sign: redness that spreads"] is True


def test_a_topic_is_missing_where_the_check_of_topics_finds_it(
    project_folder: Path, edit: Edit
) -> None:
    edit(project_folder / LEAFLET, "- are pregnant or breastfeeding\n", "- breastfeed\n")
    made = evidence(project_folder)
    missing = [name for name, is_told in made.topics if not is_told]
    assert missing == ["who-should-wait: pregnancy"]
    assert [f.message for f in made.findings if f.code == "topics"] == [
        'section "who-should-wait" does not tell of pregnancy'
    ]
