"""Holds `checks:` of a project file against the checks: a project may raise an effect, never lower
one.
"""

from __future__ import annotations

from leaflet.checks.check import Check, find_check
from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.core.diagnostics import Severity, UsageError, did_you_mean

_HINT = "a project may raise an effect, never lower it"


def refuse_lowered(project: Project) -> None:
    """Raises `UsageError`, with its place in the project file, for a check that does not exist, and
    for an effect below that of the check.
    """
    for name, written in project.settings.checks.items():
        place = project.settings_file.place(("checks", name))
        if name not in extensions.names("checks"):
            hint = did_you_mean(name, extensions.names("checks"))
            raise UsageError(f'{place}: unknown check "{name}"', hint)
        check = find_check(name)
        if _lowers(check, project.settings.severities[name], written):
            effect = check.effect.value if check.effect else check.severity.value
            message = f'{place}: "{name}" finds what is {effect}, so "{written}" would lower it'
            excuse = f'to excuse a finding, waive "{name}" in the leaflet'
            raise UsageError(message, f"{_HINT}; {'delete this line' if check.binds else excuse}")


def _lowers(check: Check, least: Severity, written: str) -> bool:
    """Whether a setting is below what the check finds. "error" is never below it; "unfit" is below
    what is broken in content, and on a page means broken.
    """
    if check.severity is not Severity.ERROR:
        return False
    return least is not Severity.ERROR or (written == "unfit" and bool(check.breaks))
