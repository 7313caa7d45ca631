"""For GitHub: annotations on the lines of a pull request."""

from leaflet import github
from leaflet.outputs import Output, Told


def _write(told: Told) -> str:
    lines = github.annotations(told.findings, folder=told.folder)
    return "".join(f"{line}\n" for line in lines)


OUTPUT = Output("github", "Commands that a GitHub runner shows beside the lines.", _write)
