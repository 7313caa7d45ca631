"""Two denials in one clause, which a reader has to turn around twice."""

from collections.abc import Iterator
from itertools import pairwise

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText

#: Farther apart they deny different things.
_REACH = 6
_CLAUSE = ",;:–—("


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for sentence in leaflet_text.sentences:
        found = list(leaflet_text.search("negations").matches(sentence.words))
        for (start, end, _), (at, _, _) in pairwise(found):
            between = sentence.unit.text[sentence.offsets[start] : sentence.offsets[at]]
            if at - end < _REACH and not any(mark in between for mark in _CLAUSE):
                words = " ".join(sentence.words[start : at + 1])
                place = leaflet_text.place(sentence.unit, sentence.offsets[start])
                yield place, f'"{words}" denies twice', "say what is so instead"
                break


CHECK = Check(
    id="double-negatives",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="No clause denies twice.",
    run=_run,
    finds="two words of the lexicon's `negations` within six words of one clause, such as do not go"
    " without",
    mend="say what is so: go only with, instead of do not go without",
    why="Plain English: a reader has to turn a double negative around twice, and people under"
    " stress turn it once.",
    lexicon=("negations",),
)
