"""Consent is asked for by the person who treats, never taken for given."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.denial import is_denied, is_question
from leaflet.text.leaflet_text import LeafletText


def _run(text: LeafletText) -> Iterator[Found]:
    for match in text.find("consent_taken"):
        sentence = match.sentence
        if not is_question(text, sentence) and not is_denied(text, sentence, match.start):
            place = text.place(match.sentence.unit, match.offset)
            yield place, f'"{match.text}" takes consent for given', _HINT


_HINT = "say who asks for it, and that a reader can say no at any time"

CHECK = Check(
    id="consent-taken",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Consent is asked for by the person who treats, never taken for given.",
    run=_run,
    finds="a phrase of the lexicon's `consent_taken`, such as by coming you agree",
    mend="say who asks for consent, and that a reader can say no or stop",
    why="GMC 2020, Decision making and consent: consent is given in a talk, and can be taken back.",
    lexicon=("consent_taken",),
)
