"""For GitHub: annotations on the lines of a pull request."""

from leaflet.cli import github
from leaflet.cli.finding_writers import FindingReport, Output


def _write(report: FindingReport) -> str:
    lines = github.annotations(report.findings, folder=report.folder)
    return "".join(f"{line}\n" for line in lines)


OUTPUT = Output("github", "Commands that a GitHub runner shows beside the lines.", _write)
