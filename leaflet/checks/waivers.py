"""Each waiver names an existing check, once, with a reason."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found, find_check
from leaflet.core import extensions
from leaflet.core.diagnostics import Severity, did_you_mean
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet


def _run(loaded: Loaded[Leaflet]) -> Iterator[Found]:
    leaflet = loaded.value
    assert leaflet is not None
    known = extensions.names("checks")
    seen = set()
    for k, waiver in enumerate(leaflet.waivers):
        place = loaded.place(("waivers", k, "check"))
        if waiver.check not in known:
            hint = did_you_mean(waiver.check, known)
            yield place, f'no check "{waiver.check}" to waive', hint
        elif find_check(waiver.check).binds:
            yield place, f'"{waiver.check}" cannot be waived', "delete the waiver"
        elif waiver.check in seen:
            yield place, f'"{waiver.check}" is waived twice', "join the two"
        seen.add(waiver.check)
        if len(waiver.reason.split()) < _FEWEST_WORDS:
            place = loaded.place(("waivers", k, "reason"))
            yield place, f'"{waiver.reason}" is not a reason', "say why it is right here"


_FEWEST_WORDS = 3


CHECK = Check(
    id="waivers",
    stage="content",
    reads=Leaflet,
    severity=Severity.ERROR,
    summary="A waiver names a check that exists, once, and why.",
    run=_run,
    breaks="a waiver that names nothing may hide a finding",
    binds=True,
    finds="a waiver of a check that does not exist or cannot be waived, two of one check, a reason"
    " of fewer than three words",
    mend="name the check, and say why what it finds is right here",
    why="Readers of the report must be able to judge the exception.",
)
