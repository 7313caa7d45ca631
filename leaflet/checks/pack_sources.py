"""The sources of a jurisdiction were read, and not long before its values were verified."""

import datetime
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.clinic import Pack
from leaflet.model.kind import Norms

#: A jurisdiction is verified at least once a year, and law that was read longer before `verify_by`
#: was not read for it.
_YEAR = datetime.timedelta(days=366)


def _run(loaded: Loaded[Pack]) -> Iterator[Found]:
    pack = loaded.value
    assert pack is not None
    oldest = pack.verify_by - _YEAR * Norms().evidence_years
    for name, source in pack.sources.items():
        place = loaded.place(("sources", name, "accessed"))
        if source.accessed < pack.verify_by - _YEAR:
            message = f'"{name}" was last read on {source.accessed}'
            message += f", over a year before {pack.verify_by}, when to verify it again"
            severity = Severity.ERROR if source.accessed < oldest else Severity.WARNING
            yield place, message, "read it again, then set the date", severity
        if source.year > source.accessed.year:
            yield place, f'"{name}" was read before its year', "correct year or accessed"
        if not source.verified:
            place = loaded.place(("sources", name, "verified"))
            message = f'"{name}" was not read in its own text, and a rule rests on it'
            yield place, message, "read it, then: verified: true", Severity.NOTE


CHECK = Check(
    id="pack-sources",
    stage="content",
    reads=Pack,
    severity=Severity.WARNING,
    summary="The sources of a jurisdiction were read within the year before it is verified again.",
    run=_run,
    finds="a source of a jurisdiction pack whose `accessed` is more than a year before `verify_by`,"
    " or (unfit) more than three; one that was read before its `year`;"
    " one with `verified: false` (a note)",
    mend="read it again, correct the values that rest on it, then set `accessed` and `verify_by`",
    why="Rules on age, consent and complaints change from one year to the next, and a date under"
    " `verify_by` that is set without reading the law again says nothing.",
)
