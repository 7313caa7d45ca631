"""Findings as other programs read them: the same gate in each, and nothing lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from leaflet.cli import command_line, finding_writers
from leaflet.cli.finding_writers import FindingReport
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, Severity, Span
from tests.support.projects import FIXTURES, Edit, Run

LEAFLET = "content/leaflets/a b/en-GB.md"
FINDINGS = (
    Finding(
        "claims", Severity.ERROR, Span(LEAFLET, 12, 3), '"safe" is a promise', "name the risks"
    ),
    Finding("hard-words", Severity.WARNING, Span(LEAFLET, 14, 1), "“œdema” <is> hard & long\x0b"),
    Finding("headings", Severity.WAIVED, Span(LEAFLET, 9, 1), "long", waiver="accepted by Ann: so"),
    Finding("abridged", Severity.NOTE, Span("content/x.md"), "a4 leaves out b"),
    Finding("yaml", Severity.ERROR, Span("leaflet.yaml", 2, 0), "no"),
)
OUTPUTS = extensions.names("outputs")
SCHEMAS = ("sarif-2.1.0", "sarif-part")


def report(*findings: Finding, strict: bool = False, folder: str = "") -> FindingReport:
    return FindingReport(findings, folder=folder, version="1.2.3", strict=strict)


def written(name: str, *findings: Finding, **options: Any) -> str:
    return finding_writers.find(name).write(report(*findings, **options))


def test_the_command_offers_all_of_them() -> None:
    option = next(
        o for o in command_line.leaflet.commands["check"].params if o.name == "output_format"
    )
    assert sorted(option.type.choices) == sorted(OUTPUTS)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_is_named_like_its_file_and_tells_all(name: str) -> None:
    assert finding_writers.find(name).id == name
    text = written(name, *FINDINGS)
    for finding in FINDINGS:
        assert finding.code in text
    assert written(name, *FINDINGS) == text
    assert "a%20b" in text if name == "sarif" else "a b" in text
    assert "accepted by Ann" in text


# --- SARIF ---------------------------------------------------------------------------------------


def sarif_faults(text: str) -> list[str]:
    """What the standard's schema does not allow in a log, or what we never write."""
    from jsonschema import Draft202012Validator

    log = json.loads(text)
    schemas = [json.loads((FIXTURES / f"{name}.json").read_text("utf-8")) for name in SCHEMAS]
    faults = [list(Draft202012Validator(schema).iter_errors(log)) for schema in schemas]
    return [fault.message for found in faults for fault in found]


@pytest.mark.parametrize("findings", [FINDINGS, ()])
def test_a_log_is_valid(findings: tuple[Finding, ...]) -> None:
    assert sarif_faults(written("sarif", *findings)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"2.1.0"', '"2.0.0"'),
        ('"level": "error"', '"level": "bad"'),
        ('"startLine": 12', '"startLine": 0'),
        ('"ruleId"', '"rule"'),
        ("a%20b", "a b"),
        ('"kind": "inSource"', '"kind": "yaml"'),
    ],
)
def test_a_log_that_is_not_valid_is_refused(old: str, new: str) -> None:
    text = written("sarif", *FINDINGS)
    assert old in text
    assert sarif_faults(text.replace(old, new, 1)) != []


def test_the_schema_of_the_standard_refuses_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.cli.test_finding_writers.SCHEMAS", ("sarif-2.1.0",))
    text = written("sarif", *FINDINGS)
    assert sarif_faults(text) == []
    assert sarif_faults(text.replace('"ruleId"', '"rule"', 1)) != []


def test_what_a_log_says() -> None:
    run = json.loads(written("sarif", *FINDINGS, folder="sub/"))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [f.code for f in FINDINGS]
    assert [r["level"] for r in run["results"]] == ["error", "warning", "warning", "note", "error"]
    first, _, waived, note, _ = run["results"]
    assert first["message"]["text"] == '"safe" is a promise; name the risks'
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "sub/content/leaflets/a%20b/en-GB.md"
    assert place["region"] == {"startLine": 12, "startColumn": 3}
    assert waived["suppressions"] == [{"kind": "inSource", "justification": "accepted by Ann: so"}]
    assert "region" not in note["locations"][0]["physicalLocation"]


# --- JUnit ---------------------------------------------------------------------------------------


def read(text: str) -> JUnitXml:
    return JUnitXml.fromstring(text.encode())


def results(report: JUnitXml) -> list[tuple[str, list[type]]]:
    return [(case.name.split()[0].rstrip(":"), [type(r) for r in case.result])
            for suite in report for case in suite]  # fmt: skip


def test_a_reader_of_junit_reports_reads_ours() -> None:
    report = read(written("junit", *FINDINGS))
    assert (report.tests, report.failures, report.skipped, report.errors) == (5, 2, 1, 0)
    assert [suite.name for suite in report] == ["content/leaflets/a b/en-GB.md", "content/x.md",
                                                "leaflet.yaml"]  # fmt: skip
    assert results(report) == [
        ("claims", [Failure]), ("hard-words", []), ("headings", [Skipped]), ("abridged", []),
        ("yaml", [Failure]),
    ]  # fmt: skip
    assert not any(issubclass(kind, Error) for _, kinds in results(report) for kind in kinds)


def test_a_report_without_findings_has_a_case_that_passes() -> None:
    report = read(written("junit"))
    assert (report.tests, report.failures, results(report)) == (1, 0, [("no", [])])


def test_strict_makes_warnings_fail_and_nothing_else() -> None:
    report = read(written("junit", *FINDINGS, strict=True))
    assert report.failures == 3
    assert ("hard-words", [Failure]) in results(report)
    levels = [
        r["level"]
        for r in json.loads(written("sarif", *FINDINGS, strict=True))["runs"][0]["results"]
    ]
    assert levels == ["error", "error", "warning", "note", "error"]


# --- the gate ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_gate_is_the_same_in_every_output(
    name: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    leaflet = project_folder / "content/leaflets/mesotherapy-acne-scars/en-GB.md"
    assert run("check", "--strict", "--output-format", name, cwd=project_folder).code == 0
    edit(leaflet, "Flat marks may fade.", "Stubborn marks may fade.")
    assert run("check", "--output-format", name, cwd=project_folder).code == 0
    ran = run("check", "--strict", "--output-format", name, cwd=project_folder)
    assert (ran.code, "claims" in ran.out) == (1, True)
    edit(leaflet, "It does not remove scars. Proof", "It removes scars. Proof")
    assert run("check", "--output-format", name, cwd=project_folder).code == 1


def test_a_stage_keeps_the_others_to_itself(project_folder: Path, edit: Edit, run: Run) -> None:
    leaflet = project_folder / "content/leaflets/mesotherapy-acne-scars/en-GB.md"
    edit(leaflet, "It does not remove scars. Proof", "It removes scars. Proof")
    ran = run("check", "-f", "a4", "--stage", "composed", cwd=project_folder)
    assert (ran.code, ran.out) == (0, "")
    ran = run("check", "--stage", "content", cwd=project_folder)
    assert (ran.code, "[claims]" in ran.out, "[abridged]" in ran.out) == (1, True, False)
