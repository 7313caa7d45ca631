"""A clinic says in how many days or weeks it answers a complaint."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic
from leaflet.model.translations import all_forms

#: What is still to be filled in has a finding of its own.
_PLACEHOLDER = "TODO"


def _run(loaded: Loaded[Clinic]) -> Iterator[Found]:
    clinic = loaded.value
    assert clinic is not None
    for said in all_forms(clinic.complaints.answer_within):
        if _PLACEHOLDER not in said and not any(map(str.isdigit, said)):
            place = loaded.place(("complaints", "answer_within"))
            yield place, f'"{said}" names no time', "write the days, as 20 working days"


CHECK = Check(
    id="complaint-times",
    stage="content",
    reads=Clinic,
    severity=Severity.ERROR,
    summary="A clinic says in how many days or weeks it answers a complaint.",
    run=_run,
    finds="an `answer_within` of a clinic without a number in digits",
    mend="write the days or weeks",
    why="NHS complaints regulations 2009, regulation 13: whoever complains is told how long it"
    " takes; the same is asked of a clinic that sells a treatment.",
)
