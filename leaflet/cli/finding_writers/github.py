"""For GitHub: annotations on the lines of a pull request."""

from leaflet.cli import github
from leaflet.cli.finding_writers import Output, Told


def _write(told: Told) -> str:
    lines = github.annotations(told.findings, folder=told.folder)
    return "".join(f"{line}\n" for line in lines)


OUTPUT = Output("github", "Commands that a GitHub runner shows beside the lines.", _write)
