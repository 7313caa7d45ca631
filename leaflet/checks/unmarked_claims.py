"""Sentences that report a result without a source."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

#: Blocks whose items have a field for sources.
_SOURCED = frozenset({"benefits", "risks", "alternatives"})

#: Words that begin an order to ask: "Find out which trials show that it works".
_ASKING = frozenset({"ask", "find"})


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for match in leaflet_text.find("evidence"):
        sentence = match.sentence
        first = next(leaflet_text.search("evidence").matches(sentence.words))[0]
        if match.start == first and _reports(leaflet_text, sentence):
            place = leaflet_text.place(sentence.unit, match.offset)
            hint = "mark the words that name it, as [one review](source:id), or a fact"
            yield place, "a result without a source", hint


def _reports(leaflet_text: LeafletText, sentence: Sentence) -> bool:
    """Whether a sentence says that somebody found something, and neither denies nor asks it."""
    unit, words = sentence.unit, sentence.words
    if unit.kind in _SOURCED or unit.kind in ("heading", "questions") or not unit.section:
        return False
    is_asked = words[0] in _ASKING or sentence.text.rstrip("\"'”’)").endswith("?")
    if sentence.is_marked() or is_asked:
        return False
    return any(leaflet_text.search("findings").matches(words)) and not any(
        leaflet_text.search("negations").matches(words)
    )


CHECK = Check(
    id="unmarked-claims",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A sentence that reports a result is marked with its source.",
    run=_run,
    nouns=("claim without a source", "claims without a source"),
    finds="a sentence with a word of the lexicon's `evidence` and one of its `findings`, and"
    " without a fact or source mark; not one that denies or asks",
    mend="mark it: `[one review](source:has-2014)`",
    why="DISCERN, questions 4 and 5: it is clear which sources were used, and from when they are.",
    lexicon=("evidence", "findings"),
)
