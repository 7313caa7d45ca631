"""For people: a line on each leaflet that has something to mend, then one for each finding."""

from leaflet.cli import text_report
from leaflet.cli.check_summary import summary_lines
from leaflet.cli.finding_writers import FindingReport, Output


def _write(report: FindingReport) -> str:
    lines = text_report.finding_lines(report.findings, colour=report.colour)
    summary = summary_lines(report.findings) if report.summary else ()
    return "".join(f"{line}\n" for line in (*summary, *lines))


OUTPUT = Output("text", "A line a leaflet, then a line a finding, coloured on a terminal.", _write)
