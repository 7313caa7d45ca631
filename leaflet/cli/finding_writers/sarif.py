"""For code scanning: a SARIF log (OASIS, Static Analysis Results Interchange Format 2.1.0)."""

import json
from typing import Any
from urllib.parse import quote

from leaflet.cli.finding_writers import FindingReport, Output, hinted
from leaflet.core.diagnostics import Finding, Severity, Span

#: 3.27.10: the level of a result. A waived finding is a suppressed warning.
_LEVELS = {Severity.ERROR: "error", Severity.NOTE: "note"}


def _write(report: FindingReport) -> str:
    from leaflet.checks.check import all_checks

    rules = {check.id: check.summary for check in all_checks()}
    codes = sorted({finding.code for finding in report.findings} | set(rules))
    places = {code: index for index, code in enumerate(codes)}
    driver = {
        "name": "leaflet",
        "semanticVersion": report.version,
        "rules": [_rule(code, rules.get(code, "")) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, finding, places[finding.code]) for finding in report.findings],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, indent=1, ensure_ascii=False) + "\n"


def _rule(code: str, summary: str) -> dict[str, Any]:
    """3.49: a rule; codes that are not ids of checks have no summary."""
    return {"id": code, **({"shortDescription": {"text": summary}} if summary else {})}


def _result(report: FindingReport, finding: Finding, rule: int) -> dict[str, Any]:
    """3.27: a result, its effect in the property bag (3.8)."""
    level = _LEVELS.get(finding.severity, "warning")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": "error" if report.fails(finding) else level,
        "message": {"text": hinted(finding)},
        "locations": [{"physicalLocation": _place(report.folder, finding.span)}],
    }
    if finding.effect:
        result["properties"] = {"effect": finding.effect.value}
    if finding.waiver:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.waiver}]
    return result


def _place(folder: str, span: Span) -> dict[str, Any]:
    """3.29: a file, relative to the root of the repository, and the region in it."""
    artifact = {"uri": quote(folder + span.path), "uriBaseId": "%SRCROOT%"}
    place: dict[str, Any] = {"artifactLocation": artifact}
    if span.line:
        place["region"] = {"startLine": span.line, "startColumn": max(span.column, 1)}
    return place


OUTPUT = Output("sarif", "A log for code scanning, SARIF 2.1.0.", _write)
