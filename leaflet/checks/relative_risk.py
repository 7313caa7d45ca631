"""Risks that are compared without their size."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for match in leaflet_text.find("relative_risks"):
        place = leaflet_text.place(match.sentence.unit, match.offset)
        yield place, f'"{match.text}" compares without saying how much', match.meaning


CHECK = Check(
    id="relative-risk",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="No risk is given by comparison alone.",
    run=_run,
    finds="a phrase of the lexicon's `relative_risks`",
    mend="give both shares: 2 in 100 people with it, 1 in 100 without",
    why='"Twice as likely" sounds the same for 2 in 100 as for 2 in 100,000 (Trevena 2013, BMC Med'
    " Inform Decis Mak 13 S2:S7).",
    lexicon=("relative_risks",),
)
