"""For people: a line a finding."""

from leaflet import report
from leaflet.outputs import Output, Told


def _write(told: Told) -> str:
    lines = report.finding_lines(told.findings, colour=told.colour)
    return "".join(f"{line}\n" for line in lines)


OUTPUT = Output("text", "A line a finding, coloured on a terminal.", _write)
