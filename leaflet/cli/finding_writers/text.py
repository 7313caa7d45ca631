"""For people: one line for each finding."""

from leaflet.cli import text_report
from leaflet.cli.finding_writers import FindingReport, Output


def _write(report: FindingReport) -> str:
    lines = text_report.finding_lines(report.findings, colour=report.colour)
    return "".join(f"{line}\n" for line in lines)


OUTPUT = Output("text", "A line a finding, coloured on a terminal.", _write)
