"""For programs: the fields of each finding."""

from leaflet.cli import text_report
from leaflet.cli.finding_writers import FindingReport, Output
from leaflet.core.json_records import to_json


def _write(report: FindingReport) -> str:
    records = [text_report.finding_record(finding) for finding in report.findings]
    return to_json("findings", {"findings": records}) + "\n"


OUTPUT = Output("json", "All fields of each finding.", _write)
