"""For CI servers: a JUnit report with a suite for each file and a case for each finding.

JUnit reports have no standard; this is the part of the schema of Ant's JUnit task that all readers
know.
"""

import re
from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from leaflet.cli.finding_writers import FindingReport, Output, hinted
from leaflet.core.diagnostics import Finding, Severity

#: The characters that XML 1.0 (2.2) forbids.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _write(report: FindingReport) -> str:
    suites: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        suites[report.folder + finding.span.path].append(finding)
    root = Element("testsuites", {"name": "leaflet", **_counts(report, report.findings)})
    for path, findings in sorted(suites.items()):
        suite = SubElement(root, "testsuite", {"name": _clean(path), **_counts(report, findings)})
        for finding in findings:
            _case(report, suite, path, finding)
    if not report.findings:
        # Readers treat a report without any case as a failure.
        suite = SubElement(root, "testsuite", {"name": "leaflet", **_counts(report, ())})
        SubElement(suite, "testcase", classname="leaflet", name="no findings")
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _counts(report: FindingReport, findings: tuple[Finding, ...] | list[Finding]) -> dict[str, str]:
    return {
        "tests": str(len(findings) or 1),
        "failures": str(sum(map(report.fails, findings))),
        "errors": "0",
        "skipped": str(sum(finding.severity is Severity.WAIVED for finding in findings)),
    }


def _case(report: FindingReport, suite: Element, path: str, finding: Finding) -> None:
    """Add a case that fails, is skipped (waived), or passes with the message as its output."""
    span = finding.span
    where = f" at {span.line}:{span.column}" if span.line else ""
    name = f"{finding.code}{where}: {finding.message}"
    case = SubElement(suite, "testcase", classname=_clean(path), name=_clean(name))
    text = _clean(hinted(finding))
    if finding.severity is Severity.WAIVED:
        SubElement(case, "skipped", message=_clean(finding.waiver))
    elif report.fails(finding):
        failure = SubElement(case, "failure", message=f"{finding.label}: {text}", type=finding.code)
        failure.text = _clean(f"{span}: {finding.label}: {hinted(finding)}")
    else:
        SubElement(case, "system-out").text = f"{finding.label}: {text}"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


OUTPUT = Output("junit", "A report for CI servers, as JUnit writes it.", _write)
