"""Holds `checks:` of a project file against the checks: a project may raise an effect, never lower
one.
"""

from __future__ import annotations

from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.core.diagnostics import Effect, Severity, UsageError, did_you_mean

_HINT = (
    'a project may raise an effect, never lower it; to excuse a finding, waive "{}" in the leaflet'
)


def refuse_lowered(project: Project) -> None:
    """Raises `UsageError`, with its place in the project file, for a check that does not exist, and
    for an effect below that of the check.
    """
    for name, least in project.settings.checks.items():
        place = project.settings_file.place(("checks", name))
        if name not in extensions.names("checks"):
            hint = did_you_mean(name, extensions.names("checks"))
            raise UsageError(f'{place}: unknown check "{name}"', hint)
        if effect := _lowered(name, project.settings.severities[name], least):
            message = f'{place}: "{name}" finds what is {effect.value}, so "{least}" would lower it'
            raise UsageError(message, _HINT.format(name))


def _lowered(name: str, least: Severity, written: str) -> Effect | None:
    """The effect of a check that a setting would lower; None where it does not."""
    from leaflet.checks.check import find_check

    check = find_check(name)
    if check.severity is not Severity.ERROR:
        return None
    is_lower = least is not Severity.ERROR or (written == "unfit" and bool(check.breaks))
    return check.effect if is_lower else None
