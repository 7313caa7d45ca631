"""For programs: the fields of each finding."""

# `json` is the standard library here, not this module.

import json

from leaflet.cli import text_report
from leaflet.cli.finding_writers import FindingReport, Output


def _write(report: FindingReport) -> str:
    records = [text_report.finding_record(finding) for finding in report.findings]
    return json.dumps({"findings": records}, indent=1, ensure_ascii=False) + "\n"


OUTPUT = Output("json", "All fields of each finding.", _write)
