"""The leaflet's profile exists."""

from collections.abc import Iterator

from leaflet import profiles
from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity, did_you_mean
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet


def _run(loaded: Loaded[Leaflet]) -> Iterator[Found]:
    leaflet = loaded.value
    assert leaflet is not None
    known = profiles.names()
    if leaflet.profile not in known:
        hint = did_you_mean(leaflet.profile, known)
        yield loaded.place(("profile",)), f'no profile "{leaflet.profile}"', hint


CHECK = Check(
    id="profile",
    stage="content",
    reads=Leaflet,
    severity=Severity.ERROR,
    summary="The leaflet is checked by a profile that exists.",
    run=_run,
    finds="a `profile` that does not exist; all checks then apply",
    mend="use one of those that the hint names, or add a file to `leaflet/profiles/`",
    why="A misspelt name must not make checks milder.",
)
