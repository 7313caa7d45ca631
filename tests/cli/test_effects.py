"""Effects in what the command prints: the summary of each leaflet, the lists, other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml

from leaflet.checks.check import all_checks
from leaflet.cli import finding_writers
from leaflet.cli.check_summary import summary_lines
from leaflet.cli.finding_writers import FindingReport
from leaflet.core.diagnostics import Finding, Severity, Span
from tests.support.projects import LEAFLET, Edit, Run

PATH = "content/leaflets/skin-biopsy/en-GB.md"


def unfit(code: str, message: str = "it is so", line: int = 1, path: str = PATH) -> Finding:
    return Finding(code, Severity.ERROR, Span(path, line, 1), message, in_drafts=True)


def test_a_summary_counts_by_what_is_to_mend() -> None:
    missing = [unfit("sections", line=n) for n in range(4)]
    missing += [unfit("approval-fields", line=n) for n in range(3)]
    promises = [unfit("claims", line=n) for n in range(3)]
    grade = unfit("reading-level", "Flesch-Kincaid grade 9.2 (8.8 with the glossary's words)")
    assert list(summary_lines([grade, *promises, *missing])) == [
        "skin-biopsy, en-GB: 7 things missing, 3 promises, reading grade 9.2"
    ]


def test_a_summary_names_one_thing_as_one_and_counts_the_rest() -> None:
    some = [unfit("claims"), unfit("risk-order"), unfit("alt-text", line=2)]
    assert list(summary_lines(some)) == ["skin-biopsy, en-GB: 1 promise, 2 other things"]
    assert list(summary_lines(some[1:])) == ["skin-biopsy, en-GB: 2 things to mend"]
    broken = Finding("unknown-field", Severity.ERROR, Span(PATH, 3, 1), "no such field")
    assert list(summary_lines([broken])) == ["skin-biopsy, en-GB: 1 fault in the file"]


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.WAIVED, Severity.NOTE])
def test_a_leaflet_without_anything_to_mend_has_no_summary(severity: Severity) -> None:
    assert not list(summary_lines([Finding("claims", severity, Span(PATH), "so")]))
    assert not list(summary_lines([unfit("claims", path="content/clinics/a/clinic.yaml")]))


def test_each_leaflet_has_its_line_and_each_finding_counts_once() -> None:
    other = "content/leaflets/acne/pl.md"
    lines = list(summary_lines([unfit("claims"), unfit("claims"), unfit("claims", path=other)]))
    assert lines == ["acne, pl: 1 promise", "skin-biopsy, en-GB: 1 promise"]


def test_check_begins_with_the_summary_for_people_alone(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / LEAFLET, "\n## Words we", "\nIt is painless.\n\n## Words we")
    ran = run("check", cwd=project_folder)
    assert ran.out.splitlines()[0] == "mesotherapy-acne-scars, en-GB: 1 promise"
    assert ran.out.splitlines()[1].startswith(LEAFLET)
    ran = run("check", "--output-format", "github", cwd=project_folder)
    assert all(line.startswith("::") for line in ran.out.splitlines())


BY_EFFECT = (
    Finding("yaml", Severity.ERROR, Span(PATH, 1, 1), "no"),
    unfit("claims", '"safe" is a promise'),
    Finding("hard-words", Severity.WARNING, Span(PATH, 2, 1), "hard"),
    Finding("abridged", Severity.NOTE, Span(PATH, 3, 1), "left out"),
)


def written(name: str) -> str:
    return finding_writers.find(name).write(FindingReport(BY_EFFECT, version="1.2.3"))


def test_json_and_sarif_tell_the_effect_beside_the_severity() -> None:
    records = json.loads(written("json"))["findings"]
    assert [(r["severity"], r["effect"]) for r in records] == [
        ("error", "broken"), ("error", "unfit"), ("warning", "advice"), ("note", None)
    ]  # fmt: skip
    results: list[dict[str, Any]] = json.loads(written("sarif"))["runs"][0]["results"]
    assert [(r["level"], r.get("properties")) for r in results] == [
        ("error", {"effect": "broken"}),
        ("error", {"effect": "unfit"}),
        ("warning", {"effect": "advice"}),
        ("note", None),
    ]


def test_junit_and_github_name_the_effect() -> None:
    cases = [case for suite in JUnitXml.fromstring(written("junit").encode()) for case in suite]
    failures = [result.message for case in cases for result in case.result]
    assert failures == ["broken: no", 'unfit: "safe" is a promise']
    titles = [line.partition("title=")[2].partition("::")[0] for line in written("github").split()
              if "title=" in line]  # fmt: skip
    assert [title for title in titles if title] == ["yaml", "claims", "hard-words", "abridged"]
    assert "(unfit)::" in written("github")


def test_the_list_of_checks_has_the_effect_of_each(run: Run) -> None:
    listed = json.loads(run("list", "checks", "--json", cwd=Path()).out)["checks"]
    effects = {row["check"]: row["effect"] for row in listed}
    assert len(effects) == len(all_checks())
    assert (effects["references"], effects["claims"]) == ("broken", "unfit")
    assert (effects["hard-words"], effects["abridged"]) == ("advice", "note")


def test_the_list_of_kinds_has_shipped_and_own_ones(project_folder: Path, run: Run) -> None:
    folder = project_folder / "content/kinds"
    folder.mkdir(exist_ok=True)
    own = "label: {en: Day surgery}\nmust: [get-help]\norder: [get-help]\n"
    (folder / "day-surgery.yaml").write_text(own, "utf-8")
    (folder / "odd.yaml").write_text("label: {en: Odd}\nmust: [riks]\n", "utf-8")
    rows = {row["kind"]: row for row in json.loads(run("list", "kinds", "--json",
            cwd=project_folder).out)["kinds"]}  # fmt: skip
    assert rows["day-surgery"] == {
        "kind": "day-surgery", "label": "Day surgery", "must": ["get-help"]
    }  # fmt: skip
    assert rows["odd"]["label"] == "(has errors)"
    assert rows["medicine"]["must"]
    assert "day-surgery" in run("list", "kinds", cwd=project_folder).out
