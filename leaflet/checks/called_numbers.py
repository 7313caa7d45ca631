"""Nobody is told to call a short number that is none of the edition's."""

import re
from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import LeafletAtClinic
from leaflet.core.diagnostics import Severity, Span
from leaflet.model.departments import all_phones
from leaflet.model.emergency_numbers import numbers_of


def _run(subject: LeafletAtClinic) -> Iterator[tuple[Span, str, str]]:
    pack, clinic = subject.pack, subject.clinic.value
    assert clinic is not None
    if pack is None:
        return
    known = numbers_of(pack.code)
    services = (pack.emergency, pack.urgent_advice)
    right = {service.number for service in services} | (known.all if known else frozenset())
    right |= {re.sub(r"\D", "", phone.display) for _, phone in all_phones(clinic)}
    listed = ", ".join(dict.fromkeys(service.number for service in services))
    for called in subject.called:
        if called.number not in right:
            message = f'"{called.number}" is called, no number of {pack.code} or the clinic'
            yield called.span, message, f"write a number that is one: {listed}"


CHECK = Check(
    id="called-numbers",
    stage="content",
    reads=LeafletAtClinic,
    severity=Severity.ERROR,
    summary="A short number that a text says to call is one of the country or of the clinic.",
    run=_run,
    breaks="a wrong number in an emergency harms at once, on a draft as well",
    finds="two to six digits, or three to six of the lexicon's words for `digits`, behind a phrase"
    " of its `calls` or in the `display` of a number, in the leaflet, the clinic, the locale or the"
    " jurisdiction pack, that are no emergency or urgent number or helpline of the country and no"
    " phone of the clinic; amounts such as `24 hours` are none",
    mend="write the right number, or better a mark: `[999](help:emergency)`; add a helpline to the"
    " clinic's `phones`",
    why="A reader in trouble dials what is printed.",
    lexicon=("calls", "digits"),
)
