"""A leaflet is for nobody younger than its kind of treatment is given to."""

import re
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.denial import is_denied, is_question
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence


def _run(text: LeafletText) -> Iterator[Found]:
    least, audience = text.kind.norms.least_age, text.leaflet.audience or ""
    ages = [int(found) for found in re.findall(r"\b\d{1,2}\b", audience)]
    if ages and min(ages) < least:
        message = f'the audience begins at {min(ages)}, and "{text.leaflet.kind}" at {least}'
        yield text.loaded.place(("audience",)), message, _HINT
    for sentence in text.sentences if least else ():
        young = [int(age) for age in _AGE.findall(sentence.text) if int(age) < least]
        if (
            young
            and _TREATS.search(sentence.text)
            and not is_denied(text, sentence, len(sentence.words))
        ):
            place = text.place(sentence.unit, sentence.start)
            yield place, f"it is offered from the age of {min(young)}", _HINT
        yield from _allowed_by_parents(text, sentence)


def _allowed_by_parents(text: LeafletText, sentence: Sentence) -> Iterator[Found]:
    """Findings for a parent who may allow what nobody so young is given."""
    named = next(iter(text.search("guardians").matches(sentence.words)), None)
    if (
        named
        and text.has("permits", sentence)
        and not text.has("negations", sentence)
        and "even" not in sentence.words
        and not is_question(text, sentence)
    ):
        place = text.place(sentence.unit, sentence.offsets[named[0]])
        yield place, "a parent cannot allow it for somebody younger", _HINT


_AGE = re.compile(r"\b(?:age of|aged|ages|from|over|as young as) (\d{1,2})\b", re.IGNORECASE)
_TREATS = re.compile(r"\b(?:treat|give|offer|welcome|suits?|can have)\b", re.IGNORECASE)
_HINT = "write it for those whom the law lets have it"


CHECK = Check(
    id="audience-age",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A leaflet is for nobody younger than its kind of treatment is given to.",
    run=_run,
    finds="an age in `audience`, or one from which a text offers the treatment, below the"
    " `least_age` of the leaflet's kind; a word of the lexicon's `guardians` beside one of"
    " `permits`",
    mend="write it for adults, or choose another kind",
    why="England: Botulinum Toxin and Cosmetic Fillers (Children) Act 2021, sections 1 to 3;"
    " Scotland: Non-surgical Procedures Act 2026.",
    lexicon=("guardians", "permits"),
)
