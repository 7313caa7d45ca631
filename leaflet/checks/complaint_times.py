"""A clinic says in how many days or weeks it answers a complaint."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.clinic import Clinic
from leaflet.text.field_text import FieldText

_FIELD = ("complaints", "answer_within")
#: What is still to be filled in has a finding of its own.
_PLACEHOLDER = "todo"


def _run(text: FieldText) -> Iterator[Found]:
    if not isinstance(text.value, Clinic):
        return
    for sentence in text.sentences:
        if sentence.unit.field_path[:2] != _FIELD or _PLACEHOLDER in sentence.words:
            continue
        has_number = any(word[0].isdigit() for word in sentence.words)
        has_number = has_number or any(word in text.lexicon.number_of for word in sentence.words)
        if not has_number:
            message = f'"{sentence.text}" names no time'
            yield text.place(sentence.unit), message, "write the days, as 20 working days"


CHECK = Check(
    id="complaint-times",
    stage="content",
    reads=FieldText,
    severity=Severity.ERROR,
    summary="A clinic says in how many days or weeks it answers a complaint.",
    run=_run,
    finds="an `answer_within` of a clinic without a number",
    mend="write the days or weeks",
    why="NHS complaints regulations 2009, regulation 13: whoever complains is told how long it"
    " takes; the same is asked of a clinic that sells a treatment.",
)
